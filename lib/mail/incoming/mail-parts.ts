import PostalMime from 'postal-mime'

/** One part of a mail that holds no others, with its bytes as they were before they were encoded for the way. */
export interface Part {
  /** In lower case: `text/plain`. */
  readonly type: string
  readonly params: ReadonlyMap<string, string>
  readonly disposition: string
  readonly contentId: string
  readonly bytes: Uint8Array
  /** The kinds of multipart that it stands in, outermost first. */
  readonly within: readonly string[]
  /** The number of the innermost `multipart/alternative` that it is one form of. */
  readonly alternative?: number
}

export interface MailParts {
  readonly headers: readonly (readonly [name: string, value: string])[]
  readonly subject: string
  readonly messageId: string
  /** The addresses that it names, in lower case. */
  readonly from: string
  readonly recipients: readonly string[]
  /** The kind of the whole mail, as `Part.type`, with its parameters. */
  readonly type: string
  readonly params: ReadonlyMap<string, string>
  readonly parts: readonly Part[]
}

/** The parts of a mail; nothing, where they are nested deeper than in any mail that a person wrote. */
export async function partsOf(raw: Uint8Array): Promise<MailParts | undefined> {
  const parser = new PostalMime({ forceRfc822Attachments: true, maxNestingDepth: 40 })
  try {
    const { headers, subject, messageId, from, to = [], cc = [] } = await parser.parse(raw)
    const root = nodeOf(Reflect.get(parser, 'root'))
    if (!root) throw new TypeError('postal-mime keeps the tree of a mail elsewhere than it did.')
    const addresses = [...to, ...cc].flatMap(one => one.group ?? [one]).map(({ address }) => address.toLowerCase())
    return {
      headers: headers.map(({ key, value }) => [key, value] as const),
      subject: subject ?? '',
      messageId: messageId ?? '',
      from: (from?.address ?? '').toLowerCase(),
      recipients: addresses,
      type: root.type,
      params: root.params,
      parts: leavesOf(root),
    }
  } catch (error) {
    if (error instanceof Error && /nesting depth|header size/i.test(error.message)) return undefined
    throw error
  }
}

/** What the library keeps of a part. Its result has texts already decoded, by names that may be wrong. */
interface Node {
  readonly type: string
  readonly params: ReadonlyMap<string, string>
  readonly disposition: string
  readonly contentId: string
  readonly content: Uint8Array | undefined
  readonly children: readonly Node[]
}

function nodeOf(value: unknown): Node | undefined {
  if (!isFields(value)) return undefined
  const { contentType, contentDisposition, contentId, content, childNodes } = value
  if (!isFields(contentType) || !isFields(contentType.parsed) || !Array.isArray(childNodes)) return undefined
  const { value: type, params } = contentType.parsed
  const disposition =
    isFields(contentDisposition) && isFields(contentDisposition.parsed) ? contentDisposition.parsed.value : ''
  return {
    type: String(type).toLowerCase(),
    params: new Map(isFields(params) ? Object.entries(params).map(([name, one]) => [name, String(one)]) : []),
    disposition: String(disposition).toLowerCase(),
    contentId: String(contentId ?? '').replace(/^<|>$/g, ''),
    content: content instanceof ArrayBuffer || content instanceof Uint8Array ? new Uint8Array(content) : undefined,
    children: childNodes.map(nodeOf).filter(node => node !== undefined),
  }
}

function isFields(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}

function leavesOf(root: Node): readonly Part[] {
  const leaves: Part[] = []
  let alternatives = 0
  const visit = (node: Node, within: readonly string[], alternative: number | undefined): void => {
    if (!node.type.startsWith('multipart/')) {
      const { type, params, disposition, contentId, content } = node
      if (content) {
        const about = { type, params, disposition, contentId, bytes: content, within }
        leaves.push({ ...about, ...(alternative !== undefined && { alternative }) })
      }
      return
    }
    const kind = node.type.slice('multipart/'.length)
    const mine = kind === 'alternative' ? ++alternatives : alternative
    for (const child of node.children) visit(child, [...within, kind], mine)
  }
  visit(root, [], undefined)
  return leaves
}

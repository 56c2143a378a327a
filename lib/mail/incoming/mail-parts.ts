import { addressParser, decodeWords } from 'postal-mime'
import { type Fields, fieldsOf, paramsOf } from './header-fields.ts'
import { decodedBody } from './transfer-encoding.ts'

/** One part of a mail that contains no other parts, with its bytes as they were before their transfer encoding. */
export interface Part {
  /** In lower case: `text/plain`. */
  readonly type: string
  readonly params: ReadonlyMap<string, string>
  readonly disposition: string
  readonly contentId: string
  readonly bytes: Uint8Array
  /** The multipart types around it, outermost first. */
  readonly within: readonly string[]
  /** The number of the innermost `multipart/alternative` that contains it. */
  readonly alternative?: number
}

export interface MailParts {
  readonly headers: Fields
  readonly subject: string
  readonly messageId: string
  /** Its addressees, in lower case. */
  readonly from: readonly string[]
  readonly recipients: readonly string[]
  /** The type of the whole mail, like `Part.type`. */
  readonly type: string
  readonly parts: readonly Part[]
  /** No part was left out because there were too many parts or because they were nested too deep. */
  readonly isWhole: boolean
}

/** No mail that a person wrote has more parts, or parts nested deeper. */
const partsRead = 100
const partDepthRead = 12
/** The most characters of a list of addressees. */
const addressesRead = 8_000

/**
 * The parts of a mail. The search for boundaries covers the whole text instead of each line, so a mail that consists of line
 * ends costs no more than a mail of words.
 */
export function partsOf(raw: Uint8Array): MailParts {
  const bytes = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength)
  const reader = new Reader()
  const headers = reader.read(bytes, [], undefined)
  const field = (name: string) => headers.get(name) ?? ''
  return {
    headers,
    subject: decodeWords(field('subject').slice(0, addressesRead)),
    messageId: field('message-id').slice(0, 1_000),
    from: addressesIn(field('from')),
    recipients: addressesIn(`${field('to')}\n${field('cc')}`),
    type: typeOf(headers).type,
    parts: reader.parts,
    isWhole: reader.isWhole,
  }
}

function addressesIn(values: string): readonly string[] {
  return values
    .slice(0, addressesRead)
    .split('\n')
    .flatMap(value => addressParser(value, { flatten: true }))
    .map(({ address = '' }) => address.toLowerCase())
}

function typeOf(headers: Fields) {
  const [type, params] = paramsOf(headers.get('content-type') ?? '')
  return { type: /^[^/\s]+\/[^/\s]+$/.test(type) ? type : 'text/plain', params }
}

/** Gathers the parts of one mail. */
class Reader {
  readonly parts: Part[] = []
  isWhole = true
  private alternatives = 0

  /** Reads a mail or a part from the beginning of its header, and returns its header fields. */
  read(bytes: Buffer, within: readonly string[], alternative: number | undefined): Fields {
    const { fields, body } = fieldsOf(bytes)
    const { type, params } = typeOf(fields)
    const boundary = params.get('boundary')
    if (!type.startsWith('multipart/') || !boundary) {
      this.addLeaf(fields, body, within, alternative)
    } else if (within.length >= partDepthRead) {
      this.isWhole = false
    } else {
      const kind = type.slice('multipart/'.length)
      const mine = kind === 'alternative' ? ++this.alternatives : alternative
      for (const part of this.split(body, boundary)) this.read(part, [...within, kind], mine)
    }
    return fields
  }

  private addLeaf(fields: Fields, body: Buffer, within: readonly string[], alternative: number | undefined): void {
    const { type, params } = typeOf(fields)
    const [disposition, more] = paramsOf(fields.get('content-disposition') ?? '')
    const name = params.get('name') ?? more.get('filename')
    this.parts.push({
      type: type.startsWith('multipart/') ? 'text/plain' : type,
      params: name === undefined ? params : new Map([...params, ['name', decodeWords(name)]]),
      disposition,
      contentId: (fields.get('content-id') ?? '').trim().replace(/^<|>$/g, ''),
      bytes: decodedBody(body, fields.get('content-transfer-encoding') ?? ''),
      within,
      ...(alternative !== undefined && { alternative }),
    })
  }

  /** The parts between the boundaries of a body (RFC 2046, 5.1.1). */
  private split(body: Buffer, boundary: string): readonly Buffer[] {
    const found: Buffer[] = []
    const mark = Buffer.from(`--${boundary}`, 'latin1')
    let from: number | undefined
    for (let at = body.indexOf(mark); at >= 0; at = body.indexOf(mark, at + mark.length)) {
      const end = endOfBoundary(body, at + mark.length)
      if ((at > 0 && body[at - 1] !== lineFeed) || end === undefined) continue
      if (from !== undefined) found.push(body.subarray(from, endOfLineBefore(body, at, from)))
      from = end.isLast ? undefined : end.next
      if (end.isLast) break
      if (this.parts.length + found.length >= partsRead) {
        this.isWhole = false
        return found
      }
    }
    // A mail that was cut off on its way has no last boundary.
    if (from !== undefined) found.push(body.subarray(from))
    return found
  }
}

const [tab, lineFeed, carriageReturn, space, dash] = [0x09, 0x0a, 0x0d, 0x20, 0x2d]

/** The beginning of the next part, if this boundary ends correctly. Two dashes end the last boundary. */
function endOfBoundary(body: Buffer, from: number): { readonly isLast: boolean; readonly next: number } | undefined {
  const isLast = body[from] === dash && body[from + 1] === dash
  let i = isLast ? from + 2 : from
  while (body[i] === space || body[i] === tab) i++
  if (body[i] === carriageReturn) i++
  return i >= body.length || body[i] === lineFeed ? { isLast, next: i + 1 } : undefined
}

/** The line end before a boundary is part of the boundary. */
function endOfLineBefore(body: Buffer, at: number, from: number): number {
  const end = body[at - 2] === carriageReturn ? at - 2 : at - 1
  return Math.max(end, from)
}

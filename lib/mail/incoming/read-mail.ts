import { decodeText } from './charset.ts'
import type { Fields } from './header-fields.ts'
import { htmlLines, strikesOut } from './html-lines.ts'
import { isBlank, type Line, linesRead } from './lines.ts'
import { type MailParts, type Part, partsOf } from './mail-parts.ts'
import type { Picture } from './pictures.ts'
import { type Flow, plainLines } from './plain-lines.ts'

/** Why the words of a mail may be incomplete or differ from what was written. */
export type ReadingDoubt = 'attachment' | 'incomplete' | 'several-texts' | 'wrapped' | 'encrypted' | 'garbled'

/** The sender of a mail, as far as one can tell, and its words. */
export interface MailRead {
  /** Its Message-ID; empty if it has no Message-ID. */
  readonly id: string
  /** The sender in lower case. If there are several, the first. */
  readonly from: string
  /** It names exactly one sender, as it should. */
  readonly hasOneSender: boolean
  readonly subject: string
  /** Its addressees, including copies, in lower case. */
  readonly recipients: readonly string[]
  readonly headers: Fields
  /** The types of the mail and of its parts. */
  readonly types: readonly string[]
  readonly lines: readonly Line[]
  /** The pictures that belong to its text. */
  readonly pictures: readonly Picture[]
  readonly doubts: readonly ReadingDoubt[]
}

/** Reads the bytes of a mail, or of its beginning. */
export function readMail(raw: Uint8Array, isWhole = true): MailRead {
  const mail = partsOf(raw)
  const read = readParts(mail, isWhole)
  const wrapped = wrappedIn(mail)
  if (!wrapped) return read
  // A filter has wrapped the mail in a mail of the filter's. The words are in the inner mail.
  const inner = partsOf(wrapped.bytes)
  if (inner.from[0] === undefined || inner.from[0] !== mail.from[0]) return read
  const { lines, pictures, doubts } = readParts(inner, isWhole)
  return { ...read, lines, pictures, doubts: [...new Set([...doubts, 'wrapped' as const])] }
}

function wrappedIn({ parts }: MailParts): Part | undefined {
  const attached = parts.filter(({ type }) => type === 'message/rfc822')
  return attached.length === 1 ? attached[0] : undefined
}

function readParts(mail: MailParts, isWhole: boolean): MailRead {
  const { from, headers, subject, recipients, messageId, type, parts } = mail
  const bodies = bodiesIn(parts)
    .map(bodyOf)
    .filter(({ lines }) => lines.some(line => !isBlank(line) || line.picture))
  const lines = bodies.flatMap((body, i) => (i > 0 ? [{ depth: 0, text: '' }, ...body.lines] : body.lines))
  const isSure = bodies.every(body => body.isSure)
  const found: readonly (readonly [ReadingDoubt, boolean])[] = [
    ['attachment', parts.some(isFile)],
    ['incomplete', !isWhole || !mail.isWhole || lines.length > linesRead || bodies.some(body => !body.isWhole)],
    ['several-texts', bodies.length > 1],
    ['encrypted', type === 'multipart/encrypted' || parts.some(isEncryptedPart)],
    ['garbled', !isSure],
  ]
  return {
    id: messageId,
    from: from[0] ?? '',
    hasOneSender: from.length === 1,
    subject,
    recipients,
    headers,
    types: [type, ...parts.map(part => part.type)],
    lines: lines.slice(0, linesRead),
    pictures: parts.filter(isInText).map(({ contentId, params, bytes }) => {
      return { names: [contentId, params.get('name') ?? ''].filter(Boolean), bytes: bytes.length }
    }),
    doubts: found.filter(([, isSo]) => isSo).map(([doubt]) => doubt),
  }
}

/** One text of a mail, in all its alternative forms. */
interface Forms {
  readonly plain?: Part
  readonly page?: Part
}

function isText({ type, disposition }: Part): boolean {
  return (type === 'text/plain' || type === 'text/html') && disposition !== 'attachment'
}

function bodiesIn(parts: readonly Part[]): readonly Forms[] {
  const forms = new Map<number | Part, Forms>()
  for (const part of parts.filter(isText)) {
    const key = part.alternative ?? part
    const name = part.type === 'text/html' ? 'page' : 'plain'
    const known = forms.get(key) ?? {}
    // A second text within the same alternative counts as a separate text.
    if (known[name]) forms.set(part, { [name]: part })
    else forms.set(key, { ...known, [name]: part })
  }
  return [...forms.values()]
}

interface Body {
  readonly lines: readonly Line[]
  readonly isSure: boolean
  readonly isWhole: boolean
}

/** The plain text. The HTML is used if only it shows struck-out words or pictures, or if the plain text is almost empty. */
function bodyOf({ plain, page }: Forms): Body {
  const text = plain && plainBody(plain)
  if (!page) return text ?? { lines: [], isSure: true, isWhole: true }
  const { text: html, isSure } = decodeText(page.bytes, page.params.get('charset'), true)
  const isNeeded = !text || isMuchLess(text.lines, html) || strikesOut(html) || /<img\b[^<>]{0,1000}\bcid:/i.test(html)
  if (!isNeeded) return text
  const { lines, isWhole } = htmlLines(html)
  return lines.some(line => !isBlank(line)) || !text ? { lines, isSure, isWhole } : text
}

/** The plain text of some programs says only that there is an HTML page. */
function isMuchLess(lines: readonly Line[], html: string): boolean {
  const length = lines.reduce((sum, { text }) => sum + text.trim().length, 0)
  return length === 0 || (length < 200 && html.replaceAll(/<[^<>]{0,5000}>/g, '').trim().length > 4 * length + 400)
}

function plainBody({ bytes, params }: Part): Body {
  const { text, isSure } = decodeText(bytes, params.get('charset'))
  const flow: Flow = {
    isFlowed: params.get('format')?.toLowerCase() === 'flowed',
    deletesSpace: params.get('delsp')?.toLowerCase() === 'yes',
  }
  return { lines: plainLines(text, flow), isSure, isWhole: true }
}

/** The pictures that belong to the text of a page. A picture that is merely attached may be the page that was asked for. */
function isInText({ type, disposition, contentId, within }: Part): boolean {
  return type.startsWith('image/') && disposition !== 'attachment' && contentId !== '' && within.includes('related')
}

/** Signatures and business cards contain nothing that an answer needs. */
function isFile(part: Part): boolean {
  if (isText(part) || isInText(part)) return false
  return !/signature$|^text\/(?:x-)?vcard$|^message\/(?:global-)?(?:delivery-status|disposition-notification)$/.test(
    part.type,
  )
}

function isEncryptedPart({ type, params }: Part): boolean {
  const isEnveloped = /pkcs7-mime$/.test(type) && !/signed/i.test(params.get('smime-type') ?? '')
  return isEnveloped || type === 'application/pgp-encrypted'
}

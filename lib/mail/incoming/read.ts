import { convert } from 'html-to-text'
import PostalMime, { addressParser } from 'postal-mime'
import type { Headers } from './automatic.ts'

/** Who wrote a mail, as far as one can tell, and what. */
export interface MailRead {
  /** Its own Message-ID; empty, where it has none. */
  readonly id: string
  /** In lower case; of several, the first. */
  readonly from: string
  /** It names one sender, as it should. */
  readonly hasOneSender: boolean
  readonly headers: Headers
  readonly text: string
  /** Something in it is not in `text`: a file, or what lies beyond what was read. */
  readonly hasMore: boolean
}

/** Reads a mail, or its beginning (bytes). One that cannot be read has no sender and no text. */
export async function readMail(raw: Uint8Array, isWhole = true): Promise<MailRead> {
  const mail = await parsed(raw)
  if (!mail) return { id: '', from: '', hasOneSender: false, headers: new Map(), text: '', hasMore: true }
  const headers = new Map<string, string>()
  for (const { key, value } of mail.headers) headers.set(key, [headers.get(key), value].filter(Boolean).join('\n'))
  const senders = (headers.get('from') ?? '').split('\n').flatMap(value => addressParser(value, { flatten: true }))
  return {
    id: mail.messageId ?? '',
    from: (mail.from?.address ?? '').toLowerCase(),
    hasOneSender: senders.length === 1,
    headers,
    text: mail.text?.trim() ? mail.text : textIn(mail.html ?? ''),
    hasMore: !isWhole || mail.attachments.some(isFile) || hasSeveralTexts(raw),
  }
}

/** Nothing, of what is nested deeper than any mail that a person wrote. */
async function parsed(raw: Uint8Array) {
  try {
    // What was forwarded as a mail is attached to this one: its words would be taken for words of whoever forwards it.
    return await PostalMime.parse(raw, { forceRfc822Attachments: true })
  } catch {
    return undefined
  }
}

/** Of several texts all but the first may be files, or somebody else's words: they would be read as one. */
function hasSeveralTexts(raw: Uint8Array): boolean {
  const source = new TextDecoder('latin1').decode(raw)
  return [/^content-type:\s*text\/plain\b/gim, /^content-type:\s*text\/html\b/gim].some(
    kind => (source.match(kind)?.length ?? 0) > 1,
  )
}

type Attached = Awaited<ReturnType<typeof PostalMime.parse>>['attachments'][number]

/**
 * Pictures that belong to the text of a page, as logos in signatures do, signatures and visiting cards say nothing that an
 * answer needs. A picture that merely lies beside the text may be the page that was asked for.
 */
function isFile({ mimeType, disposition, related }: Attached): boolean {
  const isPicture = mimeType.startsWith('image/') && related && disposition !== 'attachment'
  return !isPicture && !/signature$|^text\/(x-)?vcard$/.test(mimeType)
}

/** Of a page more than this is no letter, characters; and its elements do not lie deeper in each other. */
const limits = { maxInputLength: 500_000, maxDepth: 100 }

function textIn(html: string): string {
  return convert(html, { wordwrap: false, selectors: htmlSelectors, limits })
}

/** Quotations are marked as in plain text, so that they are cut as there. */
const htmlSelectors = [
  { selector: 'img', format: 'skip' },
  { selector: 'blockquote', format: 'blockquote', options: { leadingLineBreaks: 1, trailingLineBreaks: 1 } },
]

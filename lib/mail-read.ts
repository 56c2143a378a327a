import { convert } from 'html-to-text'
import PostalMime, { addressParser } from 'postal-mime'
import type { Headers } from './mail/automatic.ts'

/** Who wrote a mail, as far as one can tell, and what. */
export interface MailRead {
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
  if (!mail) return { from: '', hasOneSender: false, headers: new Map(), text: '', hasMore: true }
  const headers = new Map<string, string>()
  for (const { key, value } of mail.headers) headers.set(key, [headers.get(key), value].filter(Boolean).join('\n'))
  const senders = (headers.get('from') ?? '').split('\n').flatMap(value => addressParser(value, { flatten: true }))
  return {
    from: (mail.from?.address ?? '').toLowerCase(),
    hasOneSender: senders.length === 1,
    headers,
    text: mail.text?.trim() ? mail.text : textIn(mail.html ?? ''),
    hasMore: !isWhole || mail.attachments.some(isFile),
  }
}

/** Nothing, of what is nested deeper than any mail that a person wrote. */
async function parsed(raw: Uint8Array) {
  try {
    return await PostalMime.parse(raw)
  } catch {
    return undefined
  }
}

type Attached = Awaited<ReturnType<typeof PostalMime.parse>>['attachments'][number]

/** Pictures that stand in the text, signatures and visiting cards say nothing that an answer needs. */
function isFile({ mimeType, disposition, related, contentId }: Attached): boolean {
  const isPicture = mimeType.startsWith('image/') && (related || (disposition === 'inline' && contentId !== undefined))
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

import { convert } from 'html-to-text'
import PostalMime from 'postal-mime'
import type { Headers } from './mail/automatic.ts'

/** Who wrote a mail, as far as one can tell, and what. */
export interface MailRead {
  readonly from: string
  readonly headers: Headers
  readonly text: string
}

/** Reads a mail, or its beginning (bytes). */
export async function readMail(raw: Uint8Array): Promise<MailRead> {
  const mail = await PostalMime.parse(raw)
  const headers = new Map<string, string>()
  for (const { key, value } of mail.headers) headers.set(key, [headers.get(key), value].filter(Boolean).join('\n'))
  const text = mail.text?.trim() ? mail.text : textIn(mail.html ?? '')
  return { from: (mail.from?.address ?? '').toLowerCase(), headers, text }
}

function textIn(html: string): string {
  return convert(html, { wordwrap: false, selectors: htmlSelectors })
}

/** Quotations are marked as in plain text, so that they are cut as there. */
const htmlSelectors = [
  { selector: 'img', format: 'skip' },
  { selector: 'blockquote', format: 'blockquote', options: { leadingLineBreaks: 1, trailingLineBreaks: 1 } },
]

/** The header fields of a mail, names in lower case; the values of one that comes several times stand on lines of their own. */
export type Headers = ReadonlyMap<string, string>

/**
 * Whether no person wrote a mail: an out-of-office notice, a bounce, a list. Such a mail is no answer, and answering it would
 * begin a loop. Only perhaps, where it is but marked as bulk: ticket systems mark what people write with them so.
 * https://www.rfc-editor.org/rfc/rfc3834, https://www.rfc-editor.org/rfc/rfc3464
 */
export function isAutomatic(headers: Headers, envelopeFrom: string, from: string): boolean | 'perhaps' {
  const field = (name: string) => (headers.get(name) ?? '').toLowerCase()
  const has = (...names: string[]) => names.some(name => headers.has(name))
  const isSo =
    (has('auto-submitted') && !field('auto-submitted').trim().startsWith('no')) ||
    /\b(list|junk|auto_reply)\b/.test(field('precedence')) ||
    has('list-id', 'list-unsubscribe', 'x-autoreply', 'x-autorespond', 'x-autoresponder', 'x-failed-recipients') ||
    // Exchange marks its own notices so; what people write with it has "none" or nothing.
    (has('x-auto-response-suppress') && /\b(all|oof|autoreply)\b/.test(field('x-auto-response-suppress'))) ||
    /^multipart\/report\b/.test(field('content-type')) ||
    ['', '<>'].includes(envelopeFrom.trim()) ||
    /^(mailer-daemon|postmaster|no-?reply|do-?not-?reply)@/i.test(from)
  return isSo || (/\bbulk\b/.test(field('precedence')) && 'perhaps')
}

/**
 * What a local part is made of: of an atom of RFC 5322 what people have in their addresses, the apostrophe of O'Neil among it.
 * Without "!" and "%", by which old servers send mail on to elsewhere, and without what a shell or a page would read.
 */
const atom = "[A-Za-z0-9&'+=_~-]+"

/** A label of a domain, in whatever script; 63 characters at most. */
const label = '[\\p{L}\\p{N}](?:[\\p{L}\\p{M}\\p{N}-]{0,61}[\\p{L}\\p{M}\\p{N}])?'

const whole = new RegExp(
  `^${atom}(?:\\.${atom})*@(?:${label}\\.)+(?:xn--[a-z0-9-]{2,59}|\\p{L}[\\p{L}\\p{M}]{1,62})$`,
  'iu',
)

/** So long is a local part at most (RFC 5321), characters; an address fits into a path of 256 with its angle brackets. */
const localMax = 64
const addressMax = 254

/**
 * Whether mail can be sent to it: what is an address in a frame, in a form and in the consortium file. The domain may be
 * international; the part before it may not, as SES takes none.
 */
export function isAddress(text: string): boolean {
  return text.length <= addressMax && text.lastIndexOf('@') <= localMax && whole.test(text)
}

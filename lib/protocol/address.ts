/**
 * The characters of a local part: those of an RFC 5322 atom that people have in their addresses, such as the apostrophe of
 * O'Neil. "!" and "%" are left out because old servers forward mail by them, as are characters that a shell or a page would
 * interpret.
 */
const atom = "[A-Za-z0-9&'+=_~-]+"

/** A label of a domain in any script, 63 characters at most. */
const label = '[\\p{L}\\p{N}](?:[\\p{L}\\p{M}\\p{N}-]{0,61}[\\p{L}\\p{M}\\p{N}])?'

const whole = new RegExp(
  `^${atom}(?:\\.${atom})*@(?:${label}\\.)+(?:xn--[a-z0-9-]{2,59}|\\p{L}[\\p{L}\\p{M}]{1,62})$`,
  'iu',
)

/** The most characters of a local part (RFC 5321). A whole address with its angle brackets fits into a path of 256. */
const localMax = 64
const addressMax = 254

/**
 * Whether mail can be sent to an address. Frames, forms and the consortium file all use this check. The domain may be
 * international; the local part may not, since SES does not support that.
 */
export function isAddress(text: string): boolean {
  return text.length <= addressMax && text.lastIndexOf('@') <= localMax && whole.test(text)
}

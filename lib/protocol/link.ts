/** Control characters and direction marks, which make one link look like another. */
const deceptive = /[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u

/**
 * Whether a text is a web address that is safe to send: neither a script nor a file, and without a name or password that
 * makes one host look like another.
 */
export function isWebLink(text: string): boolean {
  if (!URL.canParse(text) || deceptive.test(text)) return false
  const { protocol, username, password } = new URL(text)
  return (
    (protocol === 'https:' || protocol === 'http:') && !username && !password && /^https?:\/\/[^\s\\]+$/i.test(text)
  )
}

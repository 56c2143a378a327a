/**
 * Whether a text is a web address that is safe to send to anybody: not a script or a file, and without a name or password that
 * makes one host look like another.
 */
export function isWebLink(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, username, password } = new URL(text)
  return (
    (protocol === 'https:' || protocol === 'http:') && !username && !password && /^https?:\/\/[^\s\\]+$/i.test(text)
  )
}

/**
 * A local part, an at sign, a domain with a dot: what people write as an address in running text. The lengths are those of
 * RFC 5321 (64 for the local part, 63 for a label), which also keep the search linear.
 */
const pattern =
  /[\p{L}\p{N}_](?:[\p{L}\p{N}._%+&'-]{0,62}[\p{L}\p{N}_+-])?@(?:[\p{L}\p{N}-]{1,63}\.){1,8}(?:xn--[\p{L}\p{N}-]{2,59}|\p{L}{2,63})/u

/** The first e-mail address in someone's words, if there is one (R22, R27). */
export function addressIn(text: string): string | undefined {
  return pattern.exec(text)?.[0]
}

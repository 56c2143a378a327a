/** Addresses of the desk itself, in lower case. Nobody reads mail to a patron there. */
export interface OwnAddresses {
  /** The address that mail is sent from. */
  readonly sender: string
  /** The domain that replies come to. */
  readonly repliesDomain?: string
}

/** Whether an address is one of the desk's own. A tag after "+" does not change the mailbox. */
export function isOwnAddress(own: OwnAddresses | undefined, address: string): boolean {
  if (!own) return false
  const email = address.toLowerCase()
  const at = email.lastIndexOf('@')
  const domain = email.slice(at + 1)
  const { sender, repliesDomain: replies } = own
  return (
    `${email.slice(0, at).split('+')[0]}@${domain}` === sender ||
    email === sender ||
    (replies !== undefined && (domain === replies || domain.endsWith(`.${replies}`)))
  )
}

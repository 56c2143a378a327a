import type { Complaint, ConsortiumFile } from './file-shape.ts'

/**
 * All mail to the domain of replies goes to the desk, which drops everything except replies. So nobody may have a mailbox
 * there. The desk may not send from there either, as SES has one identity for each domain.
 */
export function replyDomainComplaints(file: ConsortiumFile): readonly Complaint[] {
  const { domain } = file.settings.replies ?? {}
  if (domain === undefined) return []
  const path = ['settings', 'replies', 'domain']
  return [...new Set(addressesIn(file))]
    .filter(address => isWithin(domain, address.slice(address.lastIndexOf('@') + 1)))
    .map(address => ({
      path,
      sentence: `The domain of replies must be used for nothing else, but ${address} is in it.`,
    }))
}

function isWithin(domain: string, other: string): boolean {
  return other === domain || other.endsWith(`.${domain}`)
}

/** Every address that mail is sent from, or to, in lower case. */
function addressesIn({ settings, libraries, librarians }: ConsortiumFile): readonly string[] {
  return [
    settings.sender,
    settings.operator,
    settings['follow-ups'].escalation,
    ...libraries.flatMap(library => [library.mailbox, library['follow-ups'].escalation]),
    ...librarians.map(({ email }) => email),
  ].flatMap(address => address?.toLowerCase() ?? [])
}

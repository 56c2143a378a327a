import type { Fields } from './header-fields.ts'
import { isBounceSubject, isMachinesSubject } from './machine-subjects.ts'

/** The properties of a mail that show whether a machine wrote it. */
export interface Written {
  readonly headers: Fields
  /** Its address, in lower case. */
  readonly from: string
  readonly envelopeFrom: string
  readonly subject: string
  /** The types of the mail and of its parts. */
  readonly types: readonly string[]
}

export type MachineSign = 'machine-header' | 'machine-sender' | 'machine-subject' | 'bulk' | 'no-envelope'

/**
 * Whether a machine certainly wrote a mail, according to the standards: it is marked as automatic, or it is a report
 * on a mail, or a bounce. https://www.rfc-editor.org/rfc/rfc3834, https://www.rfc-editor.org/rfc/rfc3464,
 * https://www.rfc-editor.org/rfc/rfc8098
 */
export function isAutomatic(mail: Written): boolean {
  const { headers, types, from, subject } = mail
  if (isMarkedAutomatic(headers.get('auto-submitted'))) return true
  if (types.some(type => reports.test(type)) || headers.has('x-failed-recipients')) return true
  // Only mail servers write under this name. A person may write under the others.
  if (/\bmailer-daemon\b/i.test(headers.get('from') ?? from)) return true
  const signs = machineSigns(mail, [])
  const isServers = signs.includes('machine-sender') || isPostmaster(from, headers.get('from') ?? '')
  if (isBounceSubject(subject) && (isServers || types.some(type => returned.test(type)))) return true
  return signs.includes('no-envelope') && (signs.length > 1 || isServers)
}

/** A returned mail contains the undelivered mail, or its header. */
const returned = /^message\/(?:global|rfc822)|^text\/rfc822-headers$/

function isPostmaster(address: string, header: string): boolean {
  return /^post_?master@/.test(address) || /\b(?:postmaster|system administrator)\b/i.test(header)
}

const reports = /^multipart\/report$|^message\/(?:global-)?(?:delivery-status|disposition-notification)$/

/** Only "no" says that a person wrote it. A comment may follow the word. */
function isMarkedAutomatic(value: string | undefined): boolean {
  return (value ?? '').split('\n').some(one => {
    const said = one
      .replaceAll(/\([^()]*\)/g, '')
      .trim()
      .toLowerCase()
    return said !== '' && !/^no\b/.test(said)
  })
}

/** Signs that a machine may have written a mail, although a person is possible. */
export function machineSigns(mail: Written, ourSubjects: readonly string[]): readonly MachineSign[] {
  const { headers, from, envelopeFrom, subject } = mail
  const signs: MachineSign[] = []
  const precedence = `${headers.get('precedence') ?? ''} ${headers.get('x-precedence') ?? ''}`
  if (hasMachineHeader(headers) || /auto.?reply/i.test(precedence)) signs.push('machine-header')
  if (isMachinesName(from, headers.get('from') ?? '')) signs.push('machine-sender')
  if (isMachinesSubject(subject, ourSubjects)) signs.push('machine-subject')
  if (/\b(?:bulk|junk)\b/i.test(precedence)) signs.push('bulk')
  if (noSender.test(envelopeFrom)) signs.push('no-envelope')
  return signs
}

/** An empty sender, or what some servers write for one: `#@[]`, `<MAILER-DAEMON>`, `double-bounce@…`. */
const noSender = /^\s*(?:<>|#@\[\]|<?(?:mailer-daemon|double-bounce)(?:@[^<>\s]*)?>?|)\s*$/i

/** Fields of programs that answer automatically. Exchange also asks for no automatic replies in mail from people. */
const machineHeaders =
  /^x-(?:(?!.*suppress).*auto-?(?:reply|respon(?:d|se)|answer|generated|submitted)|.*(?:vacation|machine-?generated|out-?of-?office)|(?:loop|away|cron-env|ms-exchange-generated-message-source|ms-exchange-inbox-rules-loop)(?:$|[^a-z]))/

function hasMachineHeader(headers: Fields): boolean {
  if (/\bauto-?(?:responder|reply)\b/i.test(headers.get('delivered-to') ?? '')) return true
  if (
    /autorespon|vacation|auto-?reply/i.test(
      `${headers.get('x-mailer') ?? ''} ${headers.get('x-post-messageclass') ?? ''}`,
    )
  )
    return true
  return [...headers].some(([name, value]) => machineHeaders.test(name) && !/^\s*(?:no|none|false)?\s*$/i.test(value))
}

const machineNames =
  /^(?:mailer-?daemon|m?daemon|ndr|mail-?system|maildelivery|microsoftexchange[0-9a-f]+|listserv|majordomo|mailman|nobody|root|cron|www-data|auto(?:mail|matic)\w*)(?:[._+-]|$)|(?:^|[._+-])(?:no|(?:please)?do[._-]?not|dont)[._-]?reply|nao[._-]?respond|no[._-]?respond|ne[._-]?pas[._-]?repondre|(?:nicht|keine)[._-]?antwort|auto[._-]?(?:reply|respon[ds]|answer|notif)|anti[._-]?(?:virus|spam)|(?:mail|smtp|virus|spam)[._-]?(?:gateway|scanner|filter)|(?:^|[._+-])(?:gateway|bounces?|quarantine|notifications?|undeliver\w*)(?:[._+-]|$)|-(?:request|bounces|owner)$/

/** A mailbox that no person reads. In a small library a person may be the postmaster. */
function isMachinesName(address: string, header: string): boolean {
  const mailbox = address.slice(0, address.lastIndexOf('@'))
  return machineNames.test(mailbox) || /mailer-daemon|mail delivery (?:sub)?system|delivery status notif/i.test(header)
}

import type { Fields } from './header-fields.ts'
import { isBounceSubject, isMachinesSubject } from './machine-subjects.ts'

/** What tells whether a machine wrote a mail. */
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
 * Whether no person wrote a mail, by what standards say of that, or beyond any doubt: it is marked as automatic, it is a report
 * on a mail, or a bounce. https://www.rfc-editor.org/rfc/rfc3834, https://www.rfc-editor.org/rfc/rfc3464,
 * https://www.rfc-editor.org/rfc/rfc8098
 */
export function isAutomatic(mail: Written, ourSubjects: readonly string[] = []): boolean {
  const { headers, types, from, subject } = mail
  if (isMarkedAutomatic(headers.get('auto-submitted'))) return true
  if (types.some(type => reports.test(type)) || headers.has('x-failed-recipients')) return true
  // Nobody but a mail server writes in this name; in those of others a person may.
  if (/\bmailer-daemon\b/i.test(headers.get('from') ?? from)) return true
  const signs = machineSigns(mail, ourSubjects)
  const isServers = signs.includes('machine-sender') || isPostmaster(from, headers.get('from') ?? '')
  if (isBounceSubject(subject, ourSubjects) && (isServers || types.some(type => returned.test(type)))) return true
  return signs.includes('no-envelope') && (signs.length > 1 || isServers)
}

/** What did not arrive comes back in whole, or its head does. */
const returned = /^message\/(?:global|rfc822)|^text\/rfc822-headers$/

function isPostmaster(address: string, header: string): boolean {
  return /^post_?master@/.test(address) || /\b(?:postmaster|system administrator)\b/i.test(header)
}

const reports = /^multipart\/report$|^message\/(?:global-)?(?:delivery-status|disposition-notification)$/

/** "no" is the one value that says a person wrote it; a comment may follow it. */
function isMarkedAutomatic(value: string | undefined): boolean {
  return (value ?? '').split('\n').some(one => {
    const said = one
      .replaceAll(/\([^()]*\)/g, '')
      .trim()
      .toLowerCase()
    return said !== '' && !/^no\b/.test(said)
  })
}

/** What suggests that a machine wrote a mail, though a person may have. */
export function machineSigns(mail: Written, ourSubjects: readonly string[] = []): readonly MachineSign[] {
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

/** Empty, or as some servers write it down when it is: `#@[]`, `<MAILER-DAEMON>`, `double-bounce@…`. */
const noSender = /^\s*(?:<>|#@\[\]|<?(?:mailer-daemon|double-bounce)(?:@[^<>\s]*)?>?|)\s*$/i

/** Fields that programs write which answer by themselves; Exchange's wish that nobody does so is in people's mail, too. */
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
  /^(?:mailer-?daemon|m?daemon|ndr|mail-?system|maildelivery|microsoftexchange[0-9a-f]+|listserv|majordomo|mailman|nobody|root|cron|www-data|auto(?:mail|matic)\w*)(?:[._+-]|$)|(?:^|[._+-])(?:no|do[._-]?not|dont|please[._-]?do[._-]?not)[._-]?reply|nao[._-]?respond|no[._-]?respond|ne[._-]?pas[._-]?repondre|(?:nicht|keine)[._-]?antwort|auto[._-]?(?:reply|respon[ds]|answer|notif)|anti[._-]?(?:virus|spam)|(?:mail|smtp|virus|spam)[._-]?(?:gateway|scanner|filter)|(?:^|[._+-])(?:gateway|bounces?|quarantine|notifications?|undeliver\w*)(?:[._+-]|$)|-(?:request|bounces|owner)$/

/** A mailbox that no person reads. A postmaster is one in a small library. */
function isMachinesName(address: string, header: string): boolean {
  const mailbox = address.slice(0, address.lastIndexOf('@'))
  return machineNames.test(mailbox) || /mailer-daemon|mail delivery (?:sub)?system|delivery status notif/i.test(header)
}

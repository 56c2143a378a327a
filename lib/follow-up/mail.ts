import type { FollowUpOwed } from '../session/resolution.ts'
import type { Message, StaffNote } from '../session/transcript.ts'

/** Everything that the patron's library needs to take a question over (R29). */
export interface FollowUpCase {
  readonly session: string
  readonly libraryName: string
  /** IANA name: times in the mail are the library's own. */
  readonly timeZone: string
  readonly patron?: string
  readonly servedBy?: string
  readonly askedAt: number
  readonly owed: FollowUpOwed
  readonly messages: readonly Message[]
  readonly notes: readonly StaffNote[]
}

/** The subject and the plain text of the mail to the patron's library. */
export function followUpMail(about: FollowUpCase): { readonly subject: string; readonly text: string } {
  const { libraryName, owed, session } = about
  const due = owed.deadline === 'none' ? 'no deadline' : `due ${owed.deadline}`
  return {
    subject: oneLine(`[${libraryName}] Follow-up ${reference(session)}, ${due}`),
    text: [facts(about), question(about), noted(about), transcript(about), whatNext].filter(Boolean).join('\n\n'),
  }
}

/** The short reference of a session, for people: the end of its id, which is its random part. */
export function reference(session: string): string {
  return session.slice(-8)
}

function facts({ session, patron, servedBy, owed }: FollowUpCase): string {
  const rows = [
    ['Reference', reference(session)],
    ['Patron', patron ? oneLine(patron) : 'gave no name'],
    ['E-mail', `${oneLine(owed.email)} (${verification[owed.verified]})`],
    ['Answer by', owed.deadline === 'none' ? 'no deadline given' : owed.deadline],
    ['Served by', servedBy ? oneLine(servedBy) : 'nobody: the patron was never picked up'],
  ] as const
  return rows.map(([label, value]) => `${`${label}:`.padEnd(12)}${value}`).join('\n')
}

const verification = {
  'by-patron': 'confirmed by the patron',
  'by-librarian': 'verified by the librarian',
  unverified: 'NOT verified',
} as const

function question({ messages }: FollowUpCase): string {
  return `The question:\n\n${quoted(messages[0]?.text ?? '')}`
}

function noted({ notes }: FollowUpCase): string {
  if (notes.length === 0) return ''
  const lines = notes.map(({ name, text }) => `${oneLine(name ?? 'Staff')}:\n${quoted(text)}`)
  return `Staff notes (not for the patron):\n\n${lines.join('\n\n')}`
}

/** Words stand as they were typed: a search statement keeps its asterisks and quotes (R14). */
function transcript({ messages, timeZone, askedAt, libraryName }: FollowUpCase): string {
  const clock = clockIn(timeZone)
  const day = dayIn(timeZone).format(askedAt)
  const lines = messages.map(message => {
    const { at, from, name, text } = message
    const who = name ?? (from === 'patron' ? 'Patron' : 'Librarian')
    return `${clock.format(at)}  ${oneLine(who)}:\n${[quoted(text), ...citation(message)].join('\n')}`
  })
  return `The whole conversation (${day}, times in ${timeZone}, ${oneLine(libraryName)}):\n\n${lines.join('\n\n')}`
}

/** What a resource cites, how to find it again, and whether a link in the message may die (R12, R13). */
function citation({ resource, mayExpire }: Message): readonly string[] {
  const source = [resource?.title, resource?.url, resource?.policyPage && 'from the policy page']
    .filter(Boolean)
    .join(', ')
  return [
    ...(source ? [`      Source: ${oneLine(source)}`] : []),
    ...(resource?.path ? [`      Click path: ${oneLine(resource.path)}`] : []),
    ...(mayExpire ? ['      (A link in this message may have expired.)'] : []),
  ]
}

const whatNext =
  'What to do next: write to the patron from your own mailbox, at the address above, and mention the reference.'

function quoted(text: string): string {
  return text
    .split(/\r\n|[\n\v\f\r\u0085\u2028\u2029]/u)
    .map(line => `    ${line}`)
    .join('\n')
}

/** A name on one line: it can start no line of its own, and no header. */
function oneLine(text: string): string {
  return text.replace(/\s+/gu, ' ').trim()
}

const clockIn = remembered(timeZone => new Intl.DateTimeFormat('en-GB', { timeZone, timeStyle: 'medium' }))
const dayIn = remembered(timeZone => new Intl.DateTimeFormat('en-GB', { timeZone, dateStyle: 'full' }))

/** Making a format takes a thousand times as long as using it. */
function remembered(make: (timeZone: string) => Intl.DateTimeFormat): (timeZone: string) => Intl.DateTimeFormat {
  const made = new Map<string, Intl.DateTimeFormat>()
  return timeZone => {
    const format = made.get(timeZone) ?? make(timeZone)
    made.set(timeZone, format)
    return format
  }
}

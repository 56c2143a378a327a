import type { HeldBecause } from '../follow-up/events.ts'
import type { MailKind } from '../follow-up/state.ts'
import type { FollowUpOwed } from '../session/resolution.ts'
import type { Message, StaffNote } from '../session/transcript.ts'
import type { Block, Letter, Link } from './letter.ts'
import { subjectOf } from './letter.ts'
import { clockTime, dayOf } from './times.ts'
import { shortened } from './words.ts'

/** Everything that a mail about a session may tell. */
export interface Case {
  readonly session: string
  readonly libraryName: string
  /** IANA name: times in the mail are the library's own. */
  readonly timeZone: string
  readonly patron?: string
  readonly servedBy?: string
  readonly askedAt: number
  readonly messages: readonly Message[]
  readonly notes: readonly StaffNote[]
  readonly owed?: FollowUpOwed
  /** The last day on which to answer (YYYY-MM-DD). */
  readonly lastDay?: string
  /** The answer that was given. */
  readonly answer?: { readonly text: string; readonly by: string }
  /** The newest answer that waits to be confirmed. */
  readonly held?: { readonly from: string; readonly text: string; readonly because: HeldBecause }
  /** What can be done with one press. */
  readonly links: readonly Link[]
  /** Whether pressing Reply answers the follow-up. */
  readonly mayReply: boolean
}

/** What each mail says. */
export function letterOf(kind: MailKind, about: Case): Letter {
  return letters[kind](about)
}

/** The short reference of a session, for people: the end of its id, which is its random part. */
export function reference(session: string): string {
  return session.slice(-8)
}

const letters: Readonly<Record<MailKind, (about: Case) => Letter>> = {
  'follow-up': about => caseLetter(about, 'Follow-up', `A patron of ${about.libraryName} needs an answer from you.`),
  reminder: about =>
    caseLetter(about, 'Reminder: follow-up', `A patron of ${about.libraryName} still waits for your answer.`),
  overdue: about =>
    caseLetter(about, 'OVERDUE: follow-up', `A patron of ${about.libraryName} should have had an answer by now.`),
  'handed-over': about =>
    caseLetter(
      about,
      'Handed over: follow-up',
      `The librarian who had taken this on has not answered: from now on it is for ${about.libraryName} to answer.`,
    ),
  escalation: about =>
    caseLetter(about, 'NOT DONE: follow-up', `${about.libraryName} has left this patron without an answer.`),
  undeliverable: about =>
    caseLetter(
      about,
      'UNDELIVERABLE: follow-up',
      `The mailbox of ${about.libraryName} does not take this mail: nobody there knows of this patron.`,
    ),
  unreachable: about => ({
    subject: subjectLine(about, 'Answer not delivered: follow-up'),
    blocks: [
      {
        type: 'lead',
        text: "Your answer came back: the patron's address takes no mail. The follow-up stands open again.",
      },
      facts(about),
      ...(about.answer ? [heading('The answer that came back'), words(about.answer.text)] : []),
      paragraph('If there is another way to reach the patron, use it, and say in the desk how it was done.'),
      ...pressable(about),
      ...conversation(about),
    ],
  }),
  held: about => ({
    subject: subjectLine(about, 'Confirm an answer: follow-up'),
    blocks: [
      {
        type: 'lead',
        text: `An answer to your patron came by e-mail, ${whyHeld[about.held?.because ?? 'stranger']} It has not been sent.`,
      },
      facts(about),
      ...(about.held ? [heading(`From ${about.held.from}, as far as one can tell`), words(about.held.text)] : []),
      paragraph('Send it if it is yours. If it is not, drop it, and nobody will ever see it.'),
      ...pressable(about),
    ],
  }),
  answer: about => ({
    subject: subjectOf(`Your question to ${about.libraryName} (${reference(about.session)})`),
    blocks: [
      paragraph(about.patron ? `Dear ${about.patron},` : 'Hello,'),
      paragraph(`here is the answer to the question that you asked ${about.libraryName}.`),
      ...(about.answer ? [words(about.answer.text), paragraph(about.answer.by)] : []),
      heading('You had asked'),
      words(about.messages[0]?.text ?? ''),
      paragraph(`To write back, reply to this mail: it goes to ${about.libraryName}.`),
    ],
  }),
  transcript: about => ({
    subject: subjectOf(`Your conversation with ${about.libraryName} (${reference(about.session)})`),
    blocks: [
      paragraph(about.patron ? `Dear ${about.patron},` : 'Hello,'),
      paragraph(`here is your conversation with ${about.libraryName}, as you wished.`),
      ...conversation(about),
    ],
  }),
}

const whyHeld: Readonly<Record<HeldBecause, string>> = {
  stranger: 'from an address that is not known to be yours.',
  unauthentic: 'and nothing proves that it is from the address that it names.',
  over: 'when the follow-up was over or somebody else’s already.',
  unclear: 'and it is not clear what of it is the answer.',
}

function caseLetter(about: Case, what: string, lead: string): Letter {
  return {
    subject: subjectLine(about, what),
    blocks: [
      { type: 'lead', text: lead },
      facts(about),
      ...pressable(about),
      heading('The question'),
      words(about.messages[0]?.text ?? ''),
      ...(about.notes.length > 0 ? [heading('Staff notes (not for the patron)'), ...about.notes.map(noteBlock)] : []),
      ...conversation(about),
      heading('What to do next'),
      paragraph(whatNext(about)),
    ],
  }
}

/** A shared mailbox can sort by it: whose it is, which one, until when. */
function subjectLine({ libraryName, session, lastDay, owed }: Case, what: string): string {
  const due = lastDay ? `, ${owed?.deadline === 'none' ? 'answer by' : 'due'} ${lastDay}` : ''
  return subjectOf(`[${shortened(libraryName, 80)}] ${what} ${reference(session)}${due}`)
}

function facts({ session, patron, servedBy, owed, lastDay, timeZone }: Case): Block {
  const given = owed?.deadline === 'none' ? ' (no deadline was given)' : ''
  return {
    type: 'facts',
    rows: [
      ['Reference', reference(session)],
      ['Patron', patron ?? 'gave no name'],
      ...(owed ? ([['E-mail', `${owed.email} (${verification[owed.verified]})`]] as const) : []),
      ...(lastDay ? ([['Answer by', `${lastDay}${given}, ${timeZone}`]] as const) : []),
      ['Served by', servedBy ?? 'nobody: the patron was never picked up'],
    ],
  }
}

const verification = {
  'by-patron': 'confirmed by the patron',
  'by-librarian': 'verified by the librarian',
  unverified: 'NOT verified',
} as const

function whatNext({ mayReply }: Case): string {
  return mayReply
    ? 'Reply to this mail: what you write above the quoted text goes to the patron, and the follow-up is answered. Or answer in the desk. If you have answered in another way, press "It is done".'
    : 'Answer in the desk: the answer goes to the patron by e-mail. If you have answered in another way, press "It is done".'
}

function pressable({ links }: Case): readonly Block[] {
  return links.length > 0 ? [{ type: 'links', links }] : []
}

function noteBlock({ name, text }: StaffNote): Block {
  return { type: 'message', message: { who: name ?? 'Staff', side: 'staff', text, about: [] } }
}

function conversation({ messages, timeZone, askedAt, libraryName }: Case): readonly Block[] {
  const title = `The whole conversation (${dayOf(timeZone, askedAt)}, times in ${timeZone}, ${libraryName})`
  return [
    heading(title),
    ...messages.map((message): Block => {
      const { at, from, name, text, kind } = message
      const who = name ?? (from === 'patron' ? 'Patron' : 'Librarian')
      const time = clockTime(timeZone, at)
      const statement = kind === 'statement' && { isStatement: true as const }
      return { type: 'message', message: { who, side: from, time, text, about: citation(message), ...statement } }
    }),
  ]
}

/** What a resource cites, how to find it again, and whether a link in the message may die (R12, R13). */
function citation({ resource, mayExpire }: Message): readonly string[] {
  const source = [resource?.title, resource?.url, resource?.policyPage && 'from the policy page']
    .filter(Boolean)
    .join(', ')
  return [
    ...(source ? [`Source: ${source}`] : []),
    ...(resource?.path ? [`Click path: ${resource.path}`] : []),
    ...(mayExpire ? ['(A link in this message may have expired.)'] : []),
  ]
}

const heading = (text: string): Block => ({ type: 'heading', text })
const paragraph = (text: string): Block => ({ type: 'paragraph', text })
const words = (text: string): Block => ({ type: 'words', text })

import type { HeldBecause } from '../../follow-up/events.ts'
import type { FollowUpOwed, MailKind } from '../../follow-up/state.ts'
import { oneLine } from '../../protocol/visible.ts'
import type { StaffNote } from '../../session/transcript.ts'
import { type Conversation, conversation, staffNotes } from './conversation.ts'
import { clockTime, dateInWords } from './dates.ts'
import { doubtsInWords } from './doubts.ts'
import { type Block, type Fact, type Letter, subjectOf } from './letter.ts'
import {
  howToAnswer,
  howToConfirm,
  howToMend,
  howToPassOn,
  howToReach,
  howToSeeToIt,
  nextSteps,
  nothingToDo,
  type ReplyOptions,
} from './next-steps.ts'
import { type PolicyReport, reportBlocks, returnedReportBlocks } from './policy-report.ts'
import { shortened } from './words.ts'

/** Everything that a mail about a session may contain. */
export interface LetterData extends Conversation, ReplyOptions {
  readonly session: string
  readonly patron?: string
  readonly servedBy?: string
  readonly notes: readonly StaffNote[]
  readonly owed?: FollowUpOwed
  /** The last day on which to answer (YYYY-MM-DD). */
  readonly answerBy?: string
  /** The answer that was given. */
  readonly answer?: { readonly text: string; readonly by: string }
  /** The follow-up was answered or done after this mail became due, so its reader has nothing left to do. */
  readonly isSeenTo?: boolean
  /** Whether a code has confirmed the patron's address. A mail to any other address quotes nothing that the asker typed. */
  readonly isConfirmed?: boolean
  /** Where the reader says that they did not ask; in mails to an address that nobody confirmed. */
  readonly notMeLink?: string
  /** The reader of the patron's address has said that they did not ask. */
  readonly isDisowned?: boolean
  /** The code that confirms the address, and until when it counts, ms. */
  readonly code?: { readonly digits: string; readonly until: number }
  /** Where the patron sees who has their question. */
  readonly statusLink?: string
  /** The number that the reader's ticket system gave the follow-up, as subjects show it. */
  readonly ticket?: string
  /** The mistake on a policy page that the mail reports. */
  readonly report?: PolicyReport
  /** The answer that waits to be confirmed. */
  readonly held?: { readonly from: string; readonly text: string; readonly because: readonly HeldBecause[] }
}

/** The text of each mail. */
export function letterOf(kind: MailKind, about: LetterData): Letter {
  return letters[kind](about)
}

/** The short reference of a session, for people: the end of its id, which is its random part. */
export function reference(session: string): string {
  return session.slice(-8)
}

const letters: Readonly<Record<MailKind, (about: LetterData) => Letter>> = {
  'follow-up': about =>
    caseLetter(
      about,
      'Follow-up',
      isPromised(about)
        ? `You promised this patron of ${about.libraryName} an answer${answerBy(about, ' by ')}.`
        : `A patron of ${about.libraryName} needs an answer from you${answerBy(about, ' by ')}.`,
    ),
  reminder: about =>
    caseLetter(
      about,
      'Reminder: follow-up',
      `A patron of ${about.libraryName} is still waiting for your answer${answerBy(about, ', which is due by ')}.`,
    ),
  overdue: about =>
    caseLetter(
      about,
      'OVERDUE: follow-up',
      `A patron of ${about.libraryName} should have had your answer${answerBy(about, ' by ')}.`,
    ),
  'handed-over': about =>
    caseLetter(
      about,
      'Handed over: follow-up',
      `The librarian who had taken this on can no longer do it. ${about.libraryName} is now responsible for the answer${answerBy(about, ', which is due on ')}.`,
    ),
  escalation: about =>
    caseLetter(
      about,
      'NOT DONE: follow-up',
      `${about.libraryName} has not answered this patron${answerBy(about, '. The answer was due on ')}.`,
      howToSeeToIt(about),
    ),
  undeliverable: about =>
    caseLetter(
      about,
      'UNDELIVERABLE: follow-up',
      isPromised(about)
        ? `Mail does not reach the librarian who promised this patron of ${about.libraryName} an answer.`
        : `The mailbox of ${about.libraryName} does not accept this mail, so nobody there knows about this patron.`,
      howToMend(about, isPromised(about)),
    ),
  unreachable: about =>
    caseLetter(
      about,
      about.isDisowned ? "Not the patron's address: follow-up" : 'Answer not delivered: follow-up',
      about.isDisowned
        ? `The reader of the patron's address says that they did not ask. ${about.answer ? 'Your answer went to somebody else' : 'Somebody else gave this address'}, and nothing more is mailed there.`
        : about.answer
          ? "Your answer did not arrive: the patron's address does not accept mail, or the patron does not want mail from here. The follow-up is open again."
          : 'Mail to this patron does not arrive: the address does not accept it, or the patron does not want mail from here.',
      howToReach(about),
      about.answer ? [heading('The answer that did not arrive'), words(about.answer.text)] : [],
    ),
  held: about => ({
    subject: subjectLine(about, 'Confirm an answer: follow-up'),
    blocks: [
      lead('An answer to your patron came by email. It has not been sent.'),
      ...(about.held ? heldAnswer(about.held) : []),
      heading('The question'),
      words(questionIn(about)),
      ...facts(about),
      ...nextSteps(about, howToConfirm),
    ],
  }),
  answer: about => (about.isConfirmed ? answerToPatron(about) : answerToAddress(about)),
  receipt: about => ({
    subject: subjectOf(`${about.libraryName} has your question (${reference(about.session)})`),
    blocks: [
      paragraph('Hello,'),
      paragraph(
        `${about.libraryName} has the question that you asked in its chat. Its reference is ${reference(about.session)}.`,
      ),
      ...whoHasIt(about),
      paragraph(`To write to the library, reply to this mail.`),
      ...notMe(about),
    ],
  }),
  transcript: about => ({
    subject: subjectOf(`Your conversation with ${about.libraryName} (${reference(about.session)})`),
    blocks: [
      greeting(about),
      paragraph(
        `Here is your conversation with ${about.libraryName}, as you asked. To write to the library, reply to this mail.`,
      ),
      ...whoHasIt(about),
      ...conversation(about, 'patron'),
    ],
  }),
  code: about => ({
    subject: subjectOf(`Your code for the chat with ${about.libraryName} (${reference(about.session)})`),
    blocks: [
      lead(`Your code is ${about.code?.digits}.`),
      paragraph(
        `Type it in the chat with ${about.libraryName}: it shows that you read the mail at this address. It counts until ${about.code ? clockTime(about.timeZone, about.code.until) : ''} (${about.timeZone}).`,
      ),
      ...notMe(about),
    ],
  }),
  'transcript-returned': transcriptReturned,
  'policy-report': about => ({
    subject: reportSubject(about, 'A mistake on your policy page'),
    blocks: about.report ? reportBlocks(about.report) : [],
  }),
  'policy-report-returned': about => ({
    subject: reportSubject(about, 'UNDELIVERABLE: a mistake on the policy page'),
    blocks: about.report ? returnedReportBlocks(about.report, about.libraryName) : [],
  }),
}

function answerToPatron(about: LetterData): Letter {
  return {
    subject: subjectOf(`Your question to ${about.libraryName} (${reference(about.session)})`),
    blocks: [
      greeting(about),
      paragraph(`Here is the answer to the question that you asked ${about.libraryName}.`),
      ...(about.answer ? [words(about.answer.text), paragraph(about.answer.by)] : []),
      heading('You had asked'),
      words(questionIn(about)),
      paragraph(`To write back, reply to this mail: your reply goes to ${about.libraryName}.`),
    ],
  }
}

/**
 * The answer to an address that nobody confirmed. Nothing in it was typed by the asker, or anybody could have words of their own
 * mailed to anybody in the name of a library.
 */
function answerToAddress(about: LetterData): Letter {
  const { libraryName, session, answer } = about
  return {
    subject: subjectOf(`An answer from ${libraryName} (${reference(session)})`),
    blocks: [
      paragraph('Hello,'),
      paragraph(
        `Here is the answer of ${libraryName} to a question that was asked in its chat. Its reference is ${reference(session)}.`,
      ),
      ...(answer ? [words(answer.text), paragraph(answer.by)] : []),
      paragraph(`To write back, reply to this mail: your reply goes to ${libraryName}.`),
      ...notMe(about),
    ],
  }
}

/** One line for a reader who did not ask. */
function notMe({ notMeLink }: LetterData): readonly Block[] {
  if (!notMeLink) return []
  const hint = 'Did you ask nothing? Then somebody else gave your address. For no more mail about this, press'
  return [{ type: 'links', links: [{ label: 'This was not me', url: notMeLink, hint }] }]
}

/** A link to see who has the question, for a patron who is owed an answer (R43). */
function whoHasIt({ libraryName, answerBy, statusLink }: LetterData): readonly Block[] {
  if (!statusLink) return []
  return [
    paragraph(`${libraryName} will answer by email${answerBy ? `, by ${dateInWords(answerBy)}` : ''}.`),
    { type: 'links', links: [{ label: 'See who has your question', url: statusLink }] },
  ]
}

/** This goes to the library, since only the library can do anything about it. */
function transcriptReturned(about: LetterData): Letter {
  return {
    subject: subjectLine(about, 'Transcript not delivered:'),
    blocks: [
      lead(
        'A patron asked for their conversation by email, and it came back. The address does not accept mail, or the patron does not want mail from here.',
      ),
      heading('The question'),
      words(questionIn(about)),
      ...facts(about),
      ...nextSteps(about, howToPassOn),
    ],
  }
}

/** Every doubt, and the exact text that would go to the patron. */
function heldAnswer({ from, text, because }: NonNullable<LetterData['held']>): readonly Block[] {
  return [
    heading('Why the desk asks first'),
    ...because.map(one => paragraph(doubtsInWords[one])),
    heading(`Only this text would go to the patron. As far as the desk can tell, it is from ${from}`),
    words(text),
  ]
}

/** Some mailboxes cut off large mails, so everything needed to act comes before the conversation. */
function caseLetter(
  about: LetterData,
  what: string,
  text: string,
  whatToDo = about.isSeenTo ? nothingToDo : howToAnswer(about),
  more: readonly Block[] = [],
): Letter {
  return {
    subject: subjectLine(about, what),
    blocks: [
      lead(about.isSeenTo ? `${text} It has been dealt with since.` : text),
      heading('The question'),
      words(questionIn(about)),
      ...facts(about),
      ...staffNotes(
        about.notes,
        about.links.some(({ act }) => act === 'notes'),
      ),
      ...nextSteps(about, whatToDo),
      ...more,
      ...conversation(about, 'staff'),
    ],
  }
}

/** The beginning of the subject of every mail to staff, after the number of a ticket if there is one. */
export function subjectBeginning(libraryName: string): string {
  return `[${shortened(libraryName, 80)}]`
}

/**
 * A shared mailbox can be sorted by library, reference and date. A ticket's number comes first, where every ticket system looks
 * for it.
 */
function subjectLine({ libraryName, session, answerBy, owed, ticket }: LetterData, what: string): string {
  const due = answerBy ? `, ${owed?.deadline === 'none' ? 'answer by' : 'due'} ${answerBy}` : ''
  const number = ticket ? `${ticket} ` : ''
  return subjectOf(`${number}${subjectBeginning(libraryName)} ${what} ${reference(session)}${due}`)
}

/** A report is not about a follow-up, so it has neither a last day nor the number of a ticket. */
function reportSubject({ libraryName, session }: LetterData, what: string): string {
  return subjectOf(`${subjectBeginning(libraryName)} ${what} (${reference(session)})`)
}

function facts({ session, patron, servedBy, owed, answerBy, timeZone }: LetterData): readonly Block[] {
  const given = owed?.deadline === 'none' ? '; no deadline was given' : ''
  const email: Fact[] = owed ? [['Email', `${owed.email} (${verified[owed.verified]})`]] : []
  const due: Fact[] = answerBy ? [['Answer by', `${dateInWords(answerBy)} (${answerBy}), ${timeZone}${given}`]] : []
  return [
    {
      type: 'facts',
      rows: [
        ['Patron', oneLine(patron ?? '') || 'gave no name'],
        ...email,
        ...due,
        ['Served by', servedBy ?? 'nobody: no librarian was free in time'],
        ['Reference', reference(session)],
      ],
    },
    ...(owed && warnings[owed.verified] ? [{ type: 'warning', text: warnings[owed.verified] } as const] : []),
  ]
}

const verified: Readonly<Record<FollowUpOwed['verified'], string>> = {
  confirmed: 'confirmed: the patron typed a code that was mailed there',
  'typed-twice': 'typed twice by the patron, not confirmed',
  attested: 'attested by the librarian, not confirmed',
  unverified: 'NOT verified',
}

/** What the library should bear in mind when it writes there. */
const warnings: Readonly<Record<FollowUpOwed['verified'], string>> = {
  confirmed: '',
  'typed-twice': '',
  attested: '',
  unverified:
    "The email address is NOT verified: nobody has confirmed that it is the patron's. It may be mistyped or belong to somebody else, so keep personal details out of the answer.",
}

/** A librarian promised the answer (R30). */
function isPromised({ owed }: LetterData): boolean {
  return owed !== undefined && owed.owner !== 'library'
}

/** The last day in words, if there is one. */
function answerBy({ answerBy: date }: LetterData, before: string): string {
  return date ? `${before}${dateInWords(date)}` : ''
}

/** It is one line, so that no part of a name can start a line. */
function greeting({ patron = '' }: LetterData): Block {
  const name = shortened(oneLine(patron), 60)
  return paragraph(name ? `Dear ${name},` : 'Hello,')
}

function questionIn({ messages }: LetterData): string {
  return messages[0]?.text ?? ''
}

const lead = (text: string): Block => ({ type: 'lead', text })
const heading = (text: string): Block => ({ type: 'heading', text })
const paragraph = (text: string): Block => ({ type: 'paragraph', text })
const words = (text: string): Block => ({ type: 'words', text })

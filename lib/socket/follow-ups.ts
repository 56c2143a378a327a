import { librarianOf } from '../access/tickets.ts'
import type { Library } from '../consortium/library.ts'
import { calendarOf } from '../consortium/library.ts'
import { refuse } from '../decisions/refusals.ts'
import { mailboxKnown } from '../desk/mailbox-status.ts'
import type { Directory, FollowUps, Mailboxes, Sessions } from '../desk/ports.ts'
import { whyNotReread } from '../desk/rereading.ts'
import { resumed } from '../desk/resume.ts'
import { ifReadable } from '../desk/unreadable.ts'
import type { FollowUpCommand } from '../follow-up/commands.ts'
import { mayAct } from '../follow-up/decide.ts'
import { answerByOf, timesOf } from '../follow-up/due-dates.ts'
import { isFollowUpEvent } from '../follow-up/events.ts'
import { answerIn, type Change, changesIn, type HeldAnswer, heldIn } from '../follow-up/history.ts'
import { type FollowUpEntry, librarianOwner, libraryOwner, type SentOnEntry } from '../follow-up/list.ts'
import { isMadeOfLinesOf } from '../follow-up/shortened.ts'
import type { Actor } from '../follow-up/state.ts'
import { type MailStartingPorts, runStartingMail } from '../mail/outgoing/run-and-mail.ts'
import { followUpRecords } from '../protocol/follow-ups.ts'
import { limits } from '../protocol/limits.ts'
import { type ClosedSession, excerpt } from '../session/state.ts'
import { cutToFit } from './cut-to-fit.ts'
import { administeredLibrary, answering, type Caller, type Route, refused, refusedBy } from './route.ts'

export type FollowUpActionPorts = MailStartingPorts & {
  readonly directory: Directory
  readonly followUps: FollowUps
  readonly mailboxes: Pick<Mailboxes, 'learnt'>
}

/** Follow-ups after the session: listing, taking, answering, marking as done and handing over. */
export function followUpActions(ports: FollowUpActionPorts): readonly Route[] {
  const { directory, followUps, mailboxes, sessions } = ports

  const acts = async (caller: Caller, session: string, command: (by: Actor) => FollowUpCommand) => {
    const by = await actorOf(directory, caller)
    if (!by) return refused('unknown-librarian')
    const outcome = await runStartingMail(ports, session, command(by))
    if ('refusal' in outcome) return refusedBy(outcome)
    return changed(outcome.session.status === 'closed' ? outcome.session : undefined, session)
  }

  return answering(
    followUpRecords,
    directory,
  )({
    'follow-ups': async (_frame, caller) => {
      const { id, library } = (await directory.librarian(librarianOf(caller.identity))) ?? {}
      if (!id || !library) return refused('unknown-librarian')
      const [owed, sent] = await Promise.all([
        followUps.owed([libraryOwner(library), librarianOwner(id)]),
        followUps.sentOn(id),
      ])
      const sentOn = [...sent].sort((a, b) => latest(b) - latest(a)).slice(0, sentOnListedMax)
      const libraries = new Map<string, Library | undefined>()
      for (const name of new Set([...owed, ...sentOn].map(entry => entry.library)))
        libraries.set(name, await ifReadable(directory.library(name)))
      const listed = owed
        .map(entry => listing(entry, libraries.get(entry.library), id, caller.at))
        .sort((a, b) => a.dueAt - b.dueAt)
        .slice(0, followUpsListedMax)
      const [urgent, others] = [listed.slice(0, questionsShownMax), listed.slice(questionsShownMax)]
      return {
        type: 'follow-ups',
        followUps: [...(await Promise.all(urgent.map(one => withQuestion(sessions, one)))), ...others],
        sentOn: sentOn.map(entry => sentOnListing(entry, libraries.get(entry.library))),
      }
    },

    mailbox: async (_frame, caller) => {
      const library = await directory.library(administeredLibrary(caller))
      if (!library) return refused('no-such-library')
      const known = mailboxKnown(library, await mailboxes.learnt(library.id), caller.at)
      return { type: 'mailbox', library: library.id, ...known }
    },

    'follow-up': async ({ session: id, after = 0 }, caller) => {
      const by = await actorOf(directory, caller)
      const newest = await sessions.load(id)
      if (!by) return refused('unknown-librarian')
      if (!newest) return refusedBy(refuse('no-such-session'))
      const { session } = newest
      if (session.status !== 'closed' || !session.followUp) return refusedBy(refuse('no-follow-up'))
      if (by.library !== session.library) {
        if (!mayAct(session, session.followUp, by)) return refusedBy(refuse('not-your-follow-up'))
        const no = await whyNotReread(directory, session, by.librarian ?? '', caller.at)
        if (no) return refused(no)
      }
      const library = await directory.library(session.library)
      if (!library) return refused('no-such-library')
      const events = await sinceTheEnd(sessions, session)
      const { followUp } = session
      const about = {
        email: followUp.email,
        verified: followUp.verified,
        followUpStatus: followUp.status,
        owner: owing(followUp.owner, by.librarian),
        answerBy: answerByOf(followUp, calendarOf(library), library.followUps),
        changes: changesIn(events).slice(-limits.changes) satisfies Change[],
        ...fitting(heldIn(events, followUp.held ?? []), answerIn(events)),
        ...(followUp.takenBy && { takenBy: followUp.takenBy.name }),
        ...(followUp.undeliverable && { undeliverable: followUp.undeliverable }),
        ...(session.mails.isDisowned && { disowned: true as const }),
      }
      const who = { role: 'librarian', id: by.librarian ?? '' } as const
      const beside = Buffer.byteLength(JSON.stringify(about))
      return { ...(await resumed(sessions, newest, who, after, beside)), ...about, type: 'follow-up' }
    },

    'take-follow-up': ({ session, despite }, caller) =>
      acts(caller, session, by => ({ type: 'TakeFollowUp', at: caller.at, by, despite })),

    'answer-follow-up': async ({ session, text }, caller) => {
      const reply = await acts(caller, session, by => ({ type: 'AnswerFollowUp', at: caller.at, by, text }))
      // A frame that is sent again because the reply was lost gets the same acknowledgement.
      const isRepeat = reply.type === 'refused' && reply.code === 'follow-up-over'
      return isRepeat && (await answeredSo(ports, session, librarianOf(caller.identity), text))
        ? { type: 'follow-up-changed', session, followUpStatus: 'answered' }
        : reply
    },

    'finish-follow-up': ({ session, note }, caller) =>
      acts(caller, session, by => ({ type: 'FinishFollowUp', at: caller.at, by, note })),

    'hand-over-follow-up': ({ session, note }, caller) =>
      acts(caller, session, by => ({ type: 'HandOverFollowUp', at: caller.at, by, note })),

    'confirm-answer': async ({ session, answer, text }, caller) => {
      if (text !== undefined && (await isAltered(ports, caller, session, answer, text)))
        return refusedBy(refuse('not-its-lines'))
      return acts(caller, session, by => ({ type: 'ConfirmAnswer', at: caller.at, by, n: answer, text }))
    },

    'reject-answer': ({ session, answer }, caller) =>
      acts(caller, session, by => ({ type: 'RejectAnswer', at: caller.at, by, n: answer })),

    'stepped-back-sessions': async (_frame, caller) => {
      const library = await directory.library(administeredLibrary(caller))
      if (!library) return refused('no-such-library')
      const entries = await followUps.steppedBack(library.id, steppedBackListedMax)
      const sessions = entries.map(({ library: _library, ...shown }) => shown)
      return { type: 'stepped-back-sessions', sessions }
    },

    'request-transcript': async ({ session }, { at }) => {
      const outcome = await runStartingMail(ports, session, { type: 'RequestTranscript', at })
      return 'refusal' in outcome ? refusedBy(outcome) : { type: 'transcript-requested', session }
    },
  })
}

/** More than anybody reads. The oldest deadlines come first, so the rest can wait. */
const followUpsListedMax = 200

/** The question of each is read on its own, for half a read unit: as many as fit on a screen or two. */
const questionsShownMax = 50

/** With the beginning of the question. It is read where it is kept, so it is gone from the list when it is deleted there (R38). */
async function withQuestion<T extends { readonly session: string }>(sessions: Sessions, shown: T) {
  const steps = await ifReadable(sessions.steps(shown.session, { after: 0, most: 1, mayBeStale: true }))
  const asked = steps?.[0]?.events.find(event => event.type === 'Asked')
  return asked ? { ...shown, question: excerpt(asked.question) } : shown
}

/** The most follow-ups shown of those that a librarian has sent on, newest change first. */
const sentOnListedMax = 50

/** The most sessions in the list of those that librarians stepped back from. Notes are long, and a frame holds 128 KB. */
const steppedBackListedMax = 25

const latest = ({ since, endedAt }: SentOnEntry) => endedAt ?? since

/** The progress of a follow-up that somebody sent on: who has it, by when, and when it was over, but none of its words. */
function sentOnListing({ deadline, since, ...shown }: SentOnEntry, library: Library | undefined) {
  const by = { deadline, since }
  const named = library && { libraryName: library.name }
  return {
    ...shown,
    ...named,
    since,
    answerBy: library ? answerByOf(by, calendarOf(library), library.followUps) : deadline,
  }
}

/** The librarian who sent a frame, from the current directory. */
async function actorOf(directory: Directory, { identity }: Caller): Promise<Actor | undefined> {
  const found = await directory.librarian(librarianOf(identity))
  return found && { librarian: found.id, name: found.name, library: found.library, via: 'desk' }
}

function changed(session: ClosedSession | undefined, id: string) {
  return session?.followUp
    ? ({ type: 'follow-up-changed', session: id, followUpStatus: session.followUp.status } as const)
    : refusedBy(refuse('no-follow-up'))
}

/** The answers, cut so that they leave room in the frame. */
function fitting(held: readonly HeldAnswer[], answer: ReturnType<typeof answerIn>) {
  const all = [...held, ...(answer ? [answer] : [])]
  const texts = cutToFit(
    all.map(({ text }) => text),
    limits.answers,
  )
  const shown = <A extends { readonly text: string }>(one: A, i: number) => {
    const text = texts[i] ?? ''
    return { ...one, text, ...(text !== one.text && { cut: true as const }) }
  }
  return { held: held.map(shown), ...(answer && { answer: shown(answer, held.length) }) }
}

function owing(owner: string, me: string | undefined): 'library' | 'you' | 'librarian' {
  if (owner === 'library') return 'library'
  return owner === me ? 'you' : 'librarian'
}

/** An entry of the list. If its library has left the consortium it is as urgent as possible. */
function listing(entry: FollowUpEntry, library: Library | undefined, me: string, at: number) {
  const { owner, since: _since, ...shown } = entry
  const calendar = library && calendarOf(library)
  const dueAt = calendar ? timesOf(entry, calendar, library.followUps).dueAt : 0
  const answerBy = calendar ? answerByOf(entry, calendar, library.followUps) : entry.deadline
  const named = library && { libraryName: library.name }
  return { ...shown, ...named, owner: owing(owner, me), answerBy, dueAt, overdue: at >= dueAt }
}

/**
 * The history of the follow-up. A step holds at most one message, so events after the last message are never in a step up to its
 * number.
 */
async function sinceTheEnd(sessions: Sessions, { id, last }: ClosedSession) {
  return (await sessions.history(id, last)).filter(isFollowUpEvent)
}

/** Whether a text contains anything besides lines of the held answer that it should replace. Only those who may see that answer
 * are told.
 */
async function isAltered(ports: FollowUpActionPorts, caller: Caller, id: string, n: number, text: string) {
  const by = await actorOf(ports.directory, caller)
  const session = (await ports.sessions.load(id))?.session
  if (!by || session?.status !== 'closed' || !session.followUp || !mayAct(session, session.followUp, by)) return false
  if (!session.followUp.held?.includes(n)) return false
  const [held] = heldIn(await sinceTheEnd(ports.sessions, session), [n])
  return held !== undefined && !isMadeOfLinesOf(text, held.text)
}

/** Whether this librarian gave this very answer and nothing has changed since. */
async function answeredSo({ sessions }: FollowUpActionPorts, id: string, librarian: string, text: string) {
  const session = (await sessions.load(id))?.session
  if (session?.status !== 'closed' || session.followUp?.status !== 'answered') return false
  const newest = (await sinceTheEnd(sessions, session)).findLast(({ type }) => type === 'FollowUpAnswered')
  return newest?.type === 'FollowUpAnswered' && newest.by.librarian === librarian && newest.text === text
}

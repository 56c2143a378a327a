import type { FollowUpCommand } from '../../lib/follow-up/commands.ts'
import { mailKinds, recipientOf } from '../../lib/follow-up/state.ts'
import type { Command } from '../../lib/session/commands.ts'
import type { Event } from '../../lib/session/events.ts'
import { evolveAll } from '../../lib/session/session.ts'
import type { Session } from '../../lib/session/state.ts'
import { defaultTiming } from '../../lib/session/timing.ts'
import { type Move, movesOf } from './explore.ts'

const day = 86_400_000
const startedAt = Date.UTC(2026, 0, 5)
const rob = { id: 'rob', name: 'Rob', library: 'hale' } as const
const amy = { librarian: 'amy', name: 'Amy', library: 'wren', via: 'desk' } as const
const email = 'jane@example.org'

/** A waiting patron who left an address. */
const asked: Event = {
  ...{ type: 'Asked', at: startedAt, session: 'S', library: 'wren', pools: ['cooperative'], question: '?' },
  email,
}
const served: readonly Event[] = [asked, { type: 'PickedUp', at: startedAt, librarian: rob, connection: 'c' }]

/** A follow-up with an answer that the mail service has not accepted in all its tries. */
function triedInVain(...taken: readonly Event[]): readonly Event[] {
  const followUp = { owner: 'library', email, verified: 'typed-twice', deadline: 'none' } as const
  const tries = Array.from({ length: 100 }, (): Event => ({ type: 'MailsBegun', at: startedAt, mails: [2] }))
  return [
    ...served,
    { type: 'Closed', at: startedAt, code: 'follow-up-by-patrons-library', how: 'chosen', followUp },
    ...taken,
    { type: 'FollowUpAnswered', at: startedAt, n: 1, by: amy, text: '!' },
    ...tries,
  ]
}

const starts = [[asked], served, triedInVain(), triedInVain({ type: 'FollowUpTaken', at: startedAt, by: amy })]

/** `nothing` for a session without a follow-up, or without one yet. */
export function followUpStateOf(session: Session | undefined): string {
  return session?.status === 'closed' && session.followUp ? session.followUp.status : 'nothing'
}

/** One of every kind. The compiler requires an entry for a new kind. */
type Samples = { readonly [T in FollowUpCommand['type']]: readonly Extract<FollowUpCommand, { type: T }>[] }

function samples(session: Session, now: number): Samples {
  const at = now + 60_000
  const actors = [amy, { ...amy, librarian: rob.id, name: rob.name, library: rob.library }]
  const mails = session.status === 'closed' ? session.mails : undefined
  const followUp = session.status === 'closed' ? session.followUp : undefined
  const numbers = new Set([...(mails?.outbox ?? []).map(({ n }) => n), followUp?.answerMail ?? 1])
  const about = [...numbers].map(n => {
    const kind =
      mails?.outbox.find(mail => mail.n === n)?.kind ?? (n === followUp?.answerMail ? 'answer' : mailKinds[0])
    return { at, n, kind, recipient: recipientOf(kind, followUp) }
  })
  const calendar = { timeZone: 'UTC', openOn: [], closedDays: [] }
  const policy = {
    escalation: 'head@example.org',
    answersFrom: [],
    remindBefore: 1,
    escalateAfter: 2,
    answerWithin: 5,
    postponedDaysMax: 60,
  }
  const tick = { type: 'FollowUpTick', calendar, policy } as const
  return {
    TakeFollowUp: actors.map(by => ({ type: 'TakeFollowUp', at, by })),
    AnswerFollowUp: actors.map(by => ({ type: 'AnswerFollowUp', at, by, text: '!' })),
    FinishFollowUp: actors.map(by => ({ type: 'FinishFollowUp', at, by, note: '!' })),
    HandOverFollowUp: actors.map(by => ({ type: 'HandOverFollowUp', at, by })),
    HoldAnswer: [{ type: 'HoldAnswer', at, from: 'who@example.org', text: '?', because: ['stranger'] }],
    ConfirmAnswer: actors.map(by => ({ type: 'ConfirmAnswer', at, by, n: 1 })),
    RejectAnswer: actors.map(by => ({ type: 'RejectAnswer', at, by, n: 1 })),
    RecordTicket: [{ type: 'RecordTicket', at, ticket: '[#1]' }],
    RecordMail: about.map(({ recipient: _whom, ...mail }) => ({ type: 'RecordMail', ...mail, mail: 'm' })),
    DropMail: about.map(({ recipient: _whom, ...mail }) => ({ type: 'DropMail', ...mail, because: 'refused' })),
    PostponeMail: about.map(({ recipient: _whom, ...mail }) => ({ type: 'PostponeMail', ...mail })),
    RecordBounce: about.map(mail => ({ type: 'RecordBounce', ...mail })),
    RecordComplaint: about.map(mail => ({ type: 'RecordComplaint', ...mail })),
    FollowUpTick: [{ ...tick, at: now + 10 * day }],
  }
}

function commands(session: Session | undefined, now: number): readonly Command[] {
  if (!session) return [{ type: 'LeaveQuestion', at: now, session: 'S', library: 'wren', question: '?', email }]
  return session.status === 'closed' ? Object.values(samples(session, now)).flat() : endings(now)
}

/** What may end the session. */
function endings(at: number): readonly Command[] {
  const close = { type: 'Close', at, by: 'rob', today: '2026-01-05', deadline: 'none', atHand: true } as const
  const ladder = { rungs: [], staffed: [] }
  return [
    { ...close, code: 'follow-up-by-patrons-library' },
    { ...close, code: 'follow-up-by-me', despite: ['not-your-patron'] },
    { type: 'LeaveAddress', at, email },
    { type: 'Leave', at },
    { type: 'Tick', at: at + defaultTiming.waitLimit, timing: defaultTiming, ladder },
  ]
}

/** Every move of a follow-up. */
export function followUpMoves(): readonly Move[] {
  const sessions = starts.map(events => evolveAll(undefined, events))
  return movesOf({ nameOf: followUpStateOf, starts: [undefined, ...sessions], startedAt, commands, depth: 4 })
}

import type { Command } from '../../lib/session/commands.ts'
import type { Session } from '../../lib/session/state.ts'
import { defaultTiming } from '../../lib/session/timing.ts'
import { type Move, movesOf } from './explore.ts'

const rob = { id: 'rob', name: 'Rob', library: 'wren' } as const
const ann = { id: 'ann', name: 'Ann', library: 'wren' } as const
const ladder = { rungs: [{ pool: 'cooperative', after: 0 }], staffed: ['cooperative'] }
const startedAt = Date.UTC(2026, 0, 5)

/** A session that is served and offered to somebody else is `offered`; one with two librarians is `joined`. */
export function sessionStateOf(session: Session | undefined): string {
  if (!session) return 'nothing'
  if (session.status !== 'active') return session.status
  if (session.transfer) return 'offered'
  return session.second ? 'joined' : 'active'
}

/** The commands of people and time. Messages, notes and the librarian's other patrons do not change the state. */
function commands(session: Session | undefined, now: number): readonly Command[] {
  const at = now + 1000
  const asked = { at, session: 'S', library: 'wren', question: '?' }
  if (!session)
    return [
      { type: 'Ask', ...asked, ladder },
      { type: 'LeaveQuestion', ...asked, email: 'jane@example.org' },
    ]
  const line = [{ librarian: 'ann', connection: 'a' }]
  const tick = { type: 'Tick', at, ladder, line } as const
  const close = { type: 'Close', at, today: '2026-01-05', despite: ['not-asked'] } as const
  return [
    { type: 'PickUp', at, librarian: rob, connection: 'r' },
    { type: 'Come', at, who: { role: 'patron' }, connection: 'p' },
    { type: 'GoAway', at, connection: 'r' },
    { type: 'Leave', at },
    { type: 'LeaveAddress', at, email: 'jane@example.org' },
    ...[rob, ann].flatMap(({ id: by }): Command[] => [
      { type: 'OfferTransfer', at, by, to: { librarian: 'ann' }, reachable: true },
      { type: 'OfferTransfer', at, by, to: { pool: 'cooperative' }, reachable: true },
      { ...close, by },
      { ...close, by, code: 'lost-call' },
      { type: 'LeaveSession', at, by },
      { type: 'StepBack', at, by, onDuty: { name: by, pools: ['cooperative'] } },
    ]),
    { type: 'CallForHelp', at, by: 'rob', to: line },
    { type: 'Join', at, librarian: ann, connection: 'a' },
    { type: 'AcceptRescue', at, librarian: ann, pools: ['cooperative'], connection: 'a' },
    ...[true, false].map(
      (accept): Command => ({
        type: 'AnswerTransfer',
        at,
        accept,
        librarian: ann,
        pools: ['cooperative'],
        connection: 'a',
      }),
    ),
    // Each of these times may be over before any of the others.
    ...(['vanishedAfter', 'transferLimit', 'idleLimit', 'waitLimit', 'silenceLimit'] as const).map(
      (time): Command => ({ ...tick, timing: { ...defaultTiming, [time]: 1000 } }),
    ),
  ]
}

/** Every move of a session. */
export function sessionMoves(): readonly Move[] {
  return movesOf({ nameOf: sessionStateOf, starts: [undefined], startedAt, commands, depth: 5 })
}

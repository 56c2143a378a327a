import * as fc from 'fast-check'
import { mailKinds } from '../../../lib/follow-up/state.ts'
import { codes } from '../../../lib/session/codes.ts'
import type { Command } from '../../../lib/session/commands.ts'
import { defaultTiming } from '../../../lib/session/timing.ts'
import * as b from './builders.ts'

/** Commands from a world so small that they meet: one patron, two librarians, few connections and counters. */

const text = fc.oneof(
  fc.constantFrom('', 'Hello?', 'jane@example.org', 'a* and "b"', '\u0000\ud800'),
  fc.string({ unit: 'grapheme' }),
)
const email = fc.constantFrom('jane@example.org', 'joe@example.org')
const by = fc.constantFrom(b.rob.id, b.ann.id)
const connection = fc.constantFrom('patron-1', 'patron-2', 'rob-1', 'ann-1')
const librarian = by.map(id => ({ role: 'librarian', id }) as const)
const from = fc.oneof(fc.constant(b.patron), librarian)
const n = fc.integer({ min: 0, max: 6 })
const at = fc.constant(0)
const reachable = fc.constantFrom(true, true, false)
const to = fc.constantFrom({ librarian: b.rob.id }, { librarian: b.ann.id }, { pool: 'cooperative' }, { pool: 'empty' })
const actor = fc.constantFrom(b.amy, b.nancy)
const mailNumber = fc.integer({ min: 0, max: 3 })
const mailKind = fc.constantFrom(...mailKinds)
const tick = fc.record({ at }).map((): Command => ({ type: 'Tick', at: 0, timing: defaultTiming, ladder: b.ladder }))

const command: fc.Arbitrary<Command> = fc.oneof(
  fc.record({ at, question: text }).map(b.ask),
  fc.record({ at, question: text, email, name: text }).map(b.ask),
  fc.record({ at, who: from, connection }).map(b.come),
  fc.record({ at, connection }).map(b.goAway),
  fc.record({ at }).map(b.leave),
  fc.record({ at, librarian: fc.constantFrom(b.rob, b.ann), connection }).map(b.pickUp),
  fc.record({ at, from, n, text }).map(b.patronSays),
  fc.record({ at, from, n, text }).map(b.patronSays),
  fc.record({ at, from: librarian, n, text }).map(b.note),
  fc.record({ at, by }).map(b.askContact),
  fc.record({ at, by, fingerprint: fc.constantFrom('hours', 'map', 'fees', 'loans') }).map(b.reportPolicy),
  fc.record({ at, email }).map(b.leaveAddress),
  fc.record({ at, librarian: by, otherPatrons: fc.subarray(['1:x', '2:y']) }).map(b.recordOtherPatrons),
  fc.record({ at, by, reachable, to }).map(b.offerTransfer),
  fc.record({ at, accept: fc.boolean(), librarian: fc.constantFrom(b.rob, b.ann), connection }).map(b.answerTransfer),
  fc.record({ at, by }).map(({ at, by }) => b.callForHelp({ at, by, to: [b.inLine(by === 'rob' ? 'ann' : 'rob')] })),
  fc.record({ at, librarian: fc.constantFrom(b.rob, b.ann), connection }).map(b.join),
  fc.record({ at, by }).map(b.leaveSession),
  fc.record({ at, email }).map(b.confirmContact),
  fc.record({ at, by, email }).map(b.attestContact),
  fc
    .record({
      at,
      by,
      code: fc.option(fc.constantFrom(...codes), { nil: undefined }),
      deadline: fc.option(fc.constantFrom('none', '2020-01-01', '2030-01-01'), { nil: undefined }),
      atHand: fc.boolean(),
      note: text,
      despite: fc.array(fc.constantFrom('not-your-patron', 'not-asked')),
    })
    .map(b.close),
  fc.record({ at }).map(b.leaveQuestion),
  fc.record({ at, by, note: text, onDuty: fc.constantFrom(undefined, b.onDuty, undefined) }).map(b.stepBack),
  tick,
  tick,
  fc.record({ at, n: mailNumber, kind: mailKind }).map(b.recordMail),
  fc.record({ at, n: mailNumber, kind: mailKind }).map(b.dropMail),
  fc.record({ at, n: mailNumber, kind: mailKind }).map(b.recordBounce),
  fc.record({ at, n: mailNumber, kind: mailKind }).map(b.recordComplaint),
  fc.record({ at, by: actor }).map(b.takeFollowUp),
  fc.record({ at, by: actor, text }).map(b.answerFollowUp),
  fc.record({ at, by: actor }).map(b.finishFollowUp),
  fc.record({ at, by: actor }).map(b.handOverFollowUp),
  fc.record({ at, text }).map(b.holdAnswer),
  fc.record({ at, by: actor, n: fc.integer({ min: 0, max: 3 }) }).map(b.confirmAnswer),
  fc.record({ at, by: actor, n: fc.integer({ min: 0, max: 3 }) }).map(b.rejectAnswer),
  fc.record({ at }).map(b.recordTicket),
  fc.record({ at }).map(b.requestTranscript),
  fc.record({ at }).map(b.followUpTick),
)

/** Some time after the command before it, ms: often none, often around what is due. */
const pause = fc.oneof(
  fc.constantFrom(0, 1, 5, 99, 1000, 29_999, 30_000, 60_000, 149_999, 150_000, 179_999, 180_000, 540_000),
  fc.integer({ min: 0, max: 200_000 }),
  fc.integer({ min: 0, max: 2_000_000 }),
)

const timed = (steps: readonly (readonly [number, Command])[], from = b.start): readonly Command[] => {
  let now = from
  return steps.map(([pause, command]): Command => {
    now += pause
    return { ...command, at: now }
  })
}

/** What may come in one session, in order of time; most begin with the question. */
export const commands: fc.Arbitrary<readonly Command[]> = fc
  .tuple(fc.boolean(), fc.array(fc.tuple(pause, command), { maxLength: 40 }))
  .map(([begun, steps]) => (begun ? [b.ask(), ...timed(steps)] : timed(steps)))

const eitherOf = fc.constantFrom(b.rob, b.ann)

/** A session that goes from hand to hand: two librarians, transfers, connections that drop, and few other words. */
export const transfers: fc.Arbitrary<readonly Command[]> = fc
  .array(
    fc.tuple(
      fc.constantFrom(1, 1, 1_000, 5_000, 29_999, 30_000, 60_000),
      fc.oneof(
        fc.record({ librarian: eitherOf }).map(({ librarian }) => b.pickUp({ librarian, connection: librarian.id })),
        fc.record({ by, to }).map(b.offerTransfer),
        fc
          .record({ librarian: eitherOf, accept: fc.constantFrom(true, true, false) })
          .map(answer => b.answerTransfer({ ...answer, connection: answer.librarian.id })),
        by.map(connection => b.goAway({ connection })),
        fc.record({ who: librarian }).map(({ who }) => b.come({ who, connection: who.id })),
        fc.record({ from: librarian, n: fc.integer({ min: 1, max: 3 }), text }).map(b.librarianSays),
        tick,
        tick,
      ),
    ),
    { maxLength: 40 },
  )
  .map(steps => [b.ask(), b.pickUp({ connection: b.rob.id }), ...timed(steps, b.pickUpAt)])

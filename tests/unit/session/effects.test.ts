import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import type { AfterCommand, EndingCommand } from '../../../lib/session/commands.ts'
import { type Effect, effects } from '../../../lib/session/effects.ts'
import type { Event } from '../../../lib/session/events.ts'
import { decide, evolve } from '../../../lib/session/session.ts'
import type { Session } from '../../../lib/session/state.ts'
import { commands } from './arbitraries.ts'
import * as b from './builders.ts'
import { effectsOfLast } from './given.ts'

const joined = [b.asked(), b.patronCame(), b.pickedUp()]
const tell = (side: 'patron' | 'librarian', event: Event): Effect => ({ type: 'Tell', side, event })
const alertedToo = [b.asked(), b.alerted(), b.alerted({ to: [b.inLine('erin')] })]
const withdraw: Effect = { type: 'Withdraw', to: [b.inLine('ann'), b.inLine('erin')] }
const byDesk: Event = { type: 'Closed', at: b.pickUpAt, code: 'answered', how: 'by-default' }

it('R45 only alerted librarians are told of a question', () => {
  expect(effectsOfLast(b.asked())).toEqual([])
  expect(effectsOfLast(b.asked(), b.alerted())).toEqual([{ type: 'Alert', to: [b.inLine('ann')], at: b.start }])
})

it('R45 the alert is withdrawn from those who were alerted when somebody else picks up, and the patron hears who', () => {
  expect(effectsOfLast(...alertedToo, b.pickedUp())).toEqual([tell('patron', b.pickedUp()), withdraw])
  expect(effectsOfLast(...alertedToo, b.pickedUp({ librarian: b.ann }))).toContainEqual({
    type: 'Withdraw',
    to: [b.inLine('erin')],
  })
  expect(effectsOfLast(b.asked(), b.alerted(), b.pickedUp({ librarian: b.ann }))).toHaveLength(1)
})

it.each([
  ['patron', b.librarianSaid()],
  ['librarian', b.patronSaid()],
  ['librarian', b.patronWentAway()],
  ['librarian', b.patronLeft()],
  ['patron', b.contactAsked()],
  ['librarian', b.contactVerified()],
  ['librarian', b.silenceWarned()],
  ['librarian', b.addressConfirmed()],
  ['librarian', b.silenceBreached()],
] as const)('only the %s is told of $type', (side, event) => {
  expect(effectsOfLast(...joined, event)).toEqual([tell(side, event)])
})

it('the former connection is told that it gets nothing more when somebody comes on another one', () => {
  const patron = b.patronCame({ connection: 'patron-2' })
  expect(effectsOfLast(...joined, patron)).toEqual([
    tell('librarian', patron),
    { ...tell('patron', patron), connection: 'patron-1' },
  ])
  expect(effectsOfLast(...joined, b.patronWentAway(), patron)).toEqual([tell('librarian', patron)])
  expect(effectsOfLast(b.asked(), b.patronCame(), patron)).toEqual([
    { ...tell('patron', patron), connection: 'patron-1' },
  ])
  expect(effectsOfLast(...joined, b.librarianCame())).toEqual([
    tell('patron', b.librarianCame()),
    { ...tell('librarian', b.librarianCame()), connection: 'rob-1' },
  ])
})

it('R36 a librarian who has vanished and sends their words again is still heard by the patron', () => {
  expect(effectsOfLast(...joined, b.vanished(), b.librarianSaid())).toEqual([tell('patron', b.librarianSaid())])
})

it('R16 nothing of a silence is sent to the patron', () => {
  for (const event of [b.silenceWarned(), b.silenceBreached()])
    expect(effectsOfLast(...joined, event)).not.toContainEqual(tell('patron', event))
})

it.each([b.noted(), b.contactVerified({ by: 'librarian' })])('the person who did it is not told of $type', event => {
  expect(effectsOfLast(...joined, event)).toEqual([])
})

it('the patron hears that it ended, the librarian only if they did not end it', () => {
  expect(effectsOfLast(...joined, b.closed())).toEqual([tell('patron', b.closed())])
  expect(effectsOfLast(...joined, byDesk)).toEqual([tell('patron', byDesk), tell('librarian', byDesk)])
})

it('R4 the alert is withdrawn when a waiting session ends, and the patron hears of it', () => {
  expect(effectsOfLast(...alertedToo, byDesk)).toEqual([tell('patron', byDesk), withdraw])
})

it.each([b.patronSaid(), b.patronWentAway()])('nobody is told of $type while the patron waits', event => {
  expect(effectsOfLast(...alertedToo, event)).toEqual([])
})

it('nobody is told of a mail that was sent', () => {
  expect(effectsOfLast(...joined, b.closedOwing(), b.mailSent())).toEqual([])
})

const ending: Readonly<Record<EndingCommand['type'], true>> = {
  LeaveQuestion: true,
  Leave: true,
  LeaveAddress: true,
  Close: true,
  StepBack: true,
  Tick: true,
}
const after: Readonly<Record<AfterCommand['type'], true>> = {
  ...{ TakeFollowUp: true, AnswerFollowUp: true, FinishFollowUp: true, HandOverFollowUp: true, HoldAnswer: true },
  ...{
    ConfirmAnswer: true,
    RejectAnswer: true,
    RecordTicket: true,
    RequestTranscript: true,
    RecordCode: true,
    DisownAddress: true,
    RecordMail: true,
    DropMail: true,
    PostponeMail: true,
  },
  ...{ RecordBounce: true, RecordComplaint: true, FollowUpTick: true },
}

it('only ending commands end a session, and commands on follow-ups have no effects', () => {
  fc.assert(
    fc.property(commands, sent => {
      let session: Session | undefined
      for (const command of sent) {
        const decision = decide(session, command)
        if (!('events' in decision)) continue
        const ends = decision.events.some(({ type }) => type === 'Closed')
        if (ends) expect(Object.keys(ending)).toContain(command.type)
        for (const event of decision.events) {
          if (command.type in after) expect(effects(session, event)).toEqual([])
          session = evolve(session, event)
        }
      }
    }),
    { numRuns: 300 },
  )
})

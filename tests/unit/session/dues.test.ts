import { describe, expect, it } from 'vitest'
import { fingerprintsOf } from '../../../lib/practice/other-patrons.ts'
import type { Event } from '../../../lib/session/events.ts'
import { defaultTiming, nextDue } from '../../../lib/session/timing.ts'
import * as b from './builders.ts'
import { given, jointWritesOfLast, sessionAfter } from './given.ts'

const at = b.pickUpAt
const joined = [b.asked(), b.patronCame(), b.pickedUp(), b.contactVerified()] as const
const { rungs } = b.ladder
const due = (now: number, timing: typeof defaultTiming, ...events: readonly Event[]) =>
  nextDue(sessionAfter(...events), timing, rungs, now)

describe('when a session has to be looked at next', () => {
  const { greetingNudge, transferLimit } = defaultTiming
  const quick = { ...b.fewTimings, greetingNudge: b.seconds(5), transferLimit: b.seconds(7) }

  it('R7 is when the librarian should have greeted, unless they have, or were told', () => {
    expect(greetingNudge).toBeGreaterThan(0)
    expect(due(at, quick, ...joined)).toBe(at + b.seconds(5))
    expect(due(at, quick, ...joined, b.librarianSaid())).not.toBe(at + b.seconds(5))
    expect(due(at, quick, ...joined, { type: 'GreetingNudged', at })).not.toBe(at + b.seconds(5))
  })

  it('R35 is when an offered transfer comes back', () => {
    expect(transferLimit).toBeGreaterThan(0)
    const offered = [...joined, b.librarianSaid(), b.transferOffered()] as const
    expect(due(at, quick, ...offered)).toBe(at + b.seconds(7))
    expect(due(at, quick, ...offered, b.transferDeclined())).not.toBe(at + b.seconds(7))
  })

  it('R29 of one that is over, is soon while a mail waits that nobody has begun to send, and never after', () => {
    const owing = [...joined, b.closedOwing()] as const
    expect(due(at, defaultTiming, ...owing)).toBeGreaterThan(at)
    expect(due(at, defaultTiming, ...owing, { type: 'MailsBegun', at, mails: [1] })).toBeUndefined()
    expect(due(at, defaultTiming, ...owing, b.mailSent())).toBeUndefined()
    expect(due(at, defaultTiming, ...joined, b.closed())).toBeUndefined()
  })
})

describe('R20 whom else a librarian serves', () => {
  it('is nobody who is called as this patron or the librarian is', () => {
    const jane = [b.asked({ name: 'Jane Doe', email: 'jane@example.org' }), b.patronCame(), b.pickedUp()] as const
    const own = given(...jane).when(b.recordOtherPatrons({ otherPatrons: ['x'] }))
    own.happens(b.otherPatronsRecorded({ otherPatrons: ['x'] }))
    const others = given(...jane, b.otherPatronsRecorded({ otherPatrons: ['x'] }))
    others
      .when(b.recordOtherPatrons({ otherPatrons: ['x', 'y'] }))
      .happens(b.otherPatronsRecorded({ otherPatrons: ['x', 'y'] }))
    others.when(b.recordOtherPatrons({ otherPatrons: [] })).happens(b.otherPatronsRecorded({ otherPatrons: [] }))
    const shared = [...fingerprintsOf('Jane Doe', 'jane@example.org'), ...fingerprintsOf(b.rob.name)]
    expect(shared.length).toBeGreaterThan(1)
    given(...jane)
      .when(b.recordOtherPatrons({ otherPatrons: shared }))
      .doesNothing()
  })
})

describe('R43 whoever sent a follow-up on', () => {
  const seen = (...events: readonly Event[]) =>
    jointWritesOfLast(...events).filter(({ type }) => type === 'ListSentOn').length

  it('sees that it is owed anew, from another day on or until another', () => {
    const today = new Date(at).toISOString().slice(0, 10)
    const dated = b.closed({ code: 'follow-up-by-patrons-library', followUp: { ...b.owed, deadline: today } })
    const back = (n: number, when: number) => b.mailBounced({ at: when, n, kind: 'answer', recipient: 'patron' })
    const owing = [...joined, dated, b.mailSent()] as const
    expect(seen(...owing, b.followUpAnswered(), back(2, at))).toBe(1)
    expect(seen(...owing, b.followUpTaken())).toBe(1)
    expect(seen(...owing, b.answerHeld())).toBe(0)
  })
})

describe('R32 a transcript', () => {
  it('is refused with a reason to one who was never served, and to an address that takes no mail', () => {
    const unserved = [b.asked({ email: 'jane@example.org' }), b.patronCame(), b.patronLeft()] as const
    const ended = { type: 'Closed', at, code: 'answered', how: 'by-default' } as const
    given(...unserved, ended)
      .when(b.requestTranscript())
      .refuses('not-picked-up')
    const back = b.mailBounced({ n: 1, kind: 'transcript', recipient: 'patron' })
    given(...joined, b.addressConfirmed(), b.closed(), { type: 'TranscriptRequested', at }, back)
      .when(b.requestTranscript())
      .refuses('mail-came-back')
  })
})

describe('R21 a question about how it was', () => {
  it('shows as such', () => {
    const { decision } = given(b.asked(), b.patronCame(), b.pickedUp()).when(
      b.librarianSays({ text: 'Is this the kind of information you were looking for?' }),
    )
    const [said] = 'events' in decision ? decision.events : []
    expect(said?.type === 'Said' && said.signs).toContain('asks-feedback')
  })
})

it('R22 a code that leaves something owing owes nothing without an address', () => {
  const { decision } = given(b.asked(), b.patronCame(), b.pickedUp(), b.patronSaid()).when(
    b.close({ code: 'answered', deadline: '2026-12-01', despite: ['not-asked'] }),
  )
  expect(decision).not.toHaveProperty('events.0.followUp')
})

it('R4 a rung is reached by how long the patron has waited, also when a session is offered on', () => {
  const late = [
    { pool: 'library:wren', after: 0 },
    { pool: 'cooperative', after: b.minutes(600) },
  ]
  const ladder = { rungs: late, staffed: ['library:wren', 'cooperative'] }
  const moment = at + b.minutes(6)
  const tick = b.tick(moment, { ladder, line: [b.inLine('ann')] })
  const { decision } = given(
    b.asked(),
    b.patronCame(),
    b.pickedUp(),
    b.librarianSaid(),
    b.patronSaid({ number: 3, at: at + 1 }),
  ).when(tick)
  const offered = 'events' in decision ? decision.events.find(({ type }) => type === 'RescueOffered') : undefined
  expect(offered).toMatchObject({ pools: ['library:wren'] })
})

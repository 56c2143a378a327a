import { describe, expect, it } from 'vitest'
import { reminders } from '../../../lib/session/effects.ts'
import type { Event } from '../../../lib/session/events.ts'
import { listedOf } from '../../../lib/session/joint-writes.ts'
import { nobodyOnDuty, reached } from '../../../lib/session/ladder.ts'
import { suggest } from '../../../lib/session/resolution.ts'
import { rendered } from '../../../lib/session/script.ts'
import { evolve } from '../../../lib/session/session.ts'
import * as b from './builders.ts'
import { effectsOfLast, given, jointWritesOfLast, sessionAfter } from './given.ts'

const at = b.pickUpAt
const joined = [b.asked(), b.patronCame(), b.pickedUp(), b.contactVerified()] as const
const transcriptRequested = { type: 'TranscriptRequested', at } as const

describe('R22 a follow-up', () => {
  const owing = { code: 'follow-up-by-patrons-library', latest: '2026-12-23' } as const

  it('has a deadline that is today at the earliest and no later than its library allows, or says that it has none', () => {
    const close = (deadline: string) => given(...joined).when(b.close({ ...owing, deadline }))
    close('2026-11-22').refuses('deadline-past')
    close('2026-12-24').refuses('deadline-too-far')
    for (const deadline of ['2026-11-23', '2026-12-23', 'none'])
      close(deadline).happens(b.closed({ code: owing.code, followUp: { ...b.owed, deadline }, receipt: true }))
    const unlimited = given(...joined).when(b.close({ code: owing.code, deadline: '2027-11-23' }))
    expect(unlimited.decision).toHaveProperty('events')
  })

  it('is owed only by a code that leaves something to do', () => {
    given(...joined)
      .when(b.close({ code: 'answered', deadline: '2026-12-01', despite: ['not-asked'] }))
      .happens(b.closed({ despite: ['not-asked'] }))
  })

  it('R24 closed without a code says so, and what is unresolved says why', () => {
    given(...joined)
      .when(b.close({ despite: ['not-asked'] }))
      .happens(b.closed({ how: 'by-default', despite: ['not-asked'] }))
    given(...joined)
      .when(b.close({ code: 'answered', unresolved: true, note: 'No plan.' }))
      .happens(b.closed({ because: 'no-contact', note: 'No plan.' }))
  })

  it('is closed by whoever serves, and by nobody else', () => {
    given(...joined)
      .when(b.close({ by: 'ann', code: 'answered' }))
      .refuses('not-yours')
    given(b.asked())
      .when(b.close({ code: 'answered' }))
      .refuses('not-picked-up')
    given(...joined)
      .when(b.askContact({ by: 'ann' }))
      .refuses('not-yours')
    given(...joined)
      .when(b.attestContact({ by: 'ann' }))
      .refuses('not-yours')
    given(...joined)
      .when(b.offerTransfer({ by: 'ann' }))
      .refuses('not-yours')
  })
})

describe('R28 a suggested code', () => {
  it('comes with its reason', () => {
    const spoken = [...joined, b.patronSaid()] as const
    const silent = [b.asked(), b.patronCame(), b.pickedUp()] as const
    const complete = b.librarianSaid({ number: 3, signs: ['asks-if-complete'] })
    const pasts = [joined, silent, [...spoken, complete], spoken, [...silent, b.patronSaid()]]
    const reasons = pasts.map(past => suggest(sessionAfter(...past)).reason)
    expect(new Set(reasons).size).toBe(5)
    for (const reason of reasons) expect(reason).toMatch(/^The .*\.$/)
  })

  it('is not "answered" of a conversation that is over, whatever was asked in it', () => {
    const asked = b.librarianSaid({ number: 3, signs: ['asks-if-complete'] })
    expect(suggest(sessionAfter(...joined, b.patronSaid(), asked, b.vanished())).code).not.toBe('answered')
  })
})

describe('R32 a transcript', () => {
  const confirmed = [...joined, b.addressConfirmed()] as const

  it('goes nowhere but to an address that a code has confirmed', () => {
    given(...joined)
      .when(b.requestTranscript())
      .refuses('not-confirmed')
    given(...joined, b.closed())
      .when(b.requestTranscript())
      .refuses('not-confirmed')
    expect(sessionAfter(...joined, transcriptRequested, b.closed())).toMatchObject({ mails: { outbox: [] } })
  })

  it('is for who was served, has an address, and takes mail', () => {
    given(...confirmed)
      .when(b.requestTranscript())
      .happens(transcriptRequested)
    given(...confirmed, b.closed())
      .when(b.requestTranscript())
      .happens(transcriptRequested)
    given(b.asked(), b.patronCame(), b.pickedUp(), b.closed()).when(b.requestTranscript()).refuses('no-address')
    const back = b.mailBounced({ n: 1, kind: 'transcript', recipient: 'patron' })
    expect(
      given(...confirmed, b.closed(), transcriptRequested, back).when(b.requestTranscript()).decision,
    ).toHaveProperty('refusal')
  })

  it('that was asked for is due at once when the conversation is over, and at its end before', () => {
    const over = sessionAfter(...confirmed, b.closed(), transcriptRequested)
    expect(over).toMatchObject({ patron: { transcript: true }, mails: { outbox: [{ n: 1, kind: 'transcript' }] } })
    expect(sessionAfter(...confirmed, transcriptRequested)).toMatchObject({
      ...{ status: 'active', patron: { transcript: true } },
    })
  })
})

describe('R6 a patron who leaves while they wait', () => {
  it('has gone, and nobody waited them out', () => {
    given(b.asked(), b.patronCame())
      .when(b.leave())
      .happens(b.patronLeft(), {
        ...{ type: 'Closed', at, code: 'answered', how: 'by-default', because: 'no-contact' },
        nobodyChose: 'patron-gone',
      })
  })
})

describe('R4 a ladder', () => {
  const rungs = [
    { pool: 'one', after: 0 },
    { pool: 'two', after: 10 },
    { pool: 'three', after: 20 },
  ]

  it('is climbed rung by rung, over those with nobody on duty', () => {
    expect(reached({ rungs, staffed: ['one', 'two', 'three'] }, 0)).toEqual(['one'])
    expect(reached({ rungs, staffed: ['one', 'two', 'three'] }, 10)).toEqual(['one', 'two'])
    expect(reached({ rungs, staffed: ['two'] }, 0)).toEqual(['one', 'two'])
    expect(reached({ rungs: rungs.slice(1), staffed: ['two', 'three'] }, 5)).toEqual([])
  })

  it('is deserted only where no rung has anybody on duty', () => {
    expect(nobodyOnDuty({ rungs, staffed: ['three'] })).toBe(false)
    expect(nobodyOnDuty({ rungs, staffed: [] })).toBe(true)
  })
})

describe('R8 a script', () => {
  it('leaves in place what only looks like a field', () => {
    const names = { librarian: 'Rob' }
    expect(rendered('{librarian} has {isbn} and {constructor}.', names)).toBe('Rob has {isbn} and {constructor}.')
  })
})

describe('what happens where it cannot', () => {
  const waiting = [b.asked()] as const
  const over = [...joined, b.closed()] as const
  const two = [...joined, b.helpCalled(), b.joined()] as const
  const overOfTwo = [...two, b.closed()] as const

  it.each<readonly [string, readonly Event[], Event]>([
    ['a librarian’s word while nobody serves', waiting, b.librarianSaid()],
    ['a librarian who comes', waiting, b.librarianCame()],
    ['a librarian who goes away', waiting, b.librarianWentAway()],
    ['a vanished librarian', waiting, b.vanished()],
    ['a return to the queue', over, b.returnedToQueue()],
    ['a transfer that comes back', waiting, b.transferReturned()],
    ['a transfer that is accepted', waiting, b.transferAccepted()],
    ['a rescue', over, b.rescued()],
    ['a prompt', waiting, { type: 'PatronPrompted', at, prompt: 'ask', since: at }],
    ['an offer to others', waiting, b.rescueOffered()],
    ['an alert', over, b.alerted()],
    ['an end after the end', over, b.closed({ code: 'lost-call' })],
    ['another pool that is reached while somebody serves', joined, b.poolsReached()],
    ['an address that may be left while somebody serves', joined, b.addressOffered()],
    ['a nudge while nobody serves', waiting, { type: 'GreetingNudged', at }],
    ['a warning of silence while nobody serves', waiting, b.silenceWarned()],
    ['a silence that is too long while nobody serves', waiting, b.silenceBreached()],
    ['a transfer that is offered while nobody serves', waiting, b.transferOffered()],
    ['a form for the address while nobody serves', waiting, b.contactAsked()],
    ['a mail before the end', joined, b.mailSent()],
    ['a wrong code where none was mailed', joined, { type: 'CodeMistyped', at }],
    ['a call for help while nobody serves', waiting, b.helpCalled()],
    ['more colleagues who are asked, without a call', joined, b.helpSpread()],
    ['a colleague who joins while nobody serves', waiting, b.joined()],
    ['a second librarian who comes back and has not joined', joined, b.secondCame()],
    ['a second librarian who goes away after the end', overOfTwo, b.secondWentAway()],
    ['one of two librarians who leaves while nobody serves', waiting, b.librarianLeft()],
    ['one of two librarians who leaves, where there is one', joined, b.librarianLeft({ librarian: b.ann.id })],
    ['one of two librarians who leaves after the end', overOfTwo, b.librarianLeft()],
  ])('%s changes nothing of how the session stands', (_what, past, event) => {
    const session = sessionAfter(...past)
    expect(evolve(session, event)).toEqual(session)
  })
})

describe('what goes with an end', () => {
  it('R26 is in the lists of whoever owes it, and in no list before', () => {
    expect(listedOf(sessionAfter(...joined))).toBeUndefined()
    const writes = jointWritesOfLast(...joined, b.closedOwing())
    expect(writes.map(({ type }) => type)).toEqual(['Release', 'List', 'ListSentOn'])
    expect(jointWritesOfLast(...joined, b.closed()).map(({ type }) => type)).toEqual(['Release'])
  })

  it('R43 whoever sent it on sees each change of it that they may see, and no other', () => {
    const owed = [...joined, b.closedOwing()] as const
    const seen = (...events: readonly Event[]) =>
      jointWritesOfLast(...owed, ...events).some(({ type }) => type === 'ListSentOn')
    expect(seen(b.followUpTaken())).toBe(true)
    expect(seen(b.answerHeld())).toBe(false)
    expect(seen(b.followUpAnswered())).toBe(true)
    const back = b.mailBounced({ at: b.start + b.days(9), n: 2, kind: 'answer', recipient: 'patron' })
    expect(seen(b.followUpAnswered(), back)).toBe(true)
    const confirmed = b.followUpAnswered({ n: 2, held: 1, at: at + 5 })
    expect(seen(b.answerHeld(), b.followUpAnswered(), confirmed)).toBe(true)
  })

  it('R35 a declined transfer is told to the librarian, and taken back from nobody', () => {
    const offered = b.transferOffered({ told: [b.inLine('ann')] })
    expect(effectsOfLast(...joined, offered, b.transferDeclined())).toStrictEqual([
      { type: 'Tell', side: 'librarian', event: b.transferDeclined() },
    ])
    expect(effectsOfLast(...joined, offered, b.transferReturned())).toStrictEqual([
      { type: 'Tell', side: 'librarian', event: b.transferReturned() },
      { type: 'Retract', to: { librarian: 'ann' }, told: [b.inLine('ann')] },
    ])
    expect(effectsOfLast(...joined, b.transferOffered(), b.transferReturned())[1]).toStrictEqual({
      ...{ type: 'Retract', to: { librarian: 'ann' } },
    })
  })

  it('R34 a librarian who goes away is told to the patron, and looked after', () => {
    expect(effectsOfLast(...joined, b.librarianWentAway())).toStrictEqual([
      { type: 'Tell', side: 'patron', event: b.librarianWentAway() },
      { type: 'WakeSoon', why: 'away', at },
    ])
  })

  it('R33 whoever is sure to have heard everything is reminded of nothing', () => {
    expect(reminders({ ...sessionAfter(...joined), sure: 'patron' })).toStrictEqual([
      { type: 'Remind', side: 'librarian' },
    ])
    expect(reminders(sessionAfter(...joined))).toHaveLength(2)
  })

  it('R33 whoever comes on another connection ends the one before', () => {
    const second = b.patronCame({ connection: 'patron-2' })
    expect(effectsOfLast(...joined, second)).toStrictEqual([
      { type: 'Tell', side: 'librarian', event: second },
      { type: 'Tell', side: 'patron', event: second, connection: 'patron-1' },
    ])
  })
})

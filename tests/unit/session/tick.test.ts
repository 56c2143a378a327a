import { describe, expect, it } from 'vitest'
import type { Event } from '../../../lib/session/events.ts'
import * as b from './builders.ts'
import { given, sessionAfter } from './given.ts'

const joined = [b.asked(), b.patronCame(), b.pickedUp()]
/** The librarian has the last word: nobody is owed an answer. */
const greeted = [...joined, b.librarianSaid()]
const warningAt = b.pickUpAt + b.seconds(150)
const limitAt = b.pickUpAt + b.minutes(3)
const breached = (breach: number, at: number) => b.silenceBreached({ at, breach })

describe('R16 three minutes', () => {
  it('the librarian is warned at 2:30, and not a millisecond before', () => {
    given(...joined)
      .when(b.tick(warningAt - 1))
      .doesNothing()
    given(...joined)
      .when(b.tick(warningAt))
      .happens(b.silenceWarned())
  })

  it('a silence that is warned of is no breach, and one that is breached is warned of', () => {
    const silence = (...events: readonly Event[]) => {
      const session = sessionAfter(b.asked(), b.patronCame(), b.pickedUp(), ...events)
      return session.status === 'active' ? session.silence : undefined
    }
    const { since } = b.silenceWarned()
    expect(silence()).toStrictEqual({ since })
    expect(silence(b.silenceWarned())).toStrictEqual({ since, warned: true })
    expect(silence(b.silenceBreached())).toStrictEqual({ since, warned: true, breaches: 1 })
  })

  it('is warned once for one silence', () => {
    given(...joined, b.silenceWarned())
      .when(b.tick(limitAt - 1))
      .doesNothing()
  })

  it('a breach is recorded at 3:00, and not a millisecond before', () => {
    given(...joined, b.silenceWarned())
      .when(b.tick(limitAt - 1))
      .doesNothing()
    given(...joined, b.silenceWarned())
      .when(b.tick(limitAt))
      .happens(b.silenceBreached())
  })

  it('and again every three minutes', () => {
    const once = [...joined, b.silenceWarned(), b.silenceBreached()]
    given(...once)
      .when(b.tick(limitAt))
      .doesNothing()
    given(...once)
      .when(b.tick(b.pickUpAt + b.minutes(6) - 1))
      .doesNothing()
    given(...once)
      .when(b.tick(b.pickUpAt + b.minutes(6)))
      .happens(breached(2, b.pickUpAt + b.minutes(6)))
    given(...once, breached(2, b.pickUpAt + b.minutes(6)))
      .when(b.tick(b.pickUpAt + b.minutes(9)))
      .happens(breached(3, b.pickUpAt + b.minutes(9)))
  })

  it('a timer that wakes late records every breach that it missed, and warns of nothing that is over', () => {
    const late = b.pickUpAt + b.minutes(10)
    given(...joined)
      .when(b.tick(late))
      .happens(breached(1, late), breached(2, late), breached(3, late))
    given(...joined, b.silenceBreached())
      .when(b.tick(late))
      .happens(breached(2, late), breached(3, late))
  })

  it('breaches that a session ended with are recorded before it ends', () => {
    const end = b.pickUpAt + b.minutes(15)
    const past = [...greeted, b.silenceWarned(), ...[1, 2, 3, 4].map(n => breached(n, b.pickUpAt + b.minutes(3 * n)))]
    const nobodyChose = 'librarian-spoke-last'
    const ended = { type: 'Closed', at: end, code: 'answered', how: 'by-default', nobodyChose } as const
    given(...past)
      .when(b.tick(end))
      .happens(breached(5, end), ended)
  })

  it('a message of the librarian ends the silence and begins another', () => {
    const said = b.librarianSaid({ at: warningAt + 1 })
    const past = [...joined, b.silenceWarned(), said]
    expect(sessionAfter(...past)).toHaveProperty('silence', { since: said.at })
    given(...past)
      .when(b.tick(limitAt))
      .doesNothing()
    given(...past)
      .when(b.tick(said.at + b.seconds(150)))
      .happens(b.silenceWarned({ at: said.at + b.seconds(150), since: said.at }))
  })

  it.each([
    ['a note', b.noted({ at: warningAt - 1 })],
    ["the patron's message", b.patronSaid({ at: warningAt - 1 })],
    ['the form for an address', b.contactAsked({ at: warningAt - 1 })],
    ['coming back', b.librarianCame({ at: warningAt - 1 })],
    ['an attested address', b.contactVerified({ at: warningAt - 1, by: 'librarian' })],
  ])('%s does not end the silence', (_what, event) => {
    given(...joined, event)
      .when(b.tick(warningAt))
      .happens(b.silenceWarned())
  })

  it('nobody is warned while the patron waits', () => {
    given(b.asked())
      .when(b.tick(b.start + b.minutes(4)))
      .doesNothing()
  })
})

describe('R24 a session that nobody ends', () => {
  const ended = (at: number) =>
    ({ type: 'Closed', at, code: 'answered', how: 'by-default', nobodyChose: 'librarian-spoke-last' }) as const

  it('ends by default fifteen minutes after the last word of either side, and not before', () => {
    const at = b.pickUpAt + b.minutes(15)
    const past = [...greeted, ...[1, 2, 3, 4, 5].map(n => breached(n, at - 1))]
    given(...past)
      .when(b.tick(at - 1))
      .doesNothing()
    given(...past)
      .when(b.tick(at))
      .happens(ended(at))
    given(...past, b.patronSaid({ at: at - 1, number: 3 }))
      .when(b.tick(at))
      .doesNothing()
  })

  it('has no closing by a person', () => {
    expect(sessionAfter(...joined, ended(b.pickUpAt))).toMatchObject({ how: 'by-default', librarian: b.rob })
  })
})

describe('R6 nobody who asked is dropped in silence', () => {
  const limit = b.start + b.minutes(30)

  it('a patron whom nobody picks up waits half an hour, and not a millisecond less', () => {
    given(b.asked())
      .when(b.tick(limit - 1))
      .doesNothing()
  })

  it('then their library follows up, where they left an address', () => {
    const followUp = { ...b.owed, verified: 'unverified' } as const
    const end = { at: limit, code: 'follow-up-by-patrons-library', how: 'by-default', followUp } as const
    given(b.asked({ email: 'jane@example.org' }))
      .when(b.tick(limit))
      .happens({ type: 'Closed', ...end, receipt: true })
    given(b.asked({ address: 'jane@example.org' }))
      .when(b.tick(limit))
      .happens({ type: 'Closed', ...end })
  })

  it('R24 and without an address it is answered by default, because nobody can be written to', () => {
    const end = {
      type: 'Closed',
      at: limit,
      code: 'answered',
      how: 'by-default',
      because: 'no-contact',
      nobodyChose: 'waited-out',
    } as const
    given(b.asked(), b.patronCame()).when(b.tick(limit)).happens(end)
    given(b.asked(), b.patronCame())
      .when(b.tick(limit + b.minutes(60)))
      .happens({ ...end, at: limit + b.minutes(60) })
  })
})

it('nothing is due in a closed session', () => {
  given(...joined, b.closed())
    .when(b.tick(b.pickUpAt + b.minutes(600)))
    .doesNothing()
})

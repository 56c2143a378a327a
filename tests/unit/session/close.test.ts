import { describe, expect, it } from 'vitest'
import * as b from './builders.ts'
import { given, sessionAfter } from './given.ts'

const joined = [b.asked(), b.patronCame(), b.pickedUp()]
const despite = ['not-asked']

it('R24 a session that ends without a code is answered, marked by default', () => {
  given(...joined)
    .when(b.close({ despite }))
    .happens(b.closed({ how: 'by-default', despite }))
  given(...joined)
    .when(b.close({ code: 'answered', despite }))
    .happens(b.closed({ despite }))
})

it('closing the same way again is acknowledged and changes nothing', () => {
  given(...joined, b.closed())
    .when(b.close({ code: 'answered' }))
    .doesNothing()
  given(...joined, b.closed({ how: 'by-default' }))
    .when(b.close())
    .doesNothing()
})

it('closing with another code comes too late', () => {
  given(...joined, b.closed())
    .when(b.close({ code: 'lost-call' }))
    .refuses('closed')
})

it('R20 only the librarian who serves closes', () => {
  given(...joined)
    .when(b.close({ by: b.ann.id }))
    .refuses('not-yours')
  given(b.asked()).when(b.close()).refuses('not-picked-up')
  given(...joined, b.closed())
    .when(b.close({ by: b.ann.id }))
    .refuses('closed')
})

it('the closing keeps who closed, the note, and what was overridden', () => {
  given(...joined)
    .when(b.close({ code: 'answered', note: 'Knows the almanac.', despite: ['not-asked'] }))
    .happens(b.closed({ note: 'Knows the almanac.', despite: ['not-asked'] }))
  given(...joined)
    .when(b.close({ code: 'lost-call', note: '', despite: [] }))
    .happens(b.closed({ code: 'lost-call' }))
})

it('a closed session holds its code, who served, and nothing of the silence', () => {
  const past = [...joined, b.silenceWarned(), b.closed({ at: b.pickUpAt + 5 })]
  expect(sessionAfter(...past)).toEqual({
    status: 'closed',
    id: b.id,
    library: 'wren',
    askedAt: b.start,
    patron: { connection: 'patron-1' },
    last: 1,
    lastMessageAt: b.pickUpAt,
    counters: {},
    librarian: { ...b.rob, pickedUpAt: b.pickUpAt, connection: 'rob-1' },
    closedAt: b.pickUpAt + 5,
    code: 'answered',
    how: 'chosen',
    mails: { count: 0, outbox: [] },
    generation: 2,
  })
})

it('what is closed stays as it was closed', () => {
  const once = sessionAfter(...joined, b.closed())
  expect(sessionAfter(...joined, b.closed(), b.closedOwing())).toEqual(once)
  expect(sessionAfter(...joined, b.closed(), b.pickedUp({ librarian: b.ann }))).toEqual(once)
})

describe('the classes of a question', () => {
  const past = [b.asked(), b.patronCame(), b.pickedUp(), b.librarianSaid({ signs: ['asks-if-complete'] })]
  const classesToday = ['account', 'subject']

  it('are recorded, each once', () => {
    const { decision } = given(...past).when(b.close({ classes: ['subject', 'account', 'subject'], classesToday }))
    expect(decision).toMatchObject({ events: [{ type: 'Closed', classes: ['subject', 'account'] }] })
  })

  it('must be on today’s list', () => {
    given(...past)
      .when(b.close({ classes: ['account', 'gossip'], classesToday }))
      .refuses('unknown-class')
    given(...past)
      .when(b.close({ classes: ['account'] }))
      .refuses('unknown-class')
  })

  it('need not be given', () => {
    const { decision } = given(...past).when(b.close({ classesToday }))
    expect(decision).not.toHaveProperty('events.0.classes')
  })
})

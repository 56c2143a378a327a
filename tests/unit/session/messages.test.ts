import { describe, expect, it } from 'vitest'
import { whyNotSay } from '../../../lib/session/messages.ts'
import * as b from './builders.ts'
import { given, sessionAfter } from './given.ts'

const ann = { role: 'librarian', id: b.ann.id } as const
const joined = [b.asked(), b.pickedUp()]

describe('R36 every message once, in one order', () => {
  it('the question is message 1, and both sides are numbered on from it', () => {
    given(b.asked()).when(b.patronSays()).happens(b.patronSaid())
    given(...joined)
      .when(b.librarianSays())
      .happens(b.librarianSaid())
    given(...joined, b.patronSaid())
      .when(b.librarianSays())
      .happens(b.librarianSaid({ number: 3 }))
    expect(sessionAfter(...joined, b.patronSaid(), b.librarianSaid({ number: 3 })).last).toBe(3)
  })

  it('a counter that was used before is a repeat, whatever was said since', () => {
    const past = [...joined, b.patronSaid(), b.patronSaid({ n: 2, number: 3 })]
    given(...past)
      .when(b.patronSays({ n: 2 }))
      .repeats()
    const { decision } = given(...past).when(b.patronSays({ n: 1, text: 'x' }))
    expect(decision).toEqual({ repeated: { sender: b.patron, n: 1, text: 'x' } })
  })

  it('a repeat is recognised even after the session has ended', () => {
    given(...joined, b.librarianSaid(), b.closed())
      .when(b.librarianSays())
      .repeats()
    given(b.asked(), b.patronSaid(), b.pickedUp(), b.closed()).when(b.patronSays()).repeats()
  })

  it('a counter that leaves one out is out of order', () => {
    given(...joined)
      .when(b.librarianSays({ n: 2 }))
      .refuses('out-of-order')
    given(...joined, b.patronSaid())
      .when(b.patronSays({ n: 3 }))
      .refuses('out-of-order')
    given(...joined)
      .when(b.note({ n: 2 }))
      .refuses('out-of-order')
  })

  it('each sender has a counter of their own', () => {
    const past = [...joined, b.patronSaid(), b.patronSaid({ n: 2, number: 3 })]
    given(...past)
      .when(b.librarianSays({ n: 1 }))
      .happens(b.librarianSaid({ number: 4 }))
    expect(sessionAfter(...past, b.librarianSaid({ number: 4 })).counters).toEqual({ patron: 2, 'librarian:rob': 1 })
  })

  it('a patron and a librarian of the same id are two senders', () => {
    const patron = { ...b.rob, id: 'patron' }
    const from = { role: 'librarian', id: 'patron' } as const
    const past = [b.asked(), b.pickedUp({ librarian: patron }), b.patronSaid()]
    given(...past)
      .when(b.librarianSays({ from }))
      .happens(b.librarianSaid({ from, number: 3 }))
  })

  it('notes and messages of a librarian share one counter', () => {
    given(...joined, b.noted())
      .when(b.librarianSays())
      .repeats()
    given(...joined, b.noted())
      .when(b.librarianSays({ n: 2 }))
      .happens(b.librarianSaid({ n: 2 }))
  })
})

describe('R20 the right patron', () => {
  it('a librarian who does not hold the session says and notes nothing in it', () => {
    given(...joined)
      .when(b.librarianSays({ from: ann }))
      .refuses('not-yours')
    given(...joined)
      .when(b.note({ from: ann }))
      .refuses('not-yours')
    given(b.asked()).when(b.librarianSays()).refuses('not-picked-up')
    given(b.asked()).when(b.note()).refuses('not-picked-up')
  })

  it('"typing" follows the same rule', () => {
    expect(whyNotSay(sessionAfter(...joined), ann)).toMatchObject({ refusal: { code: 'not-yours' } })
    expect(whyNotSay(sessionAfter(b.asked()), b.librarian)).toMatchObject({ refusal: { code: 'not-picked-up' } })
    expect(whyNotSay(sessionAfter(...joined, b.closed()), b.patron)).toMatchObject({ refusal: { code: 'closed' } })
    expect(whyNotSay(sessionAfter(...joined), b.librarian)).toBeUndefined()
    expect(whyNotSay(sessionAfter(b.asked()), b.patron)).toBeUndefined()
  })

  it('a closed session takes nothing new', () => {
    const past = [...joined, b.closed()]
    given(...past)
      .when(b.librarianSays())
      .refuses('closed')
    given(...past)
      .when(b.patronSays())
      .refuses('closed')
    given(...past)
      .when(b.note())
      .refuses('closed')
  })
})

it('R14 a search statement arrives byte for byte, in a message and in a note', () => {
  const text = '  african americans and business* and "new york" <b>&amp;\r\n\t*x*\u00a0\u202e🦉 '
  given(...joined)
    .when(b.librarianSays({ text }))
    .happens(b.librarianSaid({ text }))
  given(...joined)
    .when(b.patronSays({ text }))
    .happens(b.patronSaid({ text }))
  given(...joined)
    .when(b.note({ text }))
    .happens(b.noted({ text }))
})

it('R27 an address in the words of the patron is found, one in those of a librarian is not theirs', () => {
  const text = 'it is jane@example.org'
  given(...joined)
    .when(b.patronSays({ text }))
    .happens(b.patronSaid({ text, address: 'jane@example.org' }))
  given(...joined)
    .when(b.librarianSays({ text }))
    .happens(b.librarianSaid({ text }))
  given(...joined)
    .when(b.note({ text }))
    .happens(b.noted({ text }))
})

it('R27 only what is written after a librarian joined counts as spoken', () => {
  expect(sessionAfter(b.asked(), b.patronSaid(), b.pickedUp()).patron.spoke).toBeUndefined()
  expect(sessionAfter(...joined, b.patronSaid()).patron.spoke).toBe(true)
  expect(sessionAfter(...joined, b.librarianSaid()).patron.spoke).toBeUndefined()
})

it('a note is not a message: it has no number and changes none', () => {
  given(...joined)
    .when(b.note())
    .happens(b.noted())
  expect(sessionAfter(...joined, b.noted({ at: b.pickUpAt + 1 }))).toMatchObject({ last: 1, lastMessageAt: b.pickUpAt })
})

import { expect, it } from 'vitest'
import { messages, notes } from '../../../lib/session/transcript.ts'
import * as b from './builders.ts'

const statement = ' african americans and business* and "new york" \r\n\t<b>*not bold*</b> &amp; '
const log = [
  b.asked({ name: 'Jane', question: statement }),
  b.patronCame(),
  b.pickedUp(),
  b.librarianSaid({ text: statement, at: b.pickUpAt + 1 }),
  b.noted({ text: 'Staff only.', n: 2, at: b.pickUpAt + 2 }),
  b.patronSaid({ number: 3, text: statement, at: b.pickUpAt + 3 }),
  b.closed({ note: 'Also staff only.', at: b.pickUpAt + 4 }),
]

it('R36 the transcript is the question and the messages, in order', () => {
  expect(messages(log, 'Jane')).toEqual([
    { number: 1, from: 'patron', name: 'Jane', at: b.start, text: statement },
    { number: 2, from: 'librarian', name: 'Rob from Wren', at: b.pickUpAt + 1, text: statement },
    { number: 3, from: 'patron', name: 'Jane', at: b.pickUpAt + 3, text: statement },
  ])
})

it('a patron who gave no name has none in it', () => {
  expect(messages(log).map(({ name }) => name)).toEqual([undefined, 'Rob from Wren', undefined])
})

it('R32 staff notes are never among the messages', () => {
  expect(JSON.stringify(messages(log, 'Jane'))).not.toMatch(/staff only/i)
})

it('staff notes are all there, the one of the closing included', () => {
  expect(notes(log)).toEqual([
    { name: 'Rob from Wren', at: b.pickUpAt + 2, text: 'Staff only.' },
    { name: 'Rob from Wren', at: b.pickUpAt + 4, text: 'Also staff only.' },
  ])
  expect(notes([b.asked(), b.librarianSaid(), b.closed()])).toEqual([])
})

it('R20 a message names the librarian who wrote it, even after a transfer', () => {
  const log = [b.librarianSaid(), b.librarianSaid({ name: 'Ann', number: 3 })]
  expect(messages(log).map(({ name }) => name)).toEqual(['Rob from Wren', 'Ann'])
})

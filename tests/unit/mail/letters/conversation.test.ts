import { expect, it } from 'vitest'
import { conversationMax } from '../../../../lib/mail/letters/conversation.ts'
import { textOf } from '../../../../lib/mail/letters/letter.ts'
import { letterOf } from '../../../../lib/mail/letters/letters.ts'
import { pageOf } from '../../../../lib/mail/letters/page.ts'
import { usual } from './letter-data.ts'

/** As long as a message may be, of a character that takes the most room in HTML. */
const messages = (count: number, text = '"'.repeat(4_000)) =>
  Array.from({ length: count }, (_, i) => ({
    number: i + 1,
    from: 'patron' as const,
    at: usual.askedAt + i,
    text: `[${i + 1}] ${text}`,
  }))
const notes = (count: number) => messages(count).map(({ at, text }) => ({ at, text, name: 'Rob' }))

it('R29 a mail has a bounded part of a conversation: its beginning, its end, and how much is missing between', () => {
  const text = textOf(letterOf('follow-up', { ...usual, messages: messages(2_000) }))
  expect(Buffer.byteLength(text)).toBeLessThan(2 * conversationMax)
  // The first of all is quoted as the question, too.
  const [, ...said] = [...text.matchAll(/^ {4}\[(\d+)\]/gm)].map(([, number]) => Number(number))
  const gap = said.findIndex((number, i) => number !== i + 1)
  expect(said[0]).toBe(1)
  expect(said.at(-1)).toBe(2_000)
  const missing = (said[gap] ?? 0) - (said[gap - 1] ?? 0) - 1
  expect(text.replace(/\s+/g, ' ')).toContain(
    `${missing} messages are left out here: the conversation is too long for one mail. All of it is at the desk: open the follow-up there.`,
  )
})

it('R29 SES accepts the mail of a conversation and notes of any length', () => {
  for (const kind of ['follow-up', 'escalation', 'transcript'] as const) {
    const letter = letterOf(kind, { ...usual, messages: messages(1_000), notes: notes(1_000) })
    // Each byte may become three on the way, as quoted-printable writes it.
    expect(3 * Buffer.byteLength(textOf(letter)) + 3 * Buffer.byteLength(pageOf(letter))).toBeLessThan(10 * 1024 * 1024)
  }
})

it('R32 a patron is told whom to ask for the rest', () => {
  const text = textOf(letterOf('transcript', { ...usual, messages: messages(1_000) })).replace(/\s+/g, ' ')
  expect(text).toContain('Wren Public Library has all of it: reply to this mail to ask for the rest.')
})

it('R29 a conversation that fits is shown completely', () => {
  const text = textOf(letterOf('follow-up', { ...usual, messages: messages(50) }))
  expect(text).toContain('The whole conversation')
  expect(text).not.toContain('left out')
})

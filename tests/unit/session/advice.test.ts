import { expect, it } from 'vitest'
import { adviceOn, adviceOnClosing } from '../../../lib/session/advice.ts'
import * as b from './builders.ts'
import { sessionAfter } from './given.ts'

const joined = [b.asked({ name: 'Jane' }), b.patronCame(), b.pickedUp()]
const greeted = [...joined, b.librarianSaid()]
const rules = (text: string, past = greeted, more = {}) =>
  adviceOn(sessionAfter(...past), b.librarianSaid({ n: 2, number: 3, text, ...more })).map(({ rule }) => rule)

it('R9 the first message names the librarian and says that they are ready to help; a good one gets no advice', () => {
  expect(rules('The almanac is on the third floor.', joined)).toContain('greeting')
  expect(rules("Hi Jane, I'm Rob, and I'll be helping you today.", joined)).toEqual([])
  expect(rules('Let me look that up for you.')).toEqual([])
})

it('R9 a library that wants no other institution named in the greeting is respected, until the greeting is over', () => {
  const past = [b.asked(), b.pickedUp({ librarian: { ...b.rob, unnamedInstitution: 'Larch Library' } })]
  const text = "Hi, I'm Rob of Larch Library, and I'm ready to help."
  expect(rules(text, past)).toEqual(['greeting'])
  expect(rules("Hi, I'm Rob, and I'm ready to help.", past)).toEqual([])
  expect(JSON.stringify(sessionAfter(...past, b.librarianSaid()))).not.toContain('Larch Library')
})

it('R10 a link before anything was asked gets the advice to ask first; after a question it does not', () => {
  const link = 'Press "Almanacs" on https://wren.example, then "Newest".'
  expect(rules(link)).toContain('clarify-first')
  expect(rules(link, [...joined, b.librarianSaid({ signs: ['asks'] })])).not.toContain('clarify-first')
})

it('R12 a bare link gets the advice to explain it', () => {
  expect(rules('https://wren.example/almanacs')).toContain('explain-the-link')
})

it('R13 a link that will die gets the advice before it is relied on', () => {
  expect(rules('Press Go on https://catalog.example/search?jsessionid=123')).toContain('link-may-expire')
})

it('R17 a "we can’t" gets the advice to say what can be done, a "don’t worry" does not', () => {
  expect(rules("We can't lend that one.")).toContain('positive-phrasing')
  expect(rules("Don't worry, we can get it for you.")).toEqual([])
})

it('R19 a long paste gets the advice to send less, unless it is a script', () => {
  const long = 'The almanac has been published since 1792. '.repeat(15)
  expect(rules(long)).toContain('long-paste')
  expect(rules(long, greeted, { script: 'almanac' })).not.toContain('long-paste')
})

it('R14 a search statement is kept byte for byte, so nothing of it is advised on', () => {
  const statement = { kind: 'statement' as const }
  expect(rules("We can't lend that one.", greeted, statement)).toEqual([])
  expect(rules('The almanac has been published since 1792. '.repeat(15), greeted, statement)).toEqual([])
})

it('R15 at closing: a resource was sent, and no feedback on it was asked for', () => {
  const active = (...signs: ('resource' | 'asks-feedback' | 'asks-if-complete')[]) => {
    const session = sessionAfter(...joined, b.librarianSaid({ signs }))
    return session.status === 'active' ? adviceOnClosing(session).map(({ rule }) => rule) : []
  }
  expect(active('resource')).toEqual(['ask-feedback'])
  expect(active('resource', 'asks-feedback')).toEqual([])
  expect(active('resource', 'asks-if-complete')).toEqual([])
  expect(active()).toEqual([])
})

it('nobody advises a patron', () => {
  expect(adviceOn(sessionAfter(...greeted), b.patronSaid({ text: "I can't find it" }))).toEqual([])
})

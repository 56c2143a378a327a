import { describe, expect, it } from 'vitest'
import { commandIn } from '../../../terminal/librarian-commands.ts'

describe("a line on the librarian's terminal", () => {
  it.each([
    [
      'african americans and business* and new york',
      { type: 'say', text: 'african americans and business* and new york' },
    ],
    ['//to is how Rob turns to another patron', { type: 'say', text: '/to is how Rob turns to another patron' }],
    ['   ', { type: 'nothing' }],
    ['/pick', { type: 'pick' }],
    ['/pick 2 because she speaks Navajo', { type: 'pick', number: 2, reason: 'she speaks Navajo' }],
    ['/search  business* "x"', { type: 'search', text: ' business* "x"' }],
    ['/transfer nancy "knows the archive"', { type: 'transfer', to: 'nancy', note: 'knows the archive' }],
    ['/people', { type: 'people' }],
    ['/transfer 2 because she has time', { type: 'transfer', to: '2', note: 'she has time' }],
    ['/transfer group:academic', { type: 'transfer', to: 'group:academic' }],
    [
      '/resource https://x.example "Almanac" Home > Almanacs',
      {
        type: 'resource',
        text: 'Almanac – https://x.example – Home > Almanacs',
        resource: { url: 'https://x.example', title: 'Almanac', path: 'Home > Almanacs' },
      },
    ],
    [
      '/close answered unresolved "the second volume"',
      { type: 'close', closing: { code: 'answered', unresolved: true, note: 'the second volume' } },
    ],
    ['/call', { type: 'call' }],
    ['/call ann', { type: 'call', librarian: 'ann' }],
    ['/call ann because she reads Navajo', { type: 'call', librarian: 'ann', note: 'she reads Navajo' }],
    ['/call because it is urgent', { type: 'call', note: 'it is urgent' }],
    ['/join 2', { type: 'join', number: 2 }],
    ['/go', { type: 'go' }],
    ['/room', { type: 'room' }],
    ['/room Does anybody read Navajo?', { type: 'room', text: 'Does anybody read Navajo?' }],
    [
      '/close answered #account #subject',
      { type: 'close', closing: { code: 'answered', classes: ['account', 'subject'] } },
    ],
    ['/close answered #', { type: 'close', closing: { code: 'answered', classes: [''] } }],
    ['/policies mesa', { type: 'policies', library: 'mesa' }],
    ['/mistake renewals', { type: 'mistake', statement: 'renewals' }],
    ['/mistake renewals Three times.', { type: 'mistake', statement: 'renewals', text: 'Three times.' }],
    ['/to 2', { type: 'to', number: 2 }],
    ['/to #2', { type: 'to', number: 2 }],
    ['/note call first', { type: 'note', text: 'call first' }],
    ['/attest jane@example.org', { type: 'attest', text: 'jane@example.org' }],
    ['/despite not-your-patron', { type: 'despite', text: 'not-your-patron' }],
    ['/step-back', { type: 'step-back' }],
    ['/step-back 2', { type: 'step-back', number: 2 }],
    ['/step-back 2 all the same insult', { type: 'step-back', number: 2, all: true, note: 'the same insult' }],
    ['/step-back allegedly drunk', { type: 'step-back', note: 'allegedly drunk' }],
    ['/close', { type: 'close', closing: {} }],
    ['/close lost-call', { type: 'close', closing: { code: 'lost-call' } }],
    [
      '/close follow-up-by-patrons-library 2026-12-01 "needs it, soon"',
      {
        type: 'close',
        closing: { code: 'follow-up-by-patrons-library', deadline: '2026-12-01', note: 'needs it, soon' },
      },
    ],
    [
      '/close follow-up-by-me none at-hand',
      { type: 'close', closing: { code: 'follow-up-by-me', deadline: 'none', atHand: true } },
    ],
  ])('%s', (line, command) => {
    expect(commandIn(line)).toEqual(command)
  })

  it.each([
    ['quit', '/quit'],
    ['WHO', '/who'],
    ['pick 2', '/pick 2'],
    ['close answered', '/close answered'],
    ['note', '/note'],
    ['note she is very upset', '/note she is very upset'],
    ['Note she is very upset', '/note she is very upset'],
    ['policy the hours are wrong', '/policy the hours are wrong'],
    ['transfer nancy because she knows the archive', '/transfer nancy because she knows the archive'],
    ['pick 2 because she has a class', '/pick 2 because she has a class'],
    ['done 2 She came by.', '/done 2 She came by.'],
    ['close answered unresolved "the map"', '/close answered unresolved "the map"'],
    ['resource https://x.example "Almanac"', '/resource https://x.example "Almanac"'],
    ['script still-searching', '/script still-searching'],
  ])('%s without its slash is not sent to the patron', (line, named) => {
    expect(commandIn(line)).toEqual({ type: 'wrong', reason: expect.stringContaining(`${named}?`) })
  })

  it.each([
    'on the second floor',
    'close to the door',
    'search again',
    'Who wrote it?',
    'resource lists help',
    'done!',
  ])('%j is said', line => {
    expect(commandIn(line)).toEqual({ type: 'say', text: line })
  })

  it('text that looks like a command is sent with /say', () => {
    expect(commandIn('/say quit')).toEqual({ type: 'say', text: 'quit' })
  })

  it.each([
    ['/close solved', '"solved"'],
    ['/close answered thanks', '"thanks"'],
    ['/note', '/note'],
    ['/resource nothing', 'URL'],
    ['/pick her', '/pick 2'],
    ['/transfer', '/transfer rob'],
    ['/pcik', '/pcik'],
  ])('%s is not a command and never sent to the patron', (line, named) => {
    const command = commandIn(line)
    expect(command.type).toBe('wrong')
    expect('reason' in command && command.reason).toContain(named)
  })
})

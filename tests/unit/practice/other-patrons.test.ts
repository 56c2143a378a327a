import { describe, expect, it } from 'vitest'
import { fingerprintsOf, mentions } from '../../../lib/practice/other-patrons.ts'

describe('a fingerprint', () => {
  it('R20 is the same for any case, accents and spaces', () => {
    expect(fingerprintsOf(' José  NÚÑEZ')).toEqual(fingerprintsOf('jose nunez'))
    expect(fingerprintsOf('Jose Nunes')[0]).not.toBe(fingerprintsOf('jose nunez')[0])
  })

  it('R20 is short and holds nothing of the name', () => {
    for (const print of fingerprintsOf('Boris Petrov', 'boris@example.org')) {
      expect(print.length).toBeLessThanOrEqual(16)
      expect(print).toMatch(/^\d:[0-9a-z]+$/)
      expect(print).not.toMatch(/boris|petrov/)
    }
  })

  it('R20 a given name of two letters or less, and nothing at all, leave none', () => {
    expect(fingerprintsOf('Al')).toEqual([])
    expect(fingerprintsOf('Al Bo')).toHaveLength(1)
    expect(fingerprintsOf()).toEqual([])
    expect(fingerprintsOf('', ' ')).toEqual([])
  })
})

describe('a message', () => {
  it.each([
    ['Boris Petrov', 'as BORIS PETROV asked'],
    ['Boris Petrov', 'boris, I found it'],
    ['Boris Petrov', "Boris's article"],
    ['Boris Ivanovich Petrov', 'for Boris Petrov'],
    ['José Núñez', 'hola jose'],
    ["Siobhán O'Brien", 'to Siobhan O’Brien'],
    ['Will Chen', 'hi will! sorry'],
    ['Will Chen', 'I told Will that it is on its way'],
    ['Rose', 'Here it is, Rose.'],
    ['Mark', 'Thanks Mark'],
    ['May Wong', 'Hello May, one moment'],
    ['Austin', 'Hi Austin, I found your article'],
  ])('R20 names %s: %j', (name, text) => {
    expect(mentions(text, fingerprintsOf(name))).toBe(true)
  })

  it.each([
    ['Boris Petrov', 'a history of the Petrov family and of Borisov'],
    ['Will Chen', 'Will you need it? It will take a minute.'],
    ['Mark Ode', 'please mark the page; Mark Twain wrote it'],
    ['Rose', 'prices rose'],
    ['May Wong', 'It may come in May 2024'],
    ['James Wu', 'a novel by Henry James'],
    ['Jackson Lee', 'Andrew Jackson signed it'],
    ['Austin', 'the branch in Austin'],
    ['Grace', 'IS THERE A GRACE PERIOD'],
    ['Jane Doe', ''],
  ])('R20 does not name %s: %j', (name, text) => {
    expect(mentions(text, fingerprintsOf(name))).toBe(false)
  })

  it('R20 holds an address in any case, with marks around it, and no longer one that contains it', () => {
    const boris = fingerprintsOf(undefined, 'Boris.P+x@example.org')
    for (const text of ['boris.p+x@EXAMPLE.org.', '<boris.p+x@example.org>', 'mail:boris.p+x@example.org, ok'])
      expect(mentions(text, boris)).toBe(true)
    for (const text of ['aboris.p+x@example.org', 'boris.p+x@example.org.uk', 'boris.p+x@example'])
      expect(mentions(text, boris)).toBe(false)
  })
})

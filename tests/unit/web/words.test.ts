import { globSync, readFileSync } from 'node:fs'
import { compileMessageOrThrow } from '@lingui/message-utils/compileMessage'
import fc from 'fast-check'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { wording } from '../../../web/shared/wording.ts'

const texts = v.pipe(v.string(), v.parseJson(), v.record(v.string(), v.string()))
const wordsOf = (language: string) => v.parse(texts, readFileSync(`web/shared/words/${language}.json`, 'utf8'))
const compiled = (words: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(words).map(([key, text]) => [key, compileMessageOrThrow(text)]))
const english = wordsOf('en')

/** A value for every name in a message: numbers where it counts, else words. */
const valuesFor = (message: string) => {
  const names = [...message.matchAll(/\{(\w+)(?:(,)|\})/g)]
  return Object.fromEntries(names.map(([, name, isCounted]) => [name, isCounted ? 2 : 'Jane']))
}

describe.each(['en', 'es', 'fr'])('the words in %s', language => {
  const words = wordsOf(language)
  const says = wording(language, compiled(words))

  it('are all there', () => {
    expect(Object.keys(words).toSorted()).toEqual(Object.keys(english).toSorted())
  })

  it.each(Object.keys(english))('%s is a sentence, with the same values as in English', key => {
    const values = valuesFor(english[key] ?? '')
    expect(Object.keys(valuesFor(words[key] ?? '')).toSorted()).toEqual(Object.keys(values).toSorted())
    const said = says(key, values)
    if (key.includes('.')) expect(said).not.toBe(key)
    expect(said).not.toMatch(/[{}\ue000-\uf8ff]|undefined|NaN/)
    for (const value of Object.values(values)) expect(said).toContain(String(value))
  })
})

describe('a text', () => {
  const says = wording('en', compiled({ joined: '{name} takes over from {before}.' }))

  it('every one that the widget uses is there, and no other', () => {
    const source = globSync('web/widget/**/*.{ts,tsx}')
      .map(file => readFileSync(file, 'utf8'))
      .join('\n')
    const isUsed = (key: string) => {
      const [group = '', name = ''] = key.split('.')
      return (
        source.includes(`'${key}'`) ||
        source.includes(`\`${group}.\${`) ||
        (name.endsWith('-short') && source.includes('-short`'))
      )
    }
    expect(Object.keys(english).filter(key => !isUsed(key))).toEqual([])
    const used = [...source.matchAll(/says\('([a-z.-]+)'/g)].map(([, key = '']) => key)
    // The button's words are its own (`button-words.ts`), and have no groups.
    const own = ['ask', 'leave', 'continue', 'here', 'wait', 'opens', 'mail', 'unread']
    expect(used.filter(key => english[key] === undefined && !own.includes(key))).toEqual([])
  })

  it("keeps people's words as they are, whatever is in them", () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme-ascii' }), name => {
        expect(says('joined', { name, before: '\\u0041 {x} #' })).toBe(`${name} takes over from \\u0041 {x} #.`)
      }),
    )
  })

  it('ends a sentence once where a name or a time of day ends with a full stop', () => {
    expect(says('joined', { name: 'Jane D.', before: 'Rob E.' })).toBe('Jane D. takes over from Rob E.')
    expect(says('joined', { name: 'Rob', before: 'ד.' })).toBe('Rob takes over from \u2068ד.\u2069')
  })

  it('keeps a name in the other direction apart from the sentence', () => {
    expect(says('joined', { name: 'ליאת', before: 'Rob' })).toBe('\u2068ליאת\u2069 takes over from Rob.')
  })

  it('that nobody has written is its key', () => {
    expect(says('unknown.key')).toBe('unknown.key')
  })
})

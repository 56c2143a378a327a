import { globSync, readFileSync } from 'node:fs'
import { compileMessageOrThrow } from '@lingui/message-utils/compileMessage'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { wording } from '../../../web/shared/wording.ts'

const texts = v.pipe(v.string(), v.parseJson(), v.record(v.string(), v.string()))
const wordsIn = (folder: string, language: string) => v.parse(texts, readFileSync(`${folder}/${language}.json`, 'utf8'))
const sourceOf = (pattern: string, except: string[] = []) =>
  globSync(pattern, { exclude: except })
    .map(file => readFileSync(file, 'utf8'))
    .join('\n')

/** A value for every name in a message: numbers where it counts, else words. A text of one case is no name. */
const valuesFor = (message: string) => {
  const names = [...message.matchAll(/(?<!(?:=\d|\bone|\bother) )\{(\w+)(?:(,)|\})/g)]
  return Object.fromEntries(names.map(([, name, isCounted]) => [name, isCounted ? 2 : 'Jane']))
}

describe.each([
  ['web/desk/words', sourceOf('web/desk/{follow-ups,screens,state}/*.{ts,tsx}') + sourceOf('web/desk/*.{ts,tsx}')],
  ['web/desk/settings/words', sourceOf('web/desk/settings/*.{ts,tsx}')],
])('the words in %s', (folder, source) => {
  const english = wordsIn(folder, 'en')

  it.each(['en', 'es', 'fr'])('are all there in %s, each a text with the same values as in English', language => {
    const words = wordsIn(folder, language)
    expect(Object.keys(words)).toEqual(Object.keys(english))
    const compiled = Object.entries(words).map(([key, text]) => [key, compileMessageOrThrow(text)])
    const says = wording(language, Object.fromEntries(compiled))
    for (const [key, text] of Object.entries(words)) {
      const values = valuesFor(english[key] ?? '')
      expect(Object.keys(valuesFor(text)).toSorted(), key).toEqual(Object.keys(values).toSorted())
      const said = says(key, values)
      expect(said, key).not.toMatch(/[{}\ue000-\uf8ff]|undefined|NaN/)
      expect(said, key).not.toBe('')
      for (const value of Object.values(values)) expect(said, key).toContain(String(value))
    }
  })

  it('are every one that the pages say', () => {
    const said = [...source.matchAll(/says\('([a-z.-]+)'/g)].map(([, key = '']) => key)
    expect(said.length).toBeGreaterThan(20)
    expect(said.filter(key => english[key] === undefined)).toEqual([])
  })
})

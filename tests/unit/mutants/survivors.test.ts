import { globSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { definitionsIn } from '../../../tools/mutants/definitions.ts'
import { isListed, listed, listedInVain, unlisted } from '../../../tools/mutants/survivors.ts'

const onOneLine = (text: string) => text.replaceAll(/\s+/g, ' ')
const definitions = globSync('lib/{access,http,socket,follow-up,session,mail/incoming}/*.ts').flatMap(file =>
  definitionsIn(readFileSync(file, 'utf8')),
)
const mutant = { id: '1', file: 'lib/access/x.ts', line: 1, definition: 'readReplyToken' }
const words = `'' → "Stryker was here!"`

describe('a definition', () => {
  it('is a function or constant at the top level, up to whatever comes next', () => {
    const source = [
      '/** One. */',
      'export const one = 1',
      '',
      '/** Two. */',
      'function two() {',
      '  return 2',
      '}',
    ].join('\n')
    expect(definitionsIn(source)).toEqual([
      { name: 'one', text: 'export const one = 1', start: 1, end: 3 },
      { name: 'two', text: 'function two() {\n  return 2\n}', start: 4, end: 7 },
    ])
  })
})

describe('the list of mutants that live', () => {
  it('says why of each', () => {
    for (const { because } of listed) expect(because).toMatch(/^[A-Z].*\.$/)
  })

  const named = listed.flatMap(({ mutants }) => Object.entries(mutants))
  it.each(named)('%s stands in the code, with the words that the list names', (name, all) => {
    const texts = definitions.filter(one => one.name === name).map(({ text }) => onOneLine(text))
    expect(texts).not.toEqual([])
    for (const one of all) {
      const [before = ''] = one.split(' → ')
      expect(
        texts.some(text => text.includes(before)),
        one,
      ).toBe(true)
    }
  })

  it('lets a mutant live as often as it names it, and no more often', () => {
    const three = [1, 2, 3].map(n => ({ ...mutant, id: `${n}`, words }))
    expect(unlisted(three)).toEqual([])
    expect(unlisted([...three, { ...mutant, id: '4', words }])).toMatchObject([{ id: '4' }])
    expect(unlisted([{ ...mutant, words: 'true → false' }])).toHaveLength(1)
    expect(isListed({ ...mutant, words })).toBe(true)
    expect(isListed({ ...mutant, definition: 'mark', words })).toBe(false)
  })

  it('names nothing in vain: what is killed leaves it', () => {
    expect(listedInVain([{ ...mutant, words }], [])).toContain(`readReplyToken: ${words}`)
    expect(listedInVain([{ ...mutant, definition: 'nothing', words }], [])).toEqual([])
  })
})

import { describe, expect, it } from 'vitest'
import { chosenLanguage, isRightToLeft } from '../../../web/shared/language.ts'

describe('the language of a page', () => {
  const offered = ['en', 'es', 'pt-BR', 'ar']

  it.each([
    [['es'], 'es'],
    [['es-MX'], 'es'],
    [['PT-br'], 'pt-BR'],
    [['pt-PT'], 'pt-BR'],
    [['de', 'es-419'], 'es'],
    [['en-US@posix'], 'en'],
    [['und', '', null, undefined], 'en'],
    [[], 'en'],
  ])('for %j is %s', (wanted, chosen) => {
    expect(chosenLanguage(wanted, offered)).toBe(chosen)
  })

  it('is the library’s first one if none is wanted, and English if the library names none', () => {
    expect(chosenLanguage(['de'], ['fr', 'en'])).toBe('fr')
    expect(chosenLanguage(['de'], [])).toBe('en')
  })

  it('knows its direction', () => {
    expect(['ar', 'ar-EG', 'he', 'fa', 'ur'].every(isRightToLeft)).toBe(true)
    expect(['en', 'arn', 'es', 'fr', 'hi', 'zh'].some(isRightToLeft)).toBe(false)
  })
})

import type { Messages } from '@lingui/core'
import { chosenLanguage } from '../shared/language.ts'
import { type Says, wording } from '../shared/wording.ts'
import { type Choices, choices } from './state/choices.ts'

/** The languages of the desk. What comes from its server is in English, and what comes from libraries in theirs. */
export const languages = ['en', 'es', 'fr'] as const
export type Language = (typeof languages)[number]

const spoken: Readonly<Record<Language, () => Promise<{ readonly default: Messages }>>> = {
  en: () => import('./words/en.json', { with: { type: 'json' } }),
  es: () => import('./words/es.json', { with: { type: 'json' } }),
  fr: () => import('./words/fr.json', { with: { type: 'json' } }),
}

/** How times and numbers are written. */
export const localeOf: Readonly<Record<Language, string>> = { en: 'en-US', es: 'es-ES', fr: 'fr-FR' }

/** The language that somebody chose, or the first of their browser that the desk speaks. */
export function languageOf({ language }: Choices = choices.get()): Language {
  const wanted = language === 'browser' ? navigator.languages : [language]
  const found = chosenLanguage(wanted, languages)
  return languages.find(each => each === found) ?? 'en'
}

/** The desk’s words, loaded once each. */
export async function wordsIn(language: Language): Promise<Says> {
  return wording(language, (await spoken[language]()).default)
}

import type { Messages } from '@lingui/core'
import { createContext, use, useEffect, useState } from 'react'
import type { Settings } from '../../../client/settings.ts'
import { type Says, wording } from '../../shared/wording.ts'
import { type Language, languageOf } from '../languages.ts'
import { choices } from '../state/choices.ts'
import type { LibraryInFile } from './as-in-file.ts'

const spoken: Readonly<Record<Language, () => Promise<{ readonly default: Messages }>>> = {
  en: () => import('./words/en.json', { with: { type: 'json' } }),
  es: () => import('./words/es.json', { with: { type: 'json' } }),
  fr: () => import('./words/fr.json', { with: { type: 'json' } }),
}

let current: Says | undefined

/** The words of these pages, which are loaded with them. */
export const says: Says = (key, values) => current?.(key, values) ?? key

/** Loads the words of these pages. It comes before they are shown. */
export async function speakSettings(): Promise<void> {
  const language = languageOf()
  current = wording(language, (await spoken[language]()).default)
}

/** Shows these pages anew in another language, when one is chosen while they are open. */
export function useSettingsWords(): void {
  const [, setCount] = useState(0)
  useEffect(() => choices.on(() => void speakSettings().then(() => setCount(count => count + 1))), [])
}

interface InLibrary {
  readonly settings: Settings
  readonly library: LibraryInFile
  /** Shows settings that the desk has answered with. */
  readonly show: (settings: Settings) => void
}

export const InLibraryContext = createContext<InLibrary | undefined>(undefined)

export function useLibrary(): InLibrary {
  const found = use(InLibraryContext)
  if (!found) throw new Error('This is shown only in the settings of a library.')
  return found
}

import { createContext, use } from 'react'
import type { Settings } from '../../../client/settings.ts'
import { type Says, wording } from '../../shared/wording.ts'
import type { LibraryInFile } from './as-in-file.ts'
import words from './words/en.json' with { type: 'json' }

/** The words of these pages, which are loaded with them. */
export const says: Says = wording('en', words)

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

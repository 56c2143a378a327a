import { useRef, useState } from 'react'
import type { NotChanged, SettingsChange, SettingsOutcome } from '../../../client/settings.ts'
import { useDesk } from '../in-desk.ts'
import type { LibraryInFile } from './as-in-file.ts'
import { begunOver } from './begun-over.ts'
import { type Difference, differencesBetween } from './differences.ts'
import { useLibrary } from './in-library.ts'

type Path = readonly (string | number)[]

/** What became of a change. */
export interface Attempt {
  readonly state: 'none' | 'sending' | 'saved'
  /** Why it was not made. What was typed stays. */
  readonly no: NotChanged | undefined
  /** What others had changed meanwhile, if that is why. */
  readonly differences: readonly Difference[]
}

export interface Part<F> {
  readonly form: F
  readonly set: (parts: Partial<F>) => void
  readonly isChanged: boolean
  readonly attempt: Attempt
  readonly save: () => Promise<void>
  /** Goes back to what stands. */
  readonly drop: () => void
}

const noAttempt: Attempt = { state: 'none', no: undefined, differences: [] }

/** One attempt after the other, and the settings that the desk answers with. */
export function useAttempt() {
  const { settings: before, show } = useLibrary()
  const [attempt, setAttempt] = useState<Attempt>(noAttempt)
  const tried = async (send: () => Promise<SettingsOutcome>): Promise<boolean> => {
    setAttempt({ ...noAttempt, state: 'sending' })
    const outcome = await send()
    const settings = 'no' in outcome ? outcome.no.settings : outcome.settings
    if (settings) show(settings)
    const isStale = 'no' in outcome && outcome.no.code === 'settings-changed'
    setAttempt({
      state: 'no' in outcome ? 'none' : 'saved',
      no: 'no' in outcome ? outcome.no : undefined,
      differences: isStale && settings ? differencesBetween(before, settings) : [],
    })
    return !('no' in outcome)
  }
  return { attempt, tried, forget: () => setAttempt(noAttempt) }
}

/** What was typed in one part, by library, and over which version. It lasts as long as the page: a call from the desk takes nothing away. */
export type Drafts<F> = Map<string, { readonly form: F; readonly version: string }>

/** Some keys of a library as a form. What is typed stays until it is saved or dropped, whatever others change meanwhile. */
export function usePart<F extends object>(
  drafts: Drafts<F>,
  read: (library: LibraryInFile) => F,
  write: (form: F, library: LibraryInFile) => SettingsChange,
): Part<F> {
  const { desk } = useDesk()
  const { settings, library } = useLibrary()
  const [begun] = useState(drafts.get(settings.library))
  // Whoever comes back is told what others have changed since they began.
  const since = useRef(begun?.version)
  const [draft, setDraft] = useState(begun?.form)
  const { attempt, tried, forget } = useAttempt()
  const form = draft ?? read(library)
  const keep = (typed: F | undefined) => {
    if (typed) drafts.set(settings.library, { form: typed, version: since.current ?? settings.version })
    else drafts.delete(settings.library)
    setDraft(typed)
  }
  return {
    form,
    isChanged: draft !== undefined,
    attempt,
    set: parts => {
      if (attempt.state === 'saved') forget()
      keep({ ...form, ...parts })
    },
    save: async () => {
      const change = write(form, library)
      const version = since.current ?? settings.version
      const send = async () => {
        const outcome = await desk.settings.change(settings.library, version, change)
        since.current = begunOver(version, outcome)
        return outcome
      }
      if (await tried(send)) keep(undefined)
    },
    drop: () => {
      since.current = undefined
      keep(undefined)
      forget()
    },
  }
}

/** The sentences about a place in the settings, and about what is within it. */
export function faultsAt(no: NotChanged | undefined, ...paths: readonly Path[]): readonly string[] {
  return (no?.faults ?? [])
    .filter(({ path }) => paths.some(at => at.every((key, index) => path[index] === key)))
    .map(({ sentence }) => sentence)
}

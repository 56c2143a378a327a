import { type ComponentType, useCallback, useEffect, useState } from 'react'
import { Link, useLocation } from 'wouter'
import type { Settings } from '../../../client/settings.ts'
import { useDesk, useShift } from '../in-desk.ts'
import { libraryIn } from './as-in-file.ts'
import { AskFields } from './ask-form.tsx'
import { dressSettings } from './dressed.ts'
import { Hours } from './hours.tsx'
import { InLibraryContext, says, speakSettings, useLibrary, useSettingsWords } from './in-library.ts'
import { Mailbox } from './mailbox.tsx'
import { Changes } from './part-form.tsx'
import { People } from './people.tsx'
import { Policy } from './policy.tsx'
import { Rules } from './rules.tsx'
import { Scripts } from './scripts.tsx'
import { Widget } from './widget.tsx'

const parts = [
  ['people', People],
  ['hours', Hours],
  ['rules', Rules],
  ['scripts', Scripts],
  ['policy', Policy],
  ['widget', Widget],
  ['form', AskFields],
  ['mailbox', Mailbox],
  ['changes', History],
] as const satisfies readonly (readonly [string, ComponentType])[]

/** What these pages need before they are shown: their style, and their words. */
export async function prepareSettings(): Promise<void> {
  dressSettings()
  await speakSettings()
}

/** The library of an administrator, as they may change it. */
export function LibraryScreen() {
  useSettingsWords()
  const { desk } = useDesk()
  const [path] = useLocation()
  const [libraries, setLibraries] = useState<readonly LibraryNamed[]>([])
  const [chosen, setChosen] = useState<string>()
  const [problem, setProblem] = useState<string>()
  useEffect(() => {
    desk.settings.administered().then(
      shown => setLibraries(shown.libraries),
      (error: unknown) => setProblem(error instanceof Error ? error.message : String(error)),
    )
  }, [desk])
  const library = chosen ?? libraries[0]?.id
  if (library === undefined) return <Coming problem={problem} />
  return (
    <SettingsOfLibrary
      key={library}
      library={library}
      base="/library"
      part={path.split('/')[2]}
      others={{ libraries, choose: setChosen }}
    />
  )
}

export interface LibraryNamed {
  readonly id: string
  readonly name: string
}

interface SettingsOfLibraryProps {
  readonly library: string
  /** Where its parts are. */
  readonly base: string
  readonly part: string | undefined
  /** Those that the same person administers, and the way to them. @default - this one alone */
  readonly others?: { readonly libraries: readonly LibraryNamed[]; readonly choose: (id: string) => void }
}

export function SettingsOfLibrary({ library: id, base, part, others }: SettingsOfLibraryProps) {
  const { desk } = useDesk()
  const role = useShift(shift => shift.me.role)
  const [settings, setSettings] = useState<Settings>()
  const [problem, setProblem] = useState<string>()
  const look = useCallback(
    () =>
      desk.settings
        .read(id)
        .then(setSettings, (error: unknown) => setProblem(error instanceof Error ? error.message : String(error))),
    [desk, id],
  )
  useEffect(() => void look(), [look])
  useEffect(() => desk.libraries.called({ groups: settings?.groups ?? [] }), [desk, settings?.groups])
  if (!settings) return <Coming problem={problem} />
  const library = libraryIn(settings)
  const current = parts.find(([name]) => name === part)?.[0]
  return (
    <InLibraryContext value={{ settings, library, show: setSettings }}>
      <main className={current === undefined ? 'settings' : 'settings opened'}>
        <nav className="parts" aria-label={says('parts.label', { library: library.name })}>
          {role === 'consortium-administrator' && (
            <Link href="/consortium" className="up">
              {says('parts.all')}
            </Link>
          )}
          <h1 dir="auto">{library.name}</h1>
          {others && others.libraries.length > 1 && (
            <select aria-label={says('parts.choose')} value={id} onChange={({ target }) => others.choose(target.value)}>
              {others.libraries.map(each => (
                <option key={each.id} value={each.id}>
                  {each.name}
                </option>
              ))}
            </select>
          )}
          <ul>
            {parts.map(([name]) => (
              <li key={name}>
                <Link
                  href={`${base}/${name}`}
                  aria-current={name === (current ?? 'people') ? 'page' : undefined}
                  className={current === undefined ? 'none-chosen' : ''}
                >
                  <span className="label">{says(`part.${name}`)}</span>
                  <span className="fine">{says(`part.${name}.about`)}</span>
                </Link>
              </li>
            ))}
          </ul>
        </nav>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard. */}
        <article className="sheet-of-paper" tabIndex={0} aria-label={says(`part.${current ?? 'people'}`)}>
          <Link href={base} className="back">
            {library.name}
          </Link>
          {/* All stay, so that a part keeps what somebody typed while they look at another. */}
          {parts.map(([name, Inside]) => (
            <section key={name} hidden={name !== (current ?? 'people')} className={`part-of-library of-${name}`}>
              <h1>{says(`part.${name}`)}</h1>
              <Inside />
            </section>
          ))}
        </article>
      </main>
    </InLibraryContext>
  )
}

function Coming({ problem }: { readonly problem: string | undefined }) {
  return (
    <main className="settings-coming">
      <h1 className="unseen">{says('settings')}</h1>
      {problem === undefined ? (
        <p className="coming">{says('coming')}</p>
      ) : (
        <p className="problem" role="alert">
          {problem}
        </p>
      )}
    </main>
  )
}

function History() {
  const { settings } = useLibrary()
  if (settings.changes.length === 0) return <p className="fine">{says('changes.none')}</p>
  return <Changes changes={settings.changes} />
}

import { useEffect } from 'react'
import { useDesk } from '../in-desk.ts'
import type { Briefing, Script } from '../state/shift.ts'

const lists = ['mine', 'myLibrary', 'patronsLibrary'] as const

export type Found = Script & { readonly list: (typeof lists)[number] | 'greeting' }

/** The scripts that fit what was typed, list by list, in the order in which they are shown (R18). */
export function scriptsFor({ scripts, greeting, goodbye }: Briefing, typed: string): readonly Found[] {
  const wanted = typed.trim().toLowerCase()
  const own: readonly Found[] = [
    { id: 'greeting', title: 'Greeting', text: greeting, list: 'greeting' },
    { id: 'goodbye', title: 'Goodbye', text: goodbye, list: 'greeting' },
  ]
  const all = [...lists.flatMap(list => scripts[list].map(script => ({ ...script, list }))), ...own]
  return all.filter(({ id, title, text }) => [id, title, text].some(each => each.toLowerCase().includes(wanted)))
}

interface ScriptListProps {
  readonly found: readonly Found[]
  readonly at: number
  /** Whether the scripts came with the session. */
  readonly isKnown: boolean
  readonly choose: (script: Found) => void
}

/** The scripts that fit, above the place where one writes. Arrows move, Enter takes one. */
export function ScriptList({ found, at, isKnown, choose }: ScriptListProps) {
  const { says } = useDesk()
  useEffect(() => {
    document.getElementById(`script-${at}`)?.scrollIntoView({ block: 'nearest' })
  }, [at])
  if (found.length === 0)
    return <p className="fine scripts-none">{says(isKnown ? 'scripts.none' : 'scripts.unknown')}</p>
  const groups = [...lists, 'greeting' as const].filter(list => found.some(script => script.list === list))
  return (
    <div className="scripts" id="scripts" role="listbox" tabIndex={0} aria-label={says('scripts.label')}>
      {groups.map(list => (
        // biome-ignore lint/a11y/useSemanticElements: a list box has groups, and no other element is one.
        <div key={list} role="group" aria-label={says(`scripts.${list}`)}>
          <p className="label" aria-hidden="true">
            {says(`scripts.${list}`)}
          </p>
          {found.map((script, index) =>
            script.list === list ? (
              // biome-ignore lint/a11y/useKeyWithClickEvents lint/a11y/useFocusableInteractive: the text field has the focus and the keys.
              <div
                key={`${list}-${script.id}`}
                id={`script-${index}`}
                role="option"
                aria-selected={index === at}
                className="script"
                onClick={() => choose(script)}
              >
                <span className="name" dir="auto">
                  {script.title}
                </span>
                <span className="text" dir="auto">
                  {script.text}
                </span>
              </div>
            ) : null,
          )}
        </div>
      ))}
    </div>
  )
}

import { Button } from 'react-aria-components'
import { useShift } from '../in-desk.ts'
import { idFor, type LibraryInFile } from './as-in-file.ts'
import { says, useLibrary } from './in-library.ts'
import { Field, PartForm } from './part-form.tsx'
import { type Drafts, faultsAt, usePart } from './use-part.ts'

const mergeFields = ['patron', 'librarian', 'patronLibrary', 'librarianLibrary'] as const

interface ScriptsForm {
  readonly greeting: string
  readonly goodbye: string
  readonly scripts: LibraryInFile['scripts']
}

const read = ({ greeting, goodbye, scripts }: LibraryInFile): ScriptsForm => ({ greeting, goodbye, scripts })

const write = ({ greeting, goodbye, scripts }: ScriptsForm) => ({
  greeting: greeting.trim() || null,
  goodbye: goodbye.trim() || null,
  scripts: scripts.length > 0 ? scripts : null,
})

const drafts: Drafts<ScriptsForm> = new Map()

/** The words that librarians find ready, and beside them how a patron would read them. */
export function Scripts() {
  const part = usePart(drafts, read, write)
  const { form, set, attempt } = part
  const change = (at: number, to: Partial<ScriptsForm['scripts'][number]>) =>
    set({ scripts: form.scripts.map((script, index) => (index === at ? { ...script, ...to } : script)) })
  const add = () => {
    const id = idFor(
      says('scripts.new'),
      form.scripts.map(each => each.id),
    )
    set({ scripts: [...form.scripts, { id, title: '', text: '' }] })
  }
  return (
    <PartForm part={part} beside={[['greeting'], ['goodbye'], ['scripts']]}>
      <p className="lead">{says('scripts.text')}</p>
      <MergeFields />
      {(['greeting', 'goodbye'] as const).map(key => (
        <div key={key} className="script-edited">
          <Field label={says(`scripts.${key}`)} faults={faultsAt(attempt.no, [key])} hint={says(`scripts.${key}.hint`)}>
            {field => (
              <textarea
                {...field}
                rows={2}
                dir="auto"
                value={form[key]}
                onChange={({ target }) => set({ [key]: target.value })}
              />
            )}
          </Field>
          <Preview text={form[key]} />
        </div>
      ))}
      <h2>{says('scripts.others')}</h2>
      {form.scripts.map((script, at) => (
        <div key={script.id} className="script-edited">
          <div className="form">
            <Field label={says('scripts.title')} faults={faultsAt(attempt.no, ['scripts', at, 'title'])}>
              {field => (
                <input
                  {...field}
                  dir="auto"
                  value={script.title}
                  onChange={({ target }) => change(at, { title: target.value })}
                />
              )}
            </Field>
            <Field label={says('scripts.words')} faults={faultsAt(attempt.no, ['scripts', at, 'text'])}>
              {field => (
                <textarea
                  {...field}
                  rows={2}
                  dir="auto"
                  value={script.text}
                  onChange={({ target }) => change(at, { text: target.value })}
                />
              )}
            </Field>
            <div>
              <Button
                className="link"
                aria-label={says('scripts.remove.label', { title: script.title || says('scripts.new') })}
                onPress={() => set({ scripts: form.scripts.filter((_, index) => index !== at) })}
              >
                {says('scripts.remove')}
              </Button>
            </div>
          </div>
          <Preview text={script.text} />
        </div>
      ))}
      <div>
        <Button className="plain" onPress={add}>
          {says('scripts.add')}
        </Button>
      </div>
    </PartForm>
  )
}

function MergeFields() {
  return (
    <dl className="merge-fields">
      {mergeFields.map(field => (
        <div key={field}>
          <dt>
            <code>{`{${field}}`}</code>
          </dt>
          <dd>{says(`merge.${field}`)}</dd>
        </div>
      ))}
    </dl>
  )
}

/** What a patron called Jane would read. Fields are marked, and so are those that would stay as they are. */
function Preview({ text }: { readonly text: string }) {
  const { library } = useLibrary()
  const me = useShift(shift => shift.me.name)
  const values: Readonly<Record<string, string>> = {
    patron: says('merge.example.patron'),
    librarian: me,
    patronLibrary: library.name,
    librarianLibrary: library.name,
  }
  return (
    <figure className="as-read">
      <figcaption className="fine">{says('scripts.preview')}</figcaption>
      <p className="text" dir="auto">
        {/\S/.test(text)
          ? text.split(/(\{[^{}]*\})/).map((piece, at) => {
              if (!piece.startsWith('{')) return piece
              const value = values[piece.slice(1, -1)]
              return (
                <mark key={at} className={value === undefined ? 'unknown' : ''}>
                  {value ?? piece}
                </mark>
              )
            })
          : says('scripts.empty')}
      </p>
    </figure>
  )
}

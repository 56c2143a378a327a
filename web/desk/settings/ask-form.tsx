import { Button } from 'react-aria-components'
import { useDesk } from '../in-desk.ts'
import { languageName } from '../times.ts'
import { idFor, type LibraryInFile } from './as-in-file.ts'
import { says, useLibrary } from './in-library.ts'
import { Field, PartForm } from './part-form.tsx'
import { type Attempt, type Drafts, faultsAt, usePart } from './use-part.ts'

type AskForm = LibraryInFile['page']['form']
type AskField = AskForm['fields'][number]
type Labels = AskField['label']

const demands = ['off', 'optional', 'required'] as const

const read = ({ page: { form } }: LibraryInFile): AskForm => form

const write = (form: AskForm, { page }: LibraryInFile) => ({ page: { ...page, form } })

const drafts: Drafts<AskForm> = new Map()

/** What patrons fill in beside their question: their name, their address, and what else the library asks. */
export function AskFields() {
  const { library } = useLibrary()
  const part = usePart(drafts, read, write)
  const { form, set, attempt } = part
  const { languages } = library.page
  const put = (at: number, field: AskField | undefined) =>
    set({ fields: form.fields.flatMap((each, index) => (index === at ? (field ?? []) : each)) })
  const add = () => {
    const id = idFor(
      'field',
      form.fields.map(each => each.id),
    )
    set({ fields: [...form.fields, { id, label: {}, required: false }] })
  }
  return (
    <PartForm part={part} beside={[['page', 'form']]}>
      <p className="lead">{says('form.text')}</p>
      <div className="pair">
        {(['name', 'email'] as const).map(key => (
          <Field key={key} label={says(`form.${key}`)} faults={faultsAt(attempt.no, ['page', 'form', key])}>
            {field => (
              <select
                {...field}
                value={form[key]}
                onChange={({ target }) => set({ [key]: demands.find(each => each === target.value) ?? 'optional' })}
              >
                {demands.map(each => (
                  <option key={each} value={each}>
                    {says(`form.demand.${each}`)}
                  </option>
                ))}
              </select>
            )}
          </Field>
        ))}
      </div>
      <h2>{says('form.fields')}</h2>
      {form.fields.length === 0 && <p className="fine">{says('form.fields.none')}</p>}
      {form.fields.map((field, at) => (
        <OneField
          key={field.id}
          field={field}
          at={at}
          languages={languages}
          attempt={attempt}
          put={changed => put(at, changed)}
        />
      ))}
      <div>
        <Button className="plain" onPress={add}>
          {says('form.add')}
        </Button>
      </div>
    </PartForm>
  )
}

interface OneFieldProps {
  readonly field: AskField
  readonly at: number
  readonly languages: readonly string[]
  readonly attempt: Attempt
  /** Puts it in this form, or takes it away. */
  readonly put: (field: AskField | undefined) => void
}

function OneField({ field, at, languages, attempt, put }: OneFieldProps) {
  const { label, required, choices } = field
  const name = label[languages[0] ?? 'en'] || says('form.new', { number: at + 1 })
  const path = ['page', 'form', 'fields', at]
  const inside = [faultsAt(attempt.no, [...path, 'choices'])].flat()
  return (
    <fieldset className="form ask-field">
      <legend className="label" dir="auto">
        {name}
      </legend>
      <LabelFields
        labels={label}
        languages={languages}
        named="form.label"
        faults={faultsAt(attempt.no, [...path, 'label'])}
        put={changed => put({ ...field, label: changed })}
      />
      <label className="tick">
        <input
          type="checkbox"
          checked={required}
          onChange={({ target }) => put({ ...field, required: target.checked })}
        />
        {says('form.required')}
      </label>
      <label className="tick">
        <input
          type="checkbox"
          checked={choices !== undefined}
          onChange={({ target }) => put(withChoices(field, target.checked ? [{ id: 'choice', label: {} }] : undefined))}
        />
        {says('form.choose')}
      </label>
      {inside.map(fault => (
        <p key={fault} className="fault">
          {fault}
        </p>
      ))}
      {choices && <Choices choices={choices} languages={languages} put={changed => put(withChoices(field, changed))} />}
      <div>
        <Button className="link" aria-label={says('form.remove.label', { name })} onPress={() => put(undefined)}>
          {says('form.remove')}
        </Button>
      </div>
    </fieldset>
  )
}

type Choices = NonNullable<AskField['choices']>

function withChoices({ choices: _before, ...field }: AskField, choices: Choices | undefined): AskField {
  return choices ? { ...field, choices } : field
}

interface ChoicesProps {
  readonly choices: Choices
  readonly languages: readonly string[]
  readonly put: (choices: Choices) => void
}

function Choices({ choices, languages, put }: ChoicesProps) {
  const add = () => {
    const id = idFor(
      'choice',
      choices.map(each => each.id),
    )
    put([...choices, { id, label: {} }])
  }
  return (
    <ol className="ask-choices">
      {choices.map((choice, at) => (
        <li key={choice.id}>
          <LabelFields
            labels={choice.label}
            languages={languages}
            named="form.choice"
            number={at + 1}
            put={label => put(choices.map((each, index) => (index === at ? { ...each, label } : each)))}
          />
          {choices.length > 1 && (
            <Button
              className="link"
              aria-label={says('form.choice.remove.label', { number: at + 1 })}
              onPress={() => put(choices.filter((_, index) => index !== at))}
            >
              {says('form.choice.remove')}
            </Button>
          )}
        </li>
      ))}
      <li>
        <Button className="plain" onPress={add}>
          {says('form.choice.add')}
        </Button>
      </li>
    </ol>
  )
}

interface LabelFieldsProps {
  readonly labels: Labels
  readonly languages: readonly string[]
  /** The key of their names. */
  readonly named: string
  readonly number?: number
  readonly faults?: readonly string[]
  readonly put: (labels: Labels) => void
}

/** One text in each language of the library. */
function LabelFields({ labels, languages, named, number = 0, faults = [], put }: LabelFieldsProps) {
  const { language: here } = useDesk()
  const change = (language: string, text: string) => {
    const { [language]: _before, ...others } = labels
    put(text === '' ? others : { ...others, [language]: text })
  }
  return (
    <div className="pair">
      {languages.map((language, at) => (
        <Field
          key={language}
          label={says(named, { language: languageName(here, language), number })}
          faults={at === 0 ? faults : []}
        >
          {field => (
            <input
              {...field}
              lang={language}
              dir="auto"
              value={labels[language] ?? ''}
              onChange={({ target }) => change(language, target.value)}
            />
          )}
        </Field>
      ))}
    </div>
  )
}

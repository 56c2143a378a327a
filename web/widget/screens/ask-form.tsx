import { useRef, useState } from 'preact/hooks'
import type { Form } from '../conversation.ts'
import { useTalk, useView } from '../in-view.ts'
import type { FormField } from '../library-card.ts'
import { Field } from './field.tsx'
import { useProblem } from './problem.ts'

/** The most characters of a question and of a name. The desk refuses longer ones. */
const most = { question: 4_000, name: 80 }

/** An address as far as a page can tell. The desk looks more closely. */
const address = /^[^\s@]+@[^\s@]+\.[^\s@]+$/

/** The library's form. Nothing is rendered while somebody types in it. */
export function AskForm({ isNobody }: { readonly isNobody: boolean }) {
  const { card, says, conversation, language } = useView()
  const { begun } = conversation
  const [wantsMail, setWantsMail] = useState(begun?.byMail ?? false)
  const [wrong, setWrong] = useState<Readonly<Record<string, string>>>({})
  const problem = useTalk(talk => talk.problem)
  const inWords = useProblem()
  const form = useRef<HTMLFormElement>(null)
  const byMail = isNobody || wantsMail
  const { name, email, fields } = card.form
  const isSlip = problem?.code === 'likely-slip'

  const submit = (event: Event) => {
    event.preventDefault()
    const entry = entriesOf(form.current)
    const missing = (key: string, isRequired: boolean) => isRequired && !entry(key)
    const faults: Record<string, string> = {}
    if (missing('question', true)) faults.question = says('form.missing')
    if (missing('name', name === 'required')) faults.name = says('form.missing')
    if (missing('email', byMail || email === 'required')) faults.email = says('form.missing')
    else if (entry('email') && !address.test(entry('email'))) faults.email = says('form.bad-email')
    for (const { id, required } of fields)
      if (missing(`field-${id}`, required)) faults[`field-${id}`] = says('form.missing')
    setWrong(faults)
    const [first] = Object.keys(faults)
    const field = first ? form.current?.elements.namedItem(first) : undefined
    if (field instanceof HTMLElement) return field.focus()
    if (first === undefined) void conversation.ask(questionOf(entry, { fields, byMail, language, isSlip }))
  }

  /** What is wrong with a field is only true until somebody changes it. */
  const mended = ({ target }: Event) => {
    const name = target instanceof Element ? target.id : ''
    if (wrong[name] !== undefined) setWrong(({ [name]: _mended, ...others }) => others)
  }

  return (
    <form ref={form} class="form" noValidate onSubmit={submit} onInput={mended}>
      <Field name="question" label={says('form.question')} hint={says('form.hint')} wrong={wrong.question} isLead>
        {about => (
          <textarea {...about} rows={4} maxLength={most.question} dir="auto" autofocus defaultValue={begun?.question} />
        )}
      </Field>
      {name !== 'off' && (
        <Field name="name" label={says('form.name')} isOptional={name === 'optional'} wrong={wrong.name}>
          {about => (
            <input {...about} maxLength={most.name} autocomplete="name" dir="auto" defaultValue={begun?.name} />
          )}
        </Field>
      )}
      {(email !== 'off' || byMail) && (
        <Field
          name="email"
          label={says('form.email')}
          hint={says(byMail ? 'form.email-answer' : 'form.email-why')}
          isOptional={!byMail && email === 'optional'}
          wrong={wrong.email}
        >
          {about => (
            <input {...about} type="email" maxLength={254} autocomplete="email" dir="ltr" defaultValue={begun?.email} />
          )}
        </Field>
      )}
      {fields.map(field => (
        <OwnField key={field.id} field={field} wrong={wrong[`field-${field.id}`]} />
      ))}
      {problem && (
        <p class="problem" role="alert">
          {inWords(problem)}
        </p>
      )}
      <button class="main" type="submit">
        {isSlip ? says('form.insist') : says(byMail ? 'form.send' : 'form.ask')}
      </button>
      {!isNobody && (
        <button class="link" type="button" onClick={() => setWantsMail(!wantsMail)}>
          {says(wantsMail ? 'form.live' : 'form.by-mail')}
        </button>
      )}
      <p class="fine">{says('form.private')}</p>
    </form>
  )
}

/** A field that the library asks for. */
function OwnField({ field, wrong }: { readonly field: FormField; readonly wrong: string | undefined }) {
  const { says, language, card } = useView()
  const { id, label, required, choices } = field
  const inLanguage = (texts: Readonly<Record<string, string>>) =>
    texts[language] ?? texts[card.languages[0] ?? 'en'] ?? Object.values(texts)[0] ?? ''
  return (
    <Field name={`field-${id}`} label={inLanguage(label)} isOptional={!required} wrong={wrong}>
      {about =>
        choices ? (
          <select {...about}>
            <option value="">{says('form.choose')}</option>
            {choices.map(choice => (
              <option key={choice.id} value={choice.id}>
                {inLanguage(choice.label)}
              </option>
            ))}
          </select>
        ) : (
          <input {...about} maxLength={200} dir="auto" />
        )
      }
    </Field>
  )
}

/** The trimmed entries of a form, by name. */
function entriesOf(form: HTMLFormElement | null): (key: string) => string {
  const data = new FormData(form ?? undefined)
  return key => String(data.get(key) ?? '').trim()
}

interface Filled {
  readonly fields: readonly FormField[]
  readonly byMail: boolean
  readonly language: string
  /** The person was asked whether the address is right, and says yes. */
  readonly isSlip: boolean
}

function questionOf(entry: (key: string) => string, { fields, byMail, language, isSlip }: Filled): Form {
  const [name, email] = [entry('name'), entry('email')]
  const answers = fields.map(({ id }) => [id, entry(`field-${id}`)] as const).filter(([, answer]) => answer !== '')
  return {
    question: entry('question'),
    ...(name && { name }),
    ...(email && { email }),
    ...(byMail && { byMail: true }),
    ...(isSlip && { despite: ['likely-slip'] }),
    ...(answers.length > 0 && { answers: Object.fromEntries(answers) }),
    language,
  }
}

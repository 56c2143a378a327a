import type { Library } from '../consortium/library.ts'
import { defaultPage, type FormField, type InLanguages } from '../consortium/page.ts'
import type { Answer } from '../session/events.ts'

/** What a patron filled in, by the ids of the library's own fields. */
interface FilledIn {
  readonly name?: string | undefined
  readonly email?: string | undefined
  readonly answers?: Readonly<Record<string, string>> | undefined
}

/** The answers as librarians read them, or what is wrong with the form, in one sentence. */
export type CheckedForm =
  | { readonly answers: readonly Answer[] }
  | { readonly refusal: 'form-incomplete' | 'bad-frame'; readonly detail: string }

/**
 * Checks a form against what the library asks. Answers are kept with the label of their field in the library's first language, and
 * a choice with its own, so that they can be read after the form has changed.
 */
export function checkedForm({ page = defaultPage }: Library, { name, email, answers = {} }: FilledIn): CheckedForm {
  const { form, languages } = page
  const inFirst = (label: InLanguages) => label[languages[0] ?? ''] ?? ''
  const unknown = Object.keys(answers).find(id => !form.fields.some(field => field.id === id))
  if (unknown !== undefined)
    return { refusal: 'bad-frame', detail: `"answers" has a field that is not in the form of this library.` }
  const missing = [
    ...(form.name === 'required' && !name ? ['name'] : []),
    ...(form.email === 'required' && !email ? ['email'] : []),
    ...form.fields.filter(({ id, required }) => required && !answers[id]).map(({ id }) => `answers.${id}`),
  ]
  if (missing[0] !== undefined) return { refusal: 'form-incomplete', detail: `"${missing[0]}" is missing.` }
  const given = form.fields.filter(({ id }) => answers[id])
  const wrong = given.find(field => field.choices && textOf(field, answers, inFirst) === undefined)
  if (wrong) return { refusal: 'bad-frame', detail: `"answers.${wrong.id}" is not one of the choices.` }
  return {
    answers: given.map(field => ({
      field: field.id,
      label: inFirst(field.label),
      text: textOf(field, answers, inFirst) ?? '',
    })),
  }
}

function textOf(
  { id, choices }: FormField,
  answers: Readonly<Record<string, string>>,
  inFirst: (label: InLanguages) => string,
): string | undefined {
  const given = answers[id]
  if (!choices) return given
  const choice = choices.find(one => one.id === given)
  return choice && inFirst(choice.label)
}

import type { Complaint } from './file-shape.ts'
import type { InLanguages } from './page.ts'
import type { PageInFile } from './page-shape.ts'

/** Faults of a library's page: keys that are valid alone but contradict each other. Paths begin at the library. */
export function pageComplaints(page: PageInFile | undefined): readonly Complaint[] {
  if (!page) return []
  const { languages, words, form } = page
  return [
    ...repeated('language', languages, at => ['languages', at]),
    ...Object.keys(words).flatMap(each => unlisted(each, languages, ['words', each])),
    ...repeated(
      'id',
      form.fields.map(({ id }) => id),
      at => ['form', 'fields', at, 'id'],
    ),
    ...form.fields.flatMap(({ label, choices = [] }, at) => {
      const field = ['form', 'fields', at]
      return [
        ...labelComplaints(label, languages, [...field, 'label']),
        ...repeated(
          'id',
          choices.map(({ id }) => id),
          which => [...field, 'choices', which, 'id'],
        ),
        ...choices.flatMap((choice, which) =>
          labelComplaints(choice.label, languages, [...field, 'choices', which, 'label']),
        ),
      ]
    }),
  ].map(({ path, sentence }) => ({ path: ['page', ...path], sentence }))
}

/** Without a label in the first language, some patrons would see an empty field. */
function labelComplaints(
  label: InLanguages,
  languages: readonly string[],
  path: Complaint['path'],
): readonly Complaint[] {
  const [first = ''] = languages
  return [
    ...(Object.hasOwn(label, first)
      ? []
      : [{ path, sentence: `The label has no "${first}", the first language of the library.` }]),
    ...Object.keys(label).flatMap(each => unlisted(each, languages, [...path, each])),
  ]
}

function unlisted(language: string, languages: readonly string[], path: Complaint['path']): readonly Complaint[] {
  if (languages.includes(language)) return []
  return [{ path, sentence: `"${language}" is not one of the languages of the library: add it to "languages".` }]
}

function repeated(
  what: string,
  values: readonly string[],
  path: (at: number) => Complaint['path'],
): readonly Complaint[] {
  return values.flatMap((value, at) =>
    values.indexOf(value) < at ? [{ path: path(at), sentence: `The ${what} "${value}" is there twice.` }] : [],
  )
}

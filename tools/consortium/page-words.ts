import type { Words } from './words-shape.ts'

const label =
  'in each language in which it has one, at least in the first of `languages`. Patrons of the others read that one.'
const asks = (what: string) =>
  `Whether the form asks for the patron's ${what}. A question without a required one is refused; one that is \`off\` may still be sent.`

/** What the pages for a library's patrons show and ask. */
export const pageWords: Readonly<Record<string, Words>> = {
  'libraries[].page': { means: 'What the pages for its patrons show and ask: [page](#page). All of it is public.' },
  'libraries[].page.accent': {
    means: 'The colour of buttons and links. Pages darken or lighten it where text on it could not be read.',
    example: '#7a1f2b',
  },
  'libraries[].page.logo': {
    means: 'The address of its picture. Browsers of patrons load it from there.',
    example: 'https://library.state-college.example.org/logo.svg',
  },
  'libraries[].page.website': {
    means: 'Its website, for patrons whom the desk cannot help.',
    example: 'https://library.state-college.example.org',
  },
  'libraries[].page.telephone': {
    means: 'Its telephone number, also for when the desk itself is away.',
    example: '+1 845 555 0100',
  },
  'libraries[].page.email': {
    means: 'The address to which patrons may write. It is public, so it need not be the `mailbox`.',
    example: 'ask@state-college.example.org',
  },
  'libraries[].page.languages': {
    means: 'The languages in which patrons may use the pages, by their tags. The first is the default.',
    example: ['en', 'es'],
  },
  'libraries[].page.words': {
    means:
      'Its own wording instead of that of the pages, in ICU message syntax, by language and by the key of the text. A language that the pages do not have needs all of them.',
    example: { en: { open: 'Ask a librarian' } },
    otherwise: 'the wording of the pages',
  },
  'libraries[].page.form': { means: 'What patrons fill in beside their question.' },
  'libraries[].page.form.name': { means: asks('name'), example: 'optional' },
  'libraries[].page.form.email': { means: asks('email address'), example: 'optional' },
  'libraries[].page.form.fields': { means: 'Fields of its own. Librarians see the answers with the question.' },
  'libraries[].page.form.fields[].id': { means: 'The name of the field in frames.', example: 'status' },
  'libraries[].page.form.fields[].label': {
    means: `What patrons read beside it, ${label}`,
    example: { en: 'You are' },
  },
  'libraries[].page.form.fields[].required': {
    means: 'Whether a question without it is refused.',
    example: false,
  },
  'libraries[].page.form.fields[].choices': {
    means: 'What patrons may choose from.',
    otherwise: 'patrons write what they like',
  },
  'libraries[].page.form.fields[].choices[].id': { means: 'The name of the choice in frames.', example: 'student' },
  'libraries[].page.form.fields[].choices[].label': { means: `Its text, ${label}`, example: { en: 'A student' } },
}

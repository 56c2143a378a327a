import { describe, expect, it } from 'vitest'
import { stringify } from 'yaml'
import { parseConsortium } from '../../../lib/consortium/parse.ts'

const file = (page: object) =>
  stringify({
    name: 'Cooperative',
    settings: { sender: 'desk@coop.example.org' },
    libraries: [{ id: 'wren', name: 'Wren', 'time-zone': 'UTC', mailbox: 'staff@wren.example.org', origins: [], page }],
  })

function pageOf(page: object) {
  const read = parseConsortium(file(page))
  if ('problems' in read) throw new Error(read.problems[0]?.sentence)
  return read.consortium.libraries[0]?.page
}

/** The line of the file at which the first fault is reported, and its sentence. */
function faultOf(page: object) {
  const read = parseConsortium(file(page))
  if (!('problems' in read)) throw new Error('There is no fault.')
  const [problem] = read.problems
  return { line: file(page).split('\n')[(problem?.line ?? 0) - 1]?.trim(), sentence: problem?.sentence }
}

describe('the page of a library in the consortium file', () => {
  it('is filled in where it says nothing', () => {
    expect(pageOf({ telephone: '+1 555 010 0100' })).toEqual({
      accent: '#1f5f99',
      telephone: '+1 555 010 0100',
      languages: ['en'],
      words: {},
      form: { name: 'optional', email: 'optional', fields: [] },
    })
  })

  it('keeps its fields in their order, without choices where patrons write what they like', () => {
    const label = { en: 'Course' }
    const fields = [
      { id: 'course', label },
      { id: 'status', label: { en: 'You are' }, required: true, choices: [{ id: 'pupil', label: { en: 'A pupil' } }] },
    ]
    expect(pageOf({ form: { fields } })?.form.fields).toEqual([{ id: 'course', label, required: false }, fields[1]])
  })

  const english = { en: 'You are' }
  it.each([
    [{ accent: 'red' }, 'accent: red', '"accent" must be a colour like "#1f5f99", in quotes.'],
    [
      { logo: 'http://wren.example.org/a.png' },
      'logo: http://wren.example.org/a.png',
      '"logo" must be a URL that begins with https://.',
    ],
    [
      { website: 'javascript:alert(1)' },
      'website: javascript:alert(1)',
      '"website" must be a URL that begins with https://.',
    ],
    [{ telephone: 'call us' }, 'telephone: call us', '"telephone" must be a telephone number like +1 555 010 0100.'],
    [{ email: 'nowhere' }, 'email: nowhere', '"email" must be an email address.'],
    [{ languages: [] }, 'languages: []', '"languages" must not be empty.'],
    [{ languages: ['english'] }, '- english', '"languages" must be tags of languages like en, es-419 or zh-Hans.'],
    [{ languages: ['en', 'zz'] }, '- zz', '"languages" must be tags of languages like en, es-419 or zh-Hans.'],
    [{ languages: ['en', 'en'] }, '- en', 'The language "en" is there twice.'],
    [
      { words: { es: { open: 'Pregunte' } } },
      'es:',
      '"es" is not one of the languages of the library: add it to "languages".',
    ],
    [{ form: { name: 'maybe' } }, 'name: maybe', '"name" must be off, optional or required.'],
    [
      { form: { fields: [{ id: 'A', label: english }] } },
      '- id: A',
      '"id" must be lower-case letters, digits and hyphens, a letter first, 40 at most.',
    ],
    [
      { languages: ['es', 'en'], form: { fields: [{ id: 'status', label: english }] } },
      'label:',
      'The label has no "es", the first language of the library.',
    ],
    [
      {
        form: {
          fields: [
            { id: 'status', label: english },
            { id: 'status', label: english },
          ],
        },
      },
      '- id: status',
      'The id "status" is there twice.',
    ],
    [
      {
        form: {
          fields: [
            {
              id: 'status',
              label: english,
              choices: [
                { id: 'pupil', label: english },
                { id: 'pupil', label: english },
              ],
            },
          ],
        },
      },
      '- id: pupil',
      'The id "pupil" is there twice.',
    ],
    [
      { form: { fields: [{ id: 'status', label: { ...english, fr: 'Vous' } }] } },
      'fr: Vous',
      '"fr" is not one of the languages of the library: add it to "languages".',
    ],
    [{ colour: '#123456' }, 'colour: "#123456"', 'There is no key "colour".'],
  ])('%j is a fault at the line %s', (page, line, sentence) => {
    expect(faultOf(page)).toEqual({ line, sentence })
  })
})

import * as v from 'valibot'
import type { Settings } from '../../../client/settings.ts'

const label = v.record(v.string(), v.string())
const asked = v.picklist(['off', 'optional', 'required'])

/** What patrons fill in beside their question. */
const form = v.object({
  name: v.optional(asked, 'optional'),
  email: v.optional(asked, 'optional'),
  fields: v.optional(
    v.array(
      v.object({
        id: v.string(),
        label,
        required: v.optional(v.boolean(), false),
        choices: v.optional(v.array(v.object({ id: v.string(), label }))),
      }),
    ),
    [],
  ),
})

/** The keys of a library that these pages show, as the consortium file has them. */
const library = v.object({
  name: v.string(),
  'time-zone': v.string(),
  mailbox: v.string(),
  groups: v.optional(v.array(v.string()), []),
  'reread-days': v.optional(v.number()),
  'names-institution': v.optional(v.boolean(), true),
  hours: v.optional(v.record(v.string(), v.array(v.string())), {}),
  'closed-days': v.optional(v.array(v.string()), []),
  holidays: v.optional(v.array(v.object({ date: v.string(), name: v.string() })), []),
  greeting: v.optional(v.string(), ''),
  goodbye: v.optional(v.string(), ''),
  scripts: v.optional(v.array(v.object({ id: v.string(), title: v.string(), text: v.string() })), []),
  'policy-page': v.optional(v.string(), ''),
  policy: v.optional(
    v.array(
      v.object({
        id: v.string(),
        topic: v.string(),
        text: v.string(),
        source: v.optional(v.string(), ''),
        'vouched-by': v.string(),
        checked: v.string(),
        'on-card': v.optional(v.boolean(), false),
      }),
    ),
    [],
  ),
  'follow-ups': v.optional(v.looseObject({ 'answers-to': v.optional(v.string()) }), {}),
  page: v.optional(
    v.looseObject({
      accent: v.optional(v.string()),
      languages: v.optional(v.array(v.string()), ['en']),
      words: v.optional(v.record(v.string(), v.record(v.string(), v.string())), {}),
      form: v.optional(form, {}),
    }),
    {},
  ),
})

const person = v.object({
  id: v.string(),
  name: v.string(),
  email: v.string(),
  role: v.optional(v.string(), 'librarian'),
  limit: v.optional(v.number(), 3),
  /** Left out: those of their library, its groups, and the cooperative. */
  pools: v.optional(v.array(v.string())),
})

export type LibraryInFile = v.InferOutput<typeof library>
export type PersonInFile = v.InferOutput<typeof person>

/** Throws if the desk answers with something else. */
export function libraryIn({ settings }: Settings): LibraryInFile {
  return v.parse(library, settings)
}

export interface Member {
  readonly version: string
  readonly person: PersonInFile
}

export function peopleIn({ people }: Settings): readonly Member[] {
  return people.map(each => ({ version: each.version, person: v.parse(person, each.person) }))
}

/** A new id made of a title, as the file wants it, that is not taken. */
export function idFor(title: string, taken: readonly string[]): string {
  const plain = title
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+|-+$/g, '')
    .slice(0, 36)
  const base = plain.replace(/-+$/, '') || 'new'
  let id = base
  for (let count = 2; taken.includes(id); count++) id = `${base}-${count}`
  return id
}

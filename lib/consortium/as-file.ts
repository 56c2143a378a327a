import * as v from 'valibot'
import { type Weekday, weekdays } from '../time/opening-hours.ts'
import type { StoredEntry } from './directory.ts'
import {
  type ConsortiumFile,
  type LibrarianInFile,
  type LibraryInFile,
  librarianShape,
  libraryShape,
} from './file-shape.ts'
import { filledIn } from './fill-in.ts'
import { type Librarian, type Library, limitsOf, type QuestionLimits, rereadDaysDefault } from './library.ts'
import type { PageSettings } from './page.ts'
import type { PageInFile } from './page-shape.ts'

/** The libraries and librarians of the directory, as a consortium file would describe them. */
export interface InDirectory {
  readonly libraries: readonly Library[]
  readonly librarians: readonly Librarian[]
}

/** The libraries and librarians among the entries, sorted by id. `shapes` checks each kind of entry. */
export function inDirectory(
  entries: readonly StoredEntry[],
  shapes: {
    readonly library: v.GenericSchema<unknown, { readonly library: Library }>
    readonly librarian: v.GenericSchema<unknown, { readonly librarian: Librarian }>
  },
): InDirectory {
  const of = (kind: string) => entries.filter(({ entry }) => entry.startsWith(`${kind}:`)).map(({ content }) => content)
  const byId = (one: { readonly id: string }, other: { readonly id: string }) => (one.id < other.id ? -1 : 1)
  return {
    libraries: of('library')
      .map(content => v.parse(shapes.library, content).library)
      .sort(byId),
    librarians: of('librarian')
      .map(content => v.parse(shapes.librarian, content).librarian)
      .sort(byId),
  }
}

/**
 * The file with the libraries and librarians of the directory. Defaults and values that the settings give to everybody are left
 * out, so that the file stays short.
 */
export function asFile(file: ConsortiumFile, { libraries, librarians }: InDirectory): ConsortiumFile {
  const named = new Set(libraries.flatMap(({ groups }) => groups))
  const groups = [
    ...file.groups,
    ...[...named].filter(id => !file.groups.some(group => group.id === id)).map(id => ({ id, name: id })),
  ]
  const base = { ...file, groups, librarians: [] }
  const libraryOf = (one: LibraryInFile): unknown =>
    filledIn({ ...base, libraries: [v.parse(libraryShape, one)] }).libraries[0]
  const inFile = libraries.map(library => shortest(libraryInFile(library), optionalOfLibrary, libraryOf))
  const whole = inFile.map(one => v.parse(libraryShape, one))
  const librarianOf = (one: LibrarianInFile): unknown => {
    const own = whole.filter(({ id }) => id === one.library)
    return filledIn({ ...base, libraries: own, librarians: [v.parse(librarianShape, one)] }).librarians[0]
  }
  return {
    ...base,
    libraries: inFile,
    librarians: librarians.map(one =>
      shortest(librarianInFile(one), ['role', 'pools', 'limit', 'scripts'], librarianOf),
    ),
  }
}

const optionalOfLibrary = [
  ...[
    'groups',
    'ladder',
    'hours',
    'closed-days',
    'holidays',
    'timing',
    'question-limits',
    'networks',
    'reread-days',
    'follow-ups',
    'names-institution',
    'greeting',
    'goodbye',
    'scripts',
    'policy',
    'page',
  ],
] as const

/** Leaves out the keys that make no difference, also those within `timing`, `question-limits`, `follow-ups` and `page`. */
function shortest<T extends object>(full: T, optional: readonly string[], meaning: (one: T) => unknown): T {
  const meant = JSON.stringify(meaning(full))
  const without = (one: T, path: readonly [string, string?]): T => {
    const less = omitted(one, path)
    return JSON.stringify(meaning(less)) === meant ? less : one
  }
  const shorter = optional.reduce((one, key) => without(one, [key]), full)
  const inner = ['timing', 'question-limits', 'follow-ups', 'page'].flatMap(key =>
    key in shorter ? Object.keys(Object(Reflect.get(shorter, key))).map((name): [string, string] => [key, name]) : [],
  )
  return inner.reduce((one, path) => without(one, path), shorter)
}

function omitted<T extends object>(one: T, [key, name]: readonly [string, string?]): T {
  const copy = structuredClone(one)
  if (name === undefined) Reflect.deleteProperty(copy, key)
  else Reflect.deleteProperty(Object(Reflect.get(copy, key)), name)
  return copy
}

/** A library as a file would have it, with every key. */
export function libraryInFile(library: Library): LibraryInFile {
  const { followUps } = library
  return {
    id: library.id,
    name: library.name,
    'time-zone': library.timeZone,
    mailbox: library.mailbox,
    // Pages on a local machine do not belong in the file.
    origins: library.origins.filter(origin => origin.startsWith('https:')),
    groups: [...library.groups],
    ladder: library.ladder.map(({ pool, after }) => ({ pool, after: after / 1000 })),
    hours: hoursInFile(library),
    'closed-days': library.closedDays.filter(day => !library.holidays?.some(({ date }) => date === day)),
    holidays: (library.holidays ?? []).map(holiday => ({ ...holiday })),
    timing: inSeconds(library.timing),
    'question-limits': limitsInFile(limitsOf(library)),
    networks: [...(library.networks ?? [])],
    'reread-days': library.rereadDays ?? rereadDaysDefault,
    'follow-ups': {
      ...(followUps.escalation !== undefined && { escalation: followUps.escalation }),
      ...(followUps.answersTo !== undefined && { 'answers-to': followUps.answersTo }),
      'answers-from': [...followUps.answersFrom],
      'remind-before': followUps.remindBefore,
      'escalate-after': followUps.escalateAfter,
      'answer-within': followUps.answerWithin,
    },
    'names-institution': library.namesInstitution,
    greeting: library.greeting,
    goodbye: library.goodbye,
    scripts: library.scripts.map(script => ({ ...script })),
    ...(library.policyPage !== undefined && { 'policy-page': library.policyPage }),
    policy: (library.policy ?? []).map(({ vouchedBy, checkedOn, onCard = false, ...statement }) => ({
      ...{ ...statement, 'vouched-by': vouchedBy, checked: checkedOn, 'on-card': onCard },
    })),
    ...(library.page && { page: pageInFile(library.page) }),
  }
}

function pageInFile({ languages, words, form, ...page }: PageSettings): PageInFile {
  return {
    ...page,
    languages: [...languages],
    words: Object.fromEntries(Object.entries(words).map(([language, its]) => [language, { ...its }])),
    form: {
      ...form,
      fields: form.fields.map(({ label, choices, ...field }) => ({
        ...field,
        label: { ...label },
        ...(choices && { choices: choices.map(({ id, label: its }) => ({ id, label: { ...its } })) }),
      })),
    },
  }
}

function limitsInFile(limits: Required<QuestionLimits>): LibraryInFile['question-limits'] {
  const { inTurn, waitingEverywhere, proofOfWork, framesAtOnce, framesPerSecond, patronMails, ...others } = limits
  return {
    ...others,
    'in-turn': inTurn,
    'waiting-everywhere': waitingEverywhere,
    'proof-of-work': proofOfWork,
    'frames-at-once': framesAtOnce,
    'frames-per-second': framesPerSecond,
    'patron-mails': patronMails,
  }
}

/** `silenceWarning: 150000` is `silence-warning: 150` in the file. */
function inSeconds(timing: Library['timing']): LibraryInFile['timing'] {
  return Object.fromEntries(
    Object.entries(timing).map(([name, ms]) => [
      name.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`),
      ms / 1000,
    ]),
  )
}

/** A shift over midnight becomes one span again, on the day when it begins. */
function hoursInFile({ hours }: Library): LibraryInFile['hours'] {
  const restOf = (day: Weekday) => hours.find(one => one.rest && one.day === weekdays[(weekdays.indexOf(day) + 1) % 7])
  const spans = weekdays.map(
    day =>
      [
        day,
        hours
          .filter(one => one.day === day && !one.rest)
          .map(({ from, to }) => `${from}-${to === '24:00' ? (restOf(day)?.to ?? to) : to}`),
      ] as const,
  )
  return Object.fromEntries(spans.filter(([, its]) => its.length > 0))
}

/** A librarian as a file would have them, with every key. */
export function librarianInFile(librarian: Librarian): LibrarianInFile {
  const { id, name, email, library, role, limit } = librarian
  return {
    id,
    name,
    email,
    library,
    role,
    pools: [...librarian.pools],
    limit,
    scripts: librarian.scripts.map(one => ({ ...one })),
  }
}

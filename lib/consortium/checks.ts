import type { Timing } from '../session/timing.ts'
import { dayAfter, hoursOf, type OpeningHours, type Weekday, weekdays } from '../time/opening-hours.ts'
import { deploymentComplaints } from './deployment.ts'
import type { Complaint, ConsortiumFile, LibraryInFile } from './file-shape.ts'
import { timingOf } from './fill-in.ts'
import { cooperative, groupPool, libraryPool } from './library.ts'
import { pageComplaints } from './page-checks.ts'
import { replyDomainComplaints } from './reply-domain.ts'
import { retentionComplaints } from './retention.ts'
import { signInComplaints, strandedComplaints } from './sign-in-checks.ts'

/** Faults of keys that are valid alone but contradict the rest of the file. */
export function complaints(file: ConsortiumFile): readonly Complaint[] {
  const { groups, libraries, librarians } = file
  const knownGroups = new Set(groups.map(({ id }) => id))
  const knownLibraries = new Set(libraries.map(({ id }) => id))
  const pools = new Set([cooperative, ...[...knownGroups].map(groupPool), ...[...knownLibraries].map(libraryPool)])

  return [
    ...replyDomainComplaints(file),
    ...deploymentComplaints(file),
    ...signInComplaints(file),
    ...strandedComplaints(file),
    ...repeated(
      'groups',
      'id',
      groups.map(({ id }) => id),
    ),
    ...repeated(
      'libraries',
      'id',
      libraries.map(({ id }) => id),
    ),
    ...classComplaints(file.settings['question-classes'] ?? []),
    ...repeated(
      'librarians',
      'id',
      librarians.map(({ id }) => id),
    ),
    ...repeated(
      'librarians',
      'email',
      librarians.map(({ email }) => email.toLowerCase()),
    ),
    ...libraries.flatMap((library, at) =>
      [
        ...unknown(library.groups, knownGroups, 'group', ['groups']),
        ...ladderComplaints(library.ladder ?? [], pools),
        ...hoursComplaints(library.hours),
        ...timingComplaints(file, library),
        ...retentionComplaints(file, library),
        ...repeatedScripts(library.scripts ?? []),
        ...holidayComplaints(library),
        ...policyComplaints(library.policy),
        ...pageComplaints(library.page),
      ].map(within('libraries', at)),
    ),
    ...librarians.flatMap((librarian, at) =>
      [
        ...(knownLibraries.has(librarian.library)
          ? []
          : [{ path: ['library'], sentence: `There is no library "${librarian.library}".` }]),
        ...unknown(librarian.pools ?? [], pools, 'pool', ['pools']),
        ...repeatedScripts(librarian.scripts ?? []),
      ].map(within('librarians', at)),
    ),
  ]
}

function classComplaints(classes: NonNullable<ConsortiumFile['settings']['question-classes']>): Complaint[] {
  return classes.flatMap(({ id, from, until }, at) => {
    const path = ['settings', 'question-classes', at]
    if (classes.slice(0, at).some(other => other.id === id))
      return [{ path: [...path, 'id'], sentence: `The id "${id}" is used twice among the question-classes.` }]
    if (from !== undefined && until !== undefined && until < from)
      return [{ path: [...path, 'until'], sentence: `The class "${id}" ends before it begins.` }]
    return []
  })
}

function ladderComplaints(ladder: NonNullable<LibraryInFile['ladder']>, pools: ReadonlySet<string>): Complaint[] {
  return ladder.flatMap(({ pool, after }, at) => {
    const before = ladder.slice(0, at)
    if (!pools.has(pool)) return [{ path: ['ladder', at, 'pool'], sentence: `There is no pool "${pool}".` }]
    if (before.some(rung => rung.pool === pool))
      return [{ path: ['ladder', at, 'pool'], sentence: `The pool "${pool}" is on this ladder already.` }]
    if (before.some(rung => rung.after > after))
      return [{ path: ['ladder', at, 'after'], sentence: 'A rung must not come before the one above it.' }]
    return []
  })
}

function hoursComplaints(hours: LibraryInFile['hours']): Complaint[] {
  const spans = weekdays.flatMap(day =>
    (hours[day] ?? []).map((span, at) => ({ span, day, path: ['hours', day, at], parts: hoursOf(day, span) })),
  )
  return spans.flatMap(({ span, day, path, parts }, at) => {
    if (!parts) return [{ path, sentence: `The hours ${span} end before they begin.${overMidnight(day, span)}` }]
    const other = spans.slice(0, at).find(before => overlap(before.parts ?? [], parts))
    if (!other) return []
    const of = other.day === day ? '' : ` of ${other.day}`
    return [{ path, sentence: `The hours ${span} overlap with ${other.span}${of}.` }]
  })
}

function holidayComplaints(library: LibraryInFile): Complaint[] {
  return library.holidays.flatMap(({ date }, at) => {
    const path = ['holidays', at, 'date']
    if (library.holidays.slice(0, at).some(other => other.date === date))
      return [{ path, sentence: `The holiday ${date} is there twice.` }]
    if (library['closed-days'].includes(date))
      return [{ path, sentence: `The day ${date} is among the "closed-days" already: leave it out there.` }]
    return []
  })
}

/** The statements that fit on a card beside a conversation. */
const onCardMax = 6

function policyComplaints(policy: LibraryInFile['policy']): Complaint[] {
  const onCard = policy.filter(statement => statement['on-card'])
  return [
    ...repeated(
      'policy',
      'id',
      policy.map(({ id }) => id),
    ),
    ...(onCard.length > onCardMax
      ? [
          {
            path: ['policy'],
            sentence: `The today card has room for ${onCardMax} statements, not for ${onCard.length}.`,
          },
        ]
      : []),
  ]
}

function overlap(some: readonly OpeningHours[], others: readonly OpeningHours[]): boolean {
  return some.some(one => others.some(other => one.day === other.day && one.from < other.to && other.from < one.to))
}

/** How to write an intended shift over midnight. A shift this long is more often two times in the wrong order. */
function overMidnight(day: Weekday, span: string): string {
  const [from = '', to = ''] = span.split('-')
  if (from === to) return ` For the whole day write 00:00-24:00.`
  return ` If they go over midnight, write ${from}-24:00 here and 00:00-${to} under ${dayAfter(day)}.`
}

/** Two times of a session, of which the first must be shorter, and the reason. */
const order: readonly (readonly [keyof Timing, keyof Timing, string])[] = [
  ['greetingNudge', 'silenceWarning', 'The greeting nudge must come before the silence warning.'],
  ['silenceWarning', 'silenceLimit', 'The silence warning must come before the silence limit.'],
  ['silenceLimit', 'idleLimit', 'The silence limit must come before the idle limit.'],
  ['patronAsk', 'patronWarn', 'A patron must be asked whether they are there before they are warned.'],
  ['patronWarn', 'patronClose', 'A patron must be warned before the librarian is prompted to close.'],
  ['patronClose', 'idleLimit', 'The prompt to close must come before the idle limit ends the session.'],
  ['vanishedAfter', 'idleLimit', 'A librarian must count as vanished before the idle limit.'],
  ['transferLimit', 'idleLimit', 'A transfer must return before the idle limit.'],
  ['addressOffer', 'waitLimit', 'The offer to leave an address must come before the wait limit.'],
]

/**
 * The times that apply at a library contradict each other. The fault is reported at the library's own key, or at its beginning
 * if it has none.
 */
function timingComplaints(file: ConsortiumFile, library: LibraryInFile): Complaint[] {
  const timing = timingOf(file.settings.timing, library.timing)
  return order.flatMap(([first, second, sentence]) => {
    if (timing[first] < timing[second]) return []
    const own = [first, second].map(keyInFile).find(key => Object.hasOwn(library.timing, key))
    return [{ path: own ? ['timing', own] : [], sentence }]
  })
}

/** `silenceWarning` is `silence-warning` in the file. */
function keyInFile(name: string): string {
  return name.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`)
}

function repeated(list: string, key: string, values: readonly string[]): Complaint[] {
  const seen = new Set<string>()
  return values.flatMap((value, at) => {
    if (!seen.has(value)) {
      seen.add(value)
      return []
    }
    return [{ path: [list, at, key], sentence: `The ${key} "${value}" is used twice among the ${list}.` }]
  })
}

function repeatedScripts(scripts: readonly { readonly id: string }[]): Complaint[] {
  return repeated(
    'scripts',
    'id',
    scripts.map(({ id }) => id),
  )
}

function unknown(
  names: readonly string[],
  known: ReadonlySet<string>,
  what: string,
  path: readonly string[],
): Complaint[] {
  return names.flatMap((name, at) =>
    known.has(name) ? [] : [{ path: [...path, at], sentence: `There is no ${what} "${name}".` }],
  )
}

function within(list: string, at: number): (complaint: Complaint) => Complaint {
  return ({ path, sentence }) => ({ path: [list, at, ...path], sentence })
}

import { uniformInt } from 'pure-rand/distribution/uniformInt'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import type { CodeHabit } from './code-reader.ts'
import { type Fault, faultsAt, type Plan, type PointKind } from './faults.ts'
import { type FloodPlan, floodWord } from './flood.ts'
import type { Handling, LibrarianPlan } from './librarian.ts'
import type { MailHabit } from './mailbox.ts'
import type { PatronPlan } from './patron.ts'
import type { Chooser, Release } from './scheduler.ts'
import { hale, type Story, strict, wren } from './story.ts'

/** Whole numbers from `from` to `to`, the same for the same seed. */
type Dice = (from: number, to: number) => number

/** Successive seeds give independent dice, and each use has its own stream. */
function dice(seed: number, stream: number): Dice {
  const generator = xoroshiro128plus(Math.imul(seed + 1, 0x9e3779b1) ^ Math.imul(stream, 0x85ebca6b))
  return (from, to) => uniformInt(generator, from, to)
}

/** There is one fault in this many points, on average. */
const rarity = 40

/** More faults than this in one run would only show that nothing works when everything fails. */
const mostFaults = 8

/** Everything happens in a random order, and anything may fail. */
export function randomly(seed: number): Chooser {
  const order = dice(seed, 1)
  const luck = dice(seed, 2)
  // Promises that hold only without faults are tested as well.
  const isQuiet = seed % 4 === 0
  let faults = 0
  return {
    next: count => order(0, count - 1),
    fault: (_index, { kind }) => {
      if (isQuiet || faults >= mostFaults || luck(1, rarity) > 1) return undefined
      faults++
      return oneOf(luck, faultsAt[kind])
    },
    release: releases(seed),
  }
}

/** The order of a seed with the faults of a plan, for shortening a random run. */
export function inOrderOf(seed: number | undefined, plan: Plan): Chooser {
  const order = seed === undefined ? undefined : dice(seed, 1)
  const faults = new Map(plan.map(({ point, fault }) => [point, fault]))
  return {
    next: count => order?.(0, count - 1) ?? 0,
    // A point of another kind than in the plan cannot fail that way.
    fault: (index, { kind }) => {
      const fault = faults.get(index)
      return fault && canFail(kind, fault) ? fault : undefined
    },
    release: releases(seed),
  }
}

/** Random, or alternating without a seed, so that timers cross over in both directions. */
export function releases(seed: number | undefined): () => Release {
  const both: readonly Release[] = ['this', 'before']
  if (seed !== undefined) {
    const roll = dice(seed, 4)
    return () => oneOf(roll, both)
  }
  let count = 0
  return () => both[count++ % both.length] ?? 'this'
}

function canFail(kind: PointKind, fault: Fault): boolean {
  return faultsAt[kind].some(one => one === fault)
}

const names = ['ann', 'ben', 'cat', 'dan'] as const
const staff = [
  { id: 'rob', name: 'Rob', library: 'wren' },
  { id: 'nancy', name: 'Nancy', library: 'hale' },
  { id: 'erin', name: 'Erin', library: 'hale' },
] as const

/** One to four patrons and one to three librarians, each with habits of their own. */
export function randomStory(seed: number): Story {
  const roll = dice(seed, 3)
  const librarians = staff.slice(0, roll(1, staff.length)).map(one => randomLibrarian(one, roll))
  const patrons = names.slice(0, roll(1, names.length)).map(name => randomPatron(name, roll, dice(seed, 5)))
  const mailboxes = randomMailboxes(roll)
  // Somebody leaves while others are there.
  const leavesAt = librarians.length > 1 && roll(0, 7) === 0 ? roll(40_000, 200_000) : undefined
  const together = dice(seed, 6)
  const staffed = librarians.map((one, i) => ({
    ...one,
    ...randomlyTogether(one.id, together),
    ...(i === 0 && leavesAt !== undefined && { leavesAt }),
  }))
  return withAbuse({ libraries: [wren, hale], librarians: staffed, patrons, mailboxes }, dice(seed, 7))
}

/** In a fifth of the stories somebody floods a library, and in some a librarian steps back from somebody. */
function withAbuse(story: Story, roll: Dice): Story {
  const flood = roll(0, 4) === 0 ? randomFlood(roll) : undefined
  const callers = [...story.patrons.map(({ name }) => name), ...(flood ? [floodWord, floodWord] : [])]
  const abusive = roll(0, flood ? 1 : 3) === 0 ? oneOf(roll, callers) : undefined
  if (!flood && !abusive) return story
  const patrons = story.patrons.map((one, i) => ({
    ...one,
    address: `198.51.100.${i + 1}`,
    ...(one.name === abusive && randomlyAbusive(one, roll)),
  }))
  const librarians = story.librarians.map(one => ({
    ...one,
    handles: (question: string) =>
      abusive && question.startsWith(abusive) ? ('step-back' as const) : one.handles(question),
  }))
  const libraries = flood ? story.libraries.map(strict) : story.libraries
  // One that a librarian steps back from goes on asking.
  const lasting = abusive === floodWord && { questions: 8, every: 20_000 }
  return { ...story, libraries, patrons, librarians, ...(flood && { flood: { ...flood, ...lasting } }) }
}

/** They want as much as possible mailed. */
function randomlyAbusive({ name }: PatronPlan, roll: Dice): Partial<PatronPlan> {
  return {
    email: `${name}@patrons.example.org`,
    wantsTranscript: oneOf(roll, ['meanwhile', 'afterwards']),
    code: 'types',
    confirmsMeanwhile: roll(0, 1) === 0,
  }
}

function randomFlood(roll: Dice): FloodPlan {
  return {
    library: oneOf(roll, ['wren', 'hale']),
    address: '192.0.2.1',
    questions: roll(3, 6),
    after: roll(0, 60_000),
    every: oneOf(roll, [100, 1_000, 20_000]),
  }
}

function randomLibrarian(who: (typeof staff)[number], roll: Dice): LibrarianPlan {
  const handlings = [...staff.map(({ id }): Handling => (id === who.id ? 'answer' : { transferTo: id })), ...endings]
  const habits = names.map(() => oneOf(roll, handlings))
  return {
    ...who,
    limit: roll(1, 3),
    onDutyAt: roll(0, 30_000),
    picksUpFrom: roll(0, 120_000),
    handles: question => habits[names.findIndex(name => question.startsWith(name))] ?? 'answer',
    takesOver: oneOf(roll, endings),
    isThorough: roll(0, 1) === 1,
    answersLater: roll(0, 2) === 0,
    ...(roll(0, 4) === 0 && { reports: roll(1, 4) }),
    rescues: roll(0, 3) > 0,
    ...(roll(0, 3) === 0 && { sleeps: { at: roll(5_000, 120_000), wakesAfter: roll(20_000, 400_000) } }),
    ...(roll(0, 2) === 0 && { drops: { at: roll(30_000, 120_000), backAfter: roll(500, 120_000) } }),
  }
}

/** Half of them call for a colleague, and most come when they are asked. */
function randomlyTogether(id: string, roll: Dice): Partial<LibrarianPlan> {
  const others = staff.map(one => one.id).filter(other => other !== id)
  return {
    ...(roll(0, 1) === 0 && { calls: roll(0, 2) === 0 ? { invites: oneOf(roll, others) } : ('anybody' as const) }),
    besideSecond: oneOf(roll, ['stays', 'leaves']),
    asSecond: oneOf(roll, ['ignores', 'stays', 'stays', 'leaves', 'falls-silent', 'comes-late']),
  }
}

const endings: readonly Handling[] = [
  ...(['answer', 'answer', 'follow-up', 'follow-up-by-me', 'leave-alone', 'leave-after-greeting'] as const),
]

const mailHabits: readonly MailHabit[] = ['reply', 'reply-from-elsewhere', 'take-and-reply', 'press', 'out-of-office']

/** Somebody reads the mail of each library, and of each librarian, or nobody does. */
function randomMailboxes(roll: Dice): Readonly<Record<string, MailHabit>> {
  const patrons = names.map(name => `${name}@patrons.example.org`)
  const readers = [wren.mailbox, hale.mailbox, ...staff.map(({ id, library }) => `${id}@${library}.example.org`)]
  const alive = readers.filter(() => roll(0, 3) > 0).map(address => [address, oneOf(roll, mailHabits)] as const)
  const dead = [...readers, ...patrons]
    .filter(() => roll(0, 9) === 0)
    .map(address => [address, 'takes-no-mail'] as const)
  return Object.fromEntries<MailHabit>([...alive, ...dead])
}

/** Most type the code right. */
const codeHabits: readonly CodeHabit[] = [
  ...(['types', 'types', 'types', 'types', 'mistypes-first', 'mistypes-first', 'types-too-late', 'ignores'] as const),
]

/** `mail`: dice for what a patron does about email. */
function randomPatron(name: string, roll: Dice, mail: Dice): PatronPlan {
  const words = ['asks', 'says this', 'says that', 'says more'].slice(0, roll(1, 4)).map(word => `${name} ${word}`)
  // An address that they mention is not theirs.
  const mentions = mail(0, 3) === 0 ? mail(1, words.length) : 0
  return {
    name,
    library: oneOf(roll, ['wren', 'hale']),
    words: words.map((word, i) => (i + 1 === mentions ? `${word}, as my.friend@elsewhere.example.org knows` : word)),
    after: roll(0, 60_000),
    atLast: oneOf(roll, ['stay', 'leave']),
    isHasty: roll(0, 2) === 0,
    isStubborn: roll(0, 2) === 0,
    ...(mail(0, 2) === 0 && {
      wantsTranscript: oneOf(mail, ['meanwhile', 'afterwards']),
      code: oneOf(mail, codeHabits),
    }),
    ...(roll(0, 1) === 1 && { email: `${name}@patrons.example.org` }),
    ...(roll(0, 2) === 0 && { drops: { afterWords: roll(1, 3), backAfter: roll(500, 90_000) } }),
  }
}

function oneOf<T>(roll: Dice, these: readonly T[]): T {
  const one = these[roll(0, these.length - 1)]
  if (one === undefined) throw new Error('There is nothing to choose from.')
  return one
}

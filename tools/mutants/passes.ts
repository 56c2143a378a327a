import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { basename, dirname, join, relative, resolve } from 'node:path'
import { BaseSequencer, createVitest, type TestSpecification, type Vite, type Vitest } from 'vitest/node'
import whole from '../../vitest.config.ts'
import { computedAgain } from './again.ts'
import type { Instrumented } from './instrumented.ts'
import { isListed } from './survivors.ts'
import type { Line, Task } from './trying.ts'
import type { EndedBy } from './watched.ts'

/** The result of the tests for a mutant. One that `time` or `memory` ended, because they would never end with it, counts as killed. */
export type Outcome = 'killed' | EndedBy | 'survived' | 'unreached' | 'untried'

const root = resolve(import.meta.dirname, '../..')
/** One for each process, since several may run at once. */
const log = resolve(root, `.test-report/mutants-${process.pid}.jsonl`)

/** The specifications of a folder must notice its mutants, together with those of what nobody may do. */
const testsOfFolder = (file: string) => [
  `tests/unit/${relative('lib', dirname(file))}/*.test.ts`,
  'tests/unit/security/*.test.ts',
]

/** Tests that try thousands of cases each. With every surviving mutant they would take hours. */
const leftOut = [
  'tests/unit/mail/incoming/{cases,kinds,nothing-lost,programs}.test.ts',
  'tests/unit/http/{broken-requests,flood}.test.ts',
  'tests/unit/security/{after,fuzz,mails}.test.ts',
  'tests/unit/session/wakes.test.ts',
  'tests/unit/socket/follow-ups.test.ts',
]

/**
 * Tests that send each mail through a whole desk. They are run with the mutants of the files that do so, too. The other files of
 * reading mail have tests of their own, which cost a hundredth.
 */
const throughDesk = {
  tests: 'unit/(?:security/|mail/incoming/(?:receive-reply|two-machines))',
  notFor: 'mail/incoming/(?!delivery-events|learn|receive-reply|sending-doubts)',
}

/** How mutants are tried. */
export interface Trying {
  /** The number of mutants that may get a separate process. */
  readonly aloneMax?: number | undefined
  /** Patterns of the tests that must notice the mutants of a file. */
  readonly testsOf?: ((file: string) => readonly string[]) | undefined
}

/** How often in a row the process of the tests may be ended, by a crowded machine, before any mutant has a result. */
const deathsInVainMax = 3

/** The results of the unit tests for these mutants. */
export async function outcomes(
  code: Instrumented,
  tried: readonly string[],
  { aloneMax = Number.POSITIVE_INFINITY, testsOf = testsOfFolder }: Trying = {},
): Promise<ReadonlyMap<string, Outcome>> {
  const killed = new Map<string, Outcome>()
  const seen = { reached: new Set<string>(), once: new Set<string>(), loaded: new Set<string>() }
  const fatal = new Set<string>()
  const done = new Set<string>()
  const fileOf = Object.fromEntries(code.mutants.map(({ id, file }) => [id, file]))
  const about = { fileOf, users: usersOf(code.code), throughDesk, log }
  let deathsInVain = 0
  for (let isDone = false; !isDone; ) {
    const before = killed.size + fatal.size + done.size
    const mutants = tried.filter(id => !killed.has(id) && !fatal.has(id))
    const ran = await run(code, { mutants, ...about }, testsOf, done)
    for (const line of ran.all) {
      if ('killed' in line) killed.set(line.killed, 'killed')
      if ('reached' in line) seen.reached.add(line.reached)
      if ('once' in line) seen.once.add(line.once)
      if ('loaded' in line) seen.loaded.add(line.loaded)
      if ('unrepeatable' in line) console.log(`  ran only once: ${line.unrepeatable}`)
      if ('done' in line) done.add(line.done)
    }
    const { trying, by } = ran.died ?? {}
    if (trying !== undefined && by !== undefined) killed.set(trying, by)
    else if (trying !== undefined) fatal.add(trying)
    isDone = ran.died === undefined
    deathsInVain = isDone || killed.size + fatal.size + done.size > before ? 0 : deathsInVain + 1
    if (deathsInVain > deathsInVainMax)
      throw new Error(
        `The process of the tests keeps ending where no mutant is tried, after ${[...done].at(-1) ?? 'nothing'}.`,
      )
  }
  // What runs while files are loaded, those of the tests too, or is cached from the first run, needs a separate process. So does a
  // mutant with which the process was ended by something else, which may have been the machine.
  const isListedAs = new Set(code.mutants.filter(isListed).map(({ id }) => id))
  const alone = tried.filter(
    id =>
      !killed.has(id) &&
      (fatal.has(id) || seen.loaded.has(id) || seen.once.has(id)) &&
      !(seen.reached.has(id) && isListedAs.has(id)),
  )
  for (const id of alone.slice(0, aloneMax)) {
    const ran = await run(code, { mutants: { only: id }, ...about }, testsOf)
    if (ran.failed) killed.set(id, ran.died?.by ?? 'killed')
  }
  const untried = new Set(alone.slice(aloneMax))
  const reached = new Set([...seen.reached, ...seen.once, ...seen.loaded])
  const outcome = (id: string): Outcome => {
    const isKilled = killed.get(id)
    if (isKilled) return isKilled
    if (untried.has(id)) return 'untried'
    return reached.has(id) ? 'survived' : 'unreached'
  }
  return new Map(tried.map(id => [id, outcome(id)]))
}

/** Each file with those that import it. What they make of its tables and constants changes with them. */
function usersOf(code: ReadonlyMap<string, string>): Readonly<Record<string, readonly string[]>> {
  const files = [...code.keys()]
  const imports = (user: string, file: string) =>
    code
      .get(user)
      ?.match(/from '\.[^']+'/g)
      ?.some(one => join(dirname(user), one.slice("from '".length, -1)) === file)
  return Object.fromEntries(files.map(file => [file, files.filter(user => user === file || imports(user, file))]))
}

interface Ran {
  readonly all: readonly Line[]
  /** The process of the tests ended before they did, with the mutant that was being tried, and what ended it, if these are known. */
  readonly died?: { readonly trying?: string | undefined; readonly by?: EndedBy | undefined } | undefined
  readonly failed: boolean
}

let started: Vitest | undefined

/** Runs the specifications of the mutated files, except those that are finished. */
async function run(
  { code, mutants }: Instrumented,
  task: Task,
  testsOf: (file: string) => readonly string[],
  done: ReadonlySet<string> = new Set(),
): Promise<Ran> {
  mkdirSync(dirname(log), { recursive: true })
  rmSync(log, { force: true })
  const only = 'only' in task.mutants ? task.mutants.only : undefined
  started ??= await vitest(code)
  const mutated =
    only === undefined ? [...code.keys()] : mutants.filter(({ id }) => id === only).map(({ file }) => file)
  started.provide('task', task)
  started.config.related = mutated.map(file => resolve(root, file))
  started.config.bail = only === undefined ? 0 : 1
  started.config.include = [...new Set(mutated.flatMap(testsOf))]
  started.config.exclude = [...leftOut, ...done]
  started.state.filesMap.clear()
  started.state.errorsSet.clear()
  await started.start()
  process.exitCode = 0
  const all = lines()
  const failed = started.state.getFiles().filter(({ result }) => result?.state === 'fail')
  const errors = [...started.state.errorsSet]
  const died = errors.some(isDeath) ? lastMoments(all) : undefined
  if (only !== undefined) return { all, died, failed: failed.length + errors.length > 0 }
  if (died === undefined && failed.length > 0)
    throw new Error(`These fail without any mutant: ${failed.map(({ name }) => name).join(', ')}.`)
  return { all, died, failed: failed.length > 0 }
}

/** What Vitest says when the process of the tests is gone. Other errors that no test awaits are what mutants leave behind. */
function isDeath(error: unknown): boolean {
  return error instanceof Error && /exited unexpectedly/.test(`${error.message} ${error.cause}`)
}

function lastMoments(all: readonly Line[]): Ran['died'] {
  const [last, beforeLast] = [all.at(-1), all.at(-2)]
  const by = last && 'ended' in last ? last.ended : undefined
  const line = by === undefined ? last : beforeLast
  return { by, trying: line && 'trying' in line ? line.trying : undefined }
}

function lines(): readonly Line[] {
  return readFileSync(log, { encoding: 'utf8', flag: 'a+' })
    .split('\n')
    .filter(line => line.endsWith('}'))
    .map(line => JSON.parse(line))
}

export async function finish(): Promise<void> {
  await started?.close()
  started = undefined
  rmSync(log, { force: true })
}

function vitest(code: ReadonlyMap<string, string>): Promise<Vitest> {
  const { projects: [unit] = [], ...shared } = whole.test ?? {}
  const served = new Map([...code].map(([file, text]) => [resolve(root, file), text]))
  return createVitest(
    'test',
    {
      ...shared,
      ...(typeof unit === 'object' && 'test' in unit ? unit.test : {}),
      config: false,
      root,
      watch: false,
      pool: 'forks',
      maxWorkers: 1,
      reporters: [{}],
      // The log of the code goes to the console, from where it reaches no reporter.
      env: { POWERTOOLS_DEV: 'true' },
      runner: resolve(import.meta.dirname, 'trying.ts'),
      sequence: { sequencer: NearestFirst },
    },
    { plugins: [serving(served), computedAgain(root)] },
  )
}

/**
 * Serves other code in place of these files, and makes the cache depend on that code, since the cache considers only the files.
 */
function serving(code: ReadonlyMap<string, string>): Vite.Plugin {
  return {
    name: 'mutants',
    enforce: 'pre',
    load: id => code.get(id),
    configureVitest: ({ defineCacheKeyGenerator }) => defineCacheKeyGenerator(({ id }) => code.get(id)),
  }
}

/** The tests next to the mutants notice most of them, so they run first, then those that cost little. */
class NearestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const mutated = this.ctx.config.related ?? []
    const ranks = new Map(
      files.map(file => [file, Math.min(...mutated.map(other => distance(other, file.moduleId))) + costOf(file)]),
    )
    return [...files].sort((a, b) => (ranks.get(a) ?? 0) - (ranks.get(b) ?? 0))
  }
}

/** 0 for the specification of the file itself, 1 for one of its folder, 2 for any other. */
function distance(mutated: string, test: string): number {
  if (relative(`${root}/tests/unit`, dirname(test)) !== relative(`${root}/lib`, dirname(mutated))) return 2
  return basename(test, '.test.ts') === basename(mutated, '.ts') ? 0 : 1
}

/** Less than 1. Tests that wait for something cost many times what the others do. */
function costOf({ moduleId }: TestSpecification): number {
  const source = readFileSync(moduleId, 'utf8')
  return source.length / 1e9 + (/\bawait\b/.test(source) ? 0.5 : 0)
}

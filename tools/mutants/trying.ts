import { appendFileSync, readFileSync } from 'node:fs'
import { dirname, relative, resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { inject, type RunnerTestCase, type RunnerTestSuite, TestRunner, vi } from 'vitest'
import type { Again } from './again.ts'
import { computedMs, type EndedBy, type Watch, watched } from './watched.ts'

/** The input of the process that runs the tests. */
export interface Task {
  /** The mutants to try with each test that reaches them, or the one that everything is loaded and run with. */
  readonly mutants: readonly string[] | { readonly only: string }
  /** The file of each mutant. */
  readonly fileOf: Readonly<Record<string, string>>
  /** Each file with those that import it. */
  readonly users: Readonly<Record<string, readonly string[]>>
  /** Patterns of tests, and of the files whose mutants are not tried with them. */
  readonly throughDesk: { readonly tests: string; readonly notFor: string }
  /** The file in which it records each step, one line each. */
  readonly log: string
}

/** One line of that file. */
export type Line =
  | { readonly trying: string }
  /** The trial was ended, and the process with it. */
  | { readonly ended: EndedBy }
  | { readonly killed: string; readonly by: string }
  /** The mutant was reached by a test, but not when that test ran again. */
  | { readonly once: string }
  /** The mutant was reached while files were loaded. */
  | { readonly loaded: string }
  | { readonly reached: string }
  | { readonly unrepeatable: string }
  | { readonly done: string }

declare module 'vitest' {
  interface ProvidedContext {
    readonly task: Task
  }
}

/** The global state that the instrumented code reads, as StrykerJS defines it. */
interface Switch {
  activeMutant?: string | undefined
  currentTestId?: string | undefined
  hitCount?: number | undefined
  hitLimit?: number | undefined
  mutantCoverage?: { readonly static: Hits; readonly perTest: Record<string, Hits> }
  /** The mutants that no test of this process has noticed yet. */
  alive?: Set<string>
  again?: readonly Again[]
  watch?: Watch
}
type Hits = Record<string, number>

declare global {
  var __stryker__: Switch | undefined
}
globalThis.__stryker__ ??= {}
const now = globalThis.__stryker__

const task = inject('task')
const write = (line: Line) => appendFileSync(task.log, `${JSON.stringify(line)}\n`)
now.watch ??= watched(task.log)
const watch = now.watch

/** A test that has not ended after the event loop has had this many turns is waiting for something that never comes. */
const waitingTurns = 200
const turnMs = 50

/**
 * Runs every test as usual, and then once more with each mutant that it reached: a mutant with which it fails is killed. No
 * mutant needs a new process, so thousands of them take minutes.
 */
export default class TryingRunner extends TestRunner {
  override async importFile(...about: Parameters<TestRunner['importFile']>): Promise<unknown> {
    if ('only' in task.mutants) {
      now.activeMutant = task.mutants.only
      watch.begin()
    }
    now.currentTestId = undefined
    try {
      return await super.importFile(...about)
    } finally {
      now.currentTestId = 'none'
    }
  }

  async runTask(test: RunnerTestCase): Promise<void> {
    if ('only' in task.mutants) {
      watch.begin()
      return TestRunner.getTestFn(test)()
    }
    now.alive ??= new Set(task.mutants)
    if (now.alive.size === 0) return
    now.currentTestId = test.id
    const before = computedMs()
    try {
      await TestRunner.getTestFn(test)()
    } finally {
      now.currentTestId = 'none'
    }
    const plainMs = computedMs() - before
    const hits = now.mutantCoverage?.perTest[test.id] ?? {}
    if (now.mutantCoverage) delete now.mutantCoverage.perTest[test.id]
    await triesEach(test, plainMs, hits, now.alive)
  }

  override onAfterRunFiles(files: Parameters<TestRunner['onAfterRunFiles']>[0]): void {
    super.onAfterRunFiles(files)
    for (const id of Object.keys(now.mutantCoverage?.static ?? {})) write({ loaded: id })
    for (const { filepath } of files) write({ done: filepath })
  }
}

async function triesEach(test: RunnerTestCase, plainMs: number, hits: Hits, alive: Set<string>): Promise<void> {
  const loaded = loadedWith(test, hits)
  const reached = [...new Set([...Object.keys(hits), ...loaded])].filter(id => alive.has(id) && isFor(test, id))
  if (reached.length === 0) return
  // A test that keeps state from one run to the next says nothing about a mutant.
  if (await fails(test)) return write({ unrepeatable: test.name })
  for (const id of reached) {
    write({ trying: id })
    watch.begin(plainMs)
    now.activeMutant = id
    now.hitCount = 0
    now.hitLimit = 1_000 + 100 * (hits[id] ?? 0)
    const isWrong = loaded.has(id) && computesAgain(id) === 'failed'
    const noticed = isWrong || (await fails(test))
    const isReached = now.hitCount > 0
    now.activeMutant = undefined
    now.hitCount = undefined
    if (loaded.has(id)) computesAgain(id)
    if (!noticed) {
      watch.end()
      write(isReached ? { reached: id } : { once: id })
      continue
    }
    // The same holds for a test in which a mutant has left something behind.
    const isSpoilt = await fails(test)
    watch.end()
    if (isSpoilt) return write({ unrepeatable: test.name })
    alive.delete(id)
    write({ killed: id, by: test.name })
  }
}

/** The mutants in tables and constants of the files that a test runs or imports, and of those that these files import. */
function loadedWith({ file }: RunnerTestCase, hits: Hits): ReadonlySet<string> {
  const ran = new Set([...Object.keys(hits).map(id => task.fileOf[id] ?? ''), ...importedBy(file.filepath)])
  return new Set(Object.keys(now.mutantCoverage?.static ?? {}).filter(id => usersOf(id).some(user => ran.has(user))))
}

function isFor({ file }: RunnerTestCase, id: string): boolean {
  const { tests, notFor } = task.throughDesk
  return !(new RegExp(tests).test(file.filepath) && new RegExp(notFor).test(task.fileOf[id] ?? ''))
}

function importedBy(test: string): readonly string[] {
  const imports = readFileSync(test, 'utf8').match(/from '\.[^']+'/g) ?? []
  return imports.map(one => relative('', resolve(dirname(test), one.slice("from '".length, -1))))
}

function usersOf(id: string): readonly string[] {
  return task.users[task.fileOf[id] ?? ''] ?? []
}

/** Computes the tables and constants of a mutant's file again, and those of its users, in the order in which they were loaded. */
function computesAgain(id: string): 'done' | 'failed' {
  const users = usersOf(id)
  try {
    for (const { file, run } of now.again ?? []) if (users.includes(file)) run()
    return 'done'
  } catch {
    return 'failed'
  }
}

/** Whether a test fails, or never ends, when it runs once more, with the hooks around it. */
async function fails(test: RunnerTestCase): Promise<boolean> {
  const suites = suitesAround(test)
  const hooks = suites.map(suite => [suite, TestRunner.getSuiteHooks(suite)] as const)
  try {
    for (const [suite, { beforeEach }] of hooks) for (const hook of beforeEach) await hook(test.context, suite)
    return await isLost(TestRunner.getTestFn(test)())
  } catch {
    return true
  } finally {
    for (const [suite, { afterEach }] of hooks.toReversed())
      for (const hook of afterEach) await hook(test.context, suite)
    vi.useRealTimers()
  }
}

/** The outermost comes first. */
function suitesAround({ suite, file }: RunnerTestCase): readonly RunnerTestSuite[] {
  const around: RunnerTestSuite[] = []
  for (let one = suite; one; one = one.suite) around.unshift(one)
  return around.includes(file) ? around : [file, ...around]
}

async function isLost(running: void | PromiseLike<void>): Promise<boolean> {
  let isOver = false
  const ended = Promise.resolve(running).finally(() => {
    isOver = true
  })
  const waited = async () => {
    for (let i = 0; i < waitingTurns && !isOver; i++) await pause(turnMs)
  }
  await Promise.race([ended, waited()])
  return !isOver
}

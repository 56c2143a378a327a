import { relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createVitest } from 'vitest/node'

/** A test by its full title: those of the groups around it and its own, with every table of cases filled in. */
export interface TestTitle {
  /** Relative to the project, e.g. `tests/unit/session/ask.test.ts`. */
  readonly file: string
  readonly title: string
}

const root = fileURLToPath(new URL('../..', import.meta.url))

/**
 * The title of every test, as Vitest itself collects them: each file is loaded and no test is run, in one thread. The
 * template has to be built, since some tests are made from it. Throws if a file cannot be loaded.
 */
export async function collectTitles(): Promise<readonly TestTitle[]> {
  const vitest = await createVitest('test', {
    config: false,
    root,
    watch: false,
    include: ['tests/**/*.test.ts'],
    pool: 'threads',
    isolate: false,
    maxWorkers: 1,
    reporters: [],
  })
  try {
    const { testModules } = await vitest.collect(undefined, { staticParse: false })
    const broken = testModules.flatMap(module => module.errors())
    if (broken[0]) throw new Error(`A test file cannot be loaded: ${broken[0].message}`)
    return testModules
      .map(module => ({ file: relative(root, module.moduleId), tests: [...module.children.allTests()] }))
      .toSorted((one, other) => (one.file < other.file ? -1 : 1))
      .flatMap(({ file, tests }) => tests.map(({ fullName }) => ({ file, title: fullName })))
  } finally {
    await vitest.close()
  }
}

if (import.meta.main) process.stdout.write(JSON.stringify(await collectTitles()))

import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { relative, resolve } from 'node:path'
import { afterAll, expect, it } from 'vitest'

const root = resolve(import.meta.dirname, '../..')
mkdirSync(`${root}/.test-report`, { recursive: true })
const folder = mkdtempSync(`${root}/.test-report/made-up-`)
afterAll(() => rmSync(folder, { recursive: true }))

const code = `
export function isFull(count: number): boolean {
  return count >= 3
}
`

/** With a mutant that is never full, the loop allocates without end. \`diesOnce\` does what a crowded machine would. */
const tests = `
import { existsSync, writeFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { isFull } from './code.ts'

function diesOnce(where: string): void {
  const mark = new URL(where, import.meta.url)
  if (existsSync(mark)) return
  writeFileSync(mark, '')
  process.kill(process.pid, 'SIGKILL')
}

it('ends its process once where no mutant is tried', () => {
  diesOnce('plain')
})

it('ends its process once with a mutant that no test notices', () => {
  if (!isFull(3)) diesOnce('tried')
})

it('fills what is given', () => {
  const kept: Uint8Array[] = []
  while (!isFull(kept.length)) kept.push(new Uint8Array(2 ** 22).fill(1))
  expect(isFull(2)).toBe(false)
})
`

/** Prints the result of each mutant. */
const trying = (file: string) => `
import { instrumented } from './tools/mutants/instrumented.ts'
import { finish, outcomes } from './tools/mutants/passes.ts'

const code = await instrumented(['${file}'])
const found = await outcomes(code, code.mutants.map(({ id }) => id), { testsOf: () => ['${file.replace('.ts', '.test.ts')}'] })
await finish()
console.log(JSON.stringify(code.mutants.map(({ id, words }) => [words, found.get(id)])))
`

it('a mutant that allocates without end counts as killed, and no end of a process is the end of the run', () => {
  writeFileSync(`${folder}/code.ts`, code)
  writeFileSync(`${folder}/code.test.ts`, tests)
  const script = trying(relative(root, `${folder}/code.ts`))
  const printed = execFileSync(process.execPath, ['--input-type=module', '--eval', script], { cwd: root })
  const results = new Map<string, string>(JSON.parse(`${printed}`.trim().split('\n').at(-1) ?? ''))
  expect(Object.fromEntries(results)).toEqual({
    '{ return count >= 3 } → {}': 'memory',
    'count >= 3 → false': 'memory',
    'count >= 3 → true': 'killed',
    'count >= 3 → count < 3': 'killed',
    'count >= 3 → count > 3': 'survived',
  })
})

import { globSync } from 'node:fs'
import { type Instrumented, instrumented, type Mutant } from './instrumented.ts'
import { changedIn, recordMeasured } from './measured.ts'
import { finish, outcomes } from './passes.ts'
import { isListed, listedInVain, unlisted } from './survivors.ts'

/**
 * Tries the mutants of these folders. A mutant is a small change of the code that a unit test should notice.
 *
 *     node tools/mutants/mutants.ts                    all of them, folder by folder
 *     node tools/mutants/mutants.ts lib/session/tick.ts   those of some files
 *     node tools/mutants/mutants.ts --changed          some of those in definitions that have changed since they were tried
 */
const folders = ['access', 'http', 'socket', 'follow-up', 'session', 'mail/incoming']

const filesIn = (folder: string) => globSync(`lib/${folder}/*.ts`).sort()
const all = folders.flatMap(filesIn)

/** The number of mutants of a change that `npm test` tries, and how many of them get a separate process. */
const changedTriedMax = 60
const changedAloneMax = 8

/** The percentage of a folder's mutants that must be killed. All others must be listed. */
const killedMin = 90

async function tryWhole(paths: readonly string[]): Promise<boolean> {
  const files = paths.length === 0 ? all : all.filter(file => paths.some(path => file.startsWith(path)))
  const oks: boolean[] = []
  for (const folder of folders) {
    const here = files.filter(file => filesIn(folder).includes(file))
    if (here.length === 0) continue
    oks.push(await tryFolder(folder, here))
  }
  return oks.length > 0 && oks.every(Boolean)
}

async function tryFolder(folder: string, files: readonly string[]): Promise<boolean> {
  const code = await instrumented(files)
  const { living } = await tryAll(code, code.mutants)
  const unknown = unlisted(living)
  const inVain = listedInVain(code.mutants, living)
  const killed = code.mutants.length - living.length
  const percent = Math.floor((1000 * killed) / code.mutants.length) / 10
  console.log(
    `lib/${folder}: ${killed} of ${code.mutants.length} mutants killed (${percent} %), ${living.length - unknown.length} listed, ${unknown.length} not.`,
  )
  tell(unknown)
  recordMeasured(
    files.filter(file => !unknown.some(mutant => mutant.file === file)),
    all,
  )
  for (const key of inVain) console.log(`  in the list of survivors, and killed or gone: ${key}`)
  return percent >= killedMin && unknown.length === 0 && inVain.length === 0
}

async function tryChanged(): Promise<boolean> {
  const changed = new Map(all.map(file => [file, changedIn(file)] as const).filter(([, names]) => names.length > 0))
  if (changed.size === 0) return true
  const code = await instrumented([...changed.keys()])
  const candidates = code.mutants.filter(mutant => changed.get(mutant.file)?.includes(mutant.definition))
  const chosen = spread(candidates.filter(mutant => !isListed(mutant)))
  const { living, untried } = await tryAll(code, chosen, changedAloneMax)
  const tried = chosen.length - untried
  console.log(
    `${tried - living.length} of ${tried} mutants killed, of ${candidates.length} in definitions that have changed since theirs were tried.`,
  )
  tell(living)
  if (living.length > 0) console.log('docs/internals/mutants.md says what to do.')
  return living.length <= tried / 10
}

/** A sample of the allowed size, spread over the whole list and always the same. */
function spread(mutants: readonly Mutant[]): readonly Mutant[] {
  const every = Math.max(1, mutants.length / changedTriedMax)
  return mutants.filter((_mutant, i) => i === 0 || Math.floor(i / every) !== Math.floor((i - 1) / every))
}

async function tryAll(code: Instrumented, tried: readonly Mutant[], aloneMax?: number) {
  const ids = tried.map(({ id }) => id)
  const found = await outcomes(code, ids, { aloneMax })
  await finish()
  return {
    living: tried.filter(({ id }) => ['survived', 'unreached'].includes(found.get(id) ?? '')),
    untried: [...found.values()].filter(one => one === 'untried').length,
  }
}

function tell(living: readonly Mutant[]): void {
  for (const { file, line, definition, words } of living)
    console.log(`  no test notices (${file}:${line}, ${definition}): ${words}`)
}

const args = process.argv.slice(2)
const isGreen = args[0] === '--changed' ? await tryChanged() : await tryWhole(args)
process.exitCode = isGreen ? 0 : 1

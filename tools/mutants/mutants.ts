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

/** What `npm test` tries of a change: so many files, so many mutants of them, and so many of these in a separate process. */
const changedFilesMax = 4
const changedTriedMax = 30
const changedAloneMax = 4

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
  const files = spread([...changed.keys()], changedFilesMax)
  const code = await instrumented(files)
  const candidates = code.mutants.filter(mutant => changed.get(mutant.file)?.includes(mutant.definition))
  const open = candidates.filter(mutant => !isListed(mutant))
  const chosen = spread(open, changedTriedMax)
  const { living, untried } = await tryAll(code, chosen, changedAloneMax)
  const tried = chosen.length - untried
  const isWhole = tried === open.length && files.length === changed.size
  console.log(
    `${tried - living.length} of ${tried} mutants killed, of ${candidates.length} in definitions that have changed since theirs were tried, in ${files.length} of ${changed.size} files.`,
  )
  tell(living)
  if (living.length > 0) tellTheWayOut(living)
  return living.length <= livingMax(tried, isWhole)
}

/** One in ten. A sample may have more of them by chance: two standard deviations. */
function livingMax(tried: number, isWhole: boolean): number {
  const share = 1 - killedMin / 100
  return share * tried + (isWhole ? 0 : 2 * Math.sqrt(tried * share * (1 - share)))
}

/** A sample of this size at most, spread over the whole list and always the same. */
function spread<T>(list: readonly T[], max: number): readonly T[] {
  const every = Math.max(1, list.length / max)
  return list.filter((_one, i) => i === 0 || Math.floor(i / every) !== Math.floor((i - 1) / every))
}

function tellTheWayOut(living: readonly Mutant[]): void {
  const files = [...new Set(living.map(({ file }) => file))]
  console.log(
    'A unit test that fails with the change is missing, or its reason in tools/mutants/survivors. This tries them all:',
  )
  console.log(`  npm run mutants -- ${files.join(' ')}`)
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

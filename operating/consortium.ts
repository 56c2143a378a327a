import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import * as v from 'valibot'
import { Document, parse } from 'yaml'
import { readConsortium, root } from '../infra/parts/consortium-file.ts'
import { consortiumFile, placeOf } from '../infra/parts/settings.ts'
import { ChangedMeanwhile, readEntries, writeBatch } from '../lib/aws/directory-entries.ts'
import { librarianEntry, libraryEntry } from '../lib/aws/stored/directory.ts'
import { planned } from '../lib/consortium/apply.ts'
import { asFile, inDirectory } from '../lib/consortium/as-file.ts'
import type { Consortium } from '../lib/consortium/consortium.ts'
import { type Change, changesBetween } from '../lib/consortium/directory.ts'
import { directoryEntries } from '../lib/consortium/entries.ts'
import { fileShape } from '../lib/consortium/file-shape.ts'
import { entryKey } from '../lib/consortium/library.ts'
import { addressesGone, librariansGone, mailboxesMoved } from '../lib/consortium/news.ts'
import { warningsAbout } from '../lib/consortium/warnings.ts'
import { type Desk, deployedDesk, localDesk, sentence } from './desk.ts'
import { saidDifferences, saidPlan } from './say.ts'

const usage = `npm run consortium -- check  [FILE]             what is wrong in the file, line by line
npm run consortium -- diff   [FILE] [options]   what the file would change at the desk, and who changed it since
npm run consortium -- apply  [FILE] [options]   changes it, each library whole or not at all
npm run consortium -- export [FILE] [options]   prints the file with libraries and librarians as the desk has them

  --local          the desk of npm start, instead of the stack that the file names
  --http URL       the same, at another URL than http://127.0.0.1:4510
  --stack NAME     another stack than the one that the file names
  --region REGION  another region
  --overwrite NAME may overwrite what was changed in the browser: library:east, librarian:ann; once for each`

export interface Asked {
  readonly command: string
  readonly file: string
  readonly http?: string
  readonly stack?: string
  readonly region?: string
  readonly overwrite: readonly string[]
}

type Say = (line: string) => void

/** Runs the command and returns the exit code. `diff` returns 1 if something differs, `apply` if something was left unchanged. */
export async function run(asked: Asked, say: Say): Promise<number> {
  const consortium = readConsortium(asked.file)
  if (asked.command === 'check') return checked(asked, consortium, say)
  const desk = await deskOf(asked, consortium)
  if (asked.command === 'export') return exported(asked, desk, say)
  const wanted = directoryEntries(withOrigins(consortium, desk))
  const changes = changesBetween(wanted, await readEntries(desk.documents, desk.table))
  if (changes.length === 0) {
    say(`Nothing differs between ${asked.file} and ${desk.name}.`)
    return 0
  }
  if (asked.command === 'apply') return applied(asked, desk, changes, say)
  for (const line of saidDifferences(changes)) say(line)
  return 1
}

function checked({ file }: Asked, consortium: Consortium, say: Say): number {
  const { libraries, librarians } = consortium
  say(`${file} is right: ${libraries.length} libraries, ${librarians.length} librarians.`)
  for (const warning of warningsAbout(consortium)) say(`Warning: ${warning}`)
  return 0
}

async function applied({ overwrite }: Asked, desk: Desk, changes: readonly Change[], say: Say): Promise<number> {
  const plan = planned(changes, overwrite)
  for (const line of saidPlan(plan)) say(line)
  const written = { at: new Date().toISOString(), by: desk.by, through: 'file' as const }
  let left = plan.held.length
  const done: Change[] = []
  const moved: string[] = []
  for (const batch of plan.batches) {
    const about = batch.library ?? 'names that patrons may not go by'
    try {
      await writeBatch(desk.documents, desk.table, batch, written)
      say(`${about}: ${batch.changes.length} written.`)
      done.push(...batch.changes)
      moved.push(...mailboxesMoved(batch.changes))
    } catch (error) {
      if (!(error instanceof ChangedMeanwhile)) throw error
      left++
      say(`${about}: somebody has changed it meanwhile, and nothing of it was written. Look at it again with diff.`)
    }
  }
  const gone = librariansGone(done)
  const areOffDuty = gone.length === 0 || (await tookOffDuty(desk, gone, say))
  const areTested = moved.length === 0 || (await hadTested(desk, moved, say))
  const areInvited = await invited(desk, done, say)
  return left > 0 || !areOffDuty || !areTested || !areInvited ? 1 : 0
}

/** A second run would find no differences, so a failure says how to repeat this part. */
export async function hadTested(desk: Desk, moved: readonly string[], say: Say): Promise<boolean> {
  try {
    await desk.testMailboxes(moved)
    say(`Their mailboxes get a test mail within a day: ${moved.join(', ')}.`)
    return true
  } catch (error) {
    say(
      `The new mailboxes of ${moved.join(', ')} may get no test mail (${sentence(error)}). To have them tested, invoke the function ${desk.listener} with ${JSON.stringify({ mailboxes: moved })}.`,
    )
    return false
  }
}

/** Invites people who are new, and switches off those who have left. The desk repeats by itself what fails now. */
async function invited(desk: Desk, done: readonly Change[], say: Say): Promise<boolean> {
  const kind = entryKey.signIn('')
  const gone = addressesGone(done)
  const isAnybodyNew = done.some(({ entry, now }) => entry.startsWith(kind) && now === undefined)
  if (gone.length === 0 && !isAnybodyNew) return true
  try {
    const { invited, waiting } = await desk.invite(gone)
    if (invited > 0) say(`Invited by mail: ${invited}.`)
    if (waiting > 0) say(`Not invited yet: ${waiting}. The desk tries again every quarter of an hour.`)
    return true
  } catch (error) {
    say(`Nobody could be invited now (${sentence(error)}). The desk tries again every quarter of an hour.`)
    return false
  }
}

/**
 * Takes them off duty at once, not when their connection ends. A second run would find no differences, so a failure says how to
 * repeat this part.
 */
export async function tookOffDuty(desk: Desk, gone: readonly string[], say: (line: string) => void): Promise<boolean> {
  try {
    await desk.takeOffDuty(gone)
    say(`Off duty, because they have left: ${gone.join(', ')}.`)
    return true
  } catch (error) {
    say(
      `${gone.join(', ')} cannot sign in any more, but may still be on duty (${sentence(error)}). To take them off duty, invoke the function ${desk.listener} with ${JSON.stringify({ left: gone })}.`,
    )
    return false
  }
}

function deskOf({ http, ...asked }: Asked, { settings }: Consortium): Promise<Desk> {
  if (http !== undefined) return localDesk(http)
  const { stack, region } = placeOf(settings.deployment, asked)
  return deployedDesk(stack, region)
}

/** On one machine the desk admits the pages that it serves itself. */
function withOrigins(consortium: Consortium, { localOrigins }: Desk): Consortium {
  const libraries = consortium.libraries.map(one => ({ ...one, origins: [...one.origins, ...localOrigins] }))
  return { ...consortium, libraries }
}

async function exported({ file }: Asked, desk: Desk, say: Say): Promise<number> {
  const own = v.parse(fileShape, parse(readFileSync(resolve(root, file), 'utf8')))
  const entries = await readEntries(desk.documents, desk.table)
  const { name, settings, ...rest } = asFile(
    own,
    inDirectory(entries, { library: libraryEntry.schema, librarian: librarianEntry.schema }),
  )
  // The settings are those of the file itself, without the defaults that were filled in.
  const written = v.parse(v.looseObject({ settings: v.unknown() }), parse(readFileSync(resolve(root, file), 'utf8')))
  say(new Document({ name, settings: written.settings ?? settings, ...rest }).toString({ lineWidth: 0 }).trimEnd())
  return 0
}

/** What the command line asks for; undefined if it asks for help. */
export function askedBy(args: readonly string[]): Asked | undefined {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      local: { type: 'boolean', default: false },
      http: { type: 'string' },
      stack: { type: 'string' },
      region: { type: 'string' },
      overwrite: { type: 'string', multiple: true, default: [] },
      help: { type: 'boolean', default: false },
    },
  })
  const [command = '', file] = positionals
  if (values.help || !['check', 'diff', 'apply', 'export'].includes(command)) return undefined
  const http = values.http ?? (values.local ? 'http://127.0.0.1:4510' : undefined)
  return {
    command,
    file: file ?? consortiumFile(),
    overwrite: values.overwrite,
    ...(http !== undefined && { http }),
    ...(values.stack !== undefined && { stack: values.stack }),
    ...(values.region !== undefined && { region: values.region }),
  }
}

if (import.meta.main) {
  try {
    const asked = askedBy(process.argv.slice(2))
    if (asked) process.exitCode = await run(asked, console.log)
    else console.log(usage)
  } catch (error) {
    console.error(sentence(error))
    process.exitCode = 2
  }
}

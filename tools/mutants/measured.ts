import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { definitionsIn } from './definitions.ts'

const record = new URL('measured.json', import.meta.url)

/** For each file, its definitions as they were when all of its mutants were last tried. */
type Measured = Readonly<Record<string, string>>

function measured(): Measured {
  return existsSync(record) ? JSON.parse(readFileSync(record, 'utf8')) : {}
}

/**
 * The definitions of a file that have changed since they were measured. A definition that moved here from another file counts as
 * unchanged.
 */
export function changedIn(file: string): readonly string[] {
  const known = new Set(Object.values(measured()).flatMap(looks => looks.split(' ')))
  return definitionsIn(readFileSync(file, 'utf8'))
    .filter(({ text }) => !known.has(look(text)))
    .map(({ name }) => name)
}

/** Records that every mutant of these files has been tried. `all` lists the existing files. */
export function recordMeasured(files: readonly string[], all: readonly string[]): void {
  const before = measured()
  const looksOf = (file: string) =>
    files.includes(file)
      ? definitionsIn(readFileSync(file, 'utf8'))
          .map(({ text }) => look(text))
          .join(' ')
      : (before[file] ?? '')
  const now = Object.fromEntries(all.map(file => [file, looksOf(file)] as const).filter(([, looks]) => looks !== ''))
  writeFileSync(record, `${JSON.stringify(now, undefined, 2)}\n`)
}

function look(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 8)
}

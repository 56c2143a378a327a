import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import * as v from 'valibot'
import { parse } from 'yaml'
import type { Consortium } from '../../lib/consortium/consortium.ts'
import { directoryEntries } from '../../lib/consortium/entries.ts'
import { fileShape } from '../../lib/consortium/file-shape.ts'
import { parseConsortium } from '../../lib/consortium/parse.ts'

/** The folder that holds the project. */
export const root = fileURLToPath(new URL('../..', import.meta.url))

/** The consortium file cannot be used. `message` has a line for each problem, beginning with `file:line:`. */
export class BadConsortiumFile extends Error {
  override readonly name = 'BadConsortiumFile'
}

/** The consortium in this file, whose path is relative to the project's folder. Throws BadConsortiumFile. */
export function readConsortium(file: string): Consortium {
  const path = resolve(root, file)
  if (!existsSync(path)) throw new BadConsortiumFile(`${file}: There is no such file.`)
  const read = parseConsortium(readFileSync(path, 'utf8'))
  if ('consortium' in read) return withLocalPages(read.consortium)
  throw new BadConsortiumFile(read.problems.map(({ line, sentence }) => `${file}:${line}: ${sentence}`).join('\n'))
}

/**
 * On one machine the desk admits the pages that it serves itself. Only the local desk sets this, so no deployment admits them.
 */
function withLocalPages(consortium: Consortium): Consortium {
  const local = process.env.COOPDESK_LOCAL_ORIGINS?.split(' ').filter(Boolean) ?? []
  const libraries = consortium.libraries.map(library => ({ ...library, origins: [...library.origins, ...local] }))
  return { ...consortium, libraries }
}

/** What the file says beside its libraries and librarians, as stored beside the `settings` function's bundle. Throws BadConsortiumFile. */
export function baseJson(file: string): string {
  readConsortium(file)
  const {
    libraries: _libraries,
    librarians: _librarians,
    ...base
  } = v.parse(fileShape, parse(readFileSync(resolve(root, file), 'utf8')))
  return `${JSON.stringify(base, null, 1)}\n`
}

/** The directory's entries as stored beside the `directory` function's bundle, for a desk that has none yet. */
export function entriesJson(consortium: Consortium): string {
  return `${JSON.stringify(directoryEntries(consortium), null, 1)}\n`
}

import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './consortium-file.ts'
import { functionNames } from './functions.ts'

/**
 * The folder with the bundles, one subfolder for each function. A desk on this machine has a separate one, since its consortium
 * file also names the pages of this machine (`local/build.ts`).
 */
export const bundlesFolder = join(process.env.COOPDESK_DIST ?? join(root, 'dist'), 'functions')

/** The file beside the `directory` function's bundle that holds what it writes. */
export const entriesFile = 'consortium.json'

/** The bundles are missing or belong to another consortium file. `message` is one sentence. */
export class NotBuilt extends Error {
  override readonly name = 'NotBuilt'
}

/** Makes sure that every bundle is there and that these entries are in the directory's; throws NotBuilt. */
export function assertBuilt(bundles: string, entries: string): void {
  const missing = functionNames.find(name => !existsSync(join(bundles, name, 'index.mjs')))
  if (missing) throw new NotBuilt(`The function "${missing}" has not been bundled: run "npm run build" first.`)
  const file = join(bundles, 'directory', entriesFile)
  if (!existsSync(file) || readFileSync(file, 'utf8') !== entries)
    throw new NotBuilt(
      'The bundles were built for another consortium file: run "npm run build", with COOPDESK_CONSORTIUM naming the file if it is not the usual one.',
    )
}

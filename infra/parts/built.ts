import { cpSync, existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './consortium-file.ts'
import { functionNames } from './functions.ts'

/** Where the build puts the bundle of every function, each in a folder of its own. A desk on this machine has a folder for itself. */
export const bundlesFolder = join(process.env.COOPDESK_DIST ?? join(root, 'dist'), 'functions')

/** There are no bundles to deploy; `message` is one sentence. */
export class NotBuilt extends Error {
  override readonly name = 'NotBuilt'
}

/** Makes sure that every bundle is there; throws NotBuilt. */
export function assertBuilt(bundles: string): void {
  const missing = functionNames.find(name => !existsSync(join(bundles, name, 'index.mjs')))
  if (missing) throw new NotBuilt(`The function "${missing}" has not been bundled: run "npm run build" first.`)
}

/**
 * The bundle of the `directory` function with the entries that it loads a new desk with. A copy of its own in `folder`, so that
 * nothing that is synthesised for another consortium meanwhile can get into it.
 */
export function withEntries(bundles: string, entries: string, folder: string): string {
  const copy = join(folder, 'directory-with-entries')
  cpSync(join(bundles, 'directory'), copy, { recursive: true })
  writeFileSync(join(copy, 'consortium.json'), entries)
  return copy
}

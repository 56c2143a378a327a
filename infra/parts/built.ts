import { cpSync, existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './consortium-file.ts'
import { functionNames } from './functions.ts'

/**
 * The folder with the bundles, one subfolder for each function. A desk on this machine has a separate one, since its consortium
 * file also names the pages of this machine (`local/build.ts`).
 */
export const bundlesFolder = join(process.env.COOPDESK_DIST ?? join(root, 'dist'), 'functions')

/** The folder with the pages, as they stand under their address. */
export const pagesFolder = join(bundlesFolder, '..', 'web')

/** The bundles are missing. `message` is one sentence. */
export class NotBuilt extends Error {
  override readonly name = 'NotBuilt'
}

/** Makes sure that every bundle is there; throws NotBuilt. */
export function assertBuilt(bundles: string): void {
  const missing = functionNames.find(name => !existsSync(join(bundles, name, 'index.mjs')))
  if (missing) throw new NotBuilt(`The function "${missing}" has not been bundled: run "npm run build" first.`)
}

/**
 * The bundle of the `directory` function with the entries that it loads a new desk with. It is a separate copy in `folder`, so
 * that a synthesis for another consortium at the same time cannot change it.
 */
export function withEntries(bundles: string, entries: string, folder: string): string {
  const copy = join(folder, 'directory-with-entries')
  cpSync(join(bundles, 'directory'), copy, { recursive: true })
  writeFileSync(join(copy, 'consortium.json'), entries)
  return copy
}

/** The bundle of the `settings` function with what the consortium file says beside its members, again as a copy in `folder`. */
export function withBase(bundles: string, base: string, folder: string): string {
  const copy = join(folder, 'settings-with-file')
  cpSync(join(bundles, 'settings'), copy, { recursive: true })
  writeFileSync(join(copy, 'consortium.json'), base)
  return copy
}

/** The bundle of the `web-files` function with the pages that it puts into their bucket, again as a copy in `folder`. */
export function withPages(bundles: string, pages: string, folder: string): string {
  const copy = join(folder, 'web-files-with-pages')
  cpSync(join(bundles, 'web-files'), copy, { recursive: true })
  if (existsSync(pages)) cpSync(pages, join(copy, 'web'), { recursive: true })
  return copy
}

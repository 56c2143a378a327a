import { registerHooks } from 'node:module'
import type { Bug } from './bug.ts'
import { bugs } from './bugs.ts'

/** Loaded before everything else, this makes one mistake in the code that is loaded after it: the one named in the environment. */
const bug = bugs.find(({ name }) => name === process.env.PLANTED_BUG)
if (bug) plant(bug)

function plant({ file, find, replace, also }: Bug): void {
  registerHooks({
    load(url, context, nextLoad) {
      const loaded = nextLoad(url, context)
      if (!url.endsWith(`/${file}`)) return loaded
      const edits = [{ find, replace }, ...(also ? [also] : [])]
      return { ...loaded, source: edits.reduce(edited, String(loaded.source)) }
    },
  })
}

function edited(source: string, { find, replace }: { readonly find: string; readonly replace: string }): string {
  if (source.split(find).length !== 2) throw new Error(`A planted bug's place does not stand exactly once: ${find}`)
  return source.replace(find, () => replace)
}

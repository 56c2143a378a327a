import { registerHooks } from 'node:module'
import { pathToFileURL } from 'node:url'
import { bugs } from './bugs.ts'
import { planted } from './planted.ts'

/** Loaded before everything else, this makes one mistake in the code that is loaded after it: the one named in the environment. */
const bug = bugs.find(({ name }) => name === process.env.PLANTED_BUG)
if (!bug) throw new Error(`There is no planted bug "${process.env.PLANTED_BUG}".`)
const { file, source } = planted(bug)
const place = pathToFileURL(file).href
registerHooks({
  load(url, context, nextLoad) {
    const loaded = nextLoad(url, context)
    return url === place ? { ...loaded, source } : loaded
  },
})

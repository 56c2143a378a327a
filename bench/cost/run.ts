import { type Figures, figuresOf, shown } from './figures.ts'
import { buildOf, olderCommit } from './template-of.ts'

/**
 * `npm run bench`: the costs of the stories in today's build and in the last one that alerted everybody. Both are counted in one
 * run, on a clock that only this driver moves. `-- --now` leaves the older build out.
 */
const figures: (Figures | undefined)[] = []
for (const commit of process.argv.includes('--now') ? [undefined] : [olderCommit, undefined]) {
  const build = buildOf(commit)
  if (!build) console.log(`The history here does not have ${commit}: only the build of today is counted.`)
  try {
    figures.push(build && (await figuresOf(build.template, line => console.error(`${commit ?? 'today'}: ${line}`))))
  } finally {
    build?.remove()
  }
}
const now = figures.at(-1)
if (!now) throw new Error('Nothing was counted.')
console.log(shown(figures.length > 1 ? figures[0] : undefined, now))

import { priceOf } from './price.ts'
import { abandoned, played } from './stories.ts'
import { buildOf, olderCommit } from './template-of.ts'

/**
 * `npm run bench:flood`: what a question of a flood cost in the older build, which had no limits. Everybody leaves an address and
 * nobody answers, so each question waits until its library is owed an answer, and its mails follow. It is counted over all
 * questions, so that it can be multiplied. `-- 20` counts 20 of them instead of 600.
 */
const [count = '600'] = process.argv.slice(2)
const build = buildOf(olderCommit)
if (!build) throw new Error(`The history here does not have ${olderCommit}.`)
try {
  const counted = await played(build.template, stage => abandoned(stage, Number(count)))
  const { tally } = counted
  const each = (all: number) => (all / Number(count)).toFixed(2)
  console.log(
    `$${(priceOf(counted) / Number(count)).toFixed(6)} for each of ${count} questions: ${each(tally.transitions)} transitions, ${each(tally.invocations)} invocations, ${each(tally.writeUnits)} write and ${each(tally.readUnits)} read units, ${each(tally.emails)} mails`,
  )
} finally {
  build.remove()
}

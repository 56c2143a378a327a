import { priceOf } from './price.ts'
import { abandoned, played } from './stories.ts'

/**
 * `node bench/cost/flood.ts TEMPLATE [COUNT]`: what a question of a flood costs in the build of this template. Everybody leaves an
 * address and nobody answers, so each question waits until its library is owed an answer, and its mails follow. It is counted over
 * all questions, so that it can be multiplied.
 */
const [template, count = '600'] = process.argv.slice(2)
if (!template) throw new Error('Name the template of a build.')
const counted = await played(template, stage => abandoned(stage, Number(count)))
const { tally } = counted
const each = (all: number) => (all / Number(count)).toFixed(2)
console.log(
  `$${(priceOf(counted) / Number(count)).toFixed(6)} for each of ${count} questions: ${each(tally.transitions)} transitions, ${each(tally.invocations)} invocations, ${each(tally.writeUnits)} write and ${each(tally.readUnits)} read units, ${each(tally.emails)} mails`,
)

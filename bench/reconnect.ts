import { parseArgs } from 'node:util'
import { storm } from './cost/storm.ts'
import { buildOf } from './cost/template-of.ts'

/**
 * `npm run bench:reconnect -- --patrons 1000`: a tenth of so many patrons, and then all of them, lose their connections in the same
 * moment and come back. It is counted on a clock that only this driver moves, at the pace that the limits of AWS and the throttle of
 * the stage admit. It ends with an error if the two do not cost the same for each, if anything was sent twice, or if anything is
 * missing.
 */
const { values } = parseArgs({ options: { patrons: { type: 'string', default: '1000' } } })
const most = Number(values.patrons)
const build = buildOf(undefined)
if (!build) throw new Error('There is no build.')
try {
  const few = Math.max(1, Math.round(most / 10))
  const [small, large] = [await storm(build.template, few), await storm(build.template, most)]
  for (const [count, { each, again, whole }] of [
    [few, small],
    [most, large],
  ] as const) {
    console.log(`${count} patrons are back, ${whole} of them with every message once; ${again} frames were sent again`)
    console.log(
      `each: ${Object.entries(each)
        .map(([name, one]) => `${one.toFixed(2)} ${name}`)
        .join(', ')}`,
    )
    if (again !== 0 || whole !== count) process.exitCode = 1
  }
  // Every machine of a function reads the directory once.
  const grown = Object.entries(large.each).filter(([name, one]) =>
    Object.entries(small.each).some(([other, before]) => other === name && one > before * 1.01),
  )
  for (const [name] of grown) console.log(`${name} grew`)
  if (grown.length > 0) process.exitCode = 1
} finally {
  build.remove()
}

import { cpSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { virtualClock } from '../../local/clock.ts'
import { readTemplate } from '../../local/template/template.ts'
import { startDesk } from '../desk/desk.ts'
import { plainName, resourcesOf } from '../desk/infra/deployed.ts'
import { mailsOf } from './day.ts'
import { openFixture, readFixture } from './fixture.ts'

const dayMs = 86_400_000
const folder = mkdtempSync(join(tmpdir(), 'coopdesk-put-back-'))
afterAll(() => rmSync(folder, { recursive: true }))

/**
 * A timer's function as the release before had it: it knows no version and no token, does what is due whenever it is called, and
 * answers by itself how long to sleep, which is nothing to a timer of this release (`before/timers.ts`).
 */
const functionBefore = `import { handler as now } from './now.mjs'
export const handler = async ({ session, seconds, until }, context) => {
  const { version, ...answer } = await now({ session, seconds, ...(until && { until }) }, context)
  return answer
}
`

/** The template with the timers' functions of the release before. */
function templateBefore(): string {
  const out = join(folder, 'cdk.out')
  for (const file of ['Coopdesk.template.json', 'Coopdesk.assets.json']) cpSync(join('cdk.out', file), join(out, file))
  for (const [id, { Properties }] of resourcesOf('AWS::Lambda::Function')) {
    const asset = `asset.${String(Object(Properties.Code).S3Key).replace(/\.zip$/, '')}`
    const bundle = join(out, asset)
    cpSync(join('cdk.out', asset), bundle, { recursive: true })
    if (!['SessionTimer', 'FollowUpTimer'].includes(plainName(id))) continue
    renameSync(join(bundle, 'index.mjs'), join(bundle, 'now.mjs'))
    writeFileSync(join(bundle, 'index.mjs'), functionBefore)
  }
  return join(out, 'Coopdesk.template.json')
}

it('timers that began under this release wake under the previous one after a rollback, and under this one again', async () => {
  const fixture = readFixture('next')
  const { at, followUps, patrons } = fixture.left
  const dataFile = join(folder, 'desk.db')
  await openFixture(fixture, dataFile, await readTemplate('cdk.out/Coopdesk.template.json'))
  const clock = virtualClock(at)

  const before = await startDesk({ dataFile, clock, template: templateBefore() })
  await clock.advance(600_000)
  await before.stop()
  expect(readFileSync(`${dataFile}.executions.jsonl`, 'utf8')).not.toContain('FAILED')

  const now = await startDesk({ dataFile, clock, schedulesApartMs: 100 * dayMs })
  try {
    await clock.advance(30 * dayMs)
    await now.cloud.quiet()
    for (const session of [followUps.promised, patrons.waitingToo.session])
      expect((await mailsOf(now, session)).length).toBeGreaterThan(0)
    const ends = ['SessionTimersMachine', 'FollowUpTimersMachine'].map(machine => now.cloud.executions(machine))
    // One that was stopped has had its place taken.
    const over = ends.map(states => new Set(Object.values(states).filter(state => state !== 'ABORTED')))
    expect(over).toEqual([new Set(['SUCCEEDED']), new Set(['SUCCEEDED'])])
  } finally {
    await now.stop()
  }
})

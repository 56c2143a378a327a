import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildTemplate } from '../../local/build.ts'
import { virtualClock } from '../../local/clock.ts'
import { readTemplate } from '../../local/template/template.ts'
import { startDesk } from '../desk/desk.ts'
import { playDay } from './day.ts'
import { fixtureIn, writeFixture } from './fixture.ts'

/** Plays a day and keeps what it leaves behind as the fixture of the next release. Only that one is ever remade. */
const folder = mkdtempSync(join(tmpdir(), 'coopdesk-release-'))
const dataFile = join(folder, 'desk.db')
try {
  const template = await buildTemplate()
  const clock = virtualClock(Date.UTC(2026, 10, 24, 15, 0, 0))
  const desk = await startDesk({ dataFile, clock })
  const left = await playDay(desk, clock).finally(() => desk.stop())
  const fixture = await fixtureIn(dataFile, await readTemplate(template), left)
  writeFixture('next', fixture)
  for (const [table, items] of Object.entries(fixture.tables)) console.log(`${table.padEnd(20)}${items.length} items`)
  console.log(`${'timers'.padEnd(20)}${fixture.timers.length}`)
} finally {
  rmSync(folder, { recursive: true })
}

import { describe, expect, it } from 'vitest'
import { calendarOf } from '../../../../lib/consortium/library.ts'
import { pickUpOldest } from '../../../../lib/desk/pick-up.ts'
import { run, runEnding, runFollowUp } from '../../../../lib/desk/run.ts'
import { quarterFor, sweep } from '../../../../lib/desk/sweep.ts'
import { factsFrom } from '../../../../lib/facts/facts.ts'
import { runFollowUpTimer } from '../../../../lib/mail/outgoing/follow-up-timer.ts'
import { runStartingMail } from '../../../../lib/mail/outgoing/run-and-mail.ts'
import { testProofs, testTokens } from '../../../memory/mail-tokens.ts'
import { memoryConnections, memoryLog, memoryMailer, memorySentMails, memoryTimers } from '../../../memory/outside.ts'
import { memoryTables } from '../../../memory/tables.ts'
import { asks, at, directoryOf, librarian, library, onDuty } from '../../members.ts'

const wren = library('wren', 'Wren Library')
const rob = librarian('rob', 'Rob', 'wren')
const id = 'JANE0000000000000000000000'
const amy = { librarian: 'amy', name: 'Amy', library: 'wren', via: 'desk' } as const
const finish = { type: 'FinishFollowUp', at: at + 60, by: amy } as const

/** A desk that owes Jane an answer; for a while, no correction of the facts succeeds. */
async function owing() {
  const tables = memoryTables()
  const { log, failures } = memoryLog()
  const { timers, timerTokens, started } = memoryTimers()
  const works = { facts: true }
  const facts = {
    ...tables.facts,
    correct: async (correction: Parameters<typeof tables.facts.correct>[0]) => {
      if (!works.facts) throw new Error('throttled')
      await tables.facts.correct(correction)
    },
  }
  const ports = {
    ...tables,
    ...{ facts, log, timers, mailer: memoryMailer().mailer, mailTokens: testTokens(), sentMails: memorySentMails() },
    ...{ connections: memoryConnections().connections, directory: directoryOf([wren], [rob]) },
    ...{ proofs: testProofs, timerTokens, living: { isAlive: async () => true }, librarianFactsDays: 396, groups: [] },
  }
  await tables.roster.arrive(onDuty(rob), at)
  await asks(ports, id, at)
  await pickUpOldest(ports, onDuty(rob), at + 10)
  await run(ports, id, { type: 'AttestContact', at: at + 20, by: 'rob', email: 'jane@example.org' })
  const code = { code: 'follow-up-by-patrons-library', deadline: 'none', today: '2026-11-24' } as const
  await runEnding(ports, id, { type: 'Close', at: at + 30, by: 'rob', despite: ['not-asked'], ...code })
  const row = () => tables.facts.all().find(({ session }) => session === id)
  const logged = async () => factsFrom(await tables.sessions.history(id))
  return { ports, tables, row, logged, failures, started, works }
}

describe('R37 the facts learn what became of a follow-up', () => {
  it('with the step itself', async () => {
    const { ports, row, logged } = await owing()
    expect(row()).toEqual(await logged())
    await runStartingMail(ports, id, finish)
    expect(row()).toMatchObject({ followUp: { owner: 'library', ended: 'done', endedAt: at + 60 } })
    expect(row()).toEqual(await logged())
  })

  it('from the sweep, which is told beforehand, where the correction was lost', async () => {
    const { ports, row, logged, failures, works } = await owing()
    works.facts = false
    await runStartingMail(ports, id, finish)
    expect(failures).toContain('correction of facts')
    expect(row()).toMatchObject({ followUp: { owner: 'library' } })
    expect(await ports.watch.filed(quarterFor(finish.at))).toContain(id)
    works.facts = true
    await sweep(ports, at + 3_600_000)
    expect(row()).toEqual(await logged())
  })

  it('from its timer, where the function died after the deadline had passed', async () => {
    const { ports, tables, row, logged } = await owing()
    const late = at + 40 * 86_400_000
    const lost = { ...ports, facts: { ...ports.facts, correct: async () => {} } }
    const calendar = calendarOf(wren)
    await runFollowUp(lost, id, { type: 'FollowUpTick', at: late, calendar, policy: wren.followUps })
    expect(await tables.sessions.history(id)).toContainEqual(
      expect.objectContaining({ type: expect.stringMatching(/Overdue|Escalated/), at: late }),
    )
    expect(row()).not.toHaveProperty('followUp.missed')
    await runFollowUpTimer(ports, id, late + 60_000)
    expect(row()).toMatchObject({ followUp: { missed: true } })
    expect(row()).toEqual(await logged())
  })

  it('a step that changes none of them costs no correction', async () => {
    const { ports, works, failures } = await owing()
    works.facts = false
    await runStartingMail(ports, id, { type: 'TakeFollowUp', at: at + 50, by: amy })
    expect(failures).toEqual([])
    expect(await ports.watch.filed(quarterFor(at + 50))).toEqual([])
  })
})

describe('R37 the sweep', () => {
  it('has the facts of a day that is long past forget their librarians, once that day is over', async () => {
    const { ports, row } = await owing()
    const midnight = Math.ceil((at + 396 * 86_400_000) / 86_400_000) * 86_400_000
    await ports.watch.swept((midnight - 86_400_000) / 900_000 + 1)
    await sweep(ports, midnight - 1)
    expect(row()).toMatchObject({ answeredBy: { library: 'wren', librarian: 'rob' } })
    await sweep(ports, midnight + 900_000)
    expect(row()?.answeredBy).toEqual({ library: 'wren' })
  })
})

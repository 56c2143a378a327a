import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createTransport } from 'nodemailer'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type VirtualClock, virtualClock } from '../../local/clock.ts'
import { readTemplate } from '../../local/template/template.ts'
import { startDesk, type TestDesk, type Wire } from '../desk/desk.ts'
import { asBefore } from './before/items.ts'
import { type Left, mailsOf } from './day.ts'
import { type Fixture, openFixture, readFixture } from './fixture.ts'

const path = 'cdk.out/Coopdesk.template.json'
const dayMs = 86_400_000
const next = readFixture('next')

/** Every fixture with which this release must be able to continue. */
const fixtures: readonly (readonly [string, Fixture])[] = [
  ['this release', next],
  ['the release before', asBefore(next)],
]

describe.each(fixtures)('a day that was left under %s continues under this one', (_release, fixture) => {
  const { patrons, followUps, said, replyAddress, doneLink }: Left = fixture.left
  const folder = mkdtempSync(join(tmpdir(), 'coopdesk-release-'))
  const unread: string[] = []
  let clock: VirtualClock
  let desk: TestDesk
  let rob: Wire
  let nancy: Wire

  beforeAll(async () => {
    const dataFile = join(folder, 'desk.db')
    await openFixture(fixture, dataFile, await readTemplate(path))
    clock = virtualClock(fixture.left.at)
    desk = await startDesk({
      dataFile,
      clock,
      schedulesApartMs: 100 * dayMs,
      onEvent: ({ line }) => {
        if (line.includes('"unreadable"') || line.includes('ERROR')) unread.push(line)
      },
    })
    rob = await desk.librarian('rob@state-college.example.org')
    nancy = await desk.librarian('nancy@valley-university.example.edu')
  })
  afterAll(async () => {
    await desk?.stop()
    rmSync(folder, { recursive: true })
  })

  /** A patron comes back with their earlier pass, and gets the state of their session. */
  const comesBack = async ({ session, pass }: { readonly session: string; readonly pass: string }) => {
    const { body } = await desk.post(`/sessions/${session}/tickets`, '', { authorization: `Bearer ${pass}` })
    const wire = await desk.open(String(body.ticket))
    const resumed = await wire.send({ action: 'resume', session, after: 0 })
    return { wire, session, resumed }
  }
  const subjects = async (session: string) =>
    (await mailsOf(desk, session)).map(({ to, subject }) => `${to} ${subject.replace(/^\[.*?\] /, '')}`)
  const followUp = (session: string) => nancy.send({ action: 'follow-up', session })

  it('a transfer that was offered is accepted, with all that was said', async () => {
    const { session } = patrons.transferred
    const taken = await nancy.send({ action: 'answer-transfer', session, accept: true })
    expect(taken).toMatchObject({ type: 'transferred', session, messages: [{ text: 'A map of 1905?' }, { number: 2 }] })
    const patron = await comesBack(patrons.transferred)
    await nancy.send({ action: 'say', session, n: 1, text: 'Here it is.' })
    expect(await patron.wire.push('message')).toMatchObject({ text: 'Here it is.', number: 3 })
    expect(await nancy.send({ action: 'close', session, despite: ['not-asked'] })).toMatchObject({ type: 'closed' })
  })

  it('a conversation continues where it was: the same messages, the next number, the next counter', async () => {
    const { wire, session, resumed } = await comesBack(patrons.active)
    expect(resumed).toMatchObject({ status: 'active', messages: said.map(text => ({ text })), n: 1 })
    expect(await rob.send({ action: 'resume', session, after: 0 })).toMatchObject({
      n: 2,
      notes: [{ text: 'A regular.' }],
    })
    expect(await rob.send({ action: 'say', session, n: 3, text: 'Is that all?' })).toMatchObject({ number: 4 })
    expect(await wire.push('message')).toMatchObject({ number: 4 })
    expect(await wire.send({ action: 'say', session, n: 2, text: 'It is.' })).toMatchObject({ number: 5 })
    expect(await rob.send({ action: 'close', session, despite: ['not-asked'] })).toMatchObject({ type: 'closed' })
  })

  it('a waiting patron is picked up in their turn', async () => {
    const { wire, session, resumed } = await comesBack(patrons.waiting)
    expect(resumed).toMatchObject({ status: 'waiting', messages: [{ text: 'Is there a piano?' }] })
    expect(await rob.send({ action: 'pick-up' })).toMatchObject({ type: 'picked-up', session })
    expect(await wire.push('librarian-joined')).toMatchObject({ session })
    expect(await rob.send({ action: 'say', session, n: 1, text: 'There is.' })).toMatchObject({ type: 'said' })
    expect(await rob.send({ action: 'close', session, despite: ['not-asked'] })).toMatchObject({ type: 'closed' })
  })

  it('every follow-up is in the list as before', async () => {
    const { followUps: listed } = await nancy.send({ action: 'follow-ups' })
    const open = ['owed', 'taken', 'held', 'undeliverable', 'overdue'] as const
    const sessions = Array.isArray(listed) ? listed.map(({ session }) => session) : []
    expect(sessions.sort()).toEqual(open.map(name => followUps[name]).sort())
    const statuses = { owed: 'new', taken: 'taken', answered: 'answered', done: 'done', undeliverable: 'taken' }
    for (const name of ['owed', 'taken', 'answered', 'done'] as const)
      expect(await followUp(followUps[name])).toMatchObject({ followUpStatus: statuses[name] })
    expect(await followUp(followUps.undeliverable)).toMatchObject({ undeliverable: 'patron' })
    expect(await followUp(followUps.held)).toMatchObject({ held: [{ answer: 1, text: 'In room 3.' }] })
  })

  it('a reply to a mail that went out before, and was not kept, waits for confirmation and then answers', async () => {
    const smtp = createTransport(`${desk.cloud.urls.smtp}`)
    const from = 'reference@valley-university.example.edu'
    await smtp.sendMail({ from, to: replyAddress, subject: 'Re: Follow-up', text: 'On the second floor.' })
    await clock.advance(60_000)
    expect(await followUp(followUps.owed)).toMatchObject({ held: [{ answer: 1, text: 'On the second floor.' }] })
    const confirmed = await nancy.send({ action: 'confirm-answer', session: followUps.owed, answer: 1 })
    expect(confirmed).toMatchObject({ followUpStatus: 'answered' })
    await clock.advance(60_000)
    expect((await mailsOf(desk, followUps.owed)).map(({ to }) => to.join())).toContain('owed@patrons.example.org')
  })

  it('a link in a mail that went out before still works', async () => {
    const body = new URLSearchParams({ name: 'Ann', note: 'She came by.' })
    expect((await fetch(`${desk.cloud.urls.http}${doneLink}`, { method: 'POST', body })).status).toBe(200)
    expect(await followUp(followUps.taken)).toMatchObject({ followUpStatus: 'done' })
  })

  it('an answer that was held is confirmed, and goes out', async () => {
    const confirmed = await nancy.send({ action: 'confirm-answer', session: followUps.held, answer: 1 })
    expect(confirmed).toMatchObject({ followUpStatus: 'answered' })
    await clock.advance(60_000)
    expect((await mailsOf(desk, followUps.held)).map(({ to }) => to.join())).toContain('held@patrons.example.org')
  })

  it('as time passes, a patron who is not picked up gets a follow-up, a promise a reminder, and a late follow-up an escalation', async () => {
    await clock.advance(20 * dayMs)
    await desk.cloud.quiet()
    expect((await subjects(patrons.waitingToo.session)).length).toBeGreaterThan(0)
    expect((await subjects(followUps.promised)).join('\n')).toMatch(/rob@state-college.example.org Reminder/)
    expect((await subjects(followUps.promised)).join('\n')).toMatch(/reference@state-college.example.org/)
    expect((await subjects(followUps.overdue)).join('\n')).toMatch(/coordinator@hudson-lakes.example.org/)
  })

  it('at the end no timer has failed, and everything was readable', async () => {
    await clock.advance(60 * dayMs)
    const ends = ['SessionTimersMachine', 'FollowUpTimersMachine'].map(machine => desk.cloud.executions(machine))
    // One that was stopped has had its place taken.
    const over = ends.map(states => new Set(Object.values(states).filter(state => state !== 'ABORTED')))
    expect(over).toEqual([new Set(['SUCCEEDED']), new Set(['SUCCEEDED'])])
    expect(unread).toEqual([])
  })
})

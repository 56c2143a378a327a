import { describe, expect, it } from 'vitest'
import { pickUpOldest } from '../../../../lib/desk/pick-up.ts'
import { run, runEnding, runFollowUp } from '../../../../lib/desk/run.ts'
import { recordDeliveryEvent } from '../../../../lib/mail/incoming/delivery-events.ts'
import { asks, at, confirms, deskOf, librarian, library, onDuty } from '../../members.ts'

const id = 'JANE0000000000000000000000'
const tags = { session: [id], mail: ['3'], kind: ['answer'], recipient: ['patron'] }
const bounce = (bounceType: string, more: object = {}) => ({
  eventType: 'Bounce',
  bounce: { bounceType, bounceSubType: 'General', ...more },
  mail: { tags },
})
const complaint = (about: object) => ({ eventType: 'Complaint', complaint: about, mail: { tags } })

/** A session whose answer is on its way to the patron. */
async function answered() {
  const rob = librarian('rob', 'Rob', 'wren')
  const { ports } = await deskOf([library('wren', 'Wren Library')], [rob])
  await asks(ports, id, at)
  await pickUpOldest(ports, onDuty(rob), at)
  await run(ports, id, { type: 'AttestContact', at, by: 'rob', email: 'jane@example.org' })
  const close = { code: 'follow-up-by-patrons-library', deadline: 'none', today: '2026-09-21' } as const
  await runEnding(ports, id, { type: 'Close', at, by: 'rob', ...close })
  const by = { librarian: 'rob', name: 'Rob', library: 'wren', via: 'desk' } as const
  await runFollowUp(ports, id, { type: 'AnswerFollowUp', at, by, text: 'On the second floor.' })
  const became = async (detail: unknown) => {
    await recordDeliveryEvent(ports, detail, at)
    const session = (await ports.sessions.load(id))?.session
    const { followUp, mails } = session?.status === 'closed' ? session : {}
    return [followUp?.status, ...(mails?.unwanted ?? [])]
  }
  return became
}

describe('R31 an answer that did not arrive is owed again', () => {
  it.each([
    ['a hard bounce', bounce('Permanent')],
    ['a bounce that says too little', bounce('Undetermined')],
    ['a mailbox that was full for too long', bounce('Transient', { bounceSubType: 'MailboxFull' })],
    ['a mail that was too large', bounce('Transient', { bounceSubType: 'MessageTooLarge' })],
    ['a mail whose words were not wanted', bounce('Transient', { bounceSubType: 'ContentRejected' })],
    ['a mail whose file was not wanted', bounce('Transient', { bounceSubType: 'AttachmentRejected' })],
    ['a server that was away for too long', bounce('Transient', { bouncedRecipients: [{ action: 'failed' }] })],
    ['a bounce of which nothing more is known', bounce('Permanent', { bounceSubType: null, bouncedRecipients: null })],
    ['one of a recipient of whom nothing is known', bounce('Permanent', { bouncedRecipients: [{ action: null }] })],
    ['a mail that was taken for a virus', { eventType: 'Reject', reject: { reason: 'Bad content' }, mail: { tags } }],
  ])('%s', async (_what, detail) => {
    const became = await answered()
    expect(await became(detail)).toEqual(['new'])
  })

  it('one that was not even sent, as its patron had complained before: and they are mailed no more', async () => {
    const became = await answered()
    expect(await became(complaint({ complaintSubType: 'OnAccountSuppressionList' }))).toEqual(['new', 'patron'])
  })
})

describe('R22 a code that did not arrive', () => {
  /** A patron who waits for a code, or for nothing. */
  async function coded(isCoded = true) {
    const { ports, to } = await deskOf([library('wren', 'Wren Library')], [])
    await asks(ports, id, at)
    const email = 'jane@example.org'
    if (isCoded) await run(ports, id, { type: 'RequestCode', at, id: 'code', digest: 'digest', email })
    const event = (mail: string, detail: object = bounce('Permanent')) => ({
      ...detail,
      mail: { tags: { session: [id], mail: [mail], kind: ['code'], recipient: ['patron'] } },
    })
    const told = () => to(`patron-${id}`).filter(({ type }) => type === 'code-returned')
    const stage = async () => (await ports.sessions.load(id))?.session.emailCode?.stage
    return { became: (detail: unknown) => recordDeliveryEvent(ports, detail, at + 5), event, told, stage }
  }

  it.each([
    ['it came back', bounce('Permanent')],
    ['its reader complained', complaint({ complaintFeedbackType: 'abuse' })],
  ])('counts no more, and the patron is told once: %s', async (_what, detail) => {
    const { became, event, told, stage } = await coded()
    expect(await became(event('code-1', detail))).toBe('noted')
    expect(told()).toEqual([{ type: 'code-returned', session: id, email: 'jane@example.org', at: at + 5 }])
    expect(await stage()).toBe('void')
    expect(await became(event('code-1', detail))).toBe('ignored')
    expect(told()).toHaveLength(1)
  })

  it('says nothing of another code, of a session without one, or of a mail', async () => {
    const other = await coded()
    for (const mail of ['code-2', 'code-x', 'x1']) expect(await other.became(other.event(mail))).toBe('ignored')
    expect([other.told(), await other.stage()]).toEqual([[], 'due'])
    const none = await coded(false)
    expect(await none.became(none.event('code-1'))).toBe('ignored')
  })
})

describe('R31 an answer that arrived is one', () => {
  it('an out-of-office notice, which is published as a passing bounce, says nothing else', async () => {
    const became = await answered()
    expect(await became(bounce('Transient'))).toEqual(['answered'])
    for (const bouncedRecipients of [null, [], [{ action: 'delayed' }], [{ action: null }]])
      expect(await became(bounce('Transient', { bouncedRecipients }))).toEqual(['answered'])
  })

  it('whoever complains got it, and is mailed no more; “not spam” is no complaint', async () => {
    const became = await answered()
    expect(await became(complaint({ complaintFeedbackType: 'not-spam' }))).toEqual(['answered'])
    expect(await became(complaint({ complaintFeedbackType: 'abuse' }))).toEqual(['answered', 'patron'])
  })
})

describe('R32 a transcript that came back is told', () => {
  const about = { session: [id], mail: ['1'], kind: ['transcript'], recipient: ['patron'] }
  const returned = { ...bounce('Permanent'), mail: { tags: about } }

  /** A session that is over, whose transcript is on its way; its patron is there still. */
  async function transcript() {
    const rob = librarian('rob', 'Rob', 'wren')
    const { ports, to, gone } = await deskOf([library('wren', 'Wren Library')], [rob])
    await asks(ports, id, at, { email: 'jane@example.org' })
    await pickUpOldest(ports, onDuty(rob), at)
    await confirms(ports, id, at)
    await runEnding(ports, id, { type: 'Close', at, by: 'rob', today: '2026-09-21', despite: ['not-asked'] })
    await runFollowUp(ports, id, { type: 'RequestTranscript', at })
    const mails = async () => {
      const session = (await ports.sessions.load(id))?.session
      return session?.status === 'closed' ? session.mails : undefined
    }
    return { ports, told: () => to(`patron-${id}`).filter(({ type }) => type === 'transcript-returned'), gone, mails }
  }

  it('to the patron who is still there, and to their library by mail; once, however often it is said', async () => {
    const { ports, told, mails } = await transcript()
    expect(await recordDeliveryEvent(ports, returned, at + 5)).toBe('noted')
    expect(await recordDeliveryEvent(ports, returned, at + 9)).toBe('ignored')
    expect(told()).toEqual([{ type: 'transcript-returned', session: id, at: at + 5 }])
    expect((await mails())?.outbox.map(({ kind }) => kind)).toEqual(['transcript', 'transcript-returned'])
  })

  it('a patron who has gone keeps nothing from being recorded, nor does a socket that fails', async () => {
    const { ports, gone, mails } = await transcript()
    gone.add(`patron-${id}`)
    const connections = { post: () => Promise.reject(new Error('throttled')) }
    expect(await recordDeliveryEvent({ ...ports, connections }, returned, at)).toBe('noted')
    expect((await mails())?.bounced).toEqual([1])
  })

  it('a failure to tell the patron is logged; a complaint and another mail that came back tell them nothing', async () => {
    const { ports, told } = await transcript()
    const failed: string[] = []
    const log = { ...ports.log, failed: (what: string, session: string) => void failed.push(`${what} ${session}`) }
    const connections = { post: () => Promise.reject(new Error('throttled')) }
    await recordDeliveryEvent({ ...ports, connections, log }, returned, at)
    expect(failed).toEqual([`push transcript-returned ${id}`])
    await recordDeliveryEvent(ports, { ...complaint({}), mail: { tags: about } }, at)
    const receipt = { ...about, mail: ['2'], kind: ['receipt'] }
    await recordDeliveryEvent(ports, { ...bounce('Permanent'), mail: { tags: receipt } }, at)
    expect(told()).toEqual([])
  })

  it.each([
    ['a number that is none', { mail: ['x1'] }],
    ['a number with more behind it', { mail: ['1x'] }],
    ['a number of no mail', { mail: ['1234567'] }],
    ['a kind of mail that the desk does not send', { kind: ['newsletter'] }],
  ])('nothing is made of tags with %s', async (_what, more) => {
    const { ports } = await transcript()
    expect(await recordDeliveryEvent(ports, { ...returned, mail: { tags: { ...about, ...more } } }, at)).toBe('ignored')
  })

  it('and the address is not written to again as if nothing had been', async () => {
    const { ports } = await transcript()
    await recordDeliveryEvent(ports, returned, at)
    const again = await runFollowUp(ports, id, { type: 'RequestTranscript', at })
    expect(again).toMatchObject({ refusal: { code: 'mail-came-back' } })
  })
})

describe('R29 a test mail that came back', () => {
  const about = { library: ['wren'], mail: ['2'], kind: ['mailbox-test'] }
  const test = { n: 2, to: 'mail@wren.example.org', sentAt: at }

  it.each([
    ['a bounce', bounce('Permanent'), true],
    ['a complaint', complaint({}), true],
    ['an out-of-office notice', bounce('Transient'), false],
  ])('is recorded: %s', async (_what, detail, isReturned) => {
    const { ports } = await deskOf([library('wren', 'Wren Library')], [])
    await ports.mailboxes.learn('wren', { test })
    const noted = await recordDeliveryEvent(ports, { ...detail, mail: { tags: about } }, at + 9)
    expect(noted).toBe(isReturned ? 'noted' : 'ignored')
    expect((await ports.mailboxes.learnt('wren')).test).toEqual({ ...test, ...(isReturned && { returnedAt: at + 9 }) })
  })

  it('says nothing of a newer test', async () => {
    const { ports } = await deskOf([library('wren', 'Wren Library')], [])
    await ports.mailboxes.learn('wren', { test: { ...test, n: 3 } })
    expect(await recordDeliveryEvent(ports, { ...bounce('Permanent'), mail: { tags: about } }, at)).toBe('ignored')
    expect((await ports.mailboxes.learnt('wren')).test).toEqual({ ...test, n: 3 })
  })
})

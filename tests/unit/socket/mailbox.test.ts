import { expect, it } from 'vitest'
import type { MailboxTest, MailboxTraits } from '../../../lib/desk/ports.ts'
import { followUpActions } from '../../../lib/socket/follow-ups.ts'
import { answered } from '../../../lib/socket/route.ts'
import { at, deskOf, librarian, library } from '../members.ts'

const rob = librarian('rob', 'Rob', 'wren', { role: 'library-administrator' })

it('R29 an administrator sees what is learnt of their own library’s mailbox; what the consortium file sets counts first', async () => {
  const usual = library('wren', 'Wren')
  const shown = async (own: typeof usual, learnt: MailboxTraits) => {
    const { ports } = await deskOf([own, library('hale', 'Hale')], [rob])
    await ports.mailboxes.learn('wren', learnt)
    await ports.mailboxes.learn('hale', { program: 'RT' })
    const who = { role: 'librarian', library: 'wren', librarian: 'rob' } as const
    return answered(followUpActions(ports), '{"action":"mailbox"}', { identity: who, connection: 'c', at }, ports.log)
  }
  const about = { type: 'mailbox', library: 'wren', mailbox: usual.mailbox }
  const words = [{ fingerprint: 'f', session: 'S1' }]
  expect(await shown(usual, {})).toStrictEqual({
    ...{
      ...about,
      answersTo: 'reply-to',
      because: 'usual',
      acknowledges: false,
      test: { status: 'untested' },
      now: at,
    },
  })
  const learnt = { acknowledges: true, program: 'Roundup', answersTo: 'from', words } as const
  const reply = await shown(usual, learnt)
  expect(reply).not.toHaveProperty('words')
  expect(reply).toMatchObject({
    ...{ ...about, answersTo: 'from', because: 'learnt', acknowledges: true, program: 'Roundup' },
  })
  const set = { ...usual, followUps: { ...usual.followUps, answersTo: 'reply-to' } } as const
  expect(await shown(set, learnt)).toMatchObject({ answersTo: 'reply-to', because: 'set' })
})

it('R29 nobody sees a mailbox who is not of the consortium, or whose library is not', async () => {
  const { ports } = await deskOf(
    [library('wren', 'Wren')],
    [librarian('nancy', 'Nancy', 'hale', { role: 'library-administrator' })],
  )
  const shown = (id: string) => {
    const who = { role: 'librarian', library: 'wren', librarian: id } as const
    return answered(followUpActions(ports), '{"action":"mailbox"}', { identity: who, connection: 'c', at }, ports.log)
  }
  expect(await shown('rob')).toMatchObject({ code: 'unknown-librarian' })
  expect(await shown('nancy')).toMatchObject({ code: 'no-such-library' })
})

it('R29 what came of the newest test of a mailbox is shown, and nothing of one to an earlier address', async () => {
  const { ports } = await deskOf([library('wren', 'Wren')], [rob])
  const who = { role: 'librarian', library: 'wren', librarian: 'rob' } as const
  const shown = async (test: MailboxTest, when: number) => {
    await ports.mailboxes.learn('wren', { test })
    const identified = { identity: who, connection: 'c', at: when }
    const reply = await answered(followUpActions(ports), '{"action":"mailbox"}', identified, ports.log)
    return reply.type === 'mailbox' ? reply.test : reply
  }
  const { mailbox: to } = library('wren', 'Wren')
  const day = 86_400_000
  const test = { n: 1, to, sentAt: at }
  expect(await shown(test, at)).toStrictEqual({ status: 'waiting', sentAt: at })
  expect(await shown(test, at + 9 * day)).toStrictEqual({ status: 'unread', sentAt: at })
  expect(await shown({ ...test, returnedAt: at + 1 }, at + 2)).toStrictEqual({ status: 'returned', sentAt: at })
  expect(await shown({ ...test, returnedAt: at + 1, pressedAt: at + 3 }, at + 9 * day)).toStrictEqual({
    ...{ status: 'read', sentAt: at, pressedAt: at + 3 },
  })
  expect(await shown({ ...test, to: 'old@wren.example.org' }, at)).toStrictEqual({ status: 'untested' })
})

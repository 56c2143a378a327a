import { expect, it } from 'vitest'
import { whyNotTake } from '../../../lib/desk/about-patron.ts'
import { openSession } from '../../../lib/desk/open-session.ts'
import { addressIn } from '../../../lib/practice/signs.ts'
import { messageActions } from '../../../lib/socket/messages.ts'
import { answered } from '../../../lib/socket/route.ts'
import { at, deskOf, directoryOf, library } from '../members.ts'

const desk = { sender: 'desk@cooperative.example.org', repliesDomain: 'replies.cooperative.example.org' }
const wren = library('wren', 'Wren Library', { desk })
const directory = directoryOf([wren])

it.each([
  'desk@cooperative.example.org',
  'Desk@Cooperative.example.org',
  'desk+jane@cooperative.example.org',
  'anything@replies.cooperative.example.org',
  'anything@sub.replies.cooperative.example.org',
])('%s is the desk’s own address and cannot be a patron’s', async email => {
  expect(await whyNotTake(directory, wren, { email })).toBe('own-address')
})

it.each(['jane@cooperative.example.org', 'jane@evilreplies.cooperative.example.org', wren.mailbox])(
  '%s is somebody’s',
  async email => {
    expect(await whyNotTake(directory, wren, { email })).toBeUndefined()
  },
)

it('no patron can use the name of somebody who answers', async () => {
  expect(await whyNotTake(directory, wren, { name: 'WREN  Library' })).toBe('staff-name')
  expect(await whyNotTake(directory, wren, { name: 'Wren' })).toBeUndefined()
})

it('R27 R22 the desk’s own address in what a patron writes is nobody’s, and the one after it may be theirs', () => {
  const words = 'desk@cooperative.example.org wrote to me: x@replies.cooperative.example.org'
  expect(addressIn(words, desk)).toBeUndefined()
  expect(addressIn(`${words}, and I am jane@example.org`, desk)).toBe('jane@example.org')
  expect(addressIn(words)).toBe('desk@cooperative.example.org')
})

it('R27 neither in the question nor in a message it makes anybody follow up', async () => {
  const { ports } = await deskOf([wren], [])
  const question = 'I got a mail from desk@cooperative.example.org?'
  const found = async (id: string) => (await ports.sessions.load(id))?.session.patron.address
  await openSession(ports, wren, 'A', { question }, at)
  expect(await found('A')).toBeUndefined()
  const identity = { role: 'patron', library: 'wren', session: 'JANE0000000000000000000000' } as const
  await openSession(ports, wren, identity.session, { question: 'Hello?' }, at)
  const say = (n: number, text: string) =>
    answered(
      messageActions(ports),
      JSON.stringify({ action: 'say', session: identity.session, n, text }),
      { identity, connection: 'c', at },
      ports.log,
    )
  expect(await say(1, question)).toMatchObject({ type: 'said' })
  expect(await found(identity.session)).toBeUndefined()
  expect(await say(2, 'Or jane@example.org?')).toMatchObject({ type: 'said' })
  expect(await found(identity.session)).toBe('jane@example.org')
})

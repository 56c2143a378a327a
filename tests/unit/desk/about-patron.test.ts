import { expect, it } from 'vitest'
import { whyNotTake } from '../../../lib/desk/about-patron.ts'
import { directoryOf, library } from '../members.ts'

const desk = { sender: 'desk@cooperative.example.org', repliesDomain: 'replies.cooperative.example.org' }
const wren = library('wren', 'Wren Library', { desk })
const directory = directoryOf([wren])

it.each([
  'desk@cooperative.example.org',
  'Desk@Cooperative.example.org',
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

import { expect, it } from 'vitest'
import { mailboxLinks } from '../../../lib/access/mailbox-links.ts'
import { testTokens } from '../../memory/mail-tokens.ts'

const secret = 'a-secret-of-this-consortium-alone'
const linksOf = (key: string) =>
  mailboxLinks({ key: async () => new TextEncoder().encode(key), url: 'https://desk.example.org/' })
const links = linksOf(secret)
const at = Date.parse('2026-11-24T10:00:00Z')
const end = at + 1_000
const tested = { library: 'wren', n: 2 }
const tokenIn = (link: string) => link.slice(link.lastIndexOf('/') + 1)

it('a link names the mailbox and the test, until its end', async () => {
  const link = await links.link(tested, end)
  expect(link).toMatch(/^https:\/\/desk\.example\.org\/mailboxes\/[\w.-]+$/)
  expect(await links.read(tokenIn(link), at)).toMatchObject(tested)
  expect(await links.read(tokenIn(link), end + 1_000)).toBeUndefined()
})

it('nobody else can make one, and no other link of the desk is taken for one, nor the other way round', async () => {
  expect(
    await links.read(tokenIn(await linksOf('another-secret-of-thirty-two-bytes').link(tested, end)), at),
  ).toBeUndefined()
  expect(await links.read('nothing', at)).toBeUndefined()
  const tokens = testTokens()
  const session = '01K5ZQ8M3T9V7W2X4Y6Z8A1B3C'
  const others = [
    await tokens.statusLink(session, at),
    await tokens.link({ session, owner: 'library', act: 'done' }, at),
  ]
  for (const link of others) expect(await links.read(tokenIn(link), at)).toBeUndefined()
  const mine = tokenIn(await links.link(tested, end))
  expect([await tokens.readLink(mine, at), await tokens.readStatusLink(mine, at)]).toEqual([undefined, undefined])
})

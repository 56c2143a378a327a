import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mailTokens } from '../../../lib/access/mail-tokens.ts'
import { testTokens } from '../../memory/mail-tokens.ts'
import { tries } from '../tries.ts'

const at = Date.UTC(2026, 10, 24, 15)
const day = 86_400_000
const tokens = testTokens()
const other = mailTokens({
  key: async () => new TextEncoder().encode('a-secret-of-another-consortium-..'),
  domain: 'replies.example.org',
  url: 'https://desk.example.org',
})
const jane = { session: '01K5ZQ8M3T9V7W2X4Y6Z8A1B3C', owner: 'library' } as const

describe('R31 the address for a reply', () => {
  it('is valid for 90 days in any case of letters, and fits into a local part', async () => {
    const address = (await tokens.replyAddress(jane, at)) ?? ''
    expect(address.indexOf('@')).toBeLessThanOrEqual(64)
    expect(await tokens.readReply(address.toUpperCase(), at)).toEqual(jane)
    expect(await tokens.readReply(address, at + 90 * day)).toEqual(jane)
    expect(await tokens.readReply(address, at + 92 * day)).toBeUndefined()
  })

  it('is nobody’s once any character of it was changed, for another session, another holder, or another consortium', async () => {
    const address = (await tokens.replyAddress(jane, at)) ?? ''
    const local = address.slice(0, address.indexOf('@'))
    await fc.assert(
      fc.asyncProperty(
        fc.nat(local.length - 1),
        fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz0123456789-'),
        async (i, character) => {
          fc.pre(local[i] !== character)
          const forged = `${local.slice(0, i)}${character}${local.slice(i + 1)}@replies.example.org`
          expect(await tokens.readReply(forged, at)).toBeUndefined()
        },
      ),
      { numRuns: tries(400) },
    )
    expect(await other.readReply(address, at)).toBeUndefined()
    for (const nonsense of ['', '@', 'desk@replies.example.org', `${'x'.repeat(100)}@replies.example.org`])
      expect(await tokens.readReply(nonsense, at)).toBeUndefined()
  })

  it('does not exist if the consortium receives no mail', async () => {
    const silent = mailTokens({ key: async () => new Uint8Array(32), url: 'https://desk.example.org' })
    expect(await silent.replyAddress(jane, at)).toBeUndefined()
  })
})

it('R38 an address and a link are valid for exactly as long as sessions are kept', async () => {
  const long = mailTokens({
    key: async () => new Uint8Array(32),
    domain: 'replies.example.org',
    url: 'https://desk.example.org',
    retentionDays: 200,
  })
  const address = (await long.replyAddress(jane, at)) ?? ''
  const token = (await long.link({ ...jane, act: 'take' }, at)).split('/').at(-1) ?? ''
  expect(await long.readReply(address, at + 200 * day)).toEqual(jane)
  expect(await long.readReply(address, at + 202 * day)).toBeUndefined()
  expect(await long.readLink(token, at + 199 * day)).toMatchObject(jane)
  expect(await long.readLink(token, at + 201 * day)).toBeUndefined()
})

it('R38 a link that is to act for less long does so, and none outlasts its session', async () => {
  const until = async (end: number) => (await tokens.link({ ...jane, act: 'take' }, at, end)).split('/').at(-1) ?? ''
  expect(await tokens.readLink(await until(at + 7 * day), at + 7 * day - 1_000)).toMatchObject(jane)
  expect(await tokens.readLink(await until(at + 7 * day), at + 7 * day)).toBeUndefined()
  expect(await tokens.readLink(await until(at + 300 * day), at + 91 * day)).toBeUndefined()
})

describe('the links in a mail', () => {
  const tokenOf = async (otherTokens = tokens) =>
    (await otherTokens.link({ ...jane, act: 'take' }, at)).split('/').at(-1) ?? ''

  it('say what they do, for 90 days', async () => {
    const token = await tokenOf()
    expect(await tokens.readLink(token, at + 89 * day)).toEqual({ ...jane, act: 'take' })
    expect(await tokens.readLink(token, at + 91 * day)).toBeUndefined()
  })

  it('say nothing once they were changed, or are another consortium’s', async () => {
    const token = await tokenOf()
    expect(await tokens.readLink(`${token.slice(0, -2)}AA`, at)).toBeUndefined()
    expect(await tokens.readLink(await tokenOf(other), at)).toBeUndefined()
    for (const nonsense of ['', 'x', 'a.b.c']) expect(await tokens.readLink(nonsense, at)).toBeUndefined()
  })
})

describe('R31 an address for a reply', () => {
  it('with a letter more, before it or after it, is nobody’s', async () => {
    const address = (await tokens.replyAddress(jane, at)) ?? ''
    expect(await tokens.readReply(`x${address}`, at)).toBeUndefined()
    expect(await tokens.readReply(address.replace('@', 'x@'), at)).toBeUndefined()
  })

  it('that an older release made, before addresses had a version, is still read', async () => {
    const older = '01k5zq8m3t9v7w2x4y6z8a1b3c-l-g3r-uh4ma6v6gt6gmbvp6s5k@replies.example.org'
    expect(await tokens.readReply(older, at)).toEqual(jane)
  })
})

it('a desk without its secret says that it cannot read a link, and not that the link is not valid', async () => {
  const secretless = mailTokens({ key: async () => new Uint8Array(), url: 'https://desk.example.org' })
  const token = (await tokens.link({ ...jane, act: 'take' }, at)).split('/').at(-1) ?? ''
  await expect(secretless.readLink(token, at)).rejects.toThrow()
})

describe('R43 the link of a patron', () => {
  const tokenIn = (link: string) => link.slice(link.lastIndexOf('/') + 1)

  it('leads to the page of their question, and is read again for 90 days', async () => {
    const link = await tokens.statusLink(jane.session, at)
    expect(link).toMatch(/^https:\/\/desk\.example\.org\/questions\/[\w-]+\.[\w-]+\.[\w-]+$/)
    expect(await tokens.readStatusLink(tokenIn(link), at)).toBe(jane.session)
    expect(await tokens.readStatusLink(tokenIn(link), at + 89 * day)).toBe(jane.session)
    expect(await tokens.readStatusLink(tokenIn(link), at + 91 * day)).toBeUndefined()
  })

  it('is no link of the staff, nor theirs one of a patron', async () => {
    const staffs = await tokens.link({ ...jane, act: 'done' }, at)
    expect(staffs).toMatch(/^https:\/\/desk\.example\.org\/follow-ups\/[\w-]+\.[\w-]+\.[\w-]+$/)
    expect(await tokens.readStatusLink(tokenIn(staffs), at)).toBeUndefined()
    expect(await tokens.readLink(tokenIn(await tokens.statusLink(jane.session, at)), at)).toBeUndefined()
    expect(await other.readStatusLink(tokenIn(await tokens.statusLink(jane.session, at)), at)).toBeUndefined()
  })
})

describe('the link of somebody who did not ask', () => {
  const tokenIn = (link: string) => link.slice(link.lastIndexOf('/') + 1)
  const email = 'Victim@example.org'

  it('names the session and a mark of the address, for 90 days', async () => {
    const link = await tokens.notMeLink(jane.session, email, at)
    expect(link).toMatch(/^https:\/\/desk\.example\.org\/not-me\/[\w-]+\.[\w-]+\.[\w-]+$/)
    const about = { session: jane.session, address: await tokens.markOf(email) }
    expect(await tokens.readNotMeLink(tokenIn(link), at + 89 * day)).toEqual(about)
    expect(await tokens.readNotMeLink(tokenIn(link), at + 91 * day)).toBeUndefined()
  })

  it('marks an address in the same way in any case of letters and in every release, and no other address so', async () => {
    expect(await tokens.markOf(email)).toBe('rvgTiXFRjj6HspsDWKkH56')
    expect(await tokens.markOf(email.toLowerCase())).toBe(await tokens.markOf(email))
    expect(await tokens.markOf('victims@example.org')).not.toBe(await tokens.markOf(email))
    expect(await other.markOf(email)).not.toBe(await tokens.markOf(email))
  })

  it('is no other link, and no other link is one', async () => {
    const mine = tokenIn(await tokens.notMeLink(jane.session, email, at))
    expect(await tokens.readLink(mine, at)).toBeUndefined()
    expect(await tokens.readStatusLink(mine, at)).toBeUndefined()
    expect(await tokens.readNotMeLink(tokenIn(await tokens.statusLink(jane.session, at)), at)).toBeUndefined()
    expect(await other.readNotMeLink(mine, at)).toBeUndefined()
  })
})

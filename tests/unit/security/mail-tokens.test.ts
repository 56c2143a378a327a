import * as fc from 'fast-check'
import { SignJWT } from 'jose'
import { describe, expect, it } from 'vitest'
import { type LinkAction, mailTokens, type TokenOwner } from '../../../lib/access/mail-tokens.ts'
import { readPass, readTicket, signPass, signTicket } from '../../../lib/access/tickets.ts'
import { testTokens } from '../../memory/mail-tokens.ts'
import { at } from '../members.ts'
import { tries } from '../tries.ts'

const numRuns = tries(100)

const day = 86_400_000
const tokens = testTokens()
const otherPatrons = tokensOf('a-secret-of-another-consortium-...')
const jane: TokenOwner = { session: '01K5ZQ8M3T9V7W2X4Y6Z8A1B3C', owner: 'library' }
const holders: readonly TokenOwner[] = [
  jane,
  { ...jane, owner: 'librarian' },
  { ...jane, session: '01K5ZQ8M3T9V7W2X4Y6Z8A1B3D' },
]
const actionLinks: readonly LinkAction[] = holders.flatMap(tokenOwner =>
  (['take', 'done', 'hand-over', 'confirm', 'reject', 'notes'] as const).map(act => ({ ...tokenOwner, act })),
)

function tokensOf(secret: string) {
  const key = new TextEncoder().encode(secret)
  return mailTokens({ key: async () => key, domain: 'replies.example.org', url: 'https://desk.example.org' })
}

async function replyTo(tokenOwner: TokenOwner, by = tokens): Promise<string> {
  return (await by.replyAddress(tokenOwner, at)) ?? ''
}

async function linkTo(linkAction: LinkAction, by = tokens): Promise<string> {
  return (await by.link(linkAction, at)).split('/').at(-1) ?? ''
}

/** The text with one bit of one character flipped, for each bit of each character before `end`. */
function flipped(text: string, end: number): readonly { readonly place: number; readonly text: string }[] {
  return Array.from({ length: end * 7 }, (_, i) => {
    const place = Math.floor(i / 7)
    const character = String.fromCharCode(text.charCodeAt(place) ^ (1 << (i % 7)))
    return { place, text: text.slice(0, place) + character + text.slice(place + 1) }
  })
}

describe('R31 the address for a reply', () => {
  it('of which any bit was changed is nobody’s, but for the case of its letters', async () => {
    for (const tokenOwner of holders) {
      const address = await replyTo(tokenOwner)
      for (const { text } of flipped(address, address.indexOf('@'))) {
        const read = await tokens.readReply(text, at)
        expect(read, text).toEqual(text.toLowerCase() === address ? tokenOwner : undefined)
      }
    }
  })

  it('is read whatever case its letters came in, and is the same each time that it comes', async () => {
    const address = await replyTo(jane)
    await fc.assert(
      fc.asyncProperty(fc.infiniteStream(fc.boolean()), async isUpper => {
        const cases = [...address].map(one => (isUpper.next().value ? one.toUpperCase() : one))
        expect(await tokens.readReply(cases.join(''), at)).toEqual(jane)
      }),
      { numRuns },
    )
  })

  it('is good until the end of its last day (UTC), and not a moment later', async () => {
    const address = await replyTo(jane)
    const end = (Math.floor((at + 90 * day) / day) + 1) * day
    expect(await tokens.readReply(address, end - 1)).toEqual(jane)
    expect(await tokens.readReply(address, end)).toBeUndefined()
  })

  it('pieced together from those of others is nobody’s', async () => {
    const made = await Promise.all([...holders.map(one => replyTo(one)), replyTo(jane, otherPatrons)])
    const part = (i: number) => fc.constantFrom(...made.map(address => address.split('@')[0]?.split('-')[i] ?? ''))
    await fc.assert(
      fc.asyncProperty(fc.tuple(part(0), part(1), part(2), part(3)), async parts => {
        const address = `${parts.join('-')}@replies.example.org`
        const whose = holders[made.slice(0, holders.length).indexOf(address)]
        expect(await tokens.readReply(address, at)).toEqual(whose)
      }),
      { numRuns },
    )
    expect(await tokens.readReply(await replyTo(jane, otherPatrons), at)).toBeUndefined()
  })

  it('with anything around it is never somebody else’s', async () => {
    const address = await replyTo(jane)
    const around = fc.oneof(fc.string(), fc.constantFrom('<', '>', '"Wren" <', '+spam', ' ', '\r\n', '@', '=?utf-8?Q?'))
    await fc.assert(
      fc.asyncProperty(around, around, fc.nat(address.length), async (before, after, place) => {
        const inside = address.slice(0, place) + after + address.slice(place)
        for (const text of [before + address, address + after, `${before}${address}${after}`, inside])
          expect([jane, undefined]).toContainEqual(await tokens.readReply(text, at))
      }),
      { numRuns },
    )
  })
})

describe('the links in a mail', () => {
  it('of which any bit was changed do nothing', async () => {
    const token = await linkTo({ ...jane, act: 'take' })
    for (const { place, text } of flipped(token, token.length)) {
      const read = await tokens.readLink(text, at)
      // The last character of a signature has two bits to spare: that is the same link.
      if (read) expect(read).toEqual({ ...jane, act: 'take' })
      if (read) expect(place).toBe(token.length - 1)
    }
  })

  it('pieced together from others do nothing', async () => {
    const made = await Promise.all([
      ...actionLinks.map(one => linkTo(one)),
      linkTo({ ...jane, act: 'take' }, otherPatrons),
      tokens.link({ ...jane, act: 'confirm', n: 2 }, at - day),
    ])
    const part = (i: number) => fc.constantFrom(...made.map(token => token.split('.')[i] ?? ''))
    await fc.assert(
      fc.asyncProperty(fc.tuple(part(0), part(1), part(2)), async parts => {
        const token = parts.join('.')
        expect(await tokens.readLink(token, at)).toEqual(actionLinks[made.slice(0, actionLinks.length).indexOf(token)])
      }),
      { numRuns: numRuns * 2 },
    )
  })

  it('are neither reply addresses nor tickets nor passes, though all are made with one secret', async () => {
    const secret = 'a-secret-of-this-consortium-alone'
    const key = new TextEncoder().encode(secret)
    const own = tokensOf(secret)
    const patron = { role: 'patron', library: 'wren', session: jane.session } as const
    const link = await linkTo({ ...jane, act: 'done' }, own)
    const address = await replyTo(jane, own)
    const now = Date.now()
    const [ticket, pass] = [await signTicket(key, patron, undefined, 't1'), await signPass(key, patron)]
    expect(await own.readLink(link, at)).toEqual({ ...jane, act: 'done' })
    expect(await own.readReply(address, at)).toEqual(jane)
    expect(await readTicket(key, ticket)).toBeDefined()
    for (const text of [ticket, pass, address, address.split('@')[0] ?? ''])
      expect(await own.readLink(text, now)).toBeUndefined()
    for (const text of [ticket, pass, link]) {
      expect(await own.readReply(text, now)).toBeUndefined()
      expect(await own.readReply(`${text}@replies.example.org`, now)).toBeUndefined()
    }
    const fresh = (await own.link({ ...jane, act: 'done' }, now)).split('/').at(-1) ?? ''
    for (const text of [fresh, address]) {
      expect(await readTicket(key, text)).toBeUndefined()
      expect(await readPass(key, text)).toBeUndefined()
    }
  })

  it('made with our own secret for anything else, or for ever, do nothing', async () => {
    const secret = 'a-secret-of-this-consortium-alone'
    const key = new TextEncoder().encode(secret)
    const until = Math.floor(at / 1000) + 60
    const made = (claims: object) =>
      new SignJWT({ ...jane, act: 'done', ...claims }).setProtectedHeader({ alg: 'HS256' })
    const read = async (token: SignJWT) => tokensOf(secret).readLink(await token.sign(key), at)
    expect(await read(made({}).setAudience('link').setExpirationTime(until))).toEqual({ ...jane, act: 'done' })
    for (const audience of ['ticket', 'pass', 'Link', ''])
      expect(await read(made({}).setAudience(audience).setExpirationTime(until))).toBeUndefined()
    expect(await read(made({}).setExpirationTime(until))).toBeUndefined()
    expect(await read(made({}).setAudience('link'))).toBeUndefined()
    for (const claims of [{ act: 'close' }, { owner: 'patron' }, { n: '1' }, { session: [jane.session] }])
      expect(await read(made(claims).setAudience('link').setExpirationTime(until))).toBeUndefined()
  })

  it('that say they need no signature, or name another one, do nothing', async () => {
    const [, payload = '', mark = ''] = (await linkTo({ ...jane, act: 'take' })).split('.')
    for (const header of [
      '{"alg":"none"}',
      '{"alg":"HS512"}',
      '{"alg":"HS256","b64":false,"crit":["b64"]}',
      '{}',
      'null',
    ])
      for (const signature of ['', mark]) {
        const token = `${Buffer.from(header).toString('base64url')}.${payload}.${signature}`
        expect(await tokens.readLink(token, at), token).toBeUndefined()
      }
  })
})

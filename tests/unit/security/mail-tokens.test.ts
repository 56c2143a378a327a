import * as fc from 'fast-check'
import { SignJWT } from 'jose'
import { describe, expect, it } from 'vitest'
import { type Holder, mailSeals, type Press } from '../../../lib/access/mail-tokens.ts'
import { readPass, readTicket, signPass, signTicket } from '../../../lib/access/tickets.ts'
import { testSeals } from '../../memory/mail-seals.ts'
import { at } from '../members.ts'

/** Tries of each kind; `FUZZ_RUNS=100000 npx vitest run tests/security` tries more. */
const numRuns = Number(process.env.FUZZ_RUNS ?? 400)

const day = 86_400_000
const seals = testSeals()
const others = sealsOf('a-secret-of-another-consortium-...')
const jane: Holder = { session: '01K5ZQ8M3T9V7W2X4Y6Z8A1B3C', owner: 'library' }
const holders: readonly Holder[] = [
  jane,
  { ...jane, owner: 'librarian' },
  { ...jane, session: '01K5ZQ8M3T9V7W2X4Y6Z8A1B3D' },
]
const presses: readonly Press[] = holders.flatMap(holder =>
  (['take', 'done', 'hand-over', 'confirm', 'reject'] as const).map(act => ({ ...holder, act })),
)

function sealsOf(secret: string) {
  const key = new TextEncoder().encode(secret)
  return mailSeals({ key: async () => key, domain: 'replies.example.org', url: 'https://desk.example.org' })
}

async function replyTo(holder: Holder, by = seals): Promise<string> {
  return (await by.replyAddress(holder, at)) ?? ''
}

async function linkTo(press: Press, by = seals): Promise<string> {
  return (await by.link(press, at)).split('/').at(-1) ?? ''
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
    for (const holder of holders) {
      const address = await replyTo(holder)
      for (const { text } of flipped(address, address.indexOf('@'))) {
        const read = await seals.readReply(text, at)
        expect(read, text).toEqual(text.toLowerCase() === address ? holder : undefined)
      }
    }
  })

  it('is read whatever case its letters came in, and is the same each time that it comes', async () => {
    const address = await replyTo(jane)
    await fc.assert(
      fc.asyncProperty(fc.infiniteStream(fc.boolean()), async isUpper => {
        const cases = [...address].map(one => (isUpper.next().value ? one.toUpperCase() : one))
        expect(await seals.readReply(cases.join(''), at)).toEqual(jane)
      }),
      { numRuns },
    )
  })

  it('is good until the end of its last day (UTC), and not a moment later', async () => {
    const address = await replyTo(jane)
    const end = (Math.floor((at + 90 * day) / day) + 1) * day
    expect(await seals.readReply(address, end - 1)).toEqual(jane)
    expect(await seals.readReply(address, end)).toBeUndefined()
  })

  it('pieced together from those of others is nobody’s', async () => {
    const made = await Promise.all([...holders.map(one => replyTo(one)), replyTo(jane, others)])
    const part = (i: number) => fc.constantFrom(...made.map(address => address.split('@')[0]?.split('-')[i] ?? ''))
    await fc.assert(
      fc.asyncProperty(fc.tuple(part(0), part(1), part(2), part(3)), async parts => {
        const address = `${parts.join('-')}@replies.example.org`
        const whose = holders[made.slice(0, holders.length).indexOf(address)]
        expect(await seals.readReply(address, at)).toEqual(whose)
      }),
      { numRuns },
    )
    expect(await seals.readReply(await replyTo(jane, others), at)).toBeUndefined()
  })

  it('with anything around it is never somebody else’s', async () => {
    const address = await replyTo(jane)
    const around = fc.oneof(fc.string(), fc.constantFrom('<', '>', '"Wren" <', '+spam', ' ', '\r\n', '@', '=?utf-8?Q?'))
    await fc.assert(
      fc.asyncProperty(around, around, fc.nat(address.length), async (before, after, place) => {
        const inside = address.slice(0, place) + after + address.slice(place)
        for (const text of [before + address, address + after, `${before}${address}${after}`, inside])
          expect([jane, undefined]).toContainEqual(await seals.readReply(text, at))
      }),
      { numRuns },
    )
  })
})

describe('the links in a mail', () => {
  it('of which any bit was changed do nothing', async () => {
    const token = await linkTo({ ...jane, act: 'take' })
    for (const { place, text } of flipped(token, token.length)) {
      const read = await seals.readLink(text, at)
      // The last character of a signature has two bits to spare: that is the same link.
      if (read) expect(read).toEqual({ ...jane, act: 'take' })
      if (read) expect(place).toBe(token.length - 1)
    }
  })

  it('pieced together from others do nothing', async () => {
    const made = await Promise.all([
      ...presses.map(one => linkTo(one)),
      linkTo({ ...jane, act: 'take' }, others),
      seals.link({ ...jane, act: 'confirm', n: 2 }, at - day),
    ])
    const part = (i: number) => fc.constantFrom(...made.map(token => token.split('.')[i] ?? ''))
    await fc.assert(
      fc.asyncProperty(fc.tuple(part(0), part(1), part(2)), async parts => {
        const token = parts.join('.')
        expect(await seals.readLink(token, at)).toEqual(presses[made.slice(0, presses.length).indexOf(token)])
      }),
      { numRuns: numRuns * 2 },
    )
  })

  it('are neither reply addresses nor tickets nor passes, though all are made with one secret', async () => {
    const secret = 'a-secret-of-this-consortium-alone'
    const key = new TextEncoder().encode(secret)
    const own = sealsOf(secret)
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
    const read = async (token: SignJWT) => sealsOf(secret).readLink(await token.sign(key), at)
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
        expect(await seals.readLink(token, at), token).toBeUndefined()
      }
  })
})

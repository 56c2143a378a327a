import { SignJWT, UnsecuredJWT } from 'jose'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { librarianOf, readPass, readTicket, senderOf, signPass, signTicket } from '../../../lib/access/tickets.ts'

const key = new TextEncoder().encode('a secret of thirty-two bytes or so')
const otherKey = new TextEncoder().encode('another secret, as long as the first')
const jane = { role: 'patron', library: 'wren', session: '01K5ZQ8M3T9V7W2X4Y6Z8A1B3C' } as const
const rob = { role: 'librarian', library: 'wren', librarian: 'rob' } as const

/** The claims of a valid ticket, signed in a way that a test chooses. */
const claims = { identity: jane, jti: 't-1', aud: 'socket', exp: Math.floor(Date.now() / 1000) + 60 }
const signed = (more: object, alg = 'HS256', by = key) =>
  new SignJWT({ ...claims, ...more }).setProtectedHeader({ alg }).sign(by)

afterEach(() => {
  vi.useRealTimers()
})

/** Moves the timer on. */
function later(ms: number) {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + ms })
}

describe('a ticket', () => {
  it('says whom it admits, from where, and until when', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: 1_790_000_000_000 })
    const ticket = await signTicket(key, rob, 'https://wren.example.org', 't-1')
    expect(await readTicket(key, ticket)).toEqual({
      id: 't-1',
      identity: rob,
      origin: 'https://wren.example.org',
      expiresAt: 1_790_000_060_000,
    })
  })

  it('of a patron who comes back says so', async () => {
    expect(await readTicket(key, await signTicket(key, jane, undefined, 't-1', true))).toMatchObject({ again: true })
    expect(await readTicket(key, await signTicket(key, jane, undefined, 't-1'))).not.toHaveProperty('again')
  })

  it('of a client outside a browser has no origin', async () => {
    expect(await readTicket(key, await signTicket(key, jane, undefined, 't-1'))).not.toHaveProperty('origin')
  })

  it('is valid for a minute and no longer', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: 1_790_000_000_000 })
    const ticket = await signTicket(key, jane, undefined, 't-1')
    later(59_000)
    expect(await readTicket(key, ticket)).toBeDefined()
    later(1_000)
    expect(await readTicket(key, ticket)).toBeUndefined()
  })

  it('opens nothing with any bit of it flipped, except unused ones at its end', async () => {
    const ticket = await signTicket(key, jane, undefined, 't-1')
    const said = (token: string) => token.split('.').map(part => Buffer.from(part, 'base64url').toString('hex'))
    const opened: string[] = []
    for (let bit = 0; bit < ticket.length * 8; bit++) {
      const bytes = Buffer.from(ticket)
      bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      const flipped = bytes.toString('latin1')
      if (await readTicket(key, flipped)) opened.push(flipped)
    }
    for (const token of opened) expect(said(token)).toEqual(said(ticket))
    expect(opened.length).toBeLessThanOrEqual(2)
  })

  it('opens nothing if it is cut short, recombined, or empty', async () => {
    const [mine, theirs] = [await signTicket(key, jane, undefined, 'a'), await signTicket(key, rob, undefined, 'b')]
    const [header, payload] = theirs.split('.')
    const pieces = ['', '.', '..', 'x', mine.slice(0, -1), mine.slice(1), `${header}.${payload}.${mine.split('.')[2]}`]
    for (const token of pieces) expect(await readTicket(key, token)).toBeUndefined()
  })

  it('signed by somebody else opens nothing', async () => {
    expect(await readTicket(key, await signTicket(otherKey, jane, undefined, 't-1'))).toBeUndefined()
  })

  it('that is not signed at all, or in another way, opens nothing', async () => {
    expect(await readTicket(key, new UnsecuredJWT(claims).encode())).toBeUndefined()
    const long = new Uint8Array(64).fill(7)
    expect(await readTicket(long, await signed({}, 'HS512', long))).toBeUndefined()
    expect(await readTicket(long, await signed({}, 'HS256', long))).toBeDefined()
  })

  it.each([
    ['no time at which it expires', { exp: undefined }],
    ['another audience', { aud: 'elsewhere' }],
    ['no audience', { aud: undefined }],
    ['no id', { jti: undefined }],
    ['nobody in it', { identity: undefined }],
    ['somebody of no known role', { identity: { ...jane, role: 'admin' } }],
    ['a librarian who is nobody', { identity: { role: 'librarian', library: 'wren' } }],
  ])('with %s opens nothing', async (_what, more) => {
    expect(await readTicket(key, await signed({}))).toBeDefined()
    expect(await readTicket(key, await signed(more))).toBeUndefined()
  })
})

describe('R33 a pass', () => {
  it('brings a patron back to their own session for a day', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: 1_790_000_000_000 })
    const pass = await signPass(key, jane)
    expect(await readPass(key, pass)).toEqual(jane)
    later(86_399_000)
    expect(await readPass(key, pass)).toEqual(jane)
    later(1_000)
    expect(await readPass(key, pass)).toBeUndefined()
  })

  it('is not a ticket, and a ticket is not a pass', async () => {
    expect(await readTicket(key, await signPass(key, jane))).toBeUndefined()
    expect(await readPass(key, await signTicket(key, jane, undefined, 't-1'))).toBeUndefined()
  })

  it('with the id of a ticket is still not one', async () => {
    expect(await readTicket(key, await signed({ aud: 'pass' }))).toBeUndefined()
  })

  it('is for patrons only', async () => {
    expect(await readPass(key, await signed({ aud: 'pass' }))).toEqual(jane)
    expect(await readPass(key, await signed({ aud: 'pass', identity: rob }))).toBeUndefined()
  })
})

it('an identity speaks in its own name', () => {
  expect(senderOf(jane)).toEqual({ role: 'patron' })
  expect(senderOf(rob)).toEqual({ role: 'librarian', id: 'rob' })
  expect(librarianOf(rob)).toBe('rob')
  expect(() => librarianOf(jane)).toThrow('check of roles')
})

it('a desk without its secret says that it cannot read a ticket, and not that the ticket is not valid', async () => {
  const ticket = await signTicket(key, jane, undefined, 't-1')
  await expect(readTicket(new Uint8Array(), ticket)).rejects.toThrow()
})

it('R33 a pass without an end brings nobody back', async () => {
  const pass = (end?: string) => {
    const made = new SignJWT({ version: 1, identity: jane }).setProtectedHeader({ alg: 'HS256' }).setAudience('pass')
    return (end ? made.setExpirationTime(end) : made).sign(key)
  }
  expect(await readPass(key, await pass('1h'))).toEqual(jane)
  expect(await readPass(key, await pass())).toBeUndefined()
})

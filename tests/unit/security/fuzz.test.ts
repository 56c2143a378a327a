import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readPass, readTicket, signPass, signTicket } from '../../../lib/access/tickets.ts'
import type { Action } from '../../../lib/protocol/actions.ts'
import { deskBefore, frames, identities, type Who } from '../open-desk.ts'
import { anyText } from '../texts.ts'
import { tries } from '../tries.ts'

const numRuns = tries(100)

const who = fc.constantFrom(...(Object.keys(identities) as Who[]))
const odd = fc.oneof(
  fc.anything({ maxDepth: 3, withNullPrototype: true }),
  fc.constantFrom('', ' ', '\u0000', '\ud800', '__proto__', 'constructor', '../..', '\u202e', 'x'.repeat(20_000)),
  fc.constantFrom(0, -1, 1.5, Number.MAX_SAFE_INTEGER + 1, 1e308, true, null, [], {}),
)
/** A valid frame of which something is missing, replaced, or too much. */
const broken = fc
  .record({
    action: fc.constantFrom(...(Object.keys(frames) as Action[])),
    without: fc.option(fc.nat(), { nil: undefined }),
    replaced: fc.option(fc.tuple(fc.nat(), odd), { nil: undefined }),
    added: fc.option(fc.tuple(fc.oneof(fc.string(), fc.constantFrom('__proto__', 'role', 'librarian')), odd), {
      nil: undefined,
    }),
  })
  .map(({ action, without, replaced, added }) => {
    const entries: [string, unknown][] = Object.entries({ action, id: '1', ...frames[action] })
    const at = replaced && replaced[0] % entries.length
    const changed = entries.map(([key, value], i): [string, unknown] => [key, i === at ? replaced?.[1] : value])
    const kept = changed.filter((_, i) => without === undefined || i !== without % entries.length)
    return Object.fromEntries(added ? [...kept, added] : kept)
  })

/** Nothing crashed, the reply says what is wrong in one sentence, and what was refused changed nothing. */
async function bears(text: string, sender: Who): Promise<void> {
  const { text: send, state, failures } = await deskBefore()
  const before = await state()
  const reply = await send(text, identities[sender], `${sender}-1`)
  expect(failures).toEqual([])
  expect(typeof reply.type).toBe('string')
  if (reply.type !== 'refused') return
  expect(reply.code).toMatch(/^[a-z-]+$/)
  expect(reply.code).not.toBe('try-again')
  expect(reply.reason).toMatch(/^[A-Z].{5,400}$/su)
  expect(await state()).toEqual(before)
}

function textOf(value: unknown): string {
  return JSON.stringify(value, (_key, one) => (typeof one === 'bigint' ? String(one) : one)) ?? 'undefined'
}

describe('whatever is sent', () => {
  it('a broken frame is refused with a code and a sentence, and changes nothing', async () => {
    await fc.assert(
      fc.asyncProperty(broken, who, (frame, sender) => bears(textOf(frame), sender)),
      { numRuns },
    )
  })

  it('any text that is not a frame is refused', async () => {
    const noise = fc.oneof(anyText(), fc.json(), fc.constantFrom('[]', 'null', '{"action":', '{"a":1}{"b":2}'))
    await fc.assert(
      fc.asyncProperty(noise, who, (text, sender) => bears(text, sender)),
      { numRuns },
    )
  })

  it('a request with any body is answered below 500, and opens no session unless it is a question', async () => {
    const body = fc.oneof(
      fc.string(),
      fc.json(),
      broken.map(textOf),
      fc.dictionary(fc.constantFrom('question', 'name', 'email', 'once'), odd).map(textOf),
    )
    const path = fc.record({ library: fc.oneof(fc.constantFrom('wren', '__proto__', ''), fc.string()) })
    await fc.assert(
      fc.asyncProperty(body, path, async (text, where) => {
        const { http, state } = await deskBefore()
        const before = await state()
        const answer = await http['POST /libraries/{library}/sessions']?.({
          path: where,
          body: text,

          at: 0,
        })
        expect(answer?.status).toBeLessThan(500)
        if (answer?.status !== 201) expect(await state()).toEqual(before)
      }),
      { numRuns },
    )
  })
})

describe('tickets and passes', () => {
  const key = new TextEncoder().encode('a-secret-of-this-consortium-alone')
  const patron = identities['its patron']

  it('a ticket with any bit changed admits nobody else', async () => {
    const ticket = await signTicket(key, patron, 'https://wren.example.org', 't1')
    const genuine = await readTicket(key, ticket)
    for (let at = 0; at < ticket.length; at++)
      for (let bit = 0; bit < 7; bit++) {
        const code = ticket.charCodeAt(at) ^ (1 << bit)
        const read = await readTicket(key, ticket.slice(0, at) + String.fromCharCode(code) + ticket.slice(at + 1))
        // The last character of a signature has two bits to spare: that is the same ticket, and may be used once as well.
        if (read) expect(read).toEqual(genuine)
        if (read) expect(at).toBe(ticket.length - 1)
      }
  })

  it('a ticket is not a pass, a pass is not a ticket, and neither works with another consortium’s secret', async () => {
    const other = new TextEncoder().encode('a-secret-of-another-consortium-...')
    const [ticket, pass] = [await signTicket(key, patron, undefined, 't1'), await signPass(key, patron)]
    expect(await readPass(key, ticket)).toBeUndefined()
    expect(await readTicket(key, pass)).toBeUndefined()
    expect(await readTicket(other, ticket)).toBeUndefined()
    expect(await readPass(other, pass)).toBeUndefined()
  })

  it('a ticket that claims to need no signature admits nobody', async () => {
    const ticket = await signTicket(key, patron, undefined, 't1')
    const none = Buffer.from('{"alg":"none"}').toString('base64url')
    expect(await readTicket(key, `${none}.${ticket.split('.')[1]}.`)).toBeUndefined()
  })
})

import { readdirSync, readFileSync } from 'node:fs'
import * as fc from 'fast-check'
import { decodeJwt } from 'jose'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { signPass, signTicket } from '../../../lib/access/tickets.ts'
import { namesOf, repliesTo } from '../../../lib/protocol/action.ts'
import { type Action, actions } from '../../../lib/protocol/actions.ts'
import { pushes } from '../../../lib/protocol/frames-out.ts'
import { pong, refused } from '../../../lib/protocol/out/refused.ts'
import { question } from '../../../lib/protocol/question.ts'
import type { Command } from '../../../lib/session/commands.ts'
import { decide, evolveAll } from '../../../lib/session/session.ts'
import type { Session } from '../../../lib/session/state.ts'
import { longestLife, longestSilence } from '../../../local/api-gateway/connections.ts'
import { prose } from '../../../tools/protocol/prose/prose.ts'
import { everyRefusal, forAdministrators, neverHeard, ofAnyFrame, soft } from '../../../tools/protocol/refusals.ts'
import { routes } from '../../../tools/protocol/routes.ts'
import { lifetimes, protocolPage } from '../../../tools/protocol/write.ts'
import { commands } from '../session/arbitraries.ts'
import { tries } from '../tries.ts'
import { examples, httpExamples, written } from './examples.ts'

/** The frame that becomes this command; nothing else lets a client command a session. */
const frameOf: Partial<Record<Command['type'], Action>> = {
  Come: 'resume',
  Leave: 'leave',
  LeaveAddress: 'leave-address',
  OfferTransfer: 'transfer',
  AnswerTransfer: 'answer-transfer',
  Say: 'say',
  Note: 'note',
  AskContact: 'ask-contact',
  ConfirmContact: 'confirm-contact',
  AttestContact: 'attest-contact',
  Close: 'close',
  TakeFollowUp: 'take-follow-up',
  AnswerFollowUp: 'answer-follow-up',
  FinishFollowUp: 'finish-follow-up',
  HandOverFollowUp: 'hand-over-follow-up',
  ConfirmAnswer: 'confirm-answer',
  RejectAnswer: 'reject-answer',
  RequestTranscript: 'request-transcript',
}
const replies = [...repliesTo(actions), refused, pong]
const replyTypes = replies.map(({ entries }) => entries.type.literal)
const sentences = new Map<unknown, string>(everyRefusal())

describe('PROTOCOL.md', () => {
  it('is what the schemas, the refusals and the template give now', () => {
    expect(written === protocolPage(), 'PROTOCOL.md is not current: run `npm run docs`.').toBe(true)
  })

  it('leaves no field without its meaning', () => {
    expect(written.match(/^\| `.*` \| (required|optional|always|sometimes) \|.*\| {2}\|$/gm)).toBeNull()
  })

  it('says how long tickets, passes and connections last', async () => {
    const key = new Uint8Array(32)
    const patron = { role: 'patron', library: 'wren', session: 's' } as const
    const seconds = (token: string) => Number(decodeJwt(token).exp) - Number(decodeJwt(token).iat)
    expect(seconds(await signTicket(key, patron, undefined, 'id'))).toBe(lifetimes.ticket)
    expect(seconds(await signPass(key, patron))).toBe(lifetimes.pass)
    expect(written).toContain(`| silence of a connection | ${longestSilence / 60_000} minutes `)
    expect(written).toContain(`| life of a connection | ${longestLife / 3_600_000} hours, `)
  })
})

describe('an example in PROTOCOL.md', () => {
  const ping = v.strictObject({ action: v.literal('ping') })
  const gateway = v.strictObject({ message: v.string(), connectionId: v.string(), requestId: v.string() })
  const inbound = v.union([...Object.values(actions).map(({ frame }) => frame), ping])
  const replied = replies.map(({ entries }) => v.strictObject({ ...entries, re: v.optional(v.string()) }))
  const pushed = Object.values(pushes).map(({ entries }) => v.strictObject(entries))
  const outbound = v.union([...replied, ...pushed, gateway])

  it.each(examples)('$to $text', ({ to, frame }) => {
    expect(v.safeParse(to === 'desk' ? inbound : outbound, frame).issues).toBeUndefined()
  })

  it('is there for every action, every push, and every reply', () => {
    const shown = (to: string, key: string) =>
      new Set(examples.filter(example => example.to === to).map(({ frame }) => frame[key]))
    expect([...shown('desk', 'action')]).toEqual(expect.arrayContaining([...Object.keys(actions), 'ping']))
    const types = [...replyTypes, ...Object.keys(pushes)]
    expect([...shown('client', 'type')]).toEqual(expect.arrayContaining(types))
  })

  it('has a type that only a reply or only a push has, so that one without `re` can be told', () => {
    expect(replyTypes.filter(type => type in pushes)).toEqual([])
  })

  it('answers a frame with its own reference and with the reply that its action has', () => {
    for (const action of namesOf(actions)) {
      const [frame, reply] = prose.actions[action].example
      expect(reply.re).toBe(frame.id)
      expect(actions[action].replies.map(({ entries }) => entries.type.literal)).toContain(reply.type)
    }
  })

  it('refuses with the sentence of its code', () => {
    const refused = examples.map(({ frame }) => frame).filter(({ type }) => type === 'refused')
    const overHttp = httpExamples.flatMap(({ body }) => (v.is(v.object({ code: v.string() }), body) ? [body] : []))
    expect(refused.length * overHttp.length).toBeGreaterThan(0)
    for (const example of [...refused, ...overHttp])
      expect(example).toMatchObject({ reason: sentences.get(example.code) })
  })

  it('of a question is one that the desk takes', () => {
    const asked = httpExamples.filter(({ start }) => /^POST \/libraries\/[\w-]+\/sessions$/.test(start))
    expect(asked).toHaveLength(1)
    for (const { body } of asked) expect(v.safeParse(question, body).issues).toBeUndefined()
  })
})

describe('the refusals', () => {
  const ofFrames = Object.values(actions).flatMap(({ refusals }) => [...refusals])
  const ofRoutes = Object.values(routes).flatMap(({ refusals }) => Object.keys(refusals))
  const heard = new Set<string>([...ofAnyFrame, 'not-for-you', ...forAdministrators, ...ofFrames, ...ofRoutes])

  it.each(everyRefusal())('%s can be received somewhere, or is documented as never received', code => {
    expect(heard.has(code)).toBe(neverHeard[code] === undefined)
  })

  it('that a session answers a command with are named by its frame', () => {
    fc.assert(
      fc.property(commands, sent => {
        let session: Session | undefined
        for (const command of sent) {
          const decision = decide(session, command)
          const action = frameOf[command.type]
          if ('refusal' in decision && action) expect(actions[action].refusals).toContain(decision.refusal.code)
          if ('events' in decision) session = evolveAll(session, decision.events)
        }
      }),
      { numRuns: tries(500) },
    )
  })

  it('that are soft are those that the session refuses softly', () => {
    const source = ['session', 'follow-up'].flatMap(name => {
      const folder = new URL(`../../../lib/${name}/`, import.meta.url)
      const files = readdirSync(folder).filter(file => file.endsWith('.ts'))
      return files.map(file => readFileSync(new URL(file, folder), 'utf8'))
    })
    const softly = [...source.join('\n').matchAll(/refuseSoftly\('([\w-]+)'(?:, (?:'([\w-]+)'|\w+))?\)/g)]
    const documented = Object.entries(soft).map(([code, offer]) => [
      code,
      offer === 'nothing' || offer === 'an address' ? undefined : offer,
    ])
    expect(softly.map(([, code, offer]) => [code, offer]).toSorted()).toEqual(documented.toSorted())
  })
})

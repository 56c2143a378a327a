import * as v from 'valibot'
import { expect, it } from 'vitest'
import { proofFor } from '../../../client/proof.ts'
import { defaultLimits, type Library } from '../../../lib/consortium/library.ts'
import { arrivals } from '../../../lib/http/admission.ts'
import { challenge } from '../../../lib/protocol/out/challenge.ts'
import { at, deskOf, librarian, library } from '../members.ts'

const tokens = { ticket: async () => 'ticket', pass: async () => 'pass', readPass: async () => undefined }
const once = 'one-form-that-was-filled-in'
const taken = v.object({
  code: v.optional(v.string()),
  session: v.optional(v.string()),
  challenge: v.optional(challenge),
})

async function desk(more: Partial<Library> = {}) {
  const limits = { ...defaultLimits, proofOfWork: true }
  const wren = library('wren', 'Wren Library', { limits, networks: ['198.51.100.0/24'], ...more })
  const { ports, started } = await deskOf([wren], [librarian('rob', 'Rob', 'wren')])
  const http = arrivals({ ...ports, tokens, socket: 'wss://desk.example.org' })
  const ask = async (body: object = {}, when = at, address = '192.0.2.1') => {
    const request = { path: { library: 'wren' }, at: when, address }
    const sent = JSON.stringify({ question: 'Is anybody there?', ...body })
    const answer = await http['POST /libraries/{library}/sessions']?.({ ...request, body: sent })
    if (!answer || !('body' in answer)) throw new Error('There is no such route.')
    return { status: answer.status, ...v.parse(taken, answer.body) }
  }
  const worked = async (when = at) => {
    const asked = await ask({}, when)
    if (!asked.challenge) throw new Error('No work was asked for.')
    return proofFor(asked.challenge)
  }
  return { ask, worked, started, ports }
}

it('a library that asks for a proof of work refuses a question without it, and says what the work is', async () => {
  const { ask, started } = await desk()
  expect(await ask()).toMatchObject({
    status: 403,
    code: 'proof-missing',
    challenge: { signature: expect.any(String) },
  })
  expect(await ask({ byMail: true, email: 'jane@example.org' })).toMatchObject({ code: 'proof-missing' })
  expect(started.sessions.size).toBe(0)
})

it('with the proof the question is taken', async () => {
  const { ask, worked } = await desk()
  expect(await ask({ proof: await worked() })).toMatchObject({ status: 201 })
})

it('a wrong proof and a late one are refused, each with its own sentence and a new challenge', async () => {
  const { ask, worked, started } = await desk()
  const proof = await worked()
  const late = await ask({ proof }, at + 600_000)
  expect(late).toMatchObject({ status: 403, code: 'proof-expired', challenge: {} })
  expect(await ask({ proof: 'nonsense' })).toMatchObject({ status: 403, code: 'proof-wrong', challenge: {} })
  expect(started.sessions.size).toBe(0)
})

it('a proof counts for one question only', async () => {
  const { ask, worked } = await desk()
  const proof = await worked()
  expect(await ask({ proof })).toMatchObject({ status: 201 })
  expect(await ask({ proof })).toMatchObject({ status: 403, code: 'proof-used', challenge: {} })
})

it('R36 the same form with the same proof is acknowledged again, even after the proof has expired', async () => {
  const { ask, worked } = await desk()
  const proof = await worked()
  const { session } = await ask({ once, proof })
  expect(await ask({ once, proof })).toMatchObject({ status: 201, session })
  expect(await ask({ once, proof }, at + 700_000)).toMatchObject({ status: 201, session })
  expect(await ask({ once })).toMatchObject({ status: 201, session })
})

it("R42 nobody in the library's own networks is asked for work, and no library asks unless it says so", async () => {
  expect(await (await desk()).ask({}, at, '198.51.100.7')).toMatchObject({ status: 201 })
  expect(await (await desk({ limits: defaultLimits })).ask()).toMatchObject({ status: 201 })
})

import { createHmac } from 'node:crypto'
import { type Challenge as AltchaChallenge, solveChallenge, verifySolution } from 'altcha-lib'
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2'
import { expect, it } from 'vitest'
import { proofFor } from '../../../client/proof.ts'
import { proofs } from '../../../lib/access/proofs.ts'
import { at } from '../members.ts'

const work = { rounds: 10, from: 3, to: 30 }
const made = (key: string) => proofs(async () => new TextEncoder().encode(key), work)
const desk = made('of this desk')
const minute = 60_000

const asText = (payload: object) => Buffer.from(JSON.stringify(payload)).toString('base64')

it('the result of a device counts for ten minutes, and names its challenge', async () => {
  const challenge = await desk.challenge('wren', at)
  const proof = await proofFor(challenge)
  expect(await desk.read(proof, 'wren', at + 9 * minute)).toEqual({ id: challenge.parameters.nonce })
  expect(await desk.read(proof, 'wren', at + 10 * minute)).toBe('proof-expired')
})

it('the solver that comes with the package solves the same challenge', async () => {
  const challenge: AltchaChallenge = await desk.challenge('wren', at)
  const solution = await solveChallenge({ challenge, deriveKey })
  expect(await desk.read(asText({ challenge, solution }), 'wren', at)).toHaveProperty('id')
})

it('the work is the same, whatever the device: as many rounds of PBKDF2 for each of so many counters', async () => {
  const counters = []
  for (let n = 0; n < 20; n++) {
    const { parameters } = await desk.challenge('wren', at)
    expect(parameters).toMatchObject({ algorithm: 'PBKDF2/SHA-256', cost: work.rounds })
    const { solution } = JSON.parse(atob(await proofFor({ parameters, signature: '' })))
    counters.push(solution.counter)
  }
  expect(Math.min(...counters)).toBeGreaterThanOrEqual(work.from)
  expect(Math.max(...counters)).toBeLessThanOrEqual(work.to)
})

it('the result counts at its own library and its own desk only', async () => {
  const proof = await proofFor(await desk.challenge('wren', at))
  expect(await desk.read(proof, 'hale', at)).toBe('proof-wrong')
  expect(await made('of another desk').read(proof, 'wren', at)).toBe('proof-wrong')
})

it('a challenge that was changed on the way, or is not solved, proves nothing', async () => {
  const challenge = await desk.challenge('wren', at)
  const { solution } = JSON.parse(atob(await proofFor(challenge)))
  const { parameters, signature } = challenge
  const later = { ...parameters, data: { ...parameters.data, until: at + 999 * minute } }
  const lighter = { ...parameters, keyPrefix: '00' }
  const payloads = [
    { challenge: { parameters: later, signature }, solution },
    { challenge: { parameters: lighter, signature }, solution },
    { challenge: { parameters, signature: '' }, solution },
    { challenge, solution: { ...solution, derivedKey: parameters.keyPrefix.padEnd(64, '0') } },
    { challenge },
  ]
  for (const payload of payloads) expect(await desk.read(asText(payload), 'wren', at)).toBe('proof-wrong')
  for (const text of ['', 'no base64', '%%%', 'bnVsbA==']) expect(await desk.read(text, 'wren', at)).toBe('proof-wrong')
})

it('a challenge of 2,000 rounds for each counter is what a device gets unless a desk says otherwise', async () => {
  const { parameters } = await proofs(async () => new Uint8Array(32)).challenge('wren', at)
  expect(parameters.cost).toBe(2_000)
})

it('challenges and solutions have keys of their own, which a machine with another release makes, too', async () => {
  const challenge: AltchaChallenge = await desk.challenge('wren', at)
  const solution = await solveChallenge({ challenge, deriveKey })
  if (!solution) throw new Error('There is no solution.')
  const keyFor = (purpose: string) => createHmac('sha256', 'of this desk').update(`proof ${purpose}`).digest('hex')
  const verified = (signature: string, keySignature: string) =>
    verifySolution({
      ...{ hmacSignatureSecret: keyFor(signature), hmacKeySignatureSecret: keyFor(keySignature) },
      ...{ deriveKey, challenge, solution },
    })
  expect(await verified('challenge', 'solution')).toMatchObject({ verified: true })
  expect(await verified('solution', 'solution')).toMatchObject({ verified: false })
  expect(await verified('challenge', 'challenge')).toMatchObject({ verified: false })
})

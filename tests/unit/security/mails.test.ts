import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import * as fc from 'fast-check'
import * as v from 'valibot'
import { afterAll, describe, expect, it } from 'vitest'
import { readMail } from '../../../lib/mail/incoming/read-mail.ts'
import { receiveReply } from '../../../lib/mail/incoming/receive-reply.ts'
import type { ReceivedMail } from '../../../lib/mail/incoming/received-mail.ts'
import { deskAfter, jane } from '../closed-desk.ts'
import { at } from '../members.ts'
import { anyText } from '../texts.ts'
import { tries } from '../tries.ts'
import { bombs, brokenMails } from './raw-mails.ts'

const numRuns = tries(100)

const taken = ['answered', 'held', 'repeated', 'automatic', 'refused'] as const
const became = v.object({ became: v.string() })

describe('whatever comes by mail', () => {
  const worker = new Worker(new URL('mail-worker.ts', import.meta.url))
  afterAll(async () => void (await worker.terminate()))

  /** What becomes of a mail, in a thread of its own: a mail that is read for ever does not keep the test from ending. */
  const takenIn = async (raw: string) => {
    worker.postMessage(Buffer.from(raw))
    const [answer] = await once(worker, 'message')
    return v.parse(became, answer).became
  }

  it.each(Object.keys(bombs))('it is taken in: %s', async name => {
    expect(taken).toContain(await takenIn(bombs[name] ?? ''))
  })

  const arrived = async (
    tokens: Awaited<ReturnType<typeof deskAfter>>['tokens'],
    raw: Uint8Array,
  ): Promise<ReceivedMail> => ({
    recipients: [(await tokens.replyAddress({ session: jane, owner: 'library' }, at)) ?? ''],
    envelopeFrom: 'amy@wren.example.org',
    receivedAt: at,
    verdicts: { spf: true, dmarc: 'pass', isSpam: false, hasVirus: false },
    read: () => readMail(raw),
  })

  it('however broken, it is taken in, and nothing is changed by what is no answer', async () => {
    await fc.assert(
      fc.asyncProperty(brokenMails, async raw => {
        const { ports, tokens, state, failures } = await deskAfter('the library owes', 'another library')
        const before = await state()
        const { outcome: end } = await receiveReply(ports, await arrived(tokens, raw), at)
        expect(taken).toContain(end)
        expect(failures).toEqual([])
        const after = await state()
        if (end !== 'answered' && end !== 'held') expect(after).toEqual(before)
        // What was written is one step in one session, and what it holds can be stored and read again.
        expect(after.sessions[1]).toEqual(before.sessions[1])
        expect(JSON.stringify(after.sessions)).not.toMatch(/\\ud[89a-f]/)
        expect((after.sessions[0]?.step ?? 0) - (before.sessions[0]?.step ?? 0)).toBeLessThanOrEqual(1)
      }),
      { numRuns: numRuns * 2 },
    )
  })

  it('what is longer than an answer can be is cut between characters', async () => {
    for (const begin of ['', 'x']) {
      const { ports, tokens, state } = await deskAfter('the library owes', 'another library')
      const raw = `From: amy@wren.example.org\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n${begin}${'😀'.repeat(12_000)}`
      expect(await receiveReply(ports, await arrived(tokens, Buffer.from(raw)), at)).toMatchObject({ outcome: 'held' })
      expect(JSON.stringify((await state()).sessions)).not.toMatch(/\\ud[89a-f]/)
      const [held] = (await ports.sessions.history(jane)).filter(({ type }) => type === 'AnswerHeld').slice(-1)
      expect(held?.type === 'AnswerHeld' && held.text).toMatch(/^x?😀+.?$/u)
      expect(JSON.stringify(held)).not.toMatch(/\\ud[89a-f]/)
    }
  })

  it('to any address but a genuine one it is not even read', async () => {
    const addresses = fc.array(fc.oneof(fc.string(), fc.emailAddress(), anyText()), {
      maxLength: 5,
    })
    await fc.assert(
      fc.asyncProperty(addresses, fc.string(), async (recipients, envelopeFrom) => {
        const { ports, tokens, state } = await deskAfter('the library owes', 'another library')
        const before = await state()
        const mail = await arrived(tokens, new Uint8Array())
        const read = () => Promise.reject(new Error('It was read.'))
        const received = await receiveReply(ports, { ...mail, recipients, envelopeFrom, read }, at)
        expect(received).toEqual({ outcome: 'not-ours', because: [] })
        expect(await state()).toEqual(before)
      }),
      { numRuns },
    )
  })
})

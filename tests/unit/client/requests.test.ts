import * as v from 'valibot'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { noAnswer, requests } from '../../../client/requests.ts'
import { usualTimers } from '../../../client/timers.ts'
import type { Reply } from '../../../lib/protocol/frames-out.ts'

const session = '01JD0000000000000000000000'
const say = { action: 'say', session, n: 1, text: 'Hello' }
const said: Reply = { type: 'said', session, n: 1, number: 2, at: 0 }
const reference = v.pipe(v.string(), v.parseJson(), v.object({ id: v.string(), action: v.string() }))

function desk(chance = 0) {
  const sent: string[] = []
  const waiting = requests(
    text => void sent.push(text),
    10_000,
    usualTimers,
    () => chance,
  )
  return {
    ...waiting,
    sent,
    actions: () => sent.map(text => v.parse(reference, text).action),
    id: (at: number) => v.parse(reference, sent[at]).id,
  }
}

describe('a frame that waits for its reply', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it('is sent again as it was after ten seconds without a reply, until there is one', async () => {
    const { ask, ready, answered, sent, id } = desk()
    ready()
    const reply = ask(say)
    vi.advanceTimersByTime(9_999)
    expect(sent).toHaveLength(1)
    vi.advanceTimersByTime(1)
    expect(sent).toHaveLength(2)
    // Every pause is twice the one before it.
    vi.advanceTimersByTime(19_999)
    expect(sent).toHaveLength(2)
    vi.advanceTimersByTime(1)
    expect(sent).toHaveLength(3)
    expect(new Set(sent).size).toBe(1)
    answered(id(0), said)
    expect(await reply).toEqual(said)
    vi.advanceTimersByTime(60_000)
    expect(sent).toHaveLength(3)
  })

  it('waits up to half as long again, by chance: those who were refused together do not come back together', () => {
    const { ask, ready, sent } = desk(1)
    ready()
    void ask(say)
    vi.advanceTimersByTime(14_999)
    expect(sent).toHaveLength(1)
    vi.advanceTimersByTime(1)
    expect(sent).toHaveLength(2)
  })

  it('is sent again automatically when the desk is busy, after longer pauses, but not for ever', async () => {
    const { ask, ready, answered, sent, id } = desk()
    const busy: Reply = { type: 'refused', code: 'try-again', reason: 'Busy.' }
    ready()
    const reply = ask(say)
    answered(id(0), busy)
    vi.advanceTimersByTime(249)
    expect(sent).toHaveLength(1)
    vi.advanceTimersByTime(1)
    expect(sent).toHaveLength(2)
    answered(id(0), busy)
    vi.advanceTimersByTime(499)
    expect(sent).toHaveLength(2)
    for (let times = 2; times < 9; times++) {
      vi.advanceTimersByTime(15_000)
      answered(id(0), busy)
    }
    expect(await reply).toEqual(busy)
  })

  it('a pick-up is not sent again, however busy the desk is: it might take two patrons', async () => {
    const { ask, ready, answered, sent, id } = desk()
    const busy: Reply = { type: 'refused', code: 'try-again', reason: 'Busy.' }
    ready()
    const reply = ask({ action: 'pick-up' })
    answered(id(0), busy)
    expect(await reply).toEqual(busy)
    vi.advanceTimersByTime(600_000)
    expect(sent).toHaveLength(1)
  })

  it('is held back until the greeting of the connection is over', () => {
    const { ask, greet, ready, actions } = desk()
    void ask(say)
    void greet({ action: 'resume', session, after: 0 })
    expect(actions()).toEqual(['resume'])
    ready()
    expect(actions().filter(action => action === 'say')).toHaveLength(1)
  })

  it('is sent again when the connection is back', async () => {
    const { ask, ready, lost, sent, answered, id } = desk()
    ready()
    const reply = ask(say)
    lost()
    vi.advanceTimersByTime(10_000)
    expect(sent).toHaveLength(1)
    ready()
    expect(sent).toHaveLength(2)
    answered(id(1), said)
    expect(await reply).toEqual(said)
  })

  it('R2 is never a second pick-up, which would give a second patron', async () => {
    const { ask, ready, lost, sent } = desk()
    ready()
    const reply = ask({ action: 'pick-up' })
    vi.advanceTimersByTime(30_000)
    expect(sent).toHaveLength(1)
    lost()
    expect(await reply).toEqual(noAnswer)
    ready()
    expect(sent).toHaveLength(1)
  })

  it('still goes out when it was not sent before the connection was lost, pick-up or not', () => {
    const { ask, ready, lost, actions } = desk()
    void ask({ action: 'pick-up' })
    lost()
    ready()
    expect(actions()).toEqual(['pick-up'])
  })

  it('of a greeting is given up with its connection', async () => {
    const { greet, lost, ready, sent } = desk()
    const reply = greet({ action: 'on-duty' })
    lost()
    expect(await reply).toEqual(noAnswer)
    ready()
    expect(sent).toHaveLength(1)
  })

  it('is answered once, by its own reference', async () => {
    const { ask, ready, answered, id } = desk()
    ready()
    const first = ask(say)
    const second = ask({ ...say, n: 2 })
    answered('somebody-else', said)
    answered(id(1), { ...said, n: 2 })
    answered(id(0), said)
    expect([await first, await second].map(reply => reply.type === 'said' && reply.n)).toEqual([1, 2])
  })
})

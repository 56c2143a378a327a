import { describe, expect, it } from 'vitest'
import { outbox } from '../../../client/outbox.ts'
import type { Frame } from '../../../client/requests.ts'
import type { Reply } from '../../../lib/protocol/frames-out.ts'

const session = '01JD0000000000000000000000'
const refused = (code: string): Reply => ({ type: 'refused', code, reason: 'No.' })
const said = (n: number): Reply => ({ type: 'said', session, n, number: n + 1, at: 0 })

/** A desk that answers each frame in turn; what it got is in `counters`. */
function desk(answers: readonly ((n: number) => Reply)[]) {
  const counters: number[] = []
  const remaining = [...answers]
  const ask = async (frame: Frame): Promise<Reply> => {
    const n = Number(frame.n)
    counters.push(n)
    return (remaining.shift() ?? said)(n)
  }
  return { ask, counters }
}

describe('R36 words on their way out', () => {
  it('carry the counters 1, 2, 3 of their sender, session by session', async () => {
    const { ask, counters } = desk([])
    const box = outbox(ask, async () => {})
    await Promise.all([
      box.post({ action: 'say', session, text: 'a' }),
      box.post({ action: 'note', session, text: 'b' }),
      box.post({ action: 'say', session: 'other', text: 'c' }),
    ])
    expect(counters.toSorted()).toEqual([1, 1, 2])
  })

  it('wait for the acknowledgement of the words before them', async () => {
    const first = Promise.withResolvers<Reply>()
    const counters: unknown[] = []
    const box = outbox(
      frame => {
        counters.push(frame.n)
        return frame.n === 1 ? first.promise : Promise.resolve(said(2))
      },
      async () => {},
    )
    const both = Promise.all([
      box.post({ action: 'say', session, text: 'a' }),
      box.post({ action: 'say', session, text: 'b' }),
    ])
    await new Promise(resolve => setImmediate(resolve))
    expect(counters).toEqual([1])
    first.resolve(said(1))
    await both
    expect(counters).toEqual([1, 2])
  })

  it('go on from the counter that the desk names', async () => {
    const { ask, counters } = desk([])
    const box = outbox(ask, async () => {})
    box.counted(session, 7)
    await box.post({ action: 'say', session, text: 'a' })
    expect(counters).toEqual([8])
  })

  it('get another counter when another window of the same person has used theirs', async () => {
    const { ask, counters } = desk([() => refused('other-words')])
    const box = outbox(ask, async of => box.counted(of, 4))
    expect(await box.post({ action: 'say', session, text: 'a' })).toEqual(said(5))
    expect(counters).toEqual([1, 5])
  })

  it('keep their counter when they were refused', async () => {
    const { ask, counters } = desk([said, () => refused('closed')])
    const box = outbox(ask, async () => {})
    await box.post({ action: 'say', session, text: 'a' })
    expect(await box.post({ action: 'say', session, text: 'b' })).toEqual(refused('closed'))
    await box.post({ action: 'say', session, text: 'c' })
    expect(counters).toEqual([1, 2, 2])
  })

  it('are not tried for ever', async () => {
    const { ask, counters } = desk(Array.from({ length: 20 }, () => () => refused('out-of-order')))
    const box = outbox(ask, async () => {})
    expect(await box.post({ action: 'say', session, text: 'a' })).toEqual(refused('out-of-order'))
    expect(counters).toHaveLength(4)
  })
})

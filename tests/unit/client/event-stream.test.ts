import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { eventStream } from '../../../client/event-stream.ts'

type Heard = { type: 'message'; number: number } | { type: 'ended' }

describe('what a client heard', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it('is given to a caller that waits for it, whether it came before or comes after', async () => {
    const { emit, next } = eventStream<Heard>()
    emit({ type: 'message', number: 1 })
    expect(await next('message')).toEqual({ type: 'message', number: 1 })
    const coming = next('message', ({ number }) => number === 3)
    emit({ type: 'message', number: 2 })
    emit({ type: 'message', number: 3 })
    expect(await coming).toEqual({ type: 'message', number: 3 })
    expect(await next('message')).toEqual({ type: 'message', number: 2 })
  })

  it('is given to one caller and not to the next one again', async () => {
    const { emit, next } = eventStream<Heard>()
    const first = next('ended')
    const second = next('ended', undefined, 50)
    emit({ type: 'ended' })
    await first
    const third = next('ended', undefined, 50)
    const refused = [second, third].map(late => expect(late).rejects.toThrow('No "ended" was heard within 50 ms.'))
    vi.advanceTimersByTime(50)
    await Promise.all(refused)
  })

  it('is told to every listener until it stops listening', () => {
    const { emit, on } = eventStream<Heard>()
    const heard: string[] = []
    const stop = on(({ type }) => void heard.push(type))
    emit({ type: 'ended' })
    stop()
    emit({ type: 'ended' })
    expect(heard).toEqual(['ended'])
  })
})

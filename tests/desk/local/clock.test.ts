import { expect, test } from 'vitest'
import { fastClock, virtualClock } from '../../../local/clock.ts'

test('a virtual clock ends sleeps in order, each at its own time', async () => {
  const clock = virtualClock(1000)
  const woken: [string, number][] = []
  const sleeper = async (name: string, ms: number) => {
    await clock.sleep(ms)
    woken.push([name, clock.now()])
  }
  void sleeper('late', 300)
  void sleeper('early', 100)
  clock.settleWith?.(async () => void (await new Promise(setImmediate)))
  await clock.advance(299)
  expect(woken).toEqual([['early', 1100]])
  await clock.advance(1)
  expect([woken.at(-1), clock.now()]).toEqual([['late', 1300], 1300])
})

test('a sleep that begins when another ends can end within the same advance', async () => {
  const clock = virtualClock(0)
  clock.settleWith?.(async () => void (await new Promise(setImmediate)))
  const times: number[] = []
  void (async () => {
    for (;;) {
      await clock.sleep(100)
      times.push(clock.now())
    }
  })()
  await clock.advance(350)
  expect(times).toEqual([100, 200, 300])
})

test('an aborted sleep rejects', async () => {
  for (const clock of [virtualClock(0), fastClock(1)]) {
    const off = new AbortController()
    const sleep = clock.sleep(3600_000, off.signal)
    off.abort(new Error('called off'))
    await expect(sleep).rejects.toThrow('called off')
  }
})

test('a fast clock sleeps a day in an instant', async () => {
  const clock = fastClock(100_000_000)
  const before = clock.now()
  await clock.sleep(24 * 3600_000)
  expect(clock.now() - before).toBeGreaterThanOrEqual(24 * 3600_000)
})

import { expect, it } from 'vitest'
import { Unreadable } from '../../../lib/desk/unreadable.ts'
import { answerTo, answerToOlder, firstWake, lookingAtOnce, seconds, type Wake } from '../../../lib/desk/wake.ts'

const asleep: Wake = { version: 1, session: 'S', seconds: 30, generation: 2, since: 5 }
const woken: Wake = { ...asleep, woken: { Error: 'States.Timeout' } }
const never = () => Promise.reject(new Error('nothing is due'))
const due = (ms: number, keep?: boolean) => async () => ({ ms, ...(keep && { keep }) })
const over = async () => undefined

it('a timer sleeps whole seconds, never too few, and long enough for its function to be back', () => {
  expect([0, 1, 3_000, 3_001, 150_000, -5_000].map(seconds)).toEqual([3, 3, 3, 4, 150, 3])
})

it('a timer that has just gone to sleep does nothing, and its token is kept where it may be put off', async () => {
  expect(await answerTo(asleep, never)).toEqual({ type: 'sleeps', keep: false })
  expect(await answerTo({ ...asleep, keep: true }, never)).toEqual({ type: 'sleeps', keep: true })
})

it('a timer that woke up does what is due, and sleeps on as long as before where that is right to two seconds', async () => {
  for (const ms of [30_000, 29_001, 28_000, 27_001])
    expect(await answerTo(woken, due(ms, true))).toEqual({ type: 'sleeps', keep: true })
})

it('R16 it never sleeps too long by more than that, and never too short: then it goes to sleep anew', async () => {
  for (const ms of [27_000, 30_001, 150_000])
    expect(await answerTo(woken, due(ms))).toEqual({
      type: 'sleeps-otherwise',
      wake: { version: 1, session: 'S', seconds: Math.ceil(ms / 1000), keep: false, generation: 2, since: 5 },
    })
})

it('a timer is over once nothing is due any more', async () => {
  expect(await answerTo(woken, over)).toEqual({ type: 'over' })
})

it('R34 R35 a second timer looks what is next, sleeps until then, and looks once more', async () => {
  const first: Wake = { ...lookingAtOnce('S'), until: 'next' }
  const answer = await answerTo(first, due(60_000))
  expect(answer).toEqual({
    type: 'sleeps-otherwise',
    wake: { version: 1, session: 'S', seconds: 60, keep: false, until: 'then' },
  })
  expect(await answerTo({ ...first, until: 'then' }, over)).toEqual({ type: 'over' })
})

it('whoever is to look at once does so before it sleeps; whoever has time sleeps first', () => {
  expect(firstWake('S', 0, { generation: 2, since: 5 })).toEqual({
    ...{ version: 1, session: 'S', seconds: 60, woken: true, generation: 2, since: 5 },
  })
  expect(firstWake('S', 30, { generation: 2, since: 5 })).toEqual(asleep)
})

it('a timer whose session cannot be read sleeps longer and longer, and goes on when it can be read again', async () => {
  const unread = () => Promise.reject(new Unreadable({ kind: 'step', id: 'S' }))
  const slept: number[] = []
  let now: Wake = { ...lookingAtOnce('S'), seconds: 1, until: 'next' }
  for (let i = 0; i < 11; i++) {
    const answer = await answerTo({ ...now, woken: true }, unread)
    if (answer.type === 'sleeps-otherwise') now = answer.wake
    expect(now.until).toBe('next')
    slept.push(now.seconds)
  }
  expect(slept).toEqual([60, 120, 240, 480, 960, 1920, 3840, 7680, 15_360, 21_600, 21_600])
  expect(await answerTo({ ...now, woken: true }, due(5_000))).toMatchObject({ wake: { seconds: 5, until: 'then' } })
})

it('a timer whose function fails in any other way fails, and is tried again as the template has it', async () => {
  await expect(answerTo(woken, () => Promise.reject(new Error('throttled')))).rejects.toThrow('throttled')
})

it('a timer of a release before this one waits by itself, and is told for how long, or that it is done', async () => {
  const older: Wake = { version: 1, session: 'S', seconds: 30 }
  expect(await answerToOlder(older, due(60_000))).toMatchObject({ version: 1, session: 'S', seconds: 60, done: false })
  expect(await answerToOlder(older, over)).toEqual({ version: 1, session: 'S', seconds: 0, done: true })
})

import { getHeapStatistics, setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, it } from 'vitest'
import { defaultLimits, fewestFrames } from '../../../lib/consortium/library.ts'
import { type Pace, paced } from '../../../lib/socket/pace.ts'
import { answered, type Caller, type Route } from '../../../lib/socket/route.ts'
import { memoryLog } from '../../memory/outside.ts'
import { directoryOf, library } from '../members.ts'

const at = Date.UTC(2026, 8, 21, 9)
const patron = { role: 'patron', library: 'wren', session: '01K5ZQ8M3T9V7W2X4Y6Z8A1B3C' } as const
const librarian = { role: 'librarian', library: 'wren', librarian: 'rob' } as const

/** What is answered to frames, and how many of them reached the desk. */
function desk(pace: Partial<Pace> = {}) {
  let [reached, lookedUp] = [0, 0]
  const { library: find } = directoryOf([library('wren', 'Wren Library', { limits: { ...defaultLimits, ...pace } })])
  const directory = {
    library: (id: string) => {
      lookedUp++
      return find(id)
    },
  }
  const leave: Route = {
    action: 'leave',
    answer: async () => {
      reached++
      return { type: 'left', session: patron.session }
    },
  }
  const routes = paced([leave], directory)
  const send = (when = at, session = patron.session as string, connection = 'jane-1') =>
    sendAs({ ...patron, session }, when, connection)
  const sendAs = (identity: Caller['identity'], when = at, connection = 'rob-1') =>
    answered(routes, '{"action":"leave","id":"7"}', { identity, connection, at: when }, memoryLog().log)
  const several = async (count: number, ...more: Parameters<typeof send>) => {
    const answers = await Promise.all(Array.from({ length: count }, () => send(...more)))
    return answers.filter(({ type }) => type === 'left').length
  }
  return { send, sendAs, several, reached: () => reached, lookedUp: () => lookedUp }
}

it('R42 a patron who sends too fast is asked to send it again later, and nothing is read or written', async () => {
  const { send, several, reached } = desk()
  expect(await several(defaultLimits.framesAtOnce)).toBe(defaultLimits.framesAtOnce)
  expect(await send()).toMatchObject({ type: 'refused', code: 'try-again', re: '7' })
  expect(reached()).toBe(defaultLimits.framesAtOnce)
})

it('R42 places come back as time passes, and no more than there were', async () => {
  const { several } = desk()
  await several(defaultLimits.framesAtOnce)
  expect(await several(100, at + 1_000)).toBe(defaultLimits.framesPerSecond)
  expect(await several(100, at + 3_600_000)).toBe(defaultLimits.framesAtOnce)
})

it('R42 each session has its own pace, over all of its sockets; librarians, who serve several patrons, have none', async () => {
  const { several, send, sendAs } = desk()
  await several(100)
  expect(await send(at, patron.session, 'jane-2')).toMatchObject({ type: 'refused', code: 'try-again' })
  expect(await several(10, at, 'toms')).toBe(10)
  for (let n = 0; n < 100; n++) expect(await sendAs(librarian)).toMatchObject({ type: 'left' })
})

it('R42 a library sets how much its patrons send at once, and how much in each second after that', async () => {
  const { several } = desk({ framesAtOnce: 20, framesPerSecond: 3 })
  expect(await several(100)).toBe(20)
  expect(await several(100, at + 2_000)).toBe(6)
})

it('R42 a session that has sent much keeps the pace of its library until all of it has worn off', async () => {
  const { several } = desk({ framesAtOnce: 50, framesPerSecond: 10 })
  await several(50)
  expect(await several(1, at + 4_500)).toBe(1)
  expect(await several(100, at + 5_500)).toBe(50)
})

it('R42 the pace of a library is looked up only for a session that sends more than the smallest settings allow', async () => {
  const { several, lookedUp } = desk()
  expect(await several(fewestFrames.framesAtOnce)).toBe(fewestFrames.framesAtOnce)
  for (let n = 1; n <= 60; n++) await several(1, at + n * 1_000)
  expect(lookedUp()).toBe(0)
  await several(2, at + 60_000)
  expect(lookedUp()).toBeGreaterThan(0)
})

it('R42 a session that has sent too much is not forgotten because others come', async () => {
  const { send, several } = desk({ framesAtOnce: 12, framesPerSecond: 1 })
  await several(12)
  for (let n = 0; n < 1_100; n++) await send(at, `other-${n}`)
  expect(await several(1)).toBe(0)
  expect(await several(1, at + 1_000)).toBe(1)
})

it('R42 sessions that have been quiet are forgotten, so that no number of them fills the memory', async () => {
  setFlagsFromString('--expose-gc')
  const collect: () => void = runInNewContext('gc')
  const memory = () => {
    collect()
    return getHeapStatistics().used_heap_size
  }
  const { send } = desk({ framesAtOnce: 12, framesPerSecond: 1 })
  const name = (n: number) => Buffer.alloc(8_192, `${n} `).toString()
  for (let n = 0; n < 1_000; n++) await send(at, `${n}`)
  const before = memory()
  for (let n = 0; n < 4_000; n++) await send(at + 1_000 * n, name(n))
  const more = memory() - before
  // All these names take 32 MB, and the thousand that may be remembered take 8 MB.
  expect(more).toBeLessThan(16_000_000)
  // What is still in use is not collected.
  expect(await send(at + 4_000_000)).toMatchObject({ type: 'left' })
})

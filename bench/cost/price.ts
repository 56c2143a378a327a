import { readFileSync } from 'node:fs'
import * as v from 'valibot'
import type { Counted } from './stories.ts'

const price = v.object({
  usd: v.number(),
  per: v.number(),
  unit: v.string(),
  date: v.string(),
  source: v.pipe(v.string(), v.url()),
})
const assumption = v.object({ value: v.number(), why: v.string() })
const quota = v.object({ perSecond: v.number(), date: v.string(), source: v.pipe(v.string(), v.url()) })
const priceNames = [
  ...(['lambdaRequest', 'lambdaGbSecond', 'readUnit', 'writeUnit', 'tableGbMonth', 'socketMessage'] as const),
  ...(['connectionMinute', 'httpRequest', 'transition', 'logGb', 'logGbMonth', 'email'] as const),
] as const
const assumptionNames = [
  ...(['billedMsPerInvocation', 'memoryGb', 'serviceLogBytesPerInvocation', 'accessLogBytesPerFrame'] as const),
  ...(['logMonths', 'tableMonths', 'bytesPerWriteUnit'] as const),
] as const
const quotaNames = [
  ...(['apiRequests', 'newConnections', 'transitions', 'StartExecution', 'StopExecution'] as const),
  ...(['SendTaskHeartbeat', 'SendTaskSuccess', 'SendTaskFailure', 'concurrentLambdas'] as const),
] as const

function every<const K extends readonly string[], S extends v.GenericSchema>(names: K, schema: S) {
  return v.record(v.picklist(names), schema)
}

const file = v.object({
  region: v.string(),
  prices: every(priceNames, price),
  assumed: every(assumptionNames, assumption),
  quotas: v.looseObject({}),
})
const quotaFile = v.object(Object.fromEntries(quotaNames.map(name => [name, quota])))

const read = v.parse(file, JSON.parse(readFileSync(new URL('prices.json', import.meta.url), 'utf8')))
const quotas = v.parse(quotaFile, read.quotas)

const gb = 1e9

/** The cost in US dollars at list price, with the logs and the storage that the ledger leaves out. */
export function priceOf({ tally, logBytes }: Counted): number {
  const usd = (name: (typeof priceNames)[number], count: number) => {
    const one = read.prices[name]
    if (!one) throw new Error(`There is no price of ${name}.`)
    return (count * one.usd) / one.per
  }
  const is = (name: (typeof assumptionNames)[number]) => {
    const one = read.assumed[name]
    if (!one) throw new Error(`Nothing is assumed of ${name}.`)
    return one.value
  }
  const { invocations, httpRequests, messagesIn, messagesOut, writeUnits } = tally
  const logs =
    logBytes +
    invocations * is('serviceLogBytesPerInvocation') +
    (messagesIn + httpRequests) * is('accessLogBytesPerFrame')
  return (
    usd('lambdaRequest', invocations) +
    usd('lambdaGbSecond', (invocations * is('billedMsPerInvocation') * is('memoryGb')) / 1_000) +
    usd('readUnit', tally.readUnits) +
    usd('writeUnit', writeUnits) +
    usd('tableGbMonth', (writeUnits * is('bytesPerWriteUnit') * is('tableMonths')) / gb) +
    usd('socketMessage', messagesIn + messagesOut) +
    usd('connectionMinute', tally.connectionMinutes) +
    usd('httpRequest', httpRequests) +
    usd('transition', tally.transitions) +
    usd('email', tally.emails) +
    usd('logGb', logs / gb) +
    usd('logGbMonth', (logs * is('logMonths')) / gb)
  )
}

/** How much of each quota of a region something uses. `concurrentLambdas` is the running time of Lambdas in seconds. */
export type Demand = Readonly<Partial<Record<(typeof quotaNames)[number], number>>>

/**
 * How many questions per second a region with small quotas can take, and which quota is reached first, while people on duty use
 * some of each quota every second.
 */
export function questionsPerSecond(
  ofEach: Demand,
  perSecond: Demand,
): { readonly perSecond: number; readonly metFirst: string } {
  const [first] = quotaNames
    .map(name => ({
      metFirst: name,
      perSecond: ((quotas[name]?.perSecond ?? 0) - (perSecond[name] ?? 0)) / (ofEach[name] ?? 0),
    }))
    .sort((a, b) => a.perSecond - b.perSecond)
  if (!first) throw new Error('There are no quotas.')
  return first
}

/** The running time of one invocation, seconds. */
export const invocationSeconds = (read.assumed.billedMsPerInvocation?.value ?? 0) / 1_000

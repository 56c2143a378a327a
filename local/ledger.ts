import { readFileSync } from 'node:fs'
import { fields, isFields, parseJson, text } from './template/shape.ts'

/** What AWS would count and bill for one function or one session. */
export interface Tally {
  invocations: number
  /** Memory size times running time, measured on this machine and so only an indication. */
  gbSeconds: number
  /** DynamoDB calls by operation. */
  dynamodb: Record<string, number>
  readUnits: number
  writeUnits: number
  scans: number
  /** Posts to a connection through `@connections`. */
  posts: number
  /** State transitions of Step Functions, retries included. */
  transitions: number
  emails: number
  httpRequests: number
  /** Frames from clients, in units of 32 KB. */
  messagesIn: number
  /** Frames to clients (posts and route responses), in units of 32 KB. */
  messagesOut: number
  connectionMinutes: number
}

type Count = Exclude<keyof Tally, 'dynamodb'>

/** Everything counted in one cloud, by function (or state machine) and by session. */
export interface Ledger {
  add(where: string, session: string | undefined, counted: Partial<Tally>): void
  byFunction(): Record<string, Tally>
  bySession(): Record<string, Tally>
  /** The tally of one session; all zero if it is unknown. */
  session(session: string): Tally
  total(): Tally
  /** The list price in US dollars of one session, or of everything if no session is given. */
  price(session?: string): number
  /** Both tallies as text tables. */
  table(): string
}

const none = (): Tally => ({
  invocations: 0,
  gbSeconds: 0,
  dynamodb: {},
  readUnits: 0,
  writeUnits: 0,
  scans: 0,
  posts: 0,
  transitions: 0,
  emails: 0,
  httpRequests: 0,
  messagesIn: 0,
  messagesOut: 0,
  connectionMinutes: 0,
})

/** API Gateway meters WebSocket messages in increments of 32 KB. */
export const messageUnits = (bytes: number): number => Math.max(1, Math.ceil(bytes / (32 * 1024)))

function addTo(tally: Tally, counted: Partial<Tally>): void {
  for (const [operation, times] of Object.entries(counted.dynamodb ?? {})) {
    tally.dynamodb[operation] = (tally.dynamodb[operation] ?? 0) + times
  }
  for (const name of countNames) tally[name] += counted[name] ?? 0
}

const countNames = Object.keys(none()).filter((name): name is Count => name !== 'dynamodb')

/** The price of each count. */
const priceOf: Partial<Record<Count, string>> = {
  invocations: 'lambdaRequest',
  gbSeconds: 'lambdaGbSecond',
  readUnits: 'readUnit',
  writeUnits: 'writeUnit',
  transitions: 'transition',
  emails: 'email',
  httpRequests: 'httpRequest',
  messagesIn: 'socketMessage',
  messagesOut: 'socketMessage',
  connectionMinutes: 'connectionMinute',
}

function unitPrices(): Record<string, number> {
  const sheet = fields(parseJson(readFileSync(new URL('prices.json', import.meta.url), 'utf8')))
  const prices = Object.entries(fields(sheet.prices))
  return Object.fromEntries(
    prices.map(([name, price]) => [name, Number(fields(price).usd) / Number(fields(price).per)]),
  )
}

function priced(tally: Tally, prices: Record<string, number>): number {
  return countNames.reduce((sum, name) => sum + tally[name] * (prices[priceOf[name] ?? ''] ?? 0), 0)
}

const columns: Count[] = [
  'invocations',
  'readUnits',
  'writeUnits',
  'scans',
  'posts',
  'messagesIn',
  'messagesOut',
  'httpRequests',
  'transitions',
  'emails',
]

function rows(title: string, tallies: Map<string, Tally>, prices: Record<string, number>): string {
  const head = [title, ...columns, 'USD']
  const body = [...tallies].map(([name, tally]) => [
    name,
    ...columns.map(column => String(tally[column])),
    priced(tally, prices).toFixed(6),
  ])
  const widths = head.map((name, at) => Math.max(name.length, ...body.map(row => row[at]?.length ?? 0)))
  const line = (row: string[]) =>
    row.map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0))).join('  ')
  return [head, ...body].map(line).join('\n')
}

/** An empty ledger. */
export function openLedger(): Ledger {
  const functions = new Map<string, Tally>()
  const sessions = new Map<string, Tally>()
  const total = none()
  const prices = unitPrices()
  const of = (tallies: Map<string, Tally>, name: string): Tally => {
    const tally = tallies.get(name) ?? none()
    tallies.set(name, tally)
    return tally
  }
  return {
    add: (where, session, counted) => {
      addTo(total, counted)
      addTo(of(functions, where), counted)
      if (session !== undefined) addTo(of(sessions, session), counted)
    },
    byFunction: () => structuredClone(Object.fromEntries(functions)),
    bySession: () => structuredClone(Object.fromEntries(sessions)),
    session: session => structuredClone(sessions.get(session) ?? none()),
    total: () => structuredClone(total),
    price: session => priced(session === undefined ? total : (sessions.get(session) ?? none()), prices),
    table: () => `${rows('function', functions, prices)}\n\n${rows('session', sessions, prices)}\n`,
  }
}

/** The session of an invocation: the first one found in its event, or else in its result. */
export function sessionOf(event: unknown, answer?: unknown): string | undefined {
  const asked = fields(event)
  const authorizer = fields(fields(asked.requestContext).authorizer)
  const answered = fields(answer)
  return (
    bodySession(asked.body) ??
    text(asked.session) ??
    text(fields(asked.pathParameters).session) ??
    text(authorizer.session) ??
    bodySession(answered.body) ??
    text(fields(answered.context).session)
  )
}

function bodySession(body: unknown): string | undefined {
  const parsed = typeof body === 'string' ? parseJson(body) : body
  return isFields(parsed) ? text(parsed.session) : undefined
}

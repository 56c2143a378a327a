import { setTimeout as pause } from 'node:timers/promises'
import { WebSocket } from 'ws'
import { virtualClock } from '../../local/clock.ts'
import { type Cloud, startCloud } from '../../local/cloud.ts'
import { messageUnits, type Tally } from '../../local/ledger.ts'
import type { Limits } from '../../local/limits.ts'
import { emailOf } from './consortium.ts'

type Frame = Readonly<Record<string, unknown>> & { readonly type?: string }

/** Somebody's page, which sends what it is told to send and hears every alert. */
export interface Page {
  send(frame: object): Promise<Frame>
  /** Sends a message in a session, with the newest message that it has received if the build wants that. */
  say(session: string, n: number, text: string): Promise<Frame>
  close(): void
}

export interface Patron {
  readonly session: string
  page(): Promise<Page>
  back(): Promise<Page>
}

/** The whole desk of a template on a clock that only the driver moves. */
export interface Stage {
  readonly cloud: Cloud
  /** The ledger's counts for a session. */
  tally(session: string): Tally
  /** Bytes that the functions wrote into their logs so far. */
  logBytes(): number
  /** A patron asks. `page` opens their page, and `back` another one with a new ticket, as after a lost connection. */
  ask(library: string, question: string, email?: string): Promise<Patron>
  /** The calls of Step Functions so far, by operation. */
  timerCalls(): Readonly<Record<string, number>>
  /** A librarian signs in and is on duty. */
  librarian(i: number): Promise<Page>
  /** Whether the build is one with today's clients. It is known once a librarian is on duty. */
  isOfToday(): boolean
  /** Moves the clock on, a few seconds at a time. Every page answers the frames that it gets on the way. */
  advance(seconds: number): Promise<void>
  /** Moves the clock on in one go, while nobody has a page open. */
  skip(seconds: number): Promise<void>
  stop(): Promise<void>
}

/** A Tuesday afternoon. */
const began = Date.UTC(2026, 10, 24, 15, 0, 0)
/** The most that the clock moves on before pages answer, seconds. */
const stepSeconds = 5
/** The number of checks whether everything that was sent has arrived. After that something is wrong. */
const looksMax = 2_000

/** With `limits`, requests and frames beyond what AWS and the stages admit are refused, which ends the story. */
export async function openStage(template: string, limits?: Limits): Promise<Stage> {
  const clock = virtualClock(began)
  let logged = 0
  const called: Record<string, number> = {}
  const cloud = await startCloud({
    template,
    clock,
    timeLimit: () => () => {},
    ...(limits && { limits }),
    intercept: ({ service, operation }, next) => {
      if (service === 'states') called[operation] = (called[operation] ?? 0) + 1
      return next()
    },
    onEvent: ({ line }) => {
      logged += Buffer.byteLength(line)
    },
  })
  const traffic: Traffic = { received: 0, unanswered: 0, isOfToday: false }
  const pages: Page[] = []

  /** Resolves when nothing is in flight, so every push has arrived and every frame is answered. */
  const settled = async (): Promise<void> => {
    for (let look = 0; look < looksMax; look++) {
      await cloud.quiet()
      if (traffic.unanswered === 0 && traffic.received === cloud.ledger.total().messagesOut) return
      await pause(2)
    }
    throw new Error(`Of ${cloud.ledger.total().messagesOut} messages ${traffic.received} have arrived.`)
  }
  const post = async (path: string, body: string, headers: Record<string, string> = {}): Promise<Frame> => {
    const response = await fetch(`${cloud.urls.http}${path}`, { method: 'POST', body, headers })
    if (response.status !== 201) throw new Error(`${path} was answered with ${response.status}.`)
    return frameOf(await response.text())
  }
  const open = async (ticket: unknown): Promise<Page> => {
    const page = await openPage(cloud.urls.socket, String(ticket), traffic)
    pages.push(page)
    return page
  }

  return {
    cloud,
    tally: session => cloud.ledger.session(session),
    logBytes: () => logged,
    timerCalls: () => ({ ...called }),
    ask: async (library, question, email) => {
      const form = JSON.stringify({ question, email })
      const { session, ticket, pass } = await post(`/libraries/${library}/sessions`, form)
      await settled()
      const authorization = `Bearer ${pass}`
      return {
        session: String(session),
        page: () => open(ticket),
        back: async () => open((await post(`/sessions/${session}/tickets`, '', { authorization })).ticket),
      }
    },
    librarian: async i => {
      const token = await cloud.signIn(emailOf(i))
      const page = await open((await post('/tickets', '', { authorization: `Bearer ${token}` })).ticket)
      await page.send({ action: 'on-duty' })
      // Pages of builds with this action also send the newest received message with every message.
      traffic.isOfToday = (await page.send({ action: 'queue' })).type === 'queue'
      return page
    },
    isOfToday: () => traffic.isOfToday,
    advance: async seconds => {
      await settled()
      for (let left = seconds; left > 0; left -= stepSeconds) {
        await clock.advance(Math.min(left, stepSeconds) * 1_000)
        await settled()
      }
    },
    skip: async seconds => {
      await clock.advance(seconds * 1_000)
      await settled()
    },
    stop: async () => {
      for (const page of pages) page.close()
      await cloud.stop()
    },
  }
}

/** The frames in flight, and the protocol of pages with this build. */
interface Traffic {
  received: number
  unanswered: number
  isOfToday: boolean
}

/** The `id` of every frame that says that an alert was heard. */
const hears = 'hears'

async function openPage(url: string, ticket: string, traffic: Traffic): Promise<Page> {
  const socket = new WebSocket(url, ['coopdesk.v1', ticket])
  const waiting = new Map<string, (frame: Frame) => void>()
  let ids = 0
  let newest = 0
  const transmit = (frame: object) => {
    traffic.unanswered++
    socket.send(JSON.stringify(frame))
  }
  socket.on('message', data => {
    const frame = frameOf(String(data))
    newest = Math.max(newest, newestIn(frame))
    traffic.received += messageUnits(Buffer.byteLength(String(data)))
    if (frame.re !== undefined || frame.type === 'pong') traffic.unanswered--
    if (frame.type === 'pong') waiting.get('ping')?.(frame)
    if (typeof frame.re === 'string') waiting.get(frame.re)?.(frame)
    // A page answers an alert automatically (R40). A build that wants no answer sends no time with the alert.
    if (
      (frame.type === 'waiting' || frame.type === 'rescue-offered') &&
      frame.at !== undefined &&
      frame.re === undefined
    )
      transmit({ action: 'heard', id: hears, session: frame.session, at: frame.at })
  })
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject))
  const send = (frame: object) => {
    const isPing = 'action' in frame && frame.action === 'ping'
    const id = isPing ? 'ping' : `b${++ids}`
    const reply = new Promise<Frame>(resolve => waiting.set(id, resolve))
    transmit(isPing ? frame : { ...frame, id })
    return reply
  }
  return {
    send,
    say: (session, n, text) => send({ action: 'say', session, n, text, ...(traffic.isOfToday && { last: newest }) }),
    close: () => socket.terminate(),
  }
}

/** The number of the newest message that a frame mentions. */
function newestIn({ type, number, messages }: Frame): number {
  if (type === 'message' || type === 'said') return Number(number)
  const last: unknown = Array.isArray(messages) ? messages.at(-1) : undefined
  return typeof last === 'object' && last !== null && 'number' in last ? Number(last.number) : 0
}

function frameOf(text: string): Frame {
  const value: unknown = JSON.parse(text)
  return typeof value === 'object' && value !== null ? { ...value } : {}
}

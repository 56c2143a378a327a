import { WebSocket } from 'ws'
import { type VirtualClock, virtualClock } from '../../local/clock.ts'
import { type Cloud, type CloudOptions, startCloud } from '../../local/cloud.ts'

/** A frame as it came over the wire. */
export type Frame = Readonly<Record<string, unknown>> & { readonly type?: string; readonly code?: string }

/** One open, raw socket. Frames are sent as given, and received ones are kept in order. */
export interface Wire {
  /** Sends a frame and resolves with its reply. */
  send(frame: object): Promise<Frame>
  /** Sends text unchanged, and resolves with the next frame that arrives. */
  sendText(text: string): Promise<Frame>
  /** All pushes so far. */
  readonly pushes: Frame[]
  /** The first push, past or future, that matches. */
  push(type: string, fits?: (frame: Frame) => boolean): Promise<Frame>
  /** Cuts the line without saying goodbye. */
  cut(): void
  readonly closed: Promise<number>
}

/** The response to a patron's question. */
export interface Asked {
  readonly session: string
  readonly pass: string
  readonly ticket: string
  readonly socket: string
}

/** The whole desk from its template, on a clock that the test moves. */
export interface TestDesk {
  readonly cloud: Cloud
  readonly clock: VirtualClock
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<{ status: number; body: Frame }>
  ask(library: string, question: string, more?: object): Promise<Asked>
  /** A patron who has asked, opened a socket and resumed the session. */
  patron(library: string, question: string, more?: object): Promise<Wire & Asked>
  /** The patron confirms their address with the code that is mailed there. */
  confirms(patron: Pick<Wire, 'send'> & Pick<Asked, 'session'>): Promise<Frame>
  librarianTicket(email: string): Promise<string>
  /** A librarian who signed in and is on duty. */
  librarian(email: string): Promise<Wire>
  /** Opens a socket with a ticket; throws with the status of a handshake that was refused. */
  open(ticket: string, headers?: Record<string, string>): Promise<Wire>
  /** Begins anew with a desk on which nothing has happened, for the next test of a file. The clock goes on. */
  clear(): Promise<void>
  stop(): Promise<void>
}

/** After this time no function remembers an entry of the directory that an earlier test has changed, ms. */
const forgottenMs = 61_000

const began = Date.UTC(2026, 10, 24, 15, 0, 0)

export async function startDesk(options: Partial<CloudOptions> = {}): Promise<TestDesk> {
  const clock = virtualClock(began)
  // There are no time limits, since durations say more about the machine than about the desk.
  const timeLimit = () => () => {}
  // There are more workers than functions, since one that ends another's costs more than many calls.
  const defaults = { template: 'cdk.out/Coopdesk.template.json', clock, timeLimit, workers: 16 }
  const cloud = await startCloud({ ...defaults, ...options })
  const wires: Wire[] = []

  const post: TestDesk['post'] = async (path, body, headers = {}) => {
    const text = typeof body === 'string' ? body : JSON.stringify(body)
    const response = await fetch(`${cloud.urls.http}${path}`, { method: 'POST', body: text, headers })
    return { status: response.status, body: frameOf(await response.text()) }
  }
  const open: TestDesk['open'] = async (ticket, headers = {}) => {
    const wire = await openWire(cloud.urls.socket, ticket, headers)
    wires.push(wire)
    return wire
  }
  const ask: TestDesk['ask'] = async (library, question, more = {}) => {
    const { body } = await post(`/libraries/${library}/sessions`, { question, ...more })
    const { session, pass, ticket, socket } = body
    return { session: String(session), pass: String(pass), ticket: String(ticket), socket: String(socket) }
  }
  const librarianTicket = async (email: string) => {
    const { body } = await post('/tickets', '', { authorization: `Bearer ${await cloud.signIn(email)}` })
    return String(body.ticket)
  }
  return {
    cloud,
    clock,
    post,
    ask,
    librarianTicket,
    open,
    patron: async (library, question, more) => {
      const asked = await ask(library, question, more)
      const wire = await open(asked.ticket)
      await wire.send({ action: 'resume', session: asked.session, after: 0 })
      return { ...wire, ...asked }
    },
    confirms: async ({ send, session }) => {
      const requested = await send({ action: 'request-code', session })
      await clock.advance(1_000)
      const mails = (await cloud.mail()).filter(({ text }) => text?.includes('Your code is'))
      const mail = mails.findLast(({ raw, text }) => `${raw}${text}`.includes(session)) ?? mails.at(-1)
      const digits = /Your code is (\d{6})\./.exec(mail?.text ?? '')?.[1]
      return digits ? send({ action: 'enter-code', session, digits }) : requested
    },
    librarian: async email => {
      const wire = await open(await librarianTicket(email))
      await wire.send({ action: 'on-duty' })
      return wire
    },
    clear: async () => {
      await cloud.clear()
      await clock.advance(forgottenMs)
      for (const wire of wires.splice(0)) wire.cut()
    },
    stop: async () => {
      for (const wire of wires) wire.cut()
      await cloud.stop()
    },
  }
}

/** The `id` of every frame that confirms an alert. */
const hears = 'hears'

/** A handshake that was refused, with its status. */
export class Refused extends Error {
  readonly status: number

  constructor(status: number) {
    super(`The handshake was refused with ${status}.`)
    this.status = status
  }
}

async function openWire(url: string, ticket: string, headers: Record<string, string>): Promise<Wire> {
  const socket = new WebSocket(url, ['coopdesk.v1', ticket], { headers })
  const pushes: Frame[] = []
  const waiting = new Set<(frame: Frame) => boolean>()
  let ids = 0
  socket.on('message', data => {
    const frame = frameOf(String(data))
    if (frame.re === hears) return
    // A page confirms alerts automatically, since otherwise its librarian counts as asleep (R40).
    if (frame.type === 'waiting' || frame.type === 'rescue-offered')
      socket.send(JSON.stringify({ action: 'heard', id: hears, session: frame.session, at: frame.at }))
    for (const take of waiting)
      if (take(frame)) {
        waiting.delete(take)
        if (frame.re !== undefined) return
      }
    if (frame.re === undefined) pushes.push(frame)
  })
  const closed = new Promise<number>(resolve => socket.once('close', resolve))
  await new Promise<void>((resolve, reject) => {
    socket.once('open', () => resolve())
    socket.once('unexpected-response', (_request, response) => reject(new Refused(response.statusCode ?? 0)))
    socket.once('error', reject)
  })
  const next = (fits: (frame: Frame) => boolean) =>
    new Promise<Frame>(resolve => {
      waiting.add(frame => {
        if (!fits(frame)) return false
        resolve(frame)
        return true
      })
    })
  return {
    pushes,
    closed,
    cut: () => socket.terminate(),
    send: frame => {
      const id = `t${++ids}`
      const reply = next(({ re }) => re === id)
      socket.send(JSON.stringify({ ...frame, id }))
      return reply
    },
    sendText: text => {
      const reply = next(() => true)
      socket.send(text)
      return reply
    },
    push: async (type, fits = () => true) => {
      const matches = (frame: Frame) => frame.type === type && fits(frame)
      return pushes.find(matches) ?? next(matches)
    },
  }
}

function frameOf(text: string): Frame {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? { ...value } : { text }
  } catch {
    return { text }
  }
}

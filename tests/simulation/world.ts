import * as v from 'valibot'
import { arrivals } from '../../lib/actions/arrivals.ts'
import { closingActions } from '../../lib/actions/closing.ts'
import { connect, connectionActions, disconnect } from '../../lib/actions/connections.ts'
import { followUpActions } from '../../lib/actions/follow-ups.ts'
import type { Request, Response } from '../../lib/actions/http-route.ts'
import { messageActions } from '../../lib/actions/messages.ts'
import { queueActions } from '../../lib/actions/queue.ts'
import { type Answer, answered, type Route } from '../../lib/actions/route.ts'
import { type Wake, wake } from '../../lib/clock.ts'
import { lookAfter } from '../../lib/follow-up.ts'
import { takeNotice } from '../../lib/mail-events.ts'
import type { Directory, Mail } from '../../lib/ports.ts'
import type { Push } from '../../lib/protocol/frames-out.ts'
import { tickSession } from '../../lib/session-clock.ts'
import { type Identity, identity } from '../../lib/tickets.ts'
import { memoryTables } from '../memory/tables.ts'
import type { Fault } from './faults.ts'
import { died, invoke } from './invocation.ts'
import { type AllPorts, type Backing, portsOf } from './ports.ts'
import type { Scheduler } from './scheduler.ts'

/** A socket as its client has it. */
export interface Socket {
  readonly id: string
  readonly identity: Identity
  /** The client gets a frame: a reply, a push, or API Gateway's own word that something failed. */
  receive: (frame: Received) => void
  /** The connection is over, and the client notices. */
  closed: () => void
  /** The client's machine is gone. */
  vanished: () => void
}

export type Received = Answer | Push | { readonly message: string; readonly re?: undefined }

/** What a run leaves behind beside its tables: what the invariants are about. */
export interface Sent {
  readonly at: number
  readonly connection: string
  readonly identity: Identity
  readonly frame: Push
}

/** The desk in memory: API Gateway, Lambda, Step Functions and SES as far as they matter to it, around its own code. */
export type World = ReturnType<typeof createWorld>

export interface WorldOptions {
  readonly scheduler: Scheduler
  readonly directory: Directory
  readonly appended: Backing['appended']
}

/** The function behind a route, as the template has it. */
function functionOf(action: string): (ports: AllPorts) => readonly Route[] {
  if (['say', 'note', 'typing'].includes(action)) return messageActions
  if (['on-duty', 'off-duty', 'pick-up', 'transfer', 'answer-transfer'].includes(action)) return queueActions
  if (action.includes('follow-up') || action.endsWith('-answer') || action === 'wish-transcript') return followUpActions
  return action === 'resume' ? connectionActions : closingActions
}

/** API Gateway ends a connection that nothing went over for so long, ms. */
const idleLimit = 600_000

/** The pauses before a clock's function is tried again, ms: doubled from 2 s to a minute, as the session's clock has it. */
const retryAfter = (tries: number) => Math.min(2_000 * 2 ** tries, 60_000)

export function createWorld({ scheduler, directory, appended }: WorldOptions) {
  const tables = memoryTables()
  const open = new Map<string, Socket>()
  const executions = new Map<string, Wake>()
  const mails: (Mail & { readonly id: string })[] = []
  const posts: Sent[] = []
  const failures: string[] = []
  let connections = 0
  let invocations = 0
  let running = 0

  const backing: Backing = {
    tables,
    directory,
    appended,
    failed: (what, session) => void failures.push(`${what} ${session}`),
    mail: (mail, fault) => {
      mails.push({ ...mail, id: `mail-${mails.length + 1}` })
      if (fault === 'bounced' || fault === 'complained') void comesBack(mail, fault)
      return `mail-${mails.length}`
    },
    post: (connection, frame, fault) => {
      const socket = open.get(connection)
      if (socket && fault === 'gone') cut(socket, 'unnoticed')
      if (!socket || fault === 'gone') return 'gone'
      posts.push({ at: scheduler.now(), connection, identity: socket.identity, frame })
      if (fault !== 'lost') socket.receive(frame)
      return 'sent'
    },
    start: (machine, name, first) => {
      const execution = `${machine} ${name}`
      if (executions.has(execution)) return
      executions.set(execution, first)
      void runClock(machine, execution, first)
    },
  }

  /** The mail service says, a while later and until it is heard, what became of a mail. */
  const comesBack = async (mail: Mail, how: 'bounced' | 'complained'): Promise<void> => {
    const tags = { session: [mail.session], mail: [mail.reference.split('.')[1]], kind: [mail.kind] }
    const bounce = { eventType: 'Bounce', bounce: { bounceType: 'Permanent' }, mail: { tags } }
    const detail = how === 'bounced' ? bounce : { eventType: 'Complaint', mail: { tags } }
    running++
    await scheduler.sleep(30_000)
    for (let tries = 0; tries < 3; tries++) {
      const heard = await run(undefined, (ports, now) => takeNotice(ports, detail, now()).catch(() => died))
      if (heard !== died) break
      await scheduler.sleep(60_000 * 2 ** tries)
    }
    running--
  }

  const run = <T>(fault: Fault | undefined, work: (ports: AllPorts, now: () => number) => Promise<T>) =>
    invoke(scheduler, ++invocations, fault, invocation => work(portsOf(invocation, backing), invocation.now))

  /** An execution of a state machine: it sleeps, wakes its function, and sleeps on until that says it is done. */
  const runClock = async (machine: string, execution: string, first: Wake): Promise<void> => {
    running++
    for (let next = first; !next.done; executions.set(execution, next)) {
      await scheduler.sleep(next.seconds * 1000)
      next = await awoken(machine, next)
    }
    running--
  }

  const awoken = async (machine: string, event: Wake): Promise<Wake> => {
    for (let tries = 0; ; tries++) {
      const fault = await scheduler.turn({ kind: 'wake', what: `${machine} clock`, about: event.session })
      if (fault === 'late') await scheduler.sleep(60_000)
      const woken = () => wakeUp(machine, event, fault)
      if (fault === 'doubled') void woken()
      const answer = fault === 'crash' ? died : await woken()
      if (answer !== died) return answer
      await scheduler.sleep(retryAfter(tries))
    }
  }

  const wakeUp = (machine: string, event: Wake, fault: Fault | undefined) =>
    run(fault, async (ports, now) => {
      try {
        const due =
          machine === 'session'
            ? await tickSession(ports, event.session, now(), event.until ? 'look' : 'session')
            : await lookAfter(ports, event.session, now())
        return wake(event, due)
      } catch {
        return died
      }
    })

  /** Ends a connection; API Gateway may say so late, or never. */
  const cut = (socket: Socket, how: 'noticed' | 'unnoticed' = 'noticed'): void => {
    if (!open.delete(socket.id)) return
    socket.closed()
    if (how === 'noticed') void disconnected(socket)
  }

  const disconnected = async ({ id, identity }: Socket): Promise<void> => {
    const fault = await scheduler.turn({ kind: 'disconnect', what: 'disconnect', about: id })
    if (fault === 'lost') return
    if (fault === 'late') await scheduler.sleep(300_000)
    await run(undefined, async (ports, now) => {
      try {
        await disconnect(ports, { identity, connection: id, at: now() })
      } catch {
        failures.push(`disconnect ${id}`)
      }
    })
  }

  /** One frame on its way to its function and back. */
  const deliver = async (socket: Socket, text: string, what: string): Promise<void> => {
    const fault = await scheduler.turn({ kind: 'frame', what, about: socket.id })
    if (fault === 'vanished') return vanish(socket)
    if (fault === 'overtaken') await scheduler.sleep(2_000)
    const once = () =>
      run(fault, (ports, now) => {
        const caller = { identity: socket.identity, connection: socket.id, at: now() }
        return answered(functionOf(what)(ports), text, caller, ports.log)
      })
    if (fault === 'doubled') void once()
    if (fault === 'cut') cut(socket)
    const answer = await once()
    if (fault === 'reply-lost' || !open.has(socket.id)) return
    socket.receive(answer === died ? { message: 'Internal server error' } : answer)
  }

  /** A machine is gone: nobody says so until API Gateway finds the connection idle. */
  const vanish = async (socket: Socket): Promise<void> => {
    socket.vanished()
    socket.receive = () => {}
    socket.closed = () => {}
    await scheduler.sleep(idleLimit)
    cut(socket)
  }

  return {
    tables,
    mails,
    posts,
    failures,
    executions,
    /** Whether every clock has come to its end. */
    isQuiet: () => running === 0,
    isOpen: (connection: string) => open.has(connection),
    /** The sessions that stand in any queue. */
    waitingNow: tables.waitingNow,
    /** Which sessions each librarian holds. */
    heldNow: tables.heldNow,

    /** A request to the HTTP API. */
    request: async (route: string, request: Omit<Request, 'at' | 'claims'>): Promise<Response> => {
      const fault = await scheduler.turn({ kind: 'frame', what: route, about: request.path.session ?? '' })
      const once = () =>
        run(fault, async (ports, now) => {
          try {
            return await arrivals(ports)[route]?.({ ...request, claims: {}, at: now() })
          } catch {
            return died
          }
        })
      if (fault === 'doubled') void once()
      const response = await once()
      const unheard = fault === 'reply-lost' || fault === 'cut' || response === died || !response
      return unheard ? { status: 503, body: { code: 'try-again' } } : response
    },

    /** Opens a connection with a ticket; nothing, where it is refused or fails. */
    open: async (ticket: string, id: string): Promise<Socket | undefined> => {
      const who = v.parse(identity, JSON.parse(ticket))
      const context = { ticket: id, expiresAt: String(scheduler.now() + 60_000) }
      const welcome = await run(undefined, ports => connect(ports.tickets, context).catch(() => died))
      if (welcome !== 'welcome') return undefined
      const socket: Socket = {
        id: `c${++connections}`,
        identity: who,
        receive: () => {},
        closed: () => {},
        vanished: () => {},
      }
      open.set(socket.id, socket)
      return socket
    },

    /** Sends a frame; what comes of it arrives at the socket. */
    send: (socket: Socket, frame: { readonly action: string; readonly id: string }): void => {
      if (open.has(socket.id)) void deliver(socket, JSON.stringify(frame), frame.action)
    },
    cut,
  }
}

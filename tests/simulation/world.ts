import * as v from 'valibot'
import { type Identity, identity } from '../../lib/access/tickets.ts'
import type { Directory, Mail } from '../../lib/desk/ports.ts'
import type { StepWrite } from '../../lib/facts/joint-write.ts'
import { arrivals } from '../../lib/http/admission.ts'
import { links } from '../../lib/http/mail-links.ts'
import type { Request, Response } from '../../lib/http/route.ts'
import type { AnsweringFunction } from '../../lib/protocol/action.ts'
import { actions, isAction } from '../../lib/protocol/actions.ts'
import type { Push } from '../../lib/protocol/frames-out.ts'
import { closingActions } from '../../lib/socket/closing.ts'
import { connect, connectionActions, disconnect } from '../../lib/socket/connections.ts'
import { followUpActions } from '../../lib/socket/follow-ups.ts'
import { messageActions } from '../../lib/socket/messages.ts'
import { queueActions } from '../../lib/socket/queue.ts'
import { type Answer, answered, type Route } from '../../lib/socket/route.ts'
import { staffRoomActions } from '../../lib/socket/staff-room.ts'
import { memorySentMails } from '../memory/outside.ts'
import { memoryTables } from '../memory/tables.ts'
import { events } from './events.ts'
import { died, invoke } from './invocation.ts'
import { type AllPorts, type Backing, portsOf } from './ports.ts'
import type { Scheduler } from './scheduler.ts'
import { type Run, stateMachines } from './timers.ts'

/** A socket as its client has it. */
export interface Socket {
  readonly id: string
  readonly identity: Identity
  /** The client gets a frame: a reply, a push, or API Gateway's own error. */
  receive: (frame: Received) => void
  /** The connection is over, and the client notices. */
  closed: () => void
  /** The client's machine is gone. */
  vanished: () => void
}

export type Received = Answer | Push | { readonly message: string; readonly re?: undefined }

/** A mail that the mail service accepted. */
export interface SentMail extends Mail {
  readonly id: string
  /** The invocation that sent it, and when. */
  readonly by: number
  readonly at: number
}

/** The results of a run besides its tables, for the invariants. */
export interface Sent {
  readonly at: number
  readonly connection: string
  readonly identity: Identity
  readonly frame: Push
}

/** A later write, and when it was made. */
interface Settled {
  readonly at: number
  readonly write: StepWrite
}

/** The desk in memory: API Gateway, Lambda, Step Functions and SES as far as they matter to it, around its own code. */
export type World = ReturnType<typeof createWorld>

export interface WorldOptions {
  readonly scheduler: Scheduler
  readonly directory: Directory
  readonly appended: Backing['appended']
}

const functions: Readonly<Record<AnsweringFunction, (ports: AllPorts) => readonly Route[]>> = {
  connections: connectionActions,
  queue: queueActions,
  messages: messageActions,
  closing: closingActions,
  'follow-ups': followUpActions,
  'staff-room': staffRoomActions,
}

/** The function behind a route, as in the template. Unknown actions go to the `$default` route. */
function functionOf(action: string): (ports: AllPorts) => readonly Route[] {
  return isAction(action) ? functions[actions[action].answeredBy] : connectionActions
}

/** API Gateway ends a connection that was silent for this long, ms. */
const idleLimit = 600_000

export function createWorld({ scheduler, directory, appended }: WorldOptions) {
  const tables = memoryTables()
  const open = new Map<string, Socket>()
  const mails: SentMail[] = []
  const readers = new Map<string, (mail: SentMail) => void>()
  const posts: Sent[] = []
  const missed: Omit<Sent, 'identity'>[] = []
  const settled: Settled[] = []
  const failures: string[] = []
  /** The sessions that have not ended. */
  const going = new Set<string>()
  let connections = 0
  let invocations = 0

  const backing: Backing = {
    tables,
    directory,
    sentMails: memorySentMails(),
    appended: (step, jointWrites) => {
      if (step.session.status === 'closed') going.delete(step.session.id)
      else going.add(step.session.id)
      appended(step, jointWrites)
    },
    settled: writes => void settled.push(...writes.map(write => ({ at: scheduler.now(), write }))),
    failed: (what, session) => void failures.push(`${what} ${session}`),
    mail: (mail, by, fault) => {
      // Its text is made when it is read.
      const sent: SentMail = Object.assign(Object.create(mail), {
        id: `mail-${mails.length + 1}`,
        by,
        at: scheduler.now(),
      })
      mails.push(sent)
      if (fault === 'bounced' || fault === 'complained') void incoming.comesBack(mail, fault)
      else readers.get(mail.to)?.(sent)
      return sent.id
    },
    post: (connection, frame, fault) => {
      const socket = open.get(connection)
      if (socket && fault === 'gone') cut(socket, 'unnoticed')
      if (!socket || fault === 'gone') {
        missed.push({ at: scheduler.now(), connection, frame })
        return 'gone'
      }
      posts.push({ at: scheduler.now(), connection, identity: socket.identity, frame })
      if (fault !== 'lost') socket.receive(frame)
      return 'sent'
    },
    start: (machine, name, first, older) => timers.start(machine, name, first, older),
    stop: (machine, name) => timers.stop(machine, name),
    keepAsleep: token => timers.keepAsleep(token),
    isAlive: (machine, name) => timers.isAlive(machine, name),
    filed: () => incoming.planSweep(),
    timerTokens: new Map(),
  }

  const run: Run = (fault, work) =>
    invoke(scheduler, ++invocations, fault, invocation => work(portsOf(invocation, backing), invocation.now))
  const ofTimers = new Set<number>()
  const timers = stateMachines(scheduler, (fault, work) => {
    ofTimers.add(invocations + 1)
    return run(fault, work)
  })
  const incoming = events(scheduler, run, tables)

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

  /** A machine is gone, which API Gateway notices only when the connection has been idle. */
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
    /** The posts that found the connection closed. */
    missed,
    settled,
    failures,
    executions: timers.executions,
    /** Whether every timer has ended. */
    isQuiet: () => !timers.isRunning() && !incoming.isRunning(),
    /** Whether any conversation goes on, be it that its timer has died, or has any to look after. */
    isTalking: () => timers.isTalking() || going.size > 0,
    /** Whether an invocation was that of a timer's function. */
    isOfTimer: (by: number | undefined) => by !== undefined && ofTimers.has(by),
    /** The reader of mail to an address. */
    onMail: (address: string, read: (mail: SentMail) => void) => void readers.set(address, read),
    arrives: incoming.arrives,
    comesBack: incoming.comesBack,
    leaves: incoming.leaves,
    isOpen: (connection: string) => open.has(connection),
    /** The sessions in any queue. */
    waitingNow: tables.waitingNow,
    /** Which sessions each librarian holds. */
    heldNow: tables.heldNow,

    /** A request to the HTTP API. */
    request: async (route: string, request: Omit<Request, 'at' | 'claims'>): Promise<Response> => {
      const fault = await scheduler.turn({ kind: 'frame', what: route, about: request.path.session ?? '' })
      const once = () =>
        run(fault, async (ports, now) => {
          try {
            return await { ...arrivals(ports), ...links(ports) }[route]?.({ ...request, at: now() })
          } catch {
            return died
          }
        })
      if (fault === 'doubled') void once()
      const response = await once()
      const unheard = fault === 'reply-lost' || fault === 'cut' || response === died || !response
      return unheard ? { status: 503, body: { code: 'try-again' } } : response
    },

    /** Opens a connection with a ticket. Undefined if it is refused or fails. */
    open: async (ticket: string, id: string): Promise<Socket | undefined> => {
      const who = v.parse(identity, JSON.parse(ticket))
      const context = { ticket: id, expiresAt: String(scheduler.now() + 60_000) }
      const welcome = await run(undefined, (ports, now) =>
        // A run has too few sockets for any to be ended.
        connect({ ...ports, connections: { close: async () => {} } }, context, id, now()).catch(() => died),
      )
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

    /** Sends a frame. Its reply arrives at the socket. */
    send: (socket: Socket, frame: { readonly action: string; readonly id: string }): void => {
      if (open.has(socket.id)) void deliver(socket, JSON.stringify(frame), frame.action)
    },
    cut,
  }
}

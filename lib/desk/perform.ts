import type { Push } from '../protocol/frames-out.ts'
import { alertFor, frameFor, helpFor, rescueFor, transferFor } from '../protocol/push-for.ts'
import type { InLine } from '../session/circle.ts'
import type { Effect, Side } from '../session/effects.ts'
import type { Session, TransferTarget } from '../session/state.ts'
import { libraryName } from './library-names.ts'
import type { Connections, Directory, Log, Roster, SessionTimers } from './ports.ts'

/** The ports that effects need. */
export interface PerformPorts {
  readonly log: Log
  readonly connections: Connections
  readonly roster: Roster
  /** Librarians read the names of libraries. */
  readonly directory: Pick<Directory, 'library'>
  readonly timers: Pick<SessionTimers, 'wakeSoon'>
}

/**
 * Performs effects in parallel and returns the connections that turned out to be gone. An effect that fails is logged and
 * repeated later, since the step is written already.
 */
export async function perform(ports: PerformPorts, session: Session, wanted: readonly Effect[]): Promise<string[]> {
  const performed = await Promise.allSettled(wanted.map(effect => performOne(ports, session, effect)))
  return performed.flatMap((result, i) => {
    if (result.status === 'fulfilled') return result.value ? [result.value] : []
    ports.log.failed(`effect ${wanted[i]?.type}`, session.id, result.reason)
    return []
  })
}

async function performOne(ports: PerformPorts, session: Session, effect: Effect): Promise<string | undefined> {
  const { id } = session
  switch (effect.type) {
    case 'Tell':
      return toSide(
        ports,
        effect.connection ?? connectionOf(session, effect.side),
        frameFor(effect.event, session, effect.side),
      )
    case 'Remind': {
      const { status, last } = session
      return toSide(ports, connectionOf(session, effect.side), { type: 'standing', session: id, status, last })
    }
    case 'Alert':
      return tellEach(ports, effect.to, { ...alertFor(session, effect.at), ...(await named(ports, session)) })
    case 'Withdraw':
      return tellEach(ports, effect.to, { type: 'no-longer-waiting', session: id })
    case 'OfferOn':
      return tellEach(ports, effect.to, {
        ...rescueFor(session, effect.at, await isSilentAsleep(ports, session)),
        ...(await named(ports, session)),
      })
    case 'WithdrawRescue':
      return tellEach(ports, effect.to, { type: 'rescue-over', session: id })
    case 'Offer':
      return toTarget(ports, effect.to, effect.event.told, {
        ...transferFor(session, effect.event),
        ...(await named(ports, session)),
      })
    case 'Retract':
      return toTarget(ports, effect.to, effect.told, { type: 'transfer-over', session: id })
    case 'AskHelp':
      return tellEach(ports, effect.to, { ...helpFor(session, effect.event), ...(await named(ports, session)) })
    case 'WithdrawHelp':
      return tellEach(ports, effect.to, { type: 'help-over', session: id })
    case 'WakeSoon':
      await ports.timers.wakeSoon(id, `${effect.why}-${effect.at}`)
      return undefined
  }
}

/** The function that offers a patron to librarians has usually just read their library. Without the name they are offered all the same. */
async function named({ directory, log }: PerformPorts, { id, library }: Session) {
  try {
    return await libraryName(directory, library)
  } catch (error) {
    log.failed('name of a library', id, error)
    return {}
  }
}

/** Returns the connection if it is gone. */
async function toSide({ connections }: PerformPorts, connection: string | undefined, frame: Push | undefined) {
  if (!connection || !frame) return undefined
  return (await connections.post(connection, frame)) === 'gone' ? connection : undefined
}

function connectionOf(session: Session, side: Side): string | undefined {
  if (side === 'patron') return session.patron.connection
  if (session.status === 'waiting') return undefined
  return side === 'librarian' ? session.librarian?.connection : session.second?.connection
}

/** Sent to the librarian whom a transfer is meant for, or to those of the pool who were chosen to be told (R35). */
async function toTarget(
  ports: PerformPorts,
  to: TransferTarget,
  told: readonly InLine[] | undefined,
  frame: Push,
): Promise<undefined> {
  if ('pool' in to) return tellEach(ports, told ?? [], frame)
  const { duty } = await ports.roster.find(to.librarian)
  if (duty) await ports.connections.post(duty.connection, frame)
  return undefined
}

/** Whether the page of the serving librarian is asleep (R40). A colleague who is asked to take over sees it beside their name. */
async function isSilentAsleep({ roster }: PerformPorts, session: Session): Promise<boolean> {
  return session.status === 'active' && (await roster.find(session.librarian.id, true)).asleep
}

/** Sends to each of these librarians, independently of the others. A librarian whose connection is gone is off duty. */
async function tellEach({ roster, connections }: PerformPorts, to: readonly InLine[], frame: Push): Promise<undefined> {
  const posted = await Promise.allSettled(
    to.map(async ({ librarian, connection }) => {
      if ((await connections.post(connection, frame)) === 'gone') await roster.depart(librarian, connection)
    }),
  )
  const failed = posted.find(result => result.status === 'rejected')
  if (failed) throw failed.reason
  return undefined
}

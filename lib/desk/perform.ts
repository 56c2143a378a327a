import type { Push } from '../protocol/frames-out.ts'
import { frameFor } from '../protocol/push-for.ts'
import type { Effect } from '../session/effects.ts'
import type { Session, TransferTarget } from '../session/state.ts'
import type { Connections, Log, Roster, SessionTimers } from './ports.ts'

/** What effects need. */
export interface PerformPorts {
  readonly log: Log
  readonly connections: Connections
  readonly roster: Roster
  readonly timers: Pick<SessionTimers, 'wakeSoon'>
}

/**
 * Performs effects side by side and returns the connections that turned out to be gone. An effect that fails is logged and
 * left to whoever repeats it: the step stands.
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
    case 'Alert': {
      const { library, askedAt, patron } = session
      const name = patron.name && { name: patron.name }
      const frame = { type: 'waiting', session: id, library, askedAt, question: effect.question, ...name } as const
      await broadcast(ports, effect.pools, frame)
      return undefined
    }
    case 'Withdraw':
      await broadcast(ports, effect.pools, { type: 'no-longer-waiting', session: id })
      return undefined
    case 'Offer':
      await offer(ports, session, effect)
      return undefined
    case 'Retract':
      await toTarget(ports, session, effect.to, { type: 'transfer-over', session: id })
      return undefined
    case 'WakeSoon':
      await ports.timers.wakeSoon(id, `${effect.why}-${effect.at}`)
      return undefined
  }
}

/** Returns the connection if it is gone. */
async function toSide({ connections }: PerformPorts, connection: string | undefined, frame: Push | undefined) {
  if (!connection || !frame) return undefined
  return (await connections.post(connection, frame)) === 'gone' ? connection : undefined
}

function connectionOf(session: Session, side: 'patron' | 'librarian'): string | undefined {
  if (side === 'patron') return session.patron.connection
  return session.status === 'waiting' ? undefined : session.librarian?.connection
}

/** Whoever could take the session over hears who offers it, whose patron it is, and the note (R35). */
async function offer(ports: PerformPorts, session: Session, { to, event }: Extract<Effect, { type: 'Offer' }>) {
  const { id, library, askedAt, patron } = session
  const frame = {
    type: 'transfer-offered',
    session: id,
    library,
    askedAt,
    by: event.name,
    ...(patron.name && { name: patron.name }),
    ...(event.note && { note: event.note }),
  } as const
  await toTarget(ports, session, to, frame)
}

/** To the librarian that a transfer is meant for, or to everyone of the pool but who serves. */
async function toTarget(ports: PerformPorts, session: Session, to: TransferTarget, frame: Push): Promise<void> {
  const serving = session.status === 'waiting' ? undefined : session.librarian?.id
  if ('pool' in to) return broadcast(ports, [to.pool], frame, serving)
  const { duty } = await ports.roster.find(to.librarian)
  if (duty) await ports.connections.post(duty.connection, frame)
}

/** Everyone on duty in these pools hears it, whatever becomes of the others; whoever's connection is gone is off duty. */
async function broadcast(
  { roster, connections }: PerformPorts,
  pools: readonly string[],
  frame: Push,
  but?: string,
): Promise<void> {
  const posted = await Promise.allSettled(
    (await roster.reach(pools)).map(async ({ librarian, connection }) => {
      if (librarian === but) return
      if ((await connections.post(connection, frame)) === 'gone') await roster.depart(librarian, connection)
    }),
  )
  const failed = posted.find(result => result.status === 'rejected')
  if (failed) throw failed.reason
}

import type { Clocks, Connections, Desk, Log } from './ports.ts'
import type { Push } from './protocol/frames-out.ts'
import { frameFor } from './protocol/tell.ts'
import type { Effect } from './session/effects.ts'
import type { Session } from './session/state.ts'

/** What effects need. A function leaves out what none of its commands' effects call for, and its bundle with it. */
export interface PerformPorts {
  readonly log: Log
  readonly connections?: Connections
  readonly desk?: Desk
  readonly clocks?: Clocks
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
    case 'Tell': {
      const connection = connectionOf(session, effect.side)
      const frame = frameFor(effect.event, session, effect.side)
      if (!connection || !frame) return undefined
      return (await granted(ports.connections, 'connections').post(connection, frame)) === 'gone'
        ? connection
        : undefined
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
    case 'StartFollowUp':
      await granted(ports.clocks, 'clocks').startFollowUp(id)
      return undefined
  }
}

function connectionOf(session: Session, side: 'patron' | 'librarian'): string | undefined {
  if (side === 'patron') return session.patron.connection
  return session.status === 'waiting' ? undefined : session.librarian?.connection
}

/** Everyone on duty in these pools hears it, whatever becomes of the others; whoever's connection is gone is off duty. */
async function broadcast({ desk, connections }: PerformPorts, pools: readonly string[], frame: Push): Promise<void> {
  const duty = granted(desk, 'desk')
  const sockets = granted(connections, 'connections')
  const posted = await Promise.allSettled(
    (await duty.reach(pools)).map(async ({ librarian, connection }) => {
      if ((await sockets.post(connection, frame)) === 'gone') await duty.depart(librarian, connection)
    }),
  )
  const failed = posted.find(result => result.status === 'rejected')
  if (failed) throw failed.reason
}

function granted<P>(port: P | undefined, name: string): P {
  if (!port) throw new Error(`This function performs an effect without the port "${name}".`)
  return port
}

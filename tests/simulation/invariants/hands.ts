import type { Event } from '../../../lib/session/events.ts'
import { librariansIn } from '../../../lib/session/state.ts'
import { type Broken, inEach, ofType } from './invariant.ts'

export const oneLibrarian: Broken = ({ librarians, written }, logs) => {
  const holders = new Map<string, Set<string>>()
  const wrong: string[] = []
  for (const { jointWrites, step } of written) {
    const { session } = step
    const held = holders.get(session.id) ?? new Set()
    for (const jointWrite of jointWrites) {
      if (jointWrite.type === 'Release') held.delete(jointWrite.librarian)
      if (jointWrite.type === 'Take') held.add(jointWrite.librarian)
    }
    holders.set(session.id, held)
    const here = session.status === 'active' ? librariansIn(session) : []
    if (held.size !== here.length || here.some(one => !held.has(one)))
      wrong.push(`${session.id} is held by ${[...held].join(' and ')}, and ${here.join(' and ')} are there`)
  }
  const deaf = librarians.flatMap(({ plan, given }) =>
    given
      .filter(session => !logs.get(session)?.events.some(event => gives(event, plan.id)))
      .map(session => `${plan.id} was told that ${session} is theirs, and it never was`),
  )
  return [...wrong, ...deaf]
}
const gives = (event: Event, librarian: string) =>
  ((event.type === 'PickedUp' ||
    event.type === 'TransferAccepted' ||
    event.type === 'Rescued' ||
    event.type === 'Joined') &&
    event.librarian.id === librarian) ||
  (event.type === 'LibrarianLeft' && event.because === 'taken-over')

export const withinLimits: Broken = ({ librarians, written }) => {
  const held = new Map<string, Set<string>>(librarians.map(({ plan }) => [plan.id, new Set()]))
  return written.flatMap(({ jointWrites }) => {
    for (const jointWrite of jointWrites) {
      if (jointWrite.type === 'Take') held.get(jointWrite.librarian)?.add(jointWrite.session)
      if (jointWrite.type === 'Release') held.get(jointWrite.librarian)?.delete(jointWrite.session)
    }
    return librarians
      .filter(({ plan }) => (held.get(plan.id)?.size ?? 0) > plan.limit)
      .map(({ plan }) => `${plan.id} holds ${held.get(plan.id)?.size} sessions, ${plan.limit} at most`)
  })
}

export const oneEnd: Broken = ({ patrons, world, flood }, logs) => [
  ...inEach(logs, (_session, log) => {
    const ends = ofType(log.events, 'Closed')
    return [ends.length !== 1 && `has ${ends.length} ends`, log.last?.status !== 'closed' && 'is not closed']
  }),
  ...patrons
    .filter(({ session, client }) => session() === undefined && !client.isGone())
    .map(({ plan }) => `${plan.name} asked, and there is no session`),
  ...(logs.size > patrons.length + (flood?.plan.questions ?? 0)
    ? [`${patrons.length} patrons${flood ? ' and a flood' : ''} opened ${logs.size} sessions`]
    : []),
  ...world.waitingNow().map(session => `${session} is still in the queue`),
  ...[...world.heldNow()].flatMap(([librarian, held]) =>
    [...held].map(session => `${librarian} holds ${session} after its end`),
  ),
]

/** How long a librarian who has left may go on, ms; where something fails, until the timer of the session wakes by itself. */
const farewell = { usual: 5_000, lossy: 600_000 }

/** Whoever has left the consortium says nothing more to a patron, and takes none. */
export const goneIsGone: Broken = run => {
  const { usual, lossy } = farewell
  return run.librarians.flatMap(({ plan: { id, leavesAt } }) => {
    if (leavesAt === undefined) return []
    const end = run.began + leavesAt + (run.faults.length > 0 ? lossy : usual)
    return run.written.flatMap(({ at, step: { events, session } }) => {
      if (at <= end) return []
      const said = ofType(events, 'Said').some(({ from }) => from.role === 'librarian' && from.id === id)
      const taken = ofType(events, 'PickedUp').some(({ librarian }) => librarian.id === id)
      return said || taken ? [`${session.id} heard from ${id}, who had left`] : []
    })
  })
}

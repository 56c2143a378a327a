import { alerted } from '../../../lib/session/circle.ts'
import type { Event } from '../../../lib/session/events.ts'
import type { Run, Written } from '../simulation.ts'
import { type Broken, inEach } from './invariant.ts'

/** A push may be on its way for so long, ms. */
const onItsWay = 10_000

/** What joining promises (R41). The second librarian had been asked by the one who serves. */
export const onlyIfAsked: Broken = (_run, logs) =>
  inEach(logs, (_session, { steps }) =>
    steps.flatMap(({ step: { events, session }, before }) => {
      const came = events.find(event => event.type === 'Joined')
      if (came?.type !== 'Joined') return []
      const asked = before?.status === 'active' ? alerted(before.help) : []
      const isAsked = asked.some(({ librarian }) => librarian === came.librarian.id)
      const isThird = before?.status === 'active' && before.second !== undefined
      return [
        !isAsked && `${came.librarian.id} joined and had not been asked`,
        isThird && `${came.librarian.id} is a third librarian`,
        session.status === 'active' && session.librarian.id === came.librarian.id && 'a librarian joined themselves',
      ]
    }),
  )

/** The patron and the other librarian, where they are connected and nothing fails. */
export const heardByAll: Broken = (run, logs) => {
  if (run.faults.length > 0) return []
  return inEach(logs, (_session, { steps }) =>
    steps.flatMap(written => {
      const news = written.step.events.map(newsOf).find(type => type !== undefined)
      const { session } = written.step
      if (news === undefined || session.status !== 'active' || isCutOff(steps, written.at)) return []
      const told = [session.patron.connection, session.librarian.connection]
      return told.map(
        connection =>
          connection !== undefined && !wasTold(run, written, connection, news) && `${connection} lacks ${news}`,
      )
    }),
  )
}

/** Whether somebody's connection ended just then, before the desk knew. */
function isCutOff(steps: readonly Written[], at: number): boolean {
  const soon = steps.filter(one => one.at >= at && one.at <= at + onItsWay)
  return soon.some(({ step }) => step.events.some(({ type }) => type.endsWith('WentAway')))
}

function newsOf({ type }: Event): 'colleague-joined' | 'colleague-left' | undefined {
  if (type === 'Joined') return 'colleague-joined'
  return type === 'LibrarianLeft' ? 'colleague-left' : undefined
}

function wasTold({ world }: Run, { step, at }: Written, connection: string, type: string): boolean {
  // Whoever hears at the same moment that it is over, and leaves, has nothing more to hear.
  return [...world.posts, ...world.missed].some(
    ({ at: then, connection: to, frame }) =>
      to === connection &&
      frame.type === type &&
      'session' in frame &&
      frame.session === step.session.id &&
      then >= at &&
      then <= at + onItsWay,
  )
}

/** Both librarians have every message, where nothing fails and they are connected when it is said. */
export const bothRead: Broken = (run, logs) => {
  if (run.faults.length > 0) return []
  return inEach(logs, (id, { steps }) =>
    steps.flatMap(({ at, step: { events, session } }) =>
      events.flatMap(event => {
        if (isCutOff(steps, at) || event.type !== 'Said' || session.status !== 'active' || !session.second) return []
        const here = [session.librarian, session.second].filter(({ connection }) => connection !== undefined)
        const actors = run.librarians.filter(({ plan }) => here.some(one => one.id === plan.id))
        return actors
          .filter(({ client }) => client.view(id).messages.get(event.number) !== event.text)
          .map(({ plan }) => `${plan.id} lacks message ${event.number}`)
      }),
    ),
  )
}

/** A silence begins with the last words of a librarian, whoever it was, or when somebody began to serve (R16). */
export const silenceOfEither: Broken = (_run, logs) =>
  inEach(logs, (_session, { events }) => {
    let since = 0
    return events.map(event => {
      if (event.type === 'Said' && event.from.role === 'librarian') since = event.at
      if (event.type === 'PickedUp' || event.type === 'TransferAccepted' || event.type === 'Rescued') since = event.at
      const isSilence = event.type === 'SilenceWarned' || event.type === 'SilenceBreached'
      return isSilence && event.since !== since && `${event.type} counts from ${event.since} instead of ${since}`
    })
  })

/** A librarian who vanishes while the other one is connected leaves the patron to them (R34). */
export const staysWithTheOther: Broken = (_run, logs) =>
  inEach(logs, (_session, { steps }) =>
    steps.map(({ step: { events }, before }) => {
      const isBack = events.some(({ type }) => type === 'LibrarianVanished')
      const isThere = before?.status === 'active' && before.second?.connection !== undefined
      return isBack && isThere && 'waits again, though the second librarian is there'
    }),
  )

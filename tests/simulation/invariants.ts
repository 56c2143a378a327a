import { entryOf, ownersOf } from '../../lib/follow-up/list.ts'
import { recipients } from '../../lib/follow-up/state.ts'
import type { Event } from '../../lib/session/events.ts'
import { addressOf, type Session, senderKey } from '../../lib/session/state.ts'
import type { Client } from './client.ts'
import type { LibrarianPlan } from './librarian.ts'
import type { Run, Written } from './simulation.ts'
import { timing } from './story.ts'

/** What must always hold, whatever goes wrong. Each says what it found, in words; nothing, where all is well. */
export interface Invariant {
  readonly number: number
  readonly holds: string
  readonly broken: (run: Run, logs: Logs) => readonly string[]
}

/** The steps of every session, in order. */
export type Logs = ReadonlyMap<string, readonly Written[]>

/** What was broken in a run, with the number of the invariant. */
export interface Violation {
  readonly number: number
  readonly holds: string
  readonly found: string
}

/** Clocks of machines are at most so far apart, ms. */
const apart = 300_000

/** Everything that a run broke. */
export function violations(run: Run): readonly Violation[] {
  const logs = new Map<string, Written[]>()
  for (const written of run.written) {
    const { id } = written.step.session
    const log = logs.get(id)
    if (log) log.push(written)
    else logs.set(id, [written])
  }
  return invariants.flatMap(({ number, holds, broken }) => broken(run, logs).map(found => ({ number, holds, found })))
}

const eventsOf = (log: readonly Written[]): readonly Event[] => log.flatMap(({ step }) => step.events)
const lastOf = (log: readonly Written[]): Session | undefined => log.at(-1)?.step.session
const clients = ({ patrons, librarians }: Run): readonly Client[] =>
  [...patrons, ...librarians].map(({ client }) => client)
const ofType = <T extends Event['type']>(events: readonly Event[], type: T) =>
  events.filter((event): event is Extract<Event, { type: T }> => event.type === type)

/** Every log, looked at by itself. */
function inEach(logs: Logs, look: (session: string, log: readonly Written[]) => readonly (string | false)[]): string[] {
  return [...logs].flatMap(([session, log]) =>
    look(session, log)
      .filter(found => found !== false)
      .map(found => `${session}: ${found}`),
  )
}

const oneLibrarian: Invariant['broken'] = ({ librarians, written }, logs) => {
  const holders = new Map<string, Set<string>>()
  const twice: string[] = []
  for (const { companions } of written)
    for (const companion of companions) {
      if (companion.type === 'Release') holders.get(companion.session)?.delete(companion.librarian)
      if (companion.type !== 'Take') continue
      const held = holders.get(companion.session) ?? new Set()
      holders.set(companion.session, held.add(companion.librarian))
      if (held.size > 1) twice.push(`${companion.session} is held by ${[...held].join(' and ')}`)
    }
  const deaf = librarians.flatMap(({ plan, given }) =>
    given
      .filter(session => !eventsOf(logs.get(session) ?? []).some(event => gives(event, plan.id)))
      .map(session => `${plan.id} was told that ${session} is theirs, and it never was`),
  )
  return [...twice, ...deaf]
}
const gives = (event: Event, librarian: string) =>
  (event.type === 'PickedUp' || event.type === 'TransferAccepted') && event.librarian.id === librarian

const withinLimits: Invariant['broken'] = ({ librarians, written }) => {
  const held = new Map<string, Set<string>>(librarians.map(({ plan }) => [plan.id, new Set()]))
  return written.flatMap(({ companions }) => {
    for (const companion of companions) {
      if (companion.type === 'Take') held.get(companion.librarian)?.add(companion.session)
      if (companion.type === 'Release') held.get(companion.librarian)?.delete(companion.session)
    }
    return librarians
      .filter(({ plan }) => (held.get(plan.id)?.size ?? 0) > plan.limit)
      .map(({ plan }) => `${plan.id} holds ${held.get(plan.id)?.size} sessions, ${plan.limit} at most`)
  })
}

/** What clients were told is in the log, as they were told. */
const acknowledgedOnce: Invariant['broken'] = (run, logs) =>
  clients(run).flatMap(({ name, acknowledged }) =>
    acknowledged.flatMap(({ frame, reply }) => {
      if (reply.type !== 'said') return []
      const said = ofType(eventsOf(logs.get(reply.session) ?? []), 'Said')
      const mine = said.filter(({ number, text }) => number === reply.number && text === frame.text)
      return mine.length === 1 ? [] : [`message ${reply.number} of ${name} is in the log ${mine.length} times`]
    }),
  )

const withoutGaps: Invariant['broken'] = (_run, logs) =>
  inEach(logs, (_session, log) => {
    const events = eventsOf(log)
    const numbers = [1, ...ofType(events, 'Said').map(({ number }) => number)]
    const counters = new Map<string, number>()
    const disordered = events.flatMap(event => {
      if (event.type !== 'Said' && event.type !== 'Noted') return []
      const key = senderKey(event.from)
      const expected = (counters.get(key) ?? 0) + 1
      counters.set(key, event.n)
      return event.n === expected ? [] : [`${key} said ${event.n} where ${expected} was next`]
    })
    return [numbers.some((number, i) => number !== i + 1) && `numbers ${numbers.join(' ')}`, ...disordered]
  })

/** Everybody who was shown a message was shown it under the number that it has in the log. */
const oneOrder: Invariant['broken'] = (run, logs) =>
  clients(run).flatMap(client =>
    [...logs].flatMap(([session, log]) => {
      const texts = new Map(said(log))
      return [...client.view(session).messages]
        .filter(([number, text]) => texts.get(number) !== text)
        .map(([number]) => `${client.name} was shown another message ${number} of ${session}`)
    }),
  )
function said(log: readonly Written[]): [number, string][] {
  return eventsOf(log).flatMap((event): [number, string][] => {
    if (event.type === 'Asked') return [[1, event.question]]
    return event.type === 'Said' ? [[event.number, event.text]] : []
  })
}

const sameAnswer: Invariant['broken'] = run =>
  clients(run).flatMap(({ name, acknowledged }) => {
    const answers = new Map<string, string>()
    return acknowledged.flatMap(({ frame, reply }) => {
      if (reply.type !== 'said') return []
      const key = `${frame.session} ${frame.n}`
      const answer = `${reply.number} ${frame.text}`
      const before = answers.get(key) ?? answer
      answers.set(key, answer)
      return before === answer ? [] : [`${name} got ${before} and ${answer} for counter ${key}`]
    })
  })

const nothingAfterClosed: Invariant['broken'] = (run, logs) => [
  ...inEach(logs, (_session, log) => {
    const events = eventsOf(log)
    const end = events.findIndex(({ type }) => type === 'Closed')
    const late = end < 0 ? [] : events.slice(end + 1).filter(({ type }) => !afterClosing.includes(type))
    return late.map(({ type }) => `${type} after it was closed`)
  }),
  ...clients(run).flatMap(({ name, acknowledged }) =>
    acknowledged.flatMap(({ frame, reply }) =>
      frame.action === 'say' && reply.type === 'refused' && !lateCodes.includes(reply.code)
        ? [`${name} was refused a message with ${reply.code}`]
        : [],
    ),
  ),
]
const afterClosing: readonly Event['type'][] = [
  ...(['FollowUpTaken', 'FollowUpAnswered', 'FollowUpDone', 'FollowUpHandedOver', 'FollowUpReminded'] as const),
  ...(['FollowUpOverdue', 'FollowUpEscalated', 'TranscriptWished', 'MailSent', 'MailDropped'] as const),
  ...(['MailBounced', 'MailComplained'] as const),
]
const lateCodes: readonly string[] = ['closed', 'not-yours', 'not-picked-up', 'other-words']

/** The clock of a session may be late by what a fault takes; it sees to the end within a minute of being able to. */
const idleInTime: Invariant['broken'] = ({ met }, logs) => {
  const skewed = met.some(({ fault }) => fault?.startsWith('clock-'))
  const slack = skewed ? apart : 0
  return inEach(logs, (_session, log) =>
    log.flatMap(({ step, before, at }) => {
      const closed = ofType(step.events, 'Closed')[0]
      // With a name it is the librarian's, who gave no code.
      if (!closed || closed.by !== undefined || before?.status !== 'active') return []
      const quiet = closed.at - before.lastMessageAt
      return [
        quiet < timing.idleLimit && `closed for idleness after ${quiet} ms`,
        at - before.lastMessageAt > timing.idleLimit + 60_000 + slack + lateness(met) &&
          `closed ${at - before.lastMessageAt} ms after the last message`,
      ]
    }),
  )
}
/** How late a clock can be through its own faults: a late wake, or tries that failed. */
function lateness(met: Run['met']): number {
  const unlucky = met.filter(({ fault }) => fault !== undefined).length
  return unlucky * 62_000
}

/** Whoever is connected has everything; whoever came back got just what was missing. */
const nothingMissed: Invariant['broken'] = ({ patrons, world }, logs) =>
  patrons.flatMap(({ plan, client, session, hasEnded }) => {
    const id = session()
    const log = id === undefined ? undefined : logs.get(id)
    const connection = client.connection()
    if (id === undefined || !log || client.isGone()) return []
    // Whoever heard of the end has left with everything; whoever did not is connected still.
    if (!hasEnded() && (connection === undefined || !world.isOpen(connection))) return []
    const { last } = client.view(id)
    const newest = said(log).length
    return last === newest ? [] : [`${plan.name} has ${last} of ${newest} messages`]
  })

const rightConnection: Invariant['broken'] = ({ met }, logs) => {
  const gone = new Set(
    met.filter(({ kind, fault }) => kind === 'disconnect' || fault === 'gone').map(({ about }) => about),
  )
  return inEach(logs, (_session, log) =>
    log.flatMap(({ step, before }) =>
      step.events.flatMap(event => {
        const connection =
          event.type === 'PatronWentAway'
            ? before?.patron.connection
            : event.type === 'LibrarianWentAway' && before?.status === 'active'
              ? before.librarian.connection
              : undefined
        return connection !== undefined && !gone.has(connection) ? [`${event.type}, and ${connection} is open`] : []
      }),
    ),
  )
}

const oneEnd: Invariant['broken'] = ({ patrons, world }, logs) => [
  ...inEach(logs, (_session, log) => {
    const ends = ofType(eventsOf(log), 'Closed')
    return [ends.length !== 1 && `has ${ends.length} ends`, lastOf(log)?.status !== 'closed' && 'is not closed']
  }),
  ...patrons
    .filter(({ session, client }) => session() === undefined && !client.isGone())
    .map(({ plan }) => `${plan.name} asked, and there is no session`),
  ...(logs.size > patrons.length ? [`${patrons.length} questions opened ${logs.size} sessions`] : []),
  ...world.waitingNow().map(session => `${session} is still in the queue`),
  ...[...world.heldNow()].flatMap(([librarian, held]) =>
    [...held].map(session => `${librarian} holds ${session} after its end`),
  ),
]

const poolsOf = ({ library }: LibrarianPlan) => [`library:${library}`, 'cooperative']

/** Whoever takes the next patron gets the one who waits longest of those that they could see when they asked. */
const oldestFirst: Invariant['broken'] = ({ written, librarians }) => {
  const waiting = new Map<string, { readonly askedAt: number; readonly since: number; pools: readonly string[] }>()
  return written.flatMap(({ step, companions, at }) => {
    const found: string[] = []
    const { id, askedAt } = step.session
    for (const companion of companions) {
      if (companion.type === 'Enqueue') {
        const pools = [...(waiting.get(id)?.pools ?? []), ...companion.pools]
        waiting.set(id, { askedAt, since: waiting.get(id)?.since ?? at, pools })
      }
      if (companion.type !== 'Dequeue') continue
      const mine = waiting.get(id)
      waiting.delete(id)
      const picked = ofType(step.events, 'PickedUp')[0]
      if (!mine || !picked) continue
      const pools = librarians
        .filter(({ plan }) => plan.id === picked.librarian.id)
        .flatMap(({ plan }) => poolsOf(plan))
      for (const [other, place] of waiting)
        if (place.askedAt < mine.askedAt && place.since < at - 5_000 && place.pools.some(pool => pools.includes(pool)))
          found.push(`${id} was picked up before ${other}, which had waited longer`)
    }
    if (step.session.status === 'waiting' && !waiting.has(id)) found.push(`${id} waits and is in no queue`)
    return found
  })
}

/** Nobody waits to the end beside a librarian who is there, in reach, and has had a place free for a minute. */
const notInVain: Invariant['broken'] = run =>
  run.written.flatMap(({ step: { events, session }, before, at }) => {
    const closed = ofType(events, 'Closed')[0]
    if (closed?.how !== 'by-default' || before?.status !== 'waiting' || before.patron.left) return []
    if (at - (before.backAt ?? before.askedAt) < timing.waitLimit) return []
    return run.librarians
      .filter(({ plan, client }) => {
        const connection = client.connection()
        const isThere = connection !== undefined && run.world.isOpen(connection)
        const inReach = before.pools.some(pool => poolsOf(plan).includes(pool))
        return isThere && inReach && freeSince(run.written, plan, at) < at - 60_000
      })
      .map(({ plan }) => `${session.id} waited in vain while ${plan.id} was free`)
  })

/** Since when a librarian has held fewer sessions than they may, at a moment; never, if they hold as many. */
function freeSince(written: readonly Written[], { id, limit }: LibrarianPlan, moment: number): number {
  const held = new Set<string>()
  let since = 0
  for (const { companions, at } of written) {
    if (at > moment) break
    for (const companion of companions) {
      if (companion.type !== 'Take' && companion.type !== 'Release') continue
      if (companion.librarian !== id) continue
      const wasFree = held.size < limit
      if (companion.type === 'Take') held.add(companion.session)
      else held.delete(companion.session)
      const isFree = held.size < limit
      if (!isFree) since = Number.POSITIVE_INFINITY
      else if (!wasFree) since = at
    }
  }
  return since
}

/** Every mail that a session wants is sent; a second time only where the first was accepted and not recorded. */
const mailed: Invariant['broken'] = ({ world, met }, logs) => {
  const unrecorded = met.filter(
    ({ kind, fault, what }) =>
      fault !== undefined &&
      (kind === 'mail' || what === 'follow-up clock' || what.includes('MailSent') || kind === 'read'),
  ).length
  return inEach(logs, (session, log) => {
    const last = lastOf(log)
    if (last?.status !== 'closed') return []
    const dropped = ofType(eventsOf(log), 'MailDropped').map(({ n }) => n)
    return Array.from({ length: last.mails.count }, (_, i) => i + 1).flatMap(n => {
      if (dropped.includes(n)) return []
      const sent = world.mails.filter(({ reference }) => reference === `${session}.${n}`)
      return [
        sent.length === 0 && `its mail ${n} was never sent`,
        sent.length > 1 + unrecorded && `its mail ${n} was sent ${sent.length} times`,
        new Set(sent.map(({ subject, to }) => `${to} ${subject}`)).size > 1 &&
          `its mail ${n} is not the same each time`,
      ]
    })
  })
}

/** What is owed ends answered, done, or in the lists of those who owe it; and whoever owes it can know. */
const owedInTheEnd: Invariant['broken'] = ({ world }, logs) =>
  inEach(logs, (session, log) => {
    const last = lastOf(log)
    const owes = last && entryOf(last)
    const listed = [...world.tables.owedNow()].filter(([, entry]) => entry.session === session)
    const owners = owes ? ownersOf(owes) : []
    return [
      owners.some(owner => !listed.some(([key]) => key === `${owner} ${session}`)) &&
        'it is owed and stands in no list',
      listed.length > owners.length && 'it stands in a list of somebody who does not owe it',
      last?.status === 'closed' && last.mails.outbox.length > 0 && 'a mail of it was never settled',
    ]
  })

/** A push may be on its way while the session changes hands, ms. */
const onItsWay = 10_000

/** Whether a librarian serves a session at a moment, or did just before. */
function serving(log: readonly Written[], librarian: string, moment: number): boolean {
  return log.some(({ at, step: { session } }, i) => {
    const until = log[i + 1]?.at ?? Number.POSITIVE_INFINITY
    const served = session.status !== 'waiting' && session.librarian?.id === librarian
    return served && at <= moment && moment <= until + onItsWay
  })
}

/** Frames of a session reach its patron and its librarian; mails reach the mailbox of its library. */
const withinWalls: Invariant['broken'] = ({ world, story }, logs) => {
  const strayed = world.posts.flatMap(({ identity, frame, at }) => {
    if (!('session' in frame)) return []
    if (identity.role === 'patron')
      return frame.session === identity.session ? [] : [`${frame.type} of ${frame.session} went to another patron`]
    const isOpen = ['waiting', 'no-longer-waiting', 'transfer-offered', 'transfer-over'].includes(frame.type)
    return isOpen || serving(logs.get(frame.session) ?? [], identity.librarian, at)
      ? []
      : [`${frame.type} of ${frame.session} went to ${identity.librarian}, who does not serve it`]
  })
  const misled = world.mails.filter(mail => {
    const session = lastOf(logs.get(mail.session) ?? [])
    const library = story.libraries.find(({ id }) => id === session?.library)
    if (session?.status !== 'closed' || !library || mail.kind === 'policy-report') return true
    switch (recipients[mail.kind]) {
      case 'patron':
        return mail.to !== (session.followUp?.email ?? addressOf(session.patron))
      case 'escalation':
        return mail.to !== library.followUps.escalation
      default:
        return mail.to !== library.mailbox
    }
  })
  return [...strayed, ...misled.map(({ subject }) => `${subject} went to a stranger`)]
}

const alive: Invariant['broken'] = ({ endless, world }) => [
  ...(endless ? ['it does not come to an end'] : []),
  ...(world.isQuiet() ? [] : ['a clock never ended']),
]

/**
 * A session takes some 100 calls without its clock, a fault costs retries, and the clock wakes twice a minute at most, with
 * 14 calls each time. More would be a storm of retries.
 */
const bounded: Invariant['broken'] = ({ met }, logs) => {
  const faults = met.filter(({ fault }) => fault !== undefined).length
  const lives = [...logs.values()].map(log => (log.at(-1)?.at ?? 0) - (log[0]?.at ?? 0))
  const mostWakes = lives.reduce((sum, ms) => sum + ms / 30_000 + 6, 4 + 6 * faults)
  const most = 150 * (logs.size + 1) + 150 * faults + 14 * mostWakes
  const wakes = met.filter(({ kind }) => kind === 'wake').length
  return [
    ...(met.length > most ? [`${met.length} calls, ${Math.round(most)} at most`] : []),
    ...(wakes > mostWakes ? [`${wakes} wakes, ${Math.round(mostWakes)} at most`] : []),
  ]
}

export const invariants: readonly Invariant[] = [
  { number: 1, holds: 'a session has one librarian at most, and whoever lost a race heard so', broken: oneLibrarian },
  { number: 2, holds: 'nobody is above their limit', broken: withinLimits },
  { number: 3, holds: 'an acknowledged message is in the transcript exactly once', broken: acknowledgedOnce },
  { number: 4, holds: 'numbers have no gaps, and each sender keeps their order', broken: withoutGaps },
  { number: 4, holds: 'both sides see one order', broken: oneOrder },
  { number: 5, holds: 'the same counter gets the same answer', broken: sameAnswer },
  {
    number: 6,
    holds: 'nothing happens after a session is closed, and who was late is told',
    broken: nothingAfterClosed,
  },
  { number: 7, holds: 'a session is closed for idleness in time, and no sooner', broken: idleInTime },
  { number: 8, holds: 'coming back yields what was missed', broken: nothingMissed },
  { number: 9, holds: 'an old disconnect removes no new connection', broken: rightConnection },
  { number: 10, holds: 'every session has exactly one end, and nobody is left in the queue', broken: oneEnd },
  { number: 10, holds: 'the queue is oldest first, and no waiting patron is invisible', broken: oldestFirst },
  { number: 10, holds: 'nobody waits in vain beside a librarian who is free', broken: notInVain },
  { number: 11, holds: 'a mail is sent, and twice only between accepted and recorded', broken: mailed },
  { number: 11, holds: 'what is owed stands in the lists of those who owe it', broken: owedInTheEnd },
  { number: 12, holds: 'nothing crosses from one library to another', broken: withinWalls },
  { number: 13, holds: 'after faults stop, everything ends', broken: alive },
  { number: 14, holds: 'calls stay bounded, whatever fails', broken: bounded },
]

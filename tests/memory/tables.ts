import type { EmailCodes } from '../../lib/access/email-codes.ts'
import { hasGoneHome } from '../../lib/desk/duty.ts'
import type {
  Appended,
  Counting,
  Facts,
  FollowUps,
  Found,
  Line,
  Mailboxes,
  MailboxRuns,
  MailboxTraits,
  MailCounts,
  OnDuty,
  Page,
  PastWait,
  Queue,
  QueueEntry,
  Roster,
  Sessions,
  Sources,
  StaffRoom,
  Step,
  Tickets,
  TimerWatch,
} from '../../lib/desk/ports.ts'
import { numbersOf } from '../../lib/desk/queue-numbers.ts'
import type { StepWrite } from '../../lib/facts/joint-write.ts'
import type { FollowUpEntry, SentOnEntry } from '../../lib/follow-up/list.ts'
import { byPlace } from '../../lib/protocol/queue-place.ts'
import { poolsAt, type WaitingSession } from '../../lib/session/state.ts'
import type { SteppedBackEntry } from '../../lib/session/step-back.ts'
import { type MemoryFacts, memoryFacts } from './facts.ts'
import { memoryMailCounts } from './mail-counts.ts'
import { testCodes } from './mail-tokens.ts'
import { memorySources } from './sources.ts'
import { memoryStaffRoom } from './staff-room.ts'

/** The memory twins of the tables. They share one memory, as the tables share one transaction. */
export interface MemoryTables {
  readonly sessions: Sessions
  readonly queue: Queue
  readonly roster: Roster
  readonly tickets: Tickets
  readonly followUps: FollowUps
  readonly facts: Facts
  readonly mailboxes: Mailboxes
  readonly mailboxRuns: MailboxRuns
  readonly sources: Sources
  readonly mailCounts: MailCounts
  readonly watch: TimerWatch
  readonly staffRoom: StaffRoom
}

/** … and queries that only a memory can answer: the sessions in any queue, the sessions of each librarian. */
export interface Memory extends MemoryTables {
  readonly emailCodes: EmailCodes
  waitingNow(): readonly string[]
  heldNow(): ReadonlyMap<string, ReadonlySet<string>>
  /** Every entry of every list of follow-ups, by owner and session. */
  owedNow(): ReadonlyMap<string, FollowUpEntry>
  /** The sessions that librarians stepped back from, by their id. */
  steppedBackNow(): ReadonlyMap<string, SteppedBackEntry>
  /** The quarters of an hour for which anything is filed that is not swept yet. */
  toSweep(): readonly number[]
  readonly facts: MemoryFacts
}

/** Nothing expires here, unless the test says so. */
export function memoryTables(isExpired: (step: Step) => boolean = () => false): Memory {
  const steps = new Map<string, Step[]>()
  const waiting = new Map<
    string,
    Pick<WaitingSession, 'pools' | 'ahead' | 'nth'> & { generation: number; entry: QueueEntry }
  >()
  const duty = new Map<string, OnDuty>()
  const away = new Map<string, OnDuty & { readonly lostAt: number }>()
  const libraryNames = new Map<string, string | undefined>()
  const idle = new Map<string, number>()
  const heard = new Map<string, number>()
  const asleep = new Set<string>()
  const waits = new Map<string, readonly PastWait[]>()
  const held = new Map<string, Set<string>>()
  const owed = new Map<string, FollowUpEntry>()
  const sentOn = new Map<string, SentOnEntry>()
  const steppedBack = new Map<string, SteppedBackEntry>()
  const facts = memoryFacts()
  const used = new Map<string, string>()
  const sockets = new Map<string, readonly string[]>()
  const learnt = new Map<string, MailboxTraits>()
  const runs = new Map<number, ReadonlySet<string>>()
  let nextRun: number | undefined
  const watched = new Map<number, Set<string>>()
  let sweepFrom: number | undefined

  const holding = (librarian: string) =>
    held.get(librarian) ?? held.set(librarian, new Set()).get(librarian) ?? new Set()

  const mayTake = (librarian: string): Appended => {
    const limit = duty.get(librarian)?.limit
    if (limit === undefined) return 'not-on-duty'
    return holding(librarian).size < limit ? 'appended' : 'at-your-limit'
  }

  const write = (jointWrite: StepWrite): void => {
    switch (jointWrite.type) {
      case 'RecordFacts':
        facts.record(jointWrite.facts)
        return
      case 'Enqueue': {
        const {
          session,
          library,
          askedAt,
          pools,
          ahead = [],
          nth,
          generation,
          name,
          question,
          afterOthers,
          language,
        } = jointWrite
        if ((waiting.get(session)?.generation ?? 0) > generation) return
        const rest = { ...(name && { name }), ...(afterOthers && { afterOthers }), ...(language && { language }) }
        waiting.set(session, {
          pools,
          ahead,
          ...(nth && { nth }),
          generation,
          entry: { session, library, askedAt, question, ...rest },
        })
        return
      }
      case 'Dequeue':
        if ((waiting.get(jointWrite.session)?.generation ?? 0) > jointWrite.generation) return
        waiting.delete(jointWrite.session)
        return
      case 'Take':
        holding(jointWrite.librarian).add(jointWrite.session)
        idle.set(jointWrite.librarian, jointWrite.at)
        if (jointWrite.waited) {
          const { ms: waited, own } = jointWrite.waited
          const wait = { at: jointWrite.at, waited, ...(own && { own }) }
          waits.set(jointWrite.librarian, [...(waits.get(jointWrite.librarian) ?? []), wait])
        }
        return
      case 'Release':
        holding(jointWrite.librarian).delete(jointWrite.session)
        idle.set(jointWrite.librarian, jointWrite.at)
        return
      case 'List':
        for (const owner of jointWrite.owners) owed.set(`${owner} ${jointWrite.entry.session}`, jointWrite.entry)
        return
      case 'ListSentOn':
        sentOn.set(`${jointWrite.librarian} ${jointWrite.entry.session}`, jointWrite.entry)
        return
      case 'ListSteppedBack':
        steppedBack.set(jointWrite.entry.session, jointWrite.entry)
        return
      case 'Unlist':
        for (const owner of jointWrite.owners) owed.delete(`${owner} ${jointWrite.session}`)
        return
    }
  }

  const found = (librarian: string): Found => {
    const here = duty.get(librarian)
    return {
      sessions: [...holding(librarian)],
      asleep: asleep.has(librarian),
      // In a memory, the line is never out of date.
      filedAsFull: false,
      idleSince: idle.get(librarian) ?? 0,
      heardAt: heard.get(librarian) ?? 0,
      ...(waits.has(librarian) && { waits: waits.get(librarian) ?? [] }),
      ...(here && { duty: here }),
    }
  }
  const isAt = (librarian: string, connection: string) => duty.get(librarian)?.connection === connection

  const there = (pool: string, at: number) =>
    [...duty.values()].filter(
      ({ librarian, pools, dutyLimit }) =>
        pools.includes(pool) && !asleep.has(librarian) && !hasGoneHome(found(librarian), { dutyLimit }, at),
    )
  const lineOf = (pool: string, few: number, at: number): Line => {
    const staff = there(pool, at)
    const next = staff
      .filter(({ librarian, limit }) => holding(librarian).size < limit)
      .map(({ librarian, connection }) => ({ librarian, connection, idleSince: idle.get(librarian) ?? 0 }))
      .sort((a, b) => a.idleSince - b.idleSince || (a.librarian < b.librarian ? -1 : 1))
    return { staffed: staff.length > 0, next: next.slice(0, few) }
  }

  const inOrder = (
    pools: readonly string[],
    { after, at = 0, within = waiting.size }: Page & Pick<Counting, 'within'>,
  ) =>
    [...waiting.values()]
      .sort((a, b) => byPlace(a.entry, b.entry))
      .filter(({ entry }) => !after || byPlace(after, entry) < 0)
      .slice(0, within)
      .filter(({ entry: { askedAt }, ...place }) =>
        poolsAt({ askedAt, ...place }, at).some(pool => pools.includes(pool)),
      )
      .map(({ entry }) => entry)

  return {
    sessions: {
      load: async id =>
        steps
          .get(id)
          ?.slice(-1)
          .find(step => !isExpired(step)),
      glance: async id =>
        steps
          .get(id)
          ?.slice(-1)
          .find(step => !isExpired(step)),
      append: async (step, jointWrites) => {
        const log = steps.get(step.session.id) ?? []
        if (step.step !== log.length + 1) return 'conflict'
        for (const jointWrite of jointWrites) {
          const taken = jointWrite.type === 'Take' ? mayTake(jointWrite.librarian) : 'appended'
          if (taken !== 'appended') return taken
        }
        if (log.push({ ...step, events: [...step.events] }) === 1) steps.set(step.session.id, log)
        jointWrites.forEach(write)
        return 'appended'
      },
      history: async (id, after = 0) =>
        (steps.get(id) ?? []).slice(after).flatMap(step => (isExpired(step) ? [] : step.events)),
      settle: async laterWrites => laterWrites.forEach(write),
      steps: async (id, { after, most }) =>
        (steps.get(id) ?? []).slice(after, after + most).filter(step => !isExpired(step)),
    },

    queue: {
      waiting: async (pools, { most = 25, ...wanted } = {}) => {
        const all = inOrder(pools, wanted)
        return { entries: all.slice(0, most), more: all.length > most }
      },
      numbers: async () => numbersOf([...waiting.values()].map(({ nth }) => nth)),
      count: async (pools, { most, ...wanted }) => {
        const [count, all] = [inOrder(pools, wanted).length, inOrder(pools, { ...wanted, within: waiting.size }).length]
        const isWhole = (wanted.within ?? waiting.size) >= waiting.size
        return { count: Math.min(most, count), isAll: isWhole && all <= most }
      },
      countBefore: async (pools, place, { most, ...wanted }) =>
        Math.min(most, inOrder(pools, wanted).filter(entry => byPlace(entry, place) < 0).length),
    },

    roster: {
      arrive: async ({ libraryName, ...arriving }, at, byItself) => {
        const { librarian } = arriving
        libraryNames.set(librarian, libraryName)
        duty.set(librarian, arriving)
        away.delete(librarian)
        asleep.delete(librarian)
        heard.set(librarian, at)
        if (!byItself || !idle.has(librarian)) idle.set(librarian, at)
      },
      depart: async (librarian, connection, lostAt) => {
        const here = duty.get(librarian)
        if (here?.connection !== connection) return
        duty.delete(librarian)
        if (lostAt !== undefined) away.set(librarian, { ...here, lostAt })
      },
      find: async librarian => found(librarian),
      lines: async (pools, few, at) => pools.map(pool => lineOf(pool, few, at)),
      firstStaffed: async (pools, at) => {
        const pool = pools.find(each => lineOf(each, 1, at).staffed)
        const [somebody] = pool === undefined ? [] : there(pool, at)
        return pool === undefined ? undefined : { pool, waits: waits.get(somebody?.librarian ?? '') ?? [] }
      },
      here: async (most, at) => {
        const lost = [...away.values()].filter(({ lostAt }) => at - lostAt <= 60_000)
        const all = [...duty.values(), ...lost]
        const people = all.slice(0, most).map(({ librarian, name, library, pools, limit }) => {
          const libraryName = libraryNames.get(librarian)
          return {
            ...{ librarian, name, library, pools, limit, sessions: holding(librarian).size },
            ...(libraryName && { libraryName }),
            ...(duty.has(librarian) && asleep.has(librarian) && { asleep: true as const }),
            ...(!duty.has(librarian) && { away: true as const }),
          }
        })
        return { people, more: all.length > most }
      },
      hear: async (librarian, connection, alert) => {
        if (isAt(librarian, connection)) heard.set(librarian, Math.max(alert, heard.get(librarian) ?? 0))
        return found(librarian)
      },
      sleepers: async (alerted, alert) => {
        const silent = alerted.filter(
          ({ librarian, connection }) =>
            isAt(librarian, connection) && !asleep.has(librarian) && (heard.get(librarian) ?? 0) < alert,
        )
        for (const { librarian } of silent) asleep.add(librarian)
        return silent
      },
      fill: async () => {},
      wake: async ({ duty: here }) => {
        if (here && isAt(here.librarian, here.connection)) asleep.delete(here.librarian)
      },
    },

    tickets: {
      use: async (ticket, connection) => {
        if (!used.has(ticket)) used.set(ticket, connection)
        return used.get(ticket) === connection
      },
      cameBack: async (session, connection, most) => {
        const all = [...(sockets.get(session) ?? []), connection]
        sockets.set(session, all.slice(Math.max(0, all.length - most)))
        return all.slice(0, Math.max(0, all.length - most))
      },
    },

    followUps: {
      sentOn: async librarian =>
        [...sentOn].filter(([key]) => key.startsWith(`${librarian} `)).map(([, entry]) => entry),
      steppedBack: async (library, most) =>
        [...steppedBack.values()]
          .filter(entry => entry.library === library)
          .sort((a, b) => b.at - a.at)
          .slice(0, most),
      owed: async owners => {
        const keys = [...owed].filter(([key]) => owners.some(owner => key.startsWith(`${owner} `)))
        return [...new Map(keys.map(([, entry]) => [entry.session, entry])).values()]
      },
    },

    facts,

    mailboxes: {
      learnt: async library => learnt.get(library) ?? {},
      learn: async (library, traits) => void learnt.set(library, { ...learnt.get(library), ...traits }),
      recordTest: async (library, n, outcome, when) => {
        const known = learnt.get(library)
        if (known?.test?.n !== n) return false
        learnt.set(library, { ...known, test: { ...known.test, [outcome]: known.test[outcome] ?? when } })
        return true
      },
    },

    mailboxRuns: {
      file: async (run, libraries) => void runs.set(run, new Set([...(runs.get(run) ?? []), ...libraries])),
      filed: async run => [...(runs.get(run) ?? [])].sort(),
      next: async () => nextRun,
      finish: async run => {
        runs.delete(run)
        nextRun = run + 1
      },
    },

    emailCodes: testCodes,
    sources: memorySources(),
    mailCounts: memoryMailCounts(),
    staffRoom: memoryStaffRoom(),

    watch: {
      file: async (session, quarter) => void watched.set(quarter, (watched.get(quarter) ?? new Set()).add(session)),
      filed: async quarter => [...(watched.get(quarter) ?? [])],
      nextToSweep: async () => sweepFrom,
      swept: async quarter => {
        sweepFrom = quarter
      },
    },

    toSweep: () => [...watched.keys()].filter(quarter => quarter >= (sweepFrom ?? 0)),
    waitingNow: () => [...waiting.keys()],
    heldNow: () => held,
    owedNow: () => owed,
    steppedBackNow: () => steppedBack,
  }
}

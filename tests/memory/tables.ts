import type {
  Appended,
  FollowUps,
  Mailboxes,
  MailboxTraits,
  OnDuty,
  Queue,
  QueueEntry,
  Roster,
  Sessions,
  Step,
  Tickets,
} from '../../lib/desk/ports.ts'
import type { FollowUpEntry, SentOnEntry } from '../../lib/follow-up/list.ts'
import type { JointWrite } from '../../lib/session/joint-writes.ts'

/** The memory twins of the tables: they share one memory, as the tables share one transaction. */
export interface MemoryTables {
  readonly sessions: Sessions
  readonly queue: Queue
  readonly roster: Roster
  readonly tickets: Tickets
  readonly followUps: FollowUps
  readonly mailboxes: Mailboxes
}

/** … and what only a memory can say: the sessions that stand in any queue, the session of each librarian. */
export interface Memory extends MemoryTables {
  waitingNow(): readonly string[]
  heldNow(): ReadonlyMap<string, ReadonlySet<string>>
  /** Every entry of every list of follow-ups, by owner and session. */
  owedNow(): ReadonlyMap<string, FollowUpEntry>
}

/** Nothing expires here, unless somebody says what has. */
export function memoryTables(isExpired: (step: Step) => boolean = () => false): Memory {
  const steps = new Map<string, Step[]>()
  const waiting = new Map<string, { readonly pools: readonly string[]; readonly entry: QueueEntry }>()
  const duty = new Map<string, OnDuty>()
  const held = new Map<string, Set<string>>()
  const owed = new Map<string, FollowUpEntry>()
  const sentOn = new Map<string, SentOnEntry>()
  const used = new Set<string>()
  const learnt = new Map<string, MailboxTraits>()

  const holding = (librarian: string) =>
    held.get(librarian) ?? held.set(librarian, new Set()).get(librarian) ?? new Set()

  const mayTake = (librarian: string): Appended => {
    const limit = duty.get(librarian)?.limit
    if (limit === undefined) return 'not-on-duty'
    return holding(librarian).size < limit ? 'appended' : 'at-your-limit'
  }

  const write = (jointWrite: JointWrite): void => {
    switch (jointWrite.type) {
      case 'Enqueue': {
        const { session, library, askedAt, pools, name, question } = jointWrite
        waiting.set(session, { pools, entry: { session, library, askedAt, question, ...(name && { name }) } })
        return
      }
      case 'Dequeue':
        waiting.delete(jointWrite.session)
        return
      case 'Take':
        holding(jointWrite.librarian).add(jointWrite.session)
        return
      case 'Release':
        holding(jointWrite.librarian).delete(jointWrite.session)
        return
      case 'List':
        for (const owner of jointWrite.owners) owed.set(`${owner} ${jointWrite.entry.session}`, jointWrite.entry)
        return
      case 'ListSentOn':
        sentOn.set(`${jointWrite.librarian} ${jointWrite.entry.session}`, jointWrite.entry)
        return
      case 'Unlist':
        for (const owner of jointWrite.owners) owed.delete(`${owner} ${jointWrite.session}`)
        return
    }
  }

  return {
    sessions: {
      load: async id =>
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
    },

    queue: {
      waiting: async pools =>
        [...waiting.values()]
          .filter(place => place.pools.some(pool => pools.includes(pool)))
          .map(({ entry }) => entry)
          .sort((a, b) => a.askedAt - b.askedAt || (a.session < b.session ? -1 : 1)),
    },

    roster: {
      arrive: async arriving => void duty.set(arriving.librarian, arriving),
      depart: async (librarian, connection) => {
        if (duty.get(librarian)?.connection === connection) duty.delete(librarian)
      },
      find: async librarian => {
        const here = duty.get(librarian)
        return { sessions: [...holding(librarian)], ...(here && { duty: here }) }
      },
      reach: async pools =>
        [...duty.values()]
          .filter(here => here.pools.some(pool => pools.includes(pool)))
          .map(({ librarian, connection }) => ({ librarian, connection })),
    },

    tickets: {
      use: async ticket => {
        if (used.has(ticket)) return false
        used.add(ticket)
        return true
      },
    },

    followUps: {
      sentOn: async librarian =>
        [...sentOn].filter(([key]) => key.startsWith(`${librarian} `)).map(([, entry]) => entry),
      owed: async owners => {
        const keys = [...owed].filter(([key]) => owners.some(owner => key.startsWith(`${owner} `)))
        return [...new Map(keys.map(([, entry]) => [entry.session, entry])).values()]
      },
    },

    mailboxes: {
      learnt: async library => learnt.get(library) ?? {},
      learn: async (library, traits) => void learnt.set(library, { ...learnt.get(library), ...traits }),
    },

    waitingNow: () => [...waiting.keys()],
    heldNow: () => held,
    owedNow: () => owed,
  }
}

import type { Directory, Step } from '../../lib/desk/ports.ts'
import type { StepWrite } from '../../lib/facts/joint-write.ts'
import { directoryOf } from '../unit/members.ts'
import { type FloodActor, flood } from './flood.ts'
import { type LibrarianActor, librarian } from './librarian.ts'
import { mailbox } from './mailbox.ts'
import { type PatronActor, patron } from './patron.ts'
import { type Chooser, Endless, type Met, scheduler } from './scheduler.ts'
import { entryOf, type Story } from './story.ts'
import { createWorld, type World } from './world.ts'

/** A written step with its context at that moment. */
export interface Written {
  readonly at: number
  readonly step: Step
  readonly jointWrites: readonly StepWrite[]
  /** The session as it was before. */
  readonly before: Step['session'] | undefined
}

/** A run, from its first moment until nothing was left to do. */
export interface Run {
  readonly story: Story
  readonly world: World
  readonly patrons: readonly PatronActor[]
  readonly librarians: readonly LibrarianActor[]
  readonly flood?: FloodActor
  readonly written: readonly Written[]
  readonly met: readonly Met[]
  /** Those of them at which something went wrong. */
  readonly faults: readonly Met[]
  readonly began: number
  readonly ended: number
  /** Whether it failed to end. */
  readonly endless: boolean
}

/** A Tuesday afternoon; the sweep of a quarter past three comes while people talk. */
const began = Date.UTC(2026, 10, 24, 15, 8, 0)

/** For how long a function may go on with what it has read of a librarian, ms. */
const remembered = 60_000

/** The directory of a story: most of what it says is up to a minute old. */
function directoryIn({ libraries, librarians }: Story, now: () => number): Directory {
  const directory = directoryOf(libraries, librarians.map(entryOf))
  const hasLeft = (id: string, ago: number) =>
    librarians.some(one => one.id === id && one.leavesAt !== undefined && now() >= began + one.leavesAt + ago)
  return {
    ...directory,
    librarian: async id => (hasLeft(id, remembered) ? undefined : directory.librarian(id)),
    isLibrarian: async id => !hasLeft(id, 0) && directory.isLibrarian(id),
  }
}

/** Plays a story, with the faults that `choose` selects. The same story and choices give the same run. */
export async function simulate(story: Story, choose: Chooser): Promise<Run> {
  const clock = scheduler(began, choose)
  const written: Written[] = []
  const newest = new Map<string, Step['session']>()
  const world = createWorld({
    scheduler: clock,
    directory: directoryIn(story, () => clock.now()),
    appended: (step, jointWrites) => {
      written.push({ at: clock.now(), step, jointWrites, before: newest.get(step.session.id) })
      newest.set(step.session.id, step.session)
    },
  })
  const librarians = story.librarians.map(plan => librarian(plan, world, clock))
  for (const { id, leavesAt } of story.librarians)
    if (leavesAt !== undefined) void clock.sleep(leavesAt).then(() => world.leaves(id))
  const patrons = story.patrons.map(plan => patron(plan, world, clock))
  for (const [address, habit] of Object.entries(story.mailboxes ?? {})) mailbox(address, habit, world, clock)
  const flooding = story.flood && flood(story.flood, world, clock)
  let endless = false
  try {
    await clock.run(() => false)
  } catch (error) {
    if (!(error instanceof Endless)) throw error
    endless = true
  }
  const { met } = clock
  const faults = met.filter(({ fault }) => fault !== undefined)
  const actors = { patrons, librarians, ...(flooding && { flood: flooding }) }
  return { story, world, ...actors, written, met, faults, began, ended: clock.now(), endless }
}

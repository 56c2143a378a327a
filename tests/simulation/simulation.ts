import type { Step } from '../../lib/desk/ports.ts'
import type { JointWrite } from '../../lib/session/joint-writes.ts'
import { directoryOf } from '../unit/members.ts'
import { type LibrarianActor, librarian } from './librarian.ts'
import { mailbox } from './mailbox.ts'
import { type PatronActor, patron } from './patron.ts'
import { type Chooser, Endless, type Met, scheduler } from './scheduler.ts'
import { entryOf, type Story } from './story.ts'
import { createWorld, type World } from './world.ts'

/** A step that was written, with what stood around it in that moment. */
export interface Written {
  readonly at: number
  readonly step: Step
  readonly jointWrites: readonly JointWrite[]
  /** The session as it was before. */
  readonly before: Step['session'] | undefined
}

/** A run, from its first moment until nothing was left to do. */
export interface Run {
  readonly story: Story
  readonly world: World
  readonly patrons: readonly PatronActor[]
  readonly librarians: readonly LibrarianActor[]
  readonly written: readonly Written[]
  readonly met: readonly Met[]
  /** Those of them at which something went wrong. */
  readonly faults: readonly Met[]
  readonly began: number
  readonly ended: number
  /** It did not end by itself. */
  readonly endless: boolean
}

/** A Tuesday afternoon; the sweep of a quarter past three comes while people talk. */
const began = Date.UTC(2026, 10, 24, 15, 8, 0)

/** Plays a story, with what goes wrong as `choose` has it. The same story and the same choices give the same run. */
export async function simulate(story: Story, choose: Chooser): Promise<Run> {
  const clock = scheduler(began, choose)
  const written: Written[] = []
  const newest = new Map<string, Step['session']>()
  const world = createWorld({
    scheduler: clock,
    directory: directoryOf(story.libraries, story.librarians.map(entryOf)),
    appended: (step, jointWrites) => {
      written.push({ at: clock.now(), step, jointWrites, before: newest.get(step.session.id) })
      newest.set(step.session.id, step.session)
    },
  })
  const librarians = story.librarians.map(plan => librarian(plan, world, clock))
  const patrons = story.patrons.map(plan => patron(plan, world, clock))
  for (const [address, habit] of Object.entries(story.mailboxes ?? {})) mailbox(address, habit, world, clock)
  let endless = false
  try {
    await clock.run(() => false)
  } catch (error) {
    if (!(error instanceof Endless)) throw error
    endless = true
  }
  const { met } = clock
  const faults = met.filter(({ fault }) => fault !== undefined)
  return { story, world, patrons, librarians, written, met, faults, began, ended: clock.now(), endless }
}

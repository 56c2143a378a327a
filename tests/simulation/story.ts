import { defaultLimits, type Librarian, type Library } from '../../lib/consortium/library.ts'
import { defaultTiming, type Timing } from '../../lib/session/timing.ts'
import { librarian as librarianEntry, library } from '../unit/members.ts'
import type { FloodPlan } from './flood.ts'
import type { LibrarianPlan } from './librarian.ts'
import type { MailHabit } from './mailbox.ts'
import type { PatronPlan } from './patron.ts'

/** The participants of a run and their plans. */
export interface Story {
  readonly libraries: readonly Library[]
  readonly librarians: readonly LibrarianPlan[]
  readonly patrons: readonly PatronPlan[]
  /** Questions that one source asks without end. @default - none */
  readonly flood?: FloodPlan
  /** The readers of mail, by address. Mail to other addresses is not read. */
  readonly mailboxes?: Readonly<Record<string, MailHabit>>
}

/** Shorter waits than a library would set, so that sessions end sooner and a run has fewer wakes. */
export const timing: Timing = { ...defaultTiming, idleLimit: 420_000, waitLimit: 600_000 }

export const wren = library('wren', 'Wren Library', { timing })
export const hale = library('hale', 'Hale Library', {
  timing,
  ladder: [
    { pool: 'library:hale', after: 0 },
    { pool: 'cooperative', after: 0 },
  ],
})

/** The same library, which takes three questions of one source in ten minutes, of which one waits in turn. */
export function strict(of: Library): Library {
  return { ...of, limits: { ...defaultLimits, inTurn: 1, taken: 3 } }
}

/**
 * Three patrons and two librarians. Nobody at Wren picks Jane up, so that her question rolls over to the cooperative; Nancy
 * does, and hands her over to Rob, who passes the question on to Jane's library; somebody there answers the mail. Tom and Ada
 * ask in the same moment, and both librarians reach for them at once.
 */
export const referenceStory: Story = {
  libraries: [wren, hale],
  librarians: [
    {
      ...{ id: 'rob', name: 'Rob', library: 'wren', limit: 2, onDutyAt: 0, picksUpFrom: 40_000 },
      handles: () => 'answer',
      takesOver: 'follow-up',
    },
    {
      ...{ id: 'nancy', name: 'Nancy', library: 'hale', limit: 2, onDutyAt: 0, picksUpFrom: 0 },
      handles: question => (question.startsWith('Jane') ? { transferTo: 'rob' } : 'answer'),
    },
  ],
  patrons: [
    { name: 'jane', library: 'wren', words: ['Jane asks', 'Only a blog.'], after: 1_000 },
    { name: 'tom', library: 'hale', words: ['Tom asks', 'Yes.'], after: 41_000 },
    { name: 'ada', library: 'hale', email: 'ada@patrons.example.org', words: ['Ada asks'], after: 41_000 },
  ],
  mailboxes: { [wren.mailbox]: 'reply' },
}

/**
 * A patron and a librarian who both fall silent, so that no later message shows that the last one was lost. Later the patron is
 * back in the queue, and is picked up once more.
 */
export const silentStory: Story = {
  libraries: [wren, hale],
  librarians: [
    {
      ...{ id: 'rob', name: 'Rob', library: 'wren', limit: 2, onDutyAt: 0, picksUpFrom: 0 },
      handles: () => 'leave-after-greeting',
    },
  ],
  patrons: [
    {
      ...{ name: 'jane', library: 'wren', words: ['Jane asks', 'Not quite.'], after: 1_000 },
      ...{ email: 'jane@patrons.example.org', wantsTranscript: 'meanwhile' },
    },
  ],
}

/** A librarian's directory entry. */
export function entryOf({ id, name, library, limit }: LibrarianPlan): Librarian {
  return librarianEntry(id, name, library, { limit })
}

import * as v from 'valibot'
import { session as about, out } from './shared.ts'

/** What librarians are told about libraries that are not theirs. */

const scripts = v.array(v.object({ id: v.string(), title: v.string(), text: v.string() }))

/** One statement of a policy page: where it comes from, who vouches for it, and how old it is. */
const statement = v.object({
  id: v.string(),
  topic: v.string(),
  text: v.string(),
  source: v.optional(v.string()),
  vouchedBy: v.string(),
  checkedOn: v.string(),
  days: v.number(),
})

/** The library's now, in its own time zone (R44). */
const today = v.object({
  date: v.string(),
  time: v.string(),
  closesAt: v.optional(v.number()),
  opensAt: v.optional(v.number()),
  hours: v.array(v.object({ from: v.string(), to: v.string() })),
  closedToday: v.optional(v.literal(true)),
  holiday: v.optional(v.string()),
  facts: v.array(statement),
})

/** What a librarian needs to know about the patron's library (R7, R11, R18, R44). */
export const briefing = v.object({
  library: v.string(),
  libraryId: v.optional(v.string()),
  timeZone: v.string(),
  open: v.boolean(),
  policyPage: v.optional(v.string()),
  greeting: v.string(),
  goodbye: v.string(),
  scripts: v.object({ mine: scripts, myLibrary: scripts, patronsLibrary: scripts }),
  today,
})

export const briefed = out('briefing', { session: about, briefing })

export const policy = out('policy', {
  library: v.string(),
  name: v.string(),
  timeZone: v.string(),
  open: v.boolean(),
  policyPage: v.optional(v.string()),
  today,
  statements: v.array(statement),
})

export const libraryReplies = [briefed, policy] as const

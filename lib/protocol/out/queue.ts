import * as v from 'valibot'
import { briefing } from './libraries.ts'
import { session as about, at, conversation, out } from './shared.ts'
import { queueToPatrons } from './to-patrons.ts'

/** What librarians are told about waiting patrons, sessions that they picked up, and transfers. */

const names = v.array(v.string())

const waitingPatron = {
  session: about,
  library: v.string(),
  libraryName: v.optional(v.string()),
  askedAt: v.number(),
  name: v.optional(v.string()),
  question: v.string(),
  afterOthers: v.optional(v.literal(true)),
  language: v.optional(v.string()),
}

export const whoWaits = v.array(v.object(waitingPatron))

/** The fields that come with a page of waiting patrons. */
const crowd = {
  more: v.optional(v.boolean()),
  others: v.optional(v.number()),
  asleep: v.optional(v.literal(true)),
  offDutyAt: v.optional(v.number()),
}

/** The whole session, with what a librarian needs to know about the patron's library. */
export const briefed = { ...conversation, briefing }

export const cameOnDuty = out('on-duty', {
  pools: names,
  limit: v.number(),
  waiting: whoWaits,
  sessions: names,
  ...crowd,
})

export const queue = out('queue', { waiting: whoWaits, ...crowd })

export const heard = out('heard', { session: about, asleep: v.optional(v.literal(true)) })

export const wentOffDuty = out('off-duty', { sessions: names })

export const pickedUp = out('picked-up', briefed)

export const rescued = out('rescued', briefed)

export const transferAsked = out('transfer-asked', { session: about })

export const transferred = out('transferred', briefed)

export const transferDeclined = out('transfer-declined', { session: about })

export const queueReplies = [
  ...([cameOnDuty, wentOffDuty, queue, heard, pickedUp] as const),
  ...([transferAsked, transferred, transferDeclined, rescued] as const),
] as const

export const queuePushes = {
  ...queueToPatrons,
  waiting: out('waiting', { ...waitingPatron, at: v.optional(at), repeat: v.optional(v.literal(true)) }),
  'no-longer-waiting': out('no-longer-waiting', { session: about }),
  'rescue-offered': out('rescue-offered', {
    session: about,
    library: v.string(),
    libraryName: v.optional(v.string()),
    askedAt: v.number(),
    by: v.string(),
    since: v.number(),
    at,
    name: v.optional(v.string()),
    asleep: v.optional(v.literal(true)),
  }),
  'rescue-over': out('rescue-over', { session: about }),
  asleep: out('asleep', { at }),
  'transfer-offered': out('transfer-offered', {
    session: about,
    library: v.string(),
    libraryName: v.optional(v.string()),
    askedAt: v.number(),
    by: v.string(),
    name: v.optional(v.string()),
    note: v.optional(v.string()),
  }),
  'transfer-over': out('transfer-over', { session: about }),
  'transfer-offer-declined': out('transfer-offer-declined', { session: about, at }),
  'transfer-returned': out('transfer-returned', { session: about, at }),
  'transferred-away': out('transferred-away', { session: about, at, name: v.string() }),
}

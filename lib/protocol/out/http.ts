import * as v from 'valibot'
import { challenge } from './challenge.ts'
import { mailboxKnown } from './follow-ups.ts'

/** The responses of the HTTP API. Times are ms since 1970. */

const texts = v.array(v.string())
const inLanguages = v.record(v.string(), v.string())
const asked = v.picklist(['off', 'optional', 'required'])

/** What a library says of itself. */
export const libraryShown = v.object({
  id: v.string(),
  name: v.string(),
  timeZone: v.string(),
  languages: texts,
  colours: v.object({ accent: v.string() }),
  logo: v.optional(v.string()),
  website: v.optional(v.string()),
  telephone: v.optional(v.string()),
  mail: v.optional(v.string()),
  words: v.record(v.string(), inLanguages),
  form: v.object({
    name: asked,
    email: asked,
    fields: v.array(
      v.object({
        id: v.string(),
        label: inLanguages,
        required: v.boolean(),
        choices: v.optional(v.array(v.object({ id: v.string(), label: inLanguages }))),
      }),
    ),
  }),
  hours: v.array(v.object({ day: v.string(), from: v.string(), to: v.string() })),
  closedDays: texts,
})

/** Whether somebody would answer. */
export const availabilityShown = v.object({
  at: v.number(),
  open: v.boolean(),
  staffed: v.boolean(),
  answers: v.optional(v.picklist(['own', 'group', 'cooperative'])),
  waiting: v.number(),
  waitingMore: v.optional(v.literal(true)),
  expectedWait: v.optional(v.number()),
  closesAt: v.optional(v.number()),
  opensAt: v.optional(v.number()),
})

const ticket = { ticket: v.string(), socket: v.string(), version: v.optional(v.string()) }

/** A ticket, which opens one connection within a minute. */
export const ticketGiven = v.object(ticket)

/** A question was taken. */
export const questionTaken = v.object({ session: v.string(), pass: v.string(), ...ticket })

/** A librarian was let in. */
export const librarianLetIn = v.object({ librarian: v.string(), name: v.string(), role: v.string(), ...ticket })

/** Where librarians sign in. */
export const signInOffered = v.object({
  providers: v.array(
    v.object({
      id: v.string(),
      issuer: v.string(),
      clientId: v.string(),
      scopes: texts,
      parameters: v.record(v.string(), v.string()),
      libraries: v.optional(texts),
      domains: v.optional(texts),
      behind: v.optional(texts),
    }),
  ),
  callbacks: texts,
  versions: texts,
})

/** One change of a library or of a person in it: who changed what, and when. */
const pastChange = v.object({
  at: v.string(),
  by: v.string(),
  through: v.picklist(['file', 'browser']),
  subject: v.string(),
  what: v.picklist(['added', 'changed', 'removed']),
  fields: texts,
})

const keys = v.record(v.string(), v.unknown())

/** Who may change settings, and of which libraries. */
export const administratorShown = v.object({
  librarian: v.string(),
  name: v.string(),
  role: v.string(),
  libraries: v.array(v.object({ id: v.string(), name: v.string() })),
})

/** The settings of one library, the people in it, who changed them, and what the groups are called. Keys are those of the consortium file. */
export const settingsShown = v.object({
  library: v.string(),
  version: v.string(),
  settings: keys,
  groups: v.optional(v.array(v.object({ id: v.string(), name: v.string() }))),
  mayChange: texts,
  mailbox: v.object(mailboxKnown),
  people: v.array(v.object({ version: v.string(), person: keys })),
  changes: v.array(pastChange),
})

/** A refusal, as a problem document (RFC 9457) with the desk's own `code` and `reason`. */
export const problem = v.object({
  type: v.string(),
  title: v.string(),
  status: v.number(),
  detail: v.string(),
  code: v.string(),
  reason: v.string(),
  soft: v.optional(v.boolean()),
  offer: v.optional(v.string()),
  versions: v.optional(texts),
  challenge: v.optional(challenge),
  faults: v.optional(v.array(v.object({ path: v.array(v.union([v.string(), v.number()])), sentence: v.string() }))),
  changes: v.optional(v.array(pastChange)),
  settings: v.optional(settingsShown),
})

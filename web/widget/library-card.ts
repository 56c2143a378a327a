import * as v from 'valibot'
import type { Raw } from './card.ts'

const labels = v.record(v.string(), v.string())
const presence = v.picklist(['off', 'optional', 'required'])

/** What a library says about itself to everybody. A part that cannot be read is left out, and the rest is shown. */
const shape = v.object({
  name: v.fallback(v.string(), ''),
  timeZone: v.fallback(v.optional(v.string()), undefined),
  languages: v.fallback(v.array(v.string()), ['en']),
  colours: v.fallback(v.object({ accent: v.optional(v.string()) }), {}),
  logo: v.fallback(v.optional(v.string()), undefined),
  telephone: v.fallback(v.optional(v.string()), undefined),
  mail: v.fallback(v.optional(v.string()), undefined),
  website: v.fallback(v.optional(v.string()), undefined),
  words: v.fallback(v.record(v.string(), labels), {}),
  form: v.fallback(
    v.object({
      name: v.fallback(presence, 'optional'),
      email: v.fallback(presence, 'optional'),
      fields: v.array(
        v.object({
          id: v.string(),
          label: labels,
          required: v.fallback(v.boolean(), false),
          choices: v.optional(v.array(v.object({ id: v.string(), label: labels }))),
        }),
      ),
    }),
    { name: 'optional', email: 'optional', fields: [] },
  ),
  hours: v.fallback(v.array(v.object({ day: v.string(), from: v.string(), to: v.string() })), []),
  closedDays: v.fallback(v.array(v.string()), []),
})

export type Card = v.InferOutput<typeof shape>
export type FormField = Card['form']['fields'][number]

export function readCard(raw: Raw | undefined): Card {
  return v.parse(shape, raw ?? {})
}

const availability = v.object({
  open: v.fallback(v.boolean(), false),
  staffed: v.fallback(v.boolean(), false),
  answers: v.fallback(v.optional(v.picklist(['own', 'group', 'cooperative'])), undefined),
  waiting: v.fallback(v.number(), 0),
  /** Seconds. */
  expectedWait: v.fallback(v.optional(v.number()), undefined),
  /** ms since 1970. */
  closesAt: v.fallback(v.optional(v.number()), undefined),
  opensAt: v.fallback(v.optional(v.number()), undefined),
})

/** Whether and how soon somebody would answer now. */
export type Availability = v.InferOutput<typeof availability>

/** Undefined if the desk does not answer. */
export function readAvailability(raw: Raw | undefined): Availability | undefined {
  return raw && v.parse(availability, raw)
}

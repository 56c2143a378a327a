import * as v from 'valibot'
import type { Mails, Outgoing } from '../../follow-up/outbox.ts'
import {
  type Actor,
  type FollowUp,
  type FollowUpOwed,
  mailKinds,
  recipients,
  verifications,
} from '../../follow-up/state.ts'
import type { Circle, InLine } from '../../session/circle.ts'
import { codes } from '../../session/codes.ts'
import type { Rung } from '../../session/ladder.ts'
import type {
  ActiveSession,
  ClosedSession,
  EmailCode,
  Help,
  Patron,
  Rescue,
  Second,
  Serving,
  ServingLibrarian,
  Session,
  Silence,
  TransferTarget,
  WaitingSession,
} from '../../session/state.ts'
import type { Served, Tally } from '../../session/tally.ts'
import { type Every, flag, isFields, oneOf } from './shape.ts'

/** The session after a step, as stored in the Sessions table. Its id is the item's key and is not stored twice. */
export type StoredSession = WithoutId<Session>

type WithoutId<S> = S extends Session ? Omit<S, 'id'> : never

const may = v.exactOptional
const object = v.looseObject

export const text = v.string()
export const count = v.number()
export const texts = v.array(text)
export const counts = v.array(count)
export const yes = v.custom<true>(value => value === true)
export const code = v.picklist(codes)
export const how = v.picklist(['chosen', 'by-patron', 'by-default'])
const verified = v.picklist(verifications)
export const mailKind = v.picklist(mailKinds)
export const recipient = v.picklist(recipients)
export const sign = v.picklist(['asks', 'asks-feedback', 'asks-if-complete', 'resource'])
const toLibrarian = object({ librarian: text })
const toPool = object({ pool: text })
export const line = v.array(object({ librarian: text, connection: text } satisfies Every<InLine>))
export const rungs = v.array(object({ pool: text, after: count } satisfies Every<Rung>))
const rounds = { at: count, rounds: v.array(line) } satisfies Every<Circle>
export const target = oneOf<TransferTarget>(({ pool }) => (pool === undefined ? toLibrarian : toPool))
export const servingLibrarian = {
  id: text,
  name: text,
  library: text,
  unnamedInstitution: may(text),
} satisfies Every<ServingLibrarian>
export const actor = object({
  librarian: may(text),
  name: text,
  library: text,
  via: v.picklist(['desk', 'mail', 'link']),
} satisfies Every<Actor>)
export const owed = {
  owner: text,
  email: text,
  verified: v.picklist([...verifications, 'unverified']),
  deadline: text,
} satisfies Every<FollowUpOwed>

/** The counters of the senders. */
function isCounted(counters: unknown): boolean {
  return isFields(counters) && Object.values(counters).every(n => typeof n === 'number')
}

const patron = object({
  name: may(text),
  email: may(text),
  verified: may(verified),
  address: may(text),
  connection: may(text),
  spoke: may(yes),
  left: may(yes),
  transcript: may(yes),
} satisfies Every<Patron>)

const serving = object({
  ...servingLibrarian,
  pickedUpAt: count,
  greetedAt: may(count),
  nudged: may(yes),
  connection: may(text),
  awaySince: may(count),
  otherPatrons: may(texts),
} satisfies Every<Serving>)

const second = object({
  ...servingLibrarian,
  joinedAt: count,
  connection: may(text),
  awaySince: may(count),
  otherPatrons: may(texts),
} satisfies Every<Second>)

const followUp = object({
  ...owed,
  status: v.picklist(['new', 'taken', 'answered', 'done']),
  since: count,
  takenBy: may(actor),
  held: may(counts),
  answersHeld: may(count),
  heldFromElsewhere: may(counts),
  answersFromElsewhere: may(count),
  known: may(texts),
  notices: may(v.array(v.picklist(['reminded', 'overdue', 'escalated', 'unheard']))),
  undeliverable: may(v.picklist(['owner', 'patron'])),
  answers: may(count),
  answerMail: may(count),
  sentOnBy: may(text),
  endedAt: may(count),
  ticket: may(text),
  missed: may(yes),
} satisfies Every<FollowUp>)

const mails = object({
  count,
  outbox: v.array(
    object({
      n: count,
      kind: mailKind,
      about: may(count),
      begunAt: may(count),
      tries: may(count),
      isPostponed: may(yes),
    } satisfies Every<Outgoing>),
  ),
  bounced: may(counts),
  unwanted: may(v.array(recipient)),
  isPatronUnreached: may(yes),
  isDisowned: may(yes),
} satisfies Every<Mails>)

const emailCode = object({
  id: text,
  email: text,
  digest: text,
  until: count,
  sent: count,
  tries: count,
  stage: v.picklist(['due', 'mailed', 'entered', 'void']),
  begunAt: may(count),
} satisfies Every<EmailCode>)

const common = {
  library: text,
  askedAt: count,
  patron,
  last: count,
  lastMessageAt: count,
  counters: v.custom<Session['counters']>(isCounted),
  sure: may(v.picklist(['patron', 'librarian'])),
  reports: may(texts),
  emailCode: may(emailCode),
  disowned: may(texts),
  generation: may(count),
  afterOthers: may(yes),
  language: may(text),
}

const tally = object({
  waits: may(counts),
  firstReply: may(count),
  silence: may(count),
  breaches: may(count),
  earlier: may(v.array(object({ librarian: text, library: text } satisfies Every<Served>))),
  overrides: may(texts),
  outOfTurn: may(yes),
} satisfies Every<Tally>)

const running = { ...common, tally: may(tally) }

const waiting: v.GenericSchema<unknown, WithoutId<WaitingSession>> = object({
  ...running,
  status: v.picklist(['waiting']),
  pools: texts,
  ahead: may(rungs),
  question: text,
  offered: may(yes),
  backAt: may(count),
  circle: may(object(rounds)),
  returned: may(yes),
  nth: may(count),
} satisfies Every<WithoutId<WaitingSession>>)

const active: v.GenericSchema<unknown, WithoutId<ActiveSession>> = object({
  ...running,
  status: v.picklist(['active']),
  librarian: serving,
  silence: object({ since: count, warned: may(flag), breaches: may(count) } satisfies Every<Silence>),
  patronSilence: object({ since: count, prompts: count }),
  signs: v.array(sign),
  contactAsked: may(yes),
  transfer: may(object({ to: target, at: count, told: may(line) })),
  rescue: may(object({ ...rounds, pools: texts } satisfies Every<Rescue>)),
  returned: may(yes),
  second: may(second),
  help: may(object({ ...rounds, calledAt: count, invited: may(text), note: may(text) } satisfies Every<Help>)),
} satisfies Every<WithoutId<ActiveSession>>)

const closed: v.GenericSchema<unknown, WithoutId<ClosedSession>> = object({
  ...common,
  status: v.picklist(['closed']),
  librarian: may(serving),
  second: may(second),
  closedAt: count,
  code,
  how,
  followUp: may(followUp),
  mails,
  steppedBackBy: may(text),
} satisfies Every<WithoutId<ClosedSession>>)

const byStatus = new Map<unknown, v.GenericSchema<unknown, StoredSession>>([
  ['waiting', waiting],
  ['active', active],
  ['closed', closed],
])

export const session = oneOf<StoredSession>(({ status }) => byStatus.get(status))

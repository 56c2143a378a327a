import * as v from 'valibot'
import type { PastChange } from '../../consortium/history.ts'
import { type Librarian, type Library, type QuestionLimits, roles } from '../../consortium/library.ts'
import type { Choice, FormField, PageSettings, QuestionForm } from '../../consortium/page.ts'
import type { Holiday, PolicyStatement } from '../../consortium/policy.ts'
import type { QuestionClass } from '../../consortium/question-classes.ts'
import type { FollowUpPolicy } from '../../follow-up/due-dates.ts'
import type { Timing } from '../../session/timing.ts'
import { weekdays } from '../../time/opening-hours.ts'
import { historyUpcasters, librarianUpcasters, libraryUpcasters, signInUpcasters } from '../upcasters/versions.ts'
import { type Every, flag, type Shape } from './shape.ts'

const may = v.exactOptional
const object = v.looseObject

const text = v.string()
const texts = v.array(text)
const count = v.number()
const scripts = v.array(object({ id: text, title: text, text }))

const inLanguages = v.record(text, text)
const asked = v.picklist(['off', 'optional', 'required'])
const choice = object({ id: text, label: inLanguages } satisfies Every<Choice>)

const page = object({
  accent: text,
  logo: may(text),
  website: may(text),
  telephone: may(text),
  email: may(text),
  languages: texts,
  words: v.record(text, inLanguages),
  form: object({
    name: asked,
    email: asked,
    fields: v.array(
      object({
        id: text,
        label: inLanguages,
        required: v.boolean(),
        choices: may(v.array(choice)),
      } satisfies Every<FormField>),
    ),
  } satisfies Every<QuestionForm>),
} satisfies Every<PageSettings>)

const questionClass = object({
  id: text,
  label: text,
  reference: flag,
  effort: may(count),
  words: may(texts),
  from: may(text),
  until: may(text),
} satisfies Every<QuestionClass>)

const holiday = object({ date: text, name: text } satisfies Every<Holiday>)

const statement = object({
  id: text,
  topic: text,
  text,
  source: may(text),
  vouchedBy: text,
  checkedOn: text,
  onCard: may(flag),
} satisfies Every<PolicyStatement>)

const library = object({
  id: text,
  name: text,
  timeZone: text,
  mailbox: text,
  desk: may(object({ sender: text, repliesDomain: may(text) })),
  origins: texts,
  groups: texts,
  ladder: v.array(object({ pool: text, after: count })),
  hours: v.array(object({ day: v.picklist(weekdays), from: text, to: text, rest: may(v.literal(true)) })),
  closedDays: texts,
  holidays: may(v.array(holiday)),
  followUps: object({
    escalation: may(text),
    answersFrom: texts,
    answersTo: may(v.picklist(['from', 'reply-to'])),
    remindBefore: count,
    escalateAfter: count,
    answerWithin: count,
    postponedDaysMax: count,
  } satisfies Every<FollowUpPolicy>),
  timing: object({
    greetingNudge: count,
    silenceWarning: count,
    silenceLimit: count,
    patronAsk: count,
    patronWarn: count,
    patronClose: count,
    vanishedAfter: count,
    transferLimit: count,
    idleLimit: count,
    addressOffer: count,
    waitLimit: count,
    alertEvery: count,
    dutyLimit: count,
  } satisfies Every<Timing>),
  limits: may(
    object({
      inTurn: count,
      taken: count,
      waiting: count,
      waitingEverywhere: count,
      proofOfWork: may(flag),
      sockets: may(count),
      framesAtOnce: may(count),
      framesPerSecond: may(count),
      notices: may(count),
      patronMails: may(count),
    } satisfies Every<QuestionLimits>),
  ),
  networks: may(texts),
  rereadDays: may(count),
  namesInstitution: flag,
  greeting: text,
  goodbye: text,
  scripts,
  classes: may(v.array(questionClass)),
  policyPage: may(text),
  policy: may(v.array(statement)),
  page: may(page),
} satisfies Every<Library>)

const librarian = object({
  id: text,
  name: text,
  email: text,
  library: text,
  role: v.picklist(roles),
  pools: texts,
  limit: count,
  scripts,
} satisfies Every<Librarian>)

/** The three kinds of item in the Directory table. */
export const libraryEntry: Shape<{ readonly library: Library }> = {
  kind: 'library',
  upcasters: libraryUpcasters,
  schema: object({ library }),
}

export const librarianEntry: Shape<{ readonly librarian: Librarian }> = {
  kind: 'librarian',
  upcasters: librarianUpcasters,
  schema: object({ librarian }),
}

export const signInEntry: Shape<{ readonly librarian: string }> = {
  kind: 'sign-in',
  upcasters: signInUpcasters,
  schema: object({ librarian: text }),
}

const pastChange = object({
  at: text,
  by: text,
  through: v.picklist(['file', 'browser']),
  subject: text,
  what: v.picklist(['added', 'changed', 'removed']),
  fields: texts,
} satisfies Every<PastChange>)

/** The newest changes of a library first. `count` is how many there have ever been. */
export const historyEntry: Shape<{ readonly changes: readonly PastChange[]; readonly count: number }> = {
  kind: 'history',
  upcasters: historyUpcasters,
  schema: object({ changes: v.array(pastChange), count }),
}

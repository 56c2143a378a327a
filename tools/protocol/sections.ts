import { type ActionRecords, namesOf, type Role, repliesTo } from '../../lib/protocol/action.ts'
import { pushes } from '../../lib/protocol/frames-out.ts'
import { pong, refused } from '../../lib/protocol/out/refused.ts'
import { question } from '../../lib/protocol/question.ts'
import { sessionRecords } from '../../lib/protocol/session.ts'
import { type Field, fieldsOf, fieldTable } from './fields.ts'
import { names, table, wire } from './markdown.ts'
import { pushProse, refusedProse } from './prose/prose.ts'
import type { AnyProse, Words } from './prose/shape.ts'
import { despite, email, newName, text } from './prose/words.ts'

const inbound = { always: 'required', optional: 'optional' }
const outbound = { always: 'always', optional: 'sometimes' }

const envelope = {
  action: 'The name of the frame.',
  id: "The client's own reference; the reply carries it as `re`.",
}

/** The actions of each role. */
export function roleTable(records: ActionRecords): string {
  const may = (action: string, role: Role) => {
    const { roles, administers } = records[action] ?? {}
    if (!roles?.includes(role)) return ''
    return administers && role === 'librarian' ? administrators[administers] : 'yes'
  }
  const rows = namesOf(records).map(action => [`\`${action}\``, may(action, 'patron'), may(action, 'librarian')])
  return table(['action', 'patron', 'librarian'], [...rows, ['`ping`', 'yes', 'yes']])
}

/** The librarians who may send an action that is for administrators. */
const administrators = { library: 'administrators', consortium: 'administrators of the consortium' } as const

/** The fields of every frame from a client. */
export function envelopeTable(): string {
  const fields = fieldsOf(sessionRecords.resume.frame, { ...envelope, session: '', after: '', before: '' })
  const [action, id] = fields
  const named: Field[] = action && id ? [{ ...action, type: 'one of the actions below' }, id] : []
  return fieldTable(named, inbound)
}

/** The body of a question. */
export function questionTable(): string {
  const once = 'A secret, drawn at random for one submission of the form. Using it again opens no second session.'
  const byMail =
    'The patron does not wait: the session is over at once, and their library answers to `email`, which is needed then.'
  const language =
    'The language in which the patron reads the page, a BCP 47 tag. Librarians see it before they pick the patron up.'
  const answers =
    "Answers to the library's own fields, by their ids: a text of 500 characters at most, or the id of a choice."
  const proof =
    'The result of the work that some libraries ask of a device, as base64 of ALTCHA’s JSON. Send the question without it first.'
  const versions =
    'The versions of the protocol that the client speaks, e.g. `["coopdesk.v1"]`; without it, `coopdesk.v1`.'
  return fieldTable(
    fieldsOf(question, {
      question: text,
      name: newName,
      email,
      byMail,
      language,
      answers,
      once,
      proof,
      versions,
      despite,
    }),
    inbound,
  )
}

/** Every frame that clients send, with its reply and an example. */
export function frameSections(records: ActionRecords, { actions }: AnyProse): string {
  return Object.entries(records)
    .map(([action, { roles, administers, frame, replies, refusals }]) => {
      const words = actions[action]
      if (!words) throw new Error(`There are no words for the action "${action}".`)
      const own = fieldsOf(frame, { ...envelope, ...words.fields }).filter(({ name }) => !(name in envelope))
      const types = replies.map(({ entries }) => entries.type.literal)
      const [sent, answer] = words.example
      return [
        `### \`${action}\``,
        `From: ${roles.join(', ')}${administers ? ` (${administrators[administers]} only)` : ''}. ${words.does}`,
        own.length > 0 ? fieldTable(own, inbound) : 'It has no fields of its own.',
        `Reply: ${types.map(type => `[\`${type}\`](#reply-${type})`).join(' or ')}. Refusals: ${refusals.length > 0 ? names(refusals) : 'none of its own'}.`,
        wire(['→', sent], ['←', answer]),
      ].join('\n\n')
    })
    .join('\n\n')
}

/** Every reply with its fields. */
export function replySections(records: ActionRecords, prose: AnyProse): string {
  const own = repliesTo(records).map(schema => {
    const answers = namesOf(records).filter(action => records[action]?.replies.includes(schema))
    const type = schema.entries.type.literal
    const words = prose.replies[type]
    if (!words) throw new Error(`There are no words for the reply "${type}".`)
    return replySection(type, names(answers), schema, words)
  })
  const ofAny = [replySection('refused', 'any frame', refused, refusedProse), replySection('pong', '`ping`', pong, {})]
  return [...own, ...ofAny].join('\n\n')
}

function replySection(type: string, answers: string, schema: unknown, words: Words): string {
  return [`### Reply \`${type}\``, `Answers ${answers}.`, ownFields(schema, words)].join('\n\n')
}

/** Every push: who gets it, when, its fields and an example. */
export function pushSections(): string {
  const schemas = new Map<string, unknown>(Object.entries(pushes))
  return Object.entries(pushProse)
    .map(([type, { to, when, fields, example }]) => {
      const own = ownFields(schemas.get(type), fields)
      return [`### Push \`${type}\``, `To: ${to}. ${when}`, own, wire(['←', example])].join('\n\n')
    })
    .join('\n\n')
}

function ownFields(schema: unknown, words: Words): string {
  const own = fieldsOf(schema, { type: 'The name of the frame.', ...words }).filter(({ name }) => name !== 'type')
  return own.length > 0 ? fieldTable(own, outbound) : 'It has no fields but its `type`.'
}

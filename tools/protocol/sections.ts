import { type Action, framesIn, question, roles } from '../../lib/protocol/frames-in.ts'
import { pushes, replies } from '../../lib/protocol/frames-out.ts'
import { actions } from './actions.ts'
import { type Field, fieldsOf, fieldTable } from './fields.ts'
import { names, table, wire } from './markdown.ts'
import { pushTexts } from './pushes.ts'

const inbound = { always: 'required', optional: 'optional' }
const outbound = { always: 'always', optional: 'sometimes' }
const isAction = (name: string): name is Action => name in framesIn
const actionNames = Object.keys(framesIn).filter(isAction)

/** Which role sends what. */
export function roleTable(): string {
  const may = (action: Action, role: 'patron' | 'librarian') => (roles[action].includes(role) ? 'yes' : '')
  const rows = actionNames.map(action => [`\`${action}\``, may(action, 'patron'), may(action, 'librarian')])
  return table(['action', 'patron', 'librarian'], [...rows, ['`ping`', 'yes', 'yes']])
}

/** What every frame from a client has. */
export function envelopeTable(): string {
  const [action, ...rest] = fieldsOf(framesIn['on-duty'])
  const named: Field[] = action
    ? [{ ...action, type: 'one of the actions below', meaning: 'Which frame it is.' }, ...rest]
    : rest
  return fieldTable(named, inbound)
}

/** The body of a question. */
export function questionTable(): string {
  return fieldTable(fieldsOf(question), inbound)
}

/** Every frame that clients send, with its reply and an example. */
export function frameSections(): string {
  return actionNames.map(frameSection).join('\n\n')
}

function frameSection(action: Action): string {
  const { does, reply, refusals, example } = actions[action]
  const own = fieldsOf(framesIn[action]).filter(({ name }) => name !== 'action' && name !== 'id')
  const [frame, answer] = example
  return [
    `### \`${action}\``,
    `From: ${roles[action].join(', ')}. ${does}`,
    own.length > 0 ? fieldTable(own, inbound) : 'It has no fields of its own.',
    `Reply: [\`${reply}\`](#reply-${reply}). Refusals: ${refusals.length > 0 ? names(refusals) : 'none of its own'}.`,
    wire(['→', frame], ['←', answer]),
  ].join('\n\n')
}

/** Every reply with its fields. */
export function replySections(): string {
  return Object.entries(replies)
    .map(([type, schema]) => {
      const answered = actionNames.filter(action => actions[action].reply === type)
      const to = type === 'refused' ? 'any frame' : names(type === 'pong' ? ['ping'] : answered)
      return [`### Reply \`${type}\``, `Answers ${to}.`, ownFields(schema)].join('\n\n')
    })
    .join('\n\n')
}

/** Every push: who gets it, when, with its fields and an example. */
export function pushSections(): string {
  return Object.entries(pushTexts)
    .map(([type, { to, when, example }]) => {
      const schema = Object.entries(pushes).find(([name]) => name === type)?.[1]
      return [`### Push \`${type}\``, `To: ${to}. ${when}`, ownFields(schema), wire(['←', example])].join('\n\n')
    })
    .join('\n\n')
}

function ownFields(schema: unknown): string {
  const own = fieldsOf(schema).filter(({ name }) => name !== 'type')
  return own.length > 0 ? fieldTable(own, outbound) : 'It has no fields but its `type`.'
}

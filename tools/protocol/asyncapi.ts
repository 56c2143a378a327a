import { release } from '../../infra/parts/settings.ts'
import { actions } from '../../lib/protocol/actions.ts'
import { pushes, replies } from '../../lib/protocol/frames-out.ts'
import { subprotocol } from '../../lib/protocol/version.ts'
import { jsonSchema } from './json-schema.ts'
import { prose, pushProse, refusedProse } from './prose/prose.ts'

type Document = Readonly<Record<string, unknown>>

const ref = (path: string): Document => ({ $ref: `#/${path}` })
const ofChannel = (message: string): Document => ref(`channels/socket/messages/${message}`)

/** A reply and a push may have the same type, so each kind of message has its own names. */
const names = {
  frame: (action: string) => `frame-${action}`,
  reply: (type: string) => `reply-${type}`,
  push: (type: string) => `push-${type}`,
}

/** The frames of the socket as an AsyncAPI document. */
export function asyncApi(): Document {
  const messages = { ...frameMessages(), ...replyMessages(), ...pushMessages() }
  return {
    asyncapi: '3.1.0',
    info: {
      title: 'Coopdesk: on the socket',
      version: release(),
      description:
        'Clients send frames with an `action` and get one reply each, with the `id` of the frame as `re`. The desk sends pushes unasked. The address of the socket comes with the ticket (/openapi.json).',
      license: { name: 'MIT' },
      tags: [{ name: 'frame' }, { name: 'reply' }, { name: 'push' }],
    },
    defaultContentType: 'application/json',
    servers: {
      desk: {
        host: '{host}',
        pathname: '/{stage}',
        protocol: 'wss',
        description: `Offer the subprotocol ${subprotocol} and the ticket, in this order.`,
        variables: {
          host: { description: 'As it comes with the ticket', default: 'socket.example.org' },
          stage: { description: 'As it comes with the ticket', default: 'desk' },
        },
      },
    },
    channels: {
      socket: {
        address: '/',
        description: 'The one socket of a client',
        servers: [ref('servers/desk')],
        messages: Object.fromEntries(Object.keys(messages).map(name => [name, ref(`components/messages/${name}`)])),
      },
    },
    operations: { ...frameOperations(), push: pushOperation() },
    components: { messages },
  }
}

function frameMessages(): Document {
  const described = Object.entries(actions).map(([action, { frame, roles }]) => {
    const words = wordsOf(action)
    const payload = jsonSchema(frame, { ...words.fields, id: 'Your own reference, which comes back as `re`.' })
    return [
      names.frame(action),
      { name: action, title: action, summary: `From: ${roles.join(', ')}.`, tags: [{ name: 'frame' }], payload },
    ] as const
  })
  return Object.fromEntries(described)
}

function wordsOf(action: string) {
  const found = Object.entries(prose.actions).find(([name]) => name === action)?.[1]
  if (!found) throw new Error(`There are no words for the action "${action}".`)
  return found
}

function replyMessages(): Document {
  const meanings = new Map<string, Readonly<Record<string, string>>>([
    ...Object.entries(prose.replies),
    ['refused', refusedProse],
  ])
  const described = replies.map(reply => {
    const type = reply.entries.type.literal
    const payload = jsonSchema(reply, meanings.get(type))
    return [names.reply(type), { name: type, title: type, tags: [{ name: 'reply' }], payload }] as const
  })
  return Object.fromEntries(described)
}

function pushMessages(): Document {
  const words = new Map(Object.entries(pushProse))
  const described = Object.entries(pushes).map(([type, schema]) => {
    const about = words.get(type)
    if (!about) throw new Error(`There are no words for the push "${type}".`)
    const payload = jsonSchema(schema, about.fields)
    const summary = `To: ${about.to}. ${about.when}`
    return [names.push(type), { name: type, title: type, summary, tags: [{ name: 'push' }], payload }] as const
  })
  return Object.fromEntries(described)
}

/** The desk receives frames, and replies to each. */
function frameOperations(): Document {
  const described = Object.entries(actions).map(([action, { replies: own, refusals }]) => [
    action,
    {
      action: 'receive',
      channel: ref('channels/socket'),
      summary: wordsOf(action).does,
      description: refusals.length > 0 ? `Refusals: ${refusals.join(', ')}.` : 'It has no refusals of its own.',
      messages: [ofChannel(names.frame(action))],
      reply: {
        channel: ref('channels/socket'),
        messages: [...own.map(({ entries }) => entries.type.literal), 'refused'].map(type =>
          ofChannel(names.reply(type)),
        ),
      },
    },
  ])
  return Object.fromEntries(described)
}

function pushOperation(): Document {
  return {
    action: 'send',
    channel: ref('channels/socket'),
    summary: 'What the desk tells its clients unasked',
    messages: Object.keys(pushes).map(type => ofChannel(names.push(type))),
  }
}

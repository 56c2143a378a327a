// A function that does what its event, or the body of its event, tells it: tests write SDK calls as orders to it.
import { setTimeout as pause } from 'node:timers/promises'
import * as connections from '@aws-sdk/client-apigatewaymanagementapi'
import * as dynamodb from '@aws-sdk/client-dynamodb'
import * as secrets from '@aws-sdk/client-secrets-manager'
import * as mail from '@aws-sdk/client-ses'
import * as states from '@aws-sdk/client-sfn'

const once = { maxAttempts: 1 }
const clients = [
  [dynamodb, new dynamodb.DynamoDBClient(once)],
  [connections, new connections.ApiGatewayManagementApiClient(once)],
  [states, new states.SFNClient(once)],
  [mail, new mail.SESClient(once)],
  [secrets, new secrets.SecretsManagerClient(once)],
]

const orders = {
  event: (_input, event) => event,
  now: () => Date.now(),
  environment: name => process.env[name],
  pause: ms => pause(ms),
  say: words => console.log(words),
  fail: message => Promise.reject(new RangeError(message)),
  exit: code => process.exit(code),
  twice: async input => [await call('PutItem', input), await call('PutItem', input)],
}

async function call(order, input) {
  const [sdk, client] = clients.find(([commands]) => `${order}Command` in commands)
  const { $metadata, ...output } = await client.send(new sdk[`${order}Command`](input))
  return output
}

async function obey({ order, input }, event) {
  return order in orders ? orders[order](input, event) : call(order, input)
}

/** Answers `{ result }` or, where an SDK call is refused, `{ error: { name, message } }`. */
export async function handler(event) {
  const asked = typeof event.body === 'string' ? JSON.parse(event.body) : event
  if (asked.order in orders) return { statusCode: 200, body: JSON.stringify({ result: await obey(asked, event) }) }
  const answer = await obey(asked, event).then(
    result => ({ result }),
    ({ name, message }) => ({ error: { name, message } }),
  )
  return { statusCode: 200, body: JSON.stringify({ ...answer, session: asked.session }) }
}

/** The Task of a state machine: fails as often as its input says, then is done after so many wakes. */
const tries = new Map()
export async function step(input) {
  const tried = (tries.get(input.session) ?? 0) + 1
  tries.set(input.session, tried)
  if (tried <= (input.failures ?? 0)) throw new RangeError('not yet')
  const wakes = (input.wakes ?? 1) - 1
  return { ...input, failures: 0, wakes, done: wakes <= 0 }
}

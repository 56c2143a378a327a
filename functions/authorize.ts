import middy from '@middy/core'
import type { APIGatewayRequestAuthorizerEvent } from 'aws-lambda'
import { readTicket, type Ticket } from '../lib/access/tickets.ts'
import { observed } from '../lib/aws/log.ts'
import { signingKey } from '../lib/aws/signing-key.ts'
import { env, read } from '../lib/env.ts'
import { subprotocol } from '../lib/protocol/version.ts'

const key = signingKey(read(env.ticketSecret))

/**
 * Lets a connection in by its ticket, once, on `$connect`. The context that it returns comes with every later frame, so that
 * identity costs no read.
 */
export const handler = middy<APIGatewayRequestAuthorizerEvent>()
  .use(observed())
  .handler(async event => {
    const headers = new Map(Object.entries(event.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]))
    const ticket = await readTicket(await key(), offered(headers.get('sec-websocket-protocol')))
    const welcome = ticket && ticket.origin === (headers.get('origin') ?? undefined)
    return {
      principalId: 'coopdesk',
      policyDocument: {
        Version: '2012-10-17',
        Statement: [{ Action: 'execute-api:Invoke', Effect: welcome ? 'Allow' : 'Deny', Resource: event.methodArn }],
      },
      ...(welcome && { context: contextOf(ticket) }),
    }
  })

/**
 * Browsers can set no headers on a WebSocket, so the ticket comes as one of the subprotocols: `coopdesk.v1, <ticket>`. A client
 * with another version offers no such pair.
 */
function offered(protocols = ''): string {
  const all = protocols.split(',').map(protocol => protocol.trim())
  return (all.includes(subprotocol) && all.find(protocol => protocol !== subprotocol && protocol.includes('.'))) || ''
}

function contextOf({ id, expiresAt, identity, again }: Ticket) {
  return { ...identity, ticket: id, expiresAt: String(expiresAt), ...(again && { again: 'true' }) }
}

import { randomBytes } from 'node:crypto'
import type { WebSocket } from 'ws'
import { type AwsService, jsonError, refuseInJson } from '../aws-endpoint.ts'
import type { Clock } from '../clock.ts'
import { messageUnits } from '../ledger.ts'
import { account, partition, region } from '../template/physical.ts'

/** The largest message either way, in bytes; the longest silence and the longest life of a connection, in ms.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-execution-service-websocket-limits-table.html */
export const largestMessage = 128 * 1024
export const longestSilence = 10 * 60_000
export const longestLife = 2 * 60 * 60_000

/** One open WebSocket and what is known about it. */
export interface Connection {
  id: string
  apiId: string
  stage: string
  socket: WebSocket
  /** The authorizer's context, carried along in every later frame. */
  authorizer: Record<string, string>
  userAgent: string
  /** Both in ms on the cloud's clock. */
  connectedAt: number
  lastActiveAt: number
  /** Ends the connection: its socket is closed, and `$disconnect` runs once. */
  end(code: number, words: string): void
}

/** The connections that are open now, by id. */
export type OpenConnections = Map<string, Connection>

/** An id like those of API Gateway, which end in an equals sign that has to be escaped in a path. */
export const connectionId = (): string => `${randomBytes(11).toString('base64url')}=`

/**
 * `@connections`, with which functions push to, inspect and close a connection.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-how-to-call-websocket-api-connections.html
 */
export function connectionsEndpoint(open: OpenConnections, clock: Clock): AwsService {
  const addressed = (path: string) => {
    const [, apiId = '', stage = '', id = ''] = /^\/([^/]+)\/([^/]+)\/@connections\/([^/?]+)/.exec(path) ?? []
    return { apiId, stage, id: decodeURIComponent(id) }
  }
  return {
    operation: ({ method }) =>
      ({ POST: 'PostToConnection', GET: 'GetConnection', DELETE: 'DeleteConnection' })[method] ?? method,
    needs: ({ path, method }) => {
      const { apiId, stage, id } = addressed(path)
      const resource = `arn:${partition}:execute-api:${region}:${account}:${apiId}/${stage}/${method}/@connections/${id}`
      return [{ action: 'execute-api:ManageConnections', resource }]
    },
    refuse: (need, user) => ({ ...refuseInJson(need, user), status: 403 }),
    answer: async ({ path, method, body, caller }) => {
      const { id, apiId } = addressed(path)
      if (method === 'POST') caller.count({ posts: 1 })
      const connection = open.get(id)
      if (connection?.apiId !== apiId) return jsonError(410, 'GoneException', 'Gone')
      if (method === 'DELETE') {
        connection.end(1000, 'Connection closed by the API')
        return { status: 204, body: '' }
      }
      if (method === 'GET') return { status: 200, body: JSON.stringify(described(connection)) }
      if (method !== 'POST') return jsonError(403, 'ForbiddenException', 'Forbidden')
      if (body.length > largestMessage) return jsonError(413, 'PayloadTooLargeException', 'Message too long')
      connection.socket.send(body.toString())
      connection.lastActiveAt = clock.now()
      caller.count({ messagesOut: messageUnits(body.length) })
      return { status: 200, body: '' }
    },
  }
}

const described = ({ connectedAt, lastActiveAt, userAgent }: Connection) => ({
  connectedAt: new Date(connectedAt).toISOString(),
  lastActiveAt: new Date(lastActiveAt).toISOString(),
  identity: { sourceIp: '127.0.0.1', userAgent },
})

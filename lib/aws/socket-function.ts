import middy from '@middy/core'
import type {
  APIGatewayEventWebsocketRequestContextV2,
  APIGatewayProxyStructuredResultV2,
  APIGatewayProxyWebsocketEventV2WithRequestContext,
} from 'aws-lambda'
import * as v from 'valibot'
import { identity } from '../access/tickets.ts'
import type { Directory } from '../desk/ports.ts'
import { subprotocol } from '../protocol/version.ts'
import { paced } from '../socket/pace.ts'
import { type Answer, answered, type Caller, type Route, refused } from '../socket/route.ts'
import { log, observed } from './log.ts'

type SocketEvent = APIGatewayProxyWebsocketEventV2WithRequestContext<
  APIGatewayEventWebsocketRequestContextV2 & { readonly authorizer?: unknown }
>

export interface SocketHandlers {
  readonly actions: readonly Route[]
  /** Says how fast the patrons of a library may send. */
  readonly directory: Pick<Directory, 'library'>
  /** Whether to accept a connection, given what the authorizer found in its ticket. */
  readonly connect?: (context: unknown, connection: string) => Promise<'welcome' | 'refused'>
  readonly disconnect?: (caller: Caller) => Promise<void>
}

/** A Lambda behind routes of the WebSocket API. It takes one frame and returns one reply as the route's response. */
export function socketFunction({ actions, directory, connect, disconnect }: SocketHandlers) {
  const routes = paced(actions, directory)
  return middy<SocketEvent, APIGatewayProxyStructuredResultV2>()
    .use(observed())
    .use(neverInternals())
    .handler(async event => {
      const { routeKey, connectionId, authorizer } = event.requestContext
      if (routeKey === '$connect') {
        const answer = connect ? await connect(authorizer, connectionId) : 'refused'
        return answer === 'welcome'
          ? { statusCode: 200, headers: { 'Sec-WebSocket-Protocol': subprotocol } }
          : { statusCode: 403 }
      }
      const caller = { identity: v.parse(identity, authorizer), connection: connectionId, at: Date.now() }
      if (routeKey === '$disconnect') {
        await disconnect?.(caller)
        return { statusCode: 200 }
      }
      return replied(await answered(routes, event.body ?? '', caller, log))
    })
}

function replied(answer: Answer): APIGatewayProxyStructuredResultV2 {
  return { statusCode: 200, body: JSON.stringify(answer) }
}

/** The client is told nothing about an internal failure, only that nothing was acknowledged and it may try again. */
function neverInternals(): middy.MiddlewareObj<SocketEvent, APIGatewayProxyStructuredResultV2> {
  return {
    onError: request => {
      const route = request.event.requestContext.routeKey
      request.response =
        route === '$connect' || route === '$disconnect'
          ? { statusCode: 500 }
          : replied({ ...refused('try-again'), now: Date.now() })
    },
  }
}

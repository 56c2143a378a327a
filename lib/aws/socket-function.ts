import middy from '@middy/core'
import type {
  APIGatewayEventWebsocketRequestContextV2,
  APIGatewayProxyStructuredResultV2,
  APIGatewayProxyWebsocketEventV2WithRequestContext,
} from 'aws-lambda'
import * as v from 'valibot'
import { type Action, type FrameIn, framesIn, roles } from '../protocol/frames-in.ts'
import type { Reply } from '../protocol/frames-out.ts'
import { limits } from '../protocol/limits.ts'
import { firstProblem } from '../protocol/problem.ts'
import { type ProtocolRefusal, protocolRefusals } from '../protocol/refusals.ts'
import { type Refusal, refuse } from '../session/refusals.ts'
import { type Identity, identity } from '../tickets.ts'
import { logger } from './log.ts'
import { observed } from './observed.ts'

/** Who sent a frame, over which connection, and when it arrived here (ms since 1970). */
export interface Caller {
  readonly identity: Identity
  readonly connection: string
  readonly at: number
}

/** One action that a function answers. */
export interface Route {
  readonly action: Action
  readonly answer: (body: Body, caller: Caller) => Promise<Reply>
}

type Body = Readonly<Record<string, unknown>>
type SocketEvent = APIGatewayProxyWebsocketEventV2WithRequestContext<
  APIGatewayEventWebsocketRequestContextV2 & { readonly authorizer?: unknown }
>

/** Answers one action: its frame is checked against the protocol, and against the sender's role, before it gets here. */
export function on<A extends Action>(action: A, answer: (frame: FrameIn<A>, caller: Caller) => Promise<Reply>): Route {
  return {
    action,
    async answer(body, caller) {
      if (!roles[action].includes(caller.identity.role)) return refused('not-for-you')
      const frame = v.safeParse(framesIn[action], body)
      if (!frame.success) return refused('bad-frame', firstProblem(frame.issues))
      if (caller.identity.role === 'patron' && 'session' in body && body.session !== caller.identity.session)
        return refusedBy(refuse('not-yours'))
      return answer(frame.output, caller)
    },
  }
}

export interface SocketHandlers {
  readonly frames: readonly Route[]
  readonly connect?: (context: unknown, connection: string) => Promise<'welcome' | 'refused'>
  readonly disconnect?: (caller: Caller) => Promise<void>
}

/** The subprotocol that a client names beside its ticket. */
const subprotocol = 'coopdesk'

/** A Lambda behind routes of the WebSocket API: one frame in, one reply out, as the route's response. */
export function socketFunction({ frames, connect, disconnect }: SocketHandlers) {
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
      return replied(await answered(frames, event.body ?? '', caller))
    })
}

async function answered(routes: readonly Route[], text: string, caller: Caller): Promise<Reply & { re?: string }> {
  const body = Buffer.byteLength(text) > limits.frame ? 'too-large' : objectIn(text)
  if (typeof body === 'string') return refused(body)
  const route = routes.find(({ action }) => action === body.action)
  const reply = route ? await carefully(() => route.answer(body, caller)) : refused('unknown-action')
  return {
    ...reply,
    ...(reply.type === 'refused' && typeof body.action === 'string' && { action: body.action.slice(0, limits.id) }),
    ...(typeof body.id === 'string' && { re: body.id.slice(0, limits.id) }),
  }
}

/** Whatever fails inside stays inside: the client hears that it is not acknowledged, and may send the frame again. */
async function carefully(answer: () => Promise<Reply>): Promise<Reply> {
  try {
    return await answer()
  } catch (error) {
    logger.error('failed', { error: error instanceof Error ? error.name : 'unknown' })
    return refused('try-again')
  }
}

function objectIn(text: string): Body | 'not-json' {
  try {
    const value: unknown = JSON.parse(text)
    return isObject(value) ? value : 'not-json'
  } catch {
    return 'not-json'
  }
}

function isObject(value: unknown): value is Body {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A refusal of the protocol, with what exactly is wrong where the schema knows. */
export function refused(code: ProtocolRefusal, detail?: string): Extract<Reply, { type: 'refused' }> {
  return { type: 'refused', code, reason: detail ? `${protocolRefusals[code]} ${detail}` : protocolRefusals[code] }
}

/** A refusal of the session. */
export function refusedBy({ refusal }: { readonly refusal: Refusal }): Extract<Reply, { type: 'refused' }> {
  return { type: 'refused', ...refusal }
}

function replied(reply: Reply): APIGatewayProxyStructuredResultV2 {
  return { statusCode: 200, body: JSON.stringify(reply) }
}

/** Whatever fails inside stays inside: the client hears that nothing was acknowledged and may try again. */
function neverInternals(): middy.MiddlewareObj<SocketEvent, APIGatewayProxyStructuredResultV2> {
  return {
    onError: request => {
      const route = request.event.requestContext.routeKey
      request.response =
        route === '$connect' || route === '$disconnect' ? { statusCode: 500 } : replied(refused('try-again'))
    },
  }
}

import { randomUUID } from 'node:crypto'
import { type IncomingMessage, type Server, STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import type { Activity } from '../activity.ts'
import type { Clock } from '../clock.ts'
import type { Lambda } from '../lambda/lambda.ts'
import { type Ledger, messageUnits } from '../ledger.ts'
import { gate, type Limits } from '../limits.ts'
import { isForLoopback } from '../loopback.ts'
import { account, digits, partition, region } from '../template/physical.ts'
import { type Fields, fields, isFields, parseJson, text } from '../template/shape.ts'
import { type TimeLimit, within } from '../time-limit.ts'
import {
  type Connection,
  connectionId,
  largestMessage,
  longestLife,
  longestSilence,
  type OpenConnections,
} from './connections.ts'
import { onLargeFrame } from './frame-sizes.ts'
import { type Api, type Route, requestTime } from './routes.ts'
import { authorize } from './socket-authorizer.ts'

/** The longest wait for an integration, in ms. */
const longestWait = 29_000

interface SocketOptions {
  api: Api | undefined
  open: OpenConnections
  lambda: Lambda
  ledger: Ledger
  clock: Clock
  timeLimit: TimeLimit
  activity: Activity
  /** How many connections may begin, and whether the throttles of the stage apply. */
  limits: Limits | undefined
}

type Handshake = { id: string; headers: Record<string, string>; query: URLSearchParams; connectedAt: number }

/** Header names as the client wrote them. WebSocket events keep their case, unlike payload format 2.0. */
function headersOf({ rawHeaders }: IncomingMessage): Record<string, string> {
  const headers: Record<string, string> = {}
  for (let at = 0; at < rawHeaders.length; at += 2) headers[rawHeaders[at] ?? ''] = rawHeaders[at + 1] ?? ''
  return headers
}

const header = (headers: Record<string, string>, name: string): string | undefined =>
  Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1]

/** What every event says about its connection: ids and times, and never a network address. */
function contextOf(api: Api, from: { id: string; connectedAt: number; userAgent?: string }, now: number, more: Fields) {
  return {
    requestTime: requestTime(now),
    requestTimeEpoch: now,
    requestId: randomUUID(),
    extendedRequestId: digits(randomUUID(), 15),
    messageDirection: 'IN',
    stage: api.stage,
    connectedAt: from.connectedAt,
    identity: { sourceIp: '127.0.0.1', userAgent: from.userAgent ?? '' },
    domainName: api.domain,
    connectionId: from.id,
    apiId: api.id,
    ...more,
  }
}

/** The route that a frame selects, by `$request.body.action` or the API's own expression. */
function routeOf(api: Api, frame: string): Route | undefined {
  const [, path = 'action'] = /^\$?\{?\$?request\.body\.([\w.]+)\}?$/.exec(selection(api)) ?? []
  const key = path.split('.').reduce<unknown>((value, name) => fields(value)[name], parseJson(frame))
  const named = (wanted: string) => api.routes.find(route => route.key === wanted)
  return (typeof key === 'string' && !key.startsWith('$') ? named(key) : undefined) ?? named('$default')
}

const selection = (api: Api): string => text(api.properties.RouteSelectionExpression) ?? '$request.body.action'

/** Serves the WebSocket API: handshakes with their authorizer, frames by route, and disconnects. */
export function socketApi(server: Server, options: SocketOptions): { stop(): void } {
  const { api, open, lambda, ledger, clock, timeLimit, activity, limits } = options
  const mayConnect = gate(limits?.connections, clock)
  const gates = new Map<string, () => boolean>()
  const letsThrough = (served: Api, route: string): boolean => {
    const known = gates.get(route) ?? gate(limits && served.throttle(route), clock)
    gates.set(route, known)
    return known()
  }
  let stopped = false
  const protocols = new WeakMap<IncomingMessage, string>()
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: largestMessage,
    handleProtocols: (_offered, request) => protocols.get(request) ?? false,
  })

  const invoke = async (route: Route | undefined, event: Fields, counted = {}, isWanted = () => true) => {
    const { integration } = route ?? {}
    if (integration?.kind !== 'lambda') return undefined
    if (!integration.allowed) return { failed: 'Internal server error' }
    const outcome = await within(
      timeLimit,
      longestWait,
      lambda.invoke(integration.functionId, event, counted, isWanted),
    )
    if (!outcome) return { failed: 'Endpoint request timed out' }
    if (!outcome.ok) return { failed: 'Internal server error' }
    const answer = fields(outcome.payload)
    return Number.isInteger(answer.statusCode) ? { answer, ...outcome } : { failed: 'Internal server error' }
  }

  const handshakeEvent = (served: Api, shake: Handshake, more: Fields) => {
    const from = { ...shake, userAgent: header(shake.headers, 'user-agent') ?? '' }
    const query = Object.fromEntries(shake.query)
    const lists = Object.fromEntries(Object.entries(shake.headers).map(([name, value]) => [name, [value]]))
    return {
      headers: shake.headers,
      multiValueHeaders: lists,
      ...(shake.query.size > 0 && { queryStringParameters: query }),
      requestContext: contextOf(served, from, clock.now(), { routeKey: '$connect', eventType: 'CONNECT', ...more }),
      isBase64Encoded: false,
    }
  }

  /** Asks the authorizer, then `$connect`, and opens the socket only if both agree. */
  const handshake = async (served: Api, request: IncomingMessage, url: URL) => {
    const shake: Handshake = {
      id: connectionId(),
      headers: headersOf(request),
      query: url.searchParams,
      connectedAt: clock.now(),
    }
    const route = served.routes.find(({ key }) => key === '$connect')
    let authorizer: Record<string, string> = {}
    if (route?.authorizer) {
      const methodArn = `arn:${partition}:execute-api:${region}:${account}:${served.id}/${served.stage}/$connect`
      const event = { type: 'REQUEST', methodArn, ...handshakeEvent(served, shake, {}) }
      const decision = await authorize(route.authorizer, lambda, shake, event)
      if ('status' in decision) return decision
      authorizer = decision.authorizer
    }
    const carried = route?.authorizer ? { authorizer } : {}
    const result = await invoke(route, handshakeEvent(served, shake, carried))
    if (result && 'failed' in result) return { status: 502, message: 'Internal server error' }
    const status = Number(result?.answer.statusCode ?? 200)
    if (status < 200 || status > 299) return { status, message: text(result?.answer.body) ?? '' }
    const protocol = header(stringed(result?.answer.headers), 'sec-websocket-protocol')
    return { shake, authorizer, protocol }
  }

  const upgrade = async (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const url = new URL(request.url ?? '/', 'ws://127.0.0.1')
    if (!api || url.pathname.replace(/\/$/, '') !== `/${api.stage}`) return refuse(socket, 403, 'Forbidden')
    if (!mayConnect() || !letsThrough(api, '$connect')) return refuse(socket, 429, 'Too Many Requests')
    const result = await handshake(api, request, url)
    if ('status' in result) return refuse(socket, result.status, result.message)
    if (result.protocol !== undefined) protocols.set(request, result.protocol)
    sockets.handleUpgrade(request, socket, head, webSocket => opened(api, webSocket, { ...result, raw: socket }))
  }

  const opened = (
    served: Api,
    socket: WebSocket,
    { shake, authorizer, raw }: { shake: Handshake; authorizer: Record<string, string>; raw: Duplex },
  ) => {
    const over = new AbortController()
    const connection: Connection = {
      id: shake.id,
      apiId: served.id,
      stage: served.stage,
      socket,
      authorizer,
      userAgent: header(shake.headers, 'user-agent') ?? '',
      connectedAt: shake.connectedAt,
      lastActiveAt: clock.now(),
      end: (code, words) => {
        if (over.signal.aborted) return
        over.abort()
        open.delete(shake.id)
        if (socket.readyState === socket.OPEN) socket.close(code, words)
        if (!stopped) void activity.during(() => disconnected(served, connection, code, words))
      },
    }
    open.set(shake.id, connection)
    onLargeFrame(raw, () => connection.end(1009, 'Message too big'))
    socket.on('message', (data, binary) => {
      if (over.signal.aborted) return
      if (binary) connection.end(1003, 'Unsupported payload')
      // Frames are not queued, since API Gateway runs those of one connection at the same time.
      else void activity.during(() => received(served, connection, String(data)))
    })
    socket.on('close', (code, words) => connection.end(code, String(words)))
    socket.on('error', () => connection.end(1009, 'Message too big'))
    void watch(connection, over.signal)
  }

  /** Ends the connection after ten minutes of silence or two hours of life, whichever comes first. */
  const watch = async (connection: Connection, signal: AbortSignal): Promise<void> => {
    const due = () => Math.min(connection.lastActiveAt + longestSilence, connection.connectedAt + longestLife)
    try {
      while (due() > clock.now()) await clock.sleep(due() - clock.now(), signal)
      connection.end(1001, 'Going away')
    } catch (thrown) {
      if (!signal.aborted) throw thrown
    }
  }

  const eventOf = (served: Api, connection: Connection, more: Fields) => ({
    requestContext: contextOf(served, connection, clock.now(), { authorizer: connection.authorizer, ...more }),
    isBase64Encoded: false,
  })

  const received = async (served: Api, connection: Connection, frame: string): Promise<void> => {
    connection.lastActiveAt = clock.now()
    const messagesIn = messageUnits(Buffer.byteLength(frame))
    const { session } = connection.authorizer
    const route = routeOf(served, frame)
    const routed = { routeKey: route?.key, eventType: 'MESSAGE', messageId: digits(randomUUID(), 15) }
    const event = { ...eventOf(served, connection, routed), body: frame }
    const failed = (message: string) => {
      const { id, socket } = connection
      socket.send(JSON.stringify({ message, connectionId: id, requestId: event.requestContext.requestId }))
    }
    const where = route?.integration?.kind === 'lambda' ? route.integration.functionId : (route?.key ?? '$default')
    const answer = (body: string, to: string | undefined) => {
      connection.socket.send(body)
      connection.lastActiveAt = clock.now()
      ledger.add(where, to, { messagesOut: messageUnits(Buffer.byteLength(body)) })
    }
    if (route?.integration?.kind === 'mock') {
      ledger.add(route.key, session, { messagesIn })
      if (route.responds && route.integration.answer !== undefined) answer(route.integration.answer, session)
      return
    }
    if (route && !letsThrough(served, route.key)) return failed('Too Many Requests')
    // A frame that waits here would still be on its way to API Gateway. It is lost with its connection and must not run
    // afterwards.
    const result = await invoke(route, event, { messagesIn }, () => open.has(connection.id))
    if (!result) return failed('Forbidden')
    if ('failed' in result) return failed(result.failed)
    const body = result.answer.body
    if (route?.responds && typeof body === 'string' && body !== '') answer(body, result.session ?? session)
  }

  const disconnected = async (served: Api, connection: Connection, code: number, words: string): Promise<void> => {
    const connectionMinutes = Math.ceil((clock.now() - connection.connectedAt) / 60_000)
    ledger.add('$disconnect', connection.authorizer.session, { connectionMinutes })
    const route = served.routes.find(({ key }) => key === '$disconnect')
    const ending = { disconnectStatusCode: code, disconnectReason: words }
    await invoke(route, eventOf(served, connection, { routeKey: '$disconnect', eventType: 'DISCONNECT', ...ending }))
  }

  server.on('request', (_request, response) => void response.writeHead(426).end('Upgrade Required'))
  server.on('upgrade', (request, socket, head) => {
    if (!isForLoopback(request.headers.host)) return refuse(socket, 403, 'Forbidden')
    void activity.during(() => upgrade(request, socket, head).catch(() => refuse(socket, 500, 'Internal server error')))
  })
  return {
    stop: () => {
      stopped = true
      for (const connection of open.values()) connection.socket.terminate()
      sockets.close()
    },
  }
}

const stringed = (headers: unknown): Record<string, string> =>
  Object.fromEntries(Object.entries(isFields(headers) ? headers : {}).map(([name, value]) => [name, String(value)]))

/** Ends a handshake with a plain HTTP response. */
function refuse(socket: Duplex, status: number, message: string): void {
  const body = JSON.stringify({ message })
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? 'Error'}`,
    'Content-Type: application/json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
  ]
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`)
}

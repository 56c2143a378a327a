import { isUtf8 } from 'node:buffer'
import { randomUUID } from 'node:crypto'
import type { IncomingMessage, Server } from 'node:http'
import type { JWTPayload } from 'jose'
import type { Activity } from '../activity.ts'
import { bodyOf, type Reply } from '../aws-endpoint.ts'
import type { Clock } from '../clock.ts'
import type { Lambda } from '../lambda/lambda.ts'
import { gate } from '../limits.ts'
import { isForLoopback } from '../loopback.ts'
import type { SignIn } from '../sign-in/sign-in.ts'
import { account } from '../template/physical.ts'
import { fields, isFields, text, texts } from '../template/shape.ts'
import { type TimeLimit, within } from '../time-limit.ts'
import { type Api, type Route, requestTime } from './routes.ts'

/** The largest request body, in bytes, and the longest wait for an integration, in ms.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html */
const largestBody = 10 * 1024 * 1024
const longestWait = 30_000

const message = (status: number, words: string): Reply => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ message: words }),
})

interface Match {
  route: Route
  parameters: Record<string, string>
}

/** The parameters of a path that matches a pattern such as `/sessions/{session}/tickets` or `/{proxy+}`. */
function fitsPath(pattern: string, path: string): Record<string, string> | undefined {
  const names: string[] = []
  const expression = pattern.replace(/[.*^$()|[\]\\]/g, '\\$&').replace(/\{([^}]+?)(\+?)\}/g, (_, name, greedy) => {
    names.push(name)
    return greedy ? '(.+)' : '([^/]+)'
  })
  const found = new RegExp(`^${expression}/?$`).exec(path)
  if (!found) return undefined
  return Object.fromEntries(names.map((name, at) => [name, decoded(found[at + 1] ?? '')]))
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}

/**
 * How specific a route is: a literal comes before a parameter, a parameter before `{proxy+}`, and a method before ANY.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html
 */
function closeness(key: string): number {
  if (key === '$default') return 0
  const [method, path = ''] = key.split(' ')
  return (path.includes('+}') ? 2 : path.includes('{') ? 4 : 6) + (method === 'ANY' ? 0 : 1)
}

function routeFor(api: Api, method: string, path: string): Match | undefined {
  const fitting = api.routes.flatMap(route => {
    const [wanted, pattern = ''] = route.key.split(' ')
    if (route.key === '$default') return [{ route, parameters: {} }]
    const parameters = wanted === method || wanted === 'ANY' ? fitsPath(pattern, path) : undefined
    return parameters ? [{ route, parameters }] : []
  })
  return fitting.sort((a, b) => closeness(b.route.key) - closeness(a.route.key))[0]
}

type Asked = { method: string; path: string; query: URLSearchParams; headers: Record<string, string>; body: Buffer }

const isText = (type: string | undefined): boolean => !type || /^text\/|json|xml|javascript|urlencoded/.test(type)

/** The event of payload format 2.0.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html */
function eventOf(api: Api, match: Match, asked: Asked, claims: JWTPayload | undefined, now: number): unknown {
  const { cookie, ...headers } = asked.headers
  const queries = [...asked.query.keys()].map(key => [key, asked.query.getAll(key).join(',')] as const)
  const isBase64Encoded = !isText(headers['content-type']) || !isUtf8(asked.body)
  const stringed = Object.entries(claims ?? {}).map(([name, value]) => [name, String(value)] as const)
  return {
    version: '2.0',
    routeKey: match.route.key,
    rawPath: asked.path,
    rawQueryString: asked.query.toString(),
    ...(cookie && { cookies: cookie.split('; ') }),
    headers,
    ...(queries.length > 0 && { queryStringParameters: Object.fromEntries(queries) }),
    ...(Object.keys(match.parameters).length > 0 && { pathParameters: match.parameters }),
    ...(asked.body.length > 0 && { body: asked.body.toString(isBase64Encoded ? 'base64' : 'utf8') }),
    isBase64Encoded: asked.body.length > 0 && isBase64Encoded,
    requestContext: {
      accountId: account,
      apiId: api.id,
      ...(claims && { authorizer: { jwt: { claims: Object.fromEntries(stringed), scopes: null } } }),
      domainName: api.domain,
      domainPrefix: api.id,
      http: {
        method: asked.method,
        path: asked.path,
        protocol: 'HTTP/1.1',
        // Every request here comes from one machine. A caller can name another source in a header.
        sourceIp: headers['x-local-source'] ?? '',
        userAgent: headers['user-agent'] ?? '',
      },
      requestId: randomUUID(),
      routeKey: match.route.key,
      stage: api.stage,
      time: requestTime(now),
      timeEpoch: now,
    },
  }
}

/** The HTTP response for a function's result. Without a `statusCode` the result is the body of a 200. */
function replyOf(payload: unknown): Reply & { cookies: string[] } {
  if (!isFields(payload) || payload.statusCode === undefined) {
    const body = typeof payload === 'string' ? payload : JSON.stringify(payload)
    return { status: 200, headers: { 'content-type': 'application/json' }, body, cookies: [] }
  }
  const stated = Object.entries(fields(payload.headers)).map(([name, value]) => [name.toLowerCase(), String(value)])
  const headers: Record<string, string> = { 'content-type': 'text/plain', ...Object.fromEntries(stated) }
  const body = text(payload.body) ?? ''
  const plain = payload.isBase64Encoded ? Buffer.from(body, 'base64') : body
  return { status: Number(payload.statusCode), headers, body: plain, cookies: texts(payload.cookies) }
}

/** The headers that a CORS configuration of the API adds for an origin it allows. */
function corsHeaders(api: Api, origin: string | undefined): Record<string, string> | undefined {
  const cors = api.properties.CorsConfiguration
  if (!isFields(cors) || origin === undefined) return undefined
  const origins = texts(cors.AllowOrigins)
  if (!origins.includes('*') && !origins.includes(origin)) return {}
  const joined = (name: string) => texts(cors[name]).join(',')
  return {
    'access-control-allow-origin': origins.includes('*') ? '*' : origin,
    ...(joined('AllowMethods') && { 'access-control-allow-methods': joined('AllowMethods') }),
    ...(joined('AllowHeaders') && { 'access-control-allow-headers': joined('AllowHeaders').toLowerCase() }),
    ...(joined('ExposeHeaders') && { 'access-control-expose-headers': joined('ExposeHeaders') }),
    ...(cors.MaxAge !== undefined && { 'access-control-max-age': String(cors.MaxAge) }),
    ...(cors.AllowCredentials === true && { 'access-control-allow-credentials': 'true' }),
  }
}

interface HttpOptions {
  api: Api | undefined
  lambda: Lambda
  signIn: SignIn
  clock: Clock
  timeLimit: TimeLimit
  activity: Activity
  /** A complete mail that the desk sent. */
  mail: (messageId: string) => string | undefined
  /** Whether the throttles of its stage apply. */
  limited: boolean
  /** Where the tables and functions are, for tools on this machine. */
  tables: () => unknown
}

/** The HTTP API of the template on this machine, with `/_local/tables` and `/_local/mails/{id}` in addition. */
export function httpApi(
  server: Server,
  { api, lambda, signIn, clock, timeLimit, activity, mail, tables, limited }: HttpOptions,
): void {
  const authorized = async ({ authorizer, scopes }: Route, headers: Record<string, string>) => {
    const { Issuer, Audience } = fields(authorizer?.properties.JwtConfiguration)
    const token = headers.authorization?.replace(/^Bearer /i, '') ?? ''
    const claims = await signIn.claims(token, String(Issuer), texts(Audience))
    const granted = String(claims?.scope ?? '').split(' ')
    return scopes.length === 0 || scopes.some(scope => granted.includes(scope)) ? claims : undefined
  }
  const gates = new Map<string, () => boolean>()
  const letsThrough = (served: Api, route: string): boolean => {
    const known = gates.get(route) ?? gate(limited ? served.throttle(route) : undefined, clock)
    gates.set(route, known)
    return known()
  }
  const answer = async (served: Api, asked: Asked): Promise<Reply & { cookies?: string[] }> => {
    const match = routeFor(served, asked.method, asked.path)
    if (!match) return message(404, 'Not Found')
    if (!letsThrough(served, match.route.key)) return message(429, 'Too Many Requests')
    const claims = match.route.authorizer ? await authorized(match.route, asked.headers) : undefined
    if (match.route.authorizer && !claims) return message(401, 'Unauthorized')
    const { integration } = match.route
    if (integration?.kind !== 'lambda' || !integration.allowed) return message(500, 'Internal Server Error')
    const event = eventOf(served, match, asked, claims, clock.now())
    const invoked = lambda.invoke(integration.functionId, event, { httpRequests: 1 })
    const outcome = await within(timeLimit, longestWait, invoked)
    if (!outcome) return message(503, 'Service Unavailable')
    return outcome.ok ? replyOf(outcome.payload) : message(500, 'Internal Server Error')
  }
  const respond = async (request: IncomingMessage): Promise<Reply & { cookies?: string[] }> => {
    if (!isForLoopback(request.headers.host)) return message(403, 'Forbidden')
    const url = new URL(request.url ?? '/', 'http://127.0.0.1')
    if (url.pathname === '/_local/tables') return { ...message(200, ''), body: JSON.stringify(tables()) }
    const [, messageId] = /^\/_local\/mails\/([^/]+)$/.exec(url.pathname) ?? []
    if (messageId !== undefined) {
      const raw = mail(messageId)
      return raw === undefined
        ? message(404, 'Not Found')
        : { status: 200, headers: { 'content-type': 'message/rfc822' }, body: raw }
    }
    if (!api) return message(404, 'Not Found')
    const method = request.method ?? 'GET'
    const cors = corsHeaders(api, request.headers.origin)
    if (cors && method === 'OPTIONS') return { status: 204, headers: cors, body: '' }
    const body = await bodyOf(request, largestBody)
    if (!body) return message(413, 'Request Entity Too Large')
    const prefix = api.stage === '$default' ? '' : `/${api.stage}`
    if (!url.pathname.startsWith(prefix)) return message(404, 'Not Found')
    const path = url.pathname.slice(prefix.length) || '/'
    const reply = await answer(api, { method, path, query: url.searchParams, headers: headersOf(request), body })
    return { ...reply, headers: { ...reply.headers, ...cors } }
  }
  server.on('request', (request, response) => {
    void activity.during(async () => {
      const reply = await respond(request).catch(() => ({ ...message(500, 'Internal Server Error'), cookies: [] }))
      const cookies = 'cookies' in reply && reply.cookies ? reply.cookies : []
      response.writeHead(reply.status, { ...reply.headers, ...(cookies.length > 0 && { 'set-cookie': cookies }) })
      response.end(reply.body)
    })
  })
}

const headersOf = (request: IncomingMessage): Record<string, string> =>
  Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, [value].flat().join(',')]))

import { isUtf8 } from 'node:buffer'
import middy from '@middy/core'
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda'
import { Unreadable } from '../desk/unreadable.ts'
import { problemOf } from '../http/problem.ts'
import type { HttpRoutes, JsonResponse, PageResponse, Request, Response } from '../http/route.ts'
import { protocolRefusals } from '../protocol/refusals.ts'
import { observed } from './log.ts'
import { sourceAddress } from './source-address.ts'

/** The responses when something fails: one for cases where trying again may help, one for the others. */
export interface Failures {
  readonly busy: Response
  readonly unreadable: Response
}

/** The responses for programs. */
const inJson: Failures = {
  busy: { status: 503, body: { code: 'try-again', reason: 'The desk is busy; please try again.' } },
  unreadable: { status: 409, body: { code: 'unreadable', reason: protocolRefusals.unreadable } },
}

/**
 * A Lambda behind routes of the HTTP API (payload 2.0), by route key. `cdnKey` is the secret by which the CDN is known.
 */
export function httpFunction(routes: HttpRoutes, failures: Failures = inJson, cdnKey?: () => Promise<Uint8Array>) {
  return middy<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2>()
    .use(observed())
    .use(neverInternals(failures))
    .handler(async event => {
      const origin = headersOf(event).get('origin')
      if (event.requestContext.http.method === 'OPTIONS') return { statusCode: 204, headers: cors(origin) }
      const route = routes[event.routeKey]
      if (!route)
        return json({ status: 404, body: { code: 'no-such-route', reason: 'There is nothing here.' } }, origin)
      return written(await route(await requestOf(event, cdnKey)), origin)
    })
}

function written(response: Response, origin: string | undefined): APIGatewayProxyStructuredResultV2 {
  return 'html' in response ? page(response) : json(response, origin)
}

async function requestOf(event: APIGatewayProxyEventV2, cdnKey?: () => Promise<Uint8Array>): Promise<Request> {
  const headers = headersOf(event)
  const origin = headers.get('origin')
  const bearer = headers.get('authorization')?.replace(/^Bearer /i, '')
  const accessToken = headers.get('x-access-token')
  const text = event.body ?? ''
  const address = await sourceAddress(event, cdnKey)
  return {
    path: event.pathParameters ?? {},
    body: event.isBase64Encoded ? utf8In(Buffer.from(text, 'base64')) : text,
    at: Date.now(),
    ...(origin && { origin }),
    ...(bearer && { bearer }),
    ...(accessToken && { accessToken }),
    ...(address && { address }),
  }
}

/** Bytes that are not UTF-8 are rejected. Replacing them would make up words that nobody typed. */
function utf8In(bytes: Buffer): string {
  return isUtf8(bytes) ? bytes.toString('utf8') : ''
}

function headersOf(event: APIGatewayProxyEventV2): ReadonlyMap<string, string | undefined> {
  return new Map(Object.entries(event.headers).map(([name, value]) => [name.toLowerCase(), value]))
}

/**
 * The headers of the desk's own pages. They fetch nothing, cannot be framed, and do not pass on their address, which is a key.
 */
function page({ status, html }: PageResponse): APIGatewayProxyStructuredResultV2 {
  const headers = {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'content-security-policy':
      "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'x-robots-tag': 'noindex',
  }
  return { statusCode: status, headers, body: html }
}

function json(response: JsonResponse, origin: string | undefined): APIGatewayProxyStructuredResultV2 {
  const { status, retryAfter, sharedFor } = response
  const headers = {
    'content-type': status < 400 ? 'application/json' : 'application/problem+json',
    'cache-control': sharedFor === undefined ? 'no-store' : `public, max-age=${sharedFor}`,
    ...(retryAfter !== undefined && { 'retry-after': String(retryAfter) }),
    // A response that is kept for everybody must not depend on who asked first.
    ...(sharedFor === undefined ? cors(origin) : { 'access-control-allow-origin': '*' }),
  }
  return { statusCode: status, headers, body: JSON.stringify(status < 400 ? response.body : problemOf(response)) }
}

/** Any page may read a response. The library's list decides which pages may make a request. */
function cors(origin: string | undefined): Record<string, string> {
  if (!origin) return {}
  return {
    'access-control-allow-origin': origin,
    'access-control-allow-methods': 'GET, POST',
    'access-control-allow-headers': 'authorization, content-type, x-access-token',
    'access-control-expose-headers': 'retry-after',
    'access-control-max-age': '600',
    vary: 'origin',
  }
}

/** The client is told nothing about an internal failure. */
function neverInternals({
  busy,
  unreadable,
}: Failures): middy.MiddlewareObj<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2> {
  return {
    onError: request => {
      const said = request.error instanceof Unreadable ? unreadable : busy
      request.response = written(said, headersOf(request.event).get('origin'))
    },
  }
}

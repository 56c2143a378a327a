import type { IncomingMessage, Server } from 'node:http'
import type { Activity } from '../activity.ts'
import { bodyOf, type Reply } from '../aws-endpoint.ts'
import type { Clock } from '../clock.ts'
import { isForLoopback } from '../loopback.ts'
import type { Storage } from '../mail/s3.ts'
import { type Behaviour, behaviourFor, type Distribution, type Kept } from './distribution.ts'

interface CdnOptions {
  distribution: Distribution
  storage: Pick<Storage, 'get'>
  /** Base URL of the HTTP API on this machine. */
  api: string
  clock: Clock
  activity: Activity
}

interface Held {
  reply: Reply
  /** When it was fetched, and until when it is given out, ms. */
  at: number
  until: number
}

/** Headers that belong to one connection, not to a request or a response. */
const ofConnection = ['connection', 'keep-alive', 'transfer-encoding', 'host', 'content-length', 'content-encoding']

const refusal = (status: number, words: string): Reply => ({
  status,
  headers: { 'content-type': 'text/plain; charset=utf-8' },
  body: words,
})

/** How long a response is kept, seconds: as its origin says, within the bounds of the policy. */
function lifetime(reply: Reply, { least, usual, most }: Kept): number {
  const said = reply.headers?.['cache-control'] ?? ''
  if (/no-store|private|no-cache/.test(said)) return least
  const [, age] = /(?:s-maxage|max-age)=(\d+)/.exec(said) ?? []
  return Math.min(most, Math.max(least, age === undefined ? usual : Number(age)))
}

/** The CDN of a template: what it keeps it gives out itself, and the rest it gets from its origins. */
export function startCdn(server: Server, { distribution, storage, api, clock, activity }: CdnOptions): void {
  const held = new Map<string, Held>()
  const fetching = new Map<string, Promise<Reply>>()

  const fromBucket = (bucket: string, path: string): Reply => {
    const found = storage.get(bucket, decodeURIComponent(path.slice(1)) || distribution.root)
    // The CDN may not list the bucket, so a missing file looks like a forbidden one.
    if (!found) return refusal(403, 'Access Denied')
    return { status: 200, headers: { ...found.headers }, body: found.content }
  }

  const fromApi = async (request: IncomingMessage, added: Record<string, string>, path: string): Promise<Reply> => {
    const sent = Object.entries(request.headers).filter(([name]) => !ofConnection.includes(name))
    const { 'x-local-source': viewer, ...headers } = Object.fromEntries(
      sent.map(([name, value]) => [name, String(value)]),
    )
    const seen = [headers['x-forwarded-for'], viewer].filter(Boolean).join(', ')
    const method = request.method ?? 'GET'
    const body = await bodyOf(request)
    const response = await fetch(`${api}${path}`, {
      method,
      headers: { ...headers, ...(seen && { 'x-forwarded-for': seen }), ...added },
      ...(body && body.length > 0 && { body: new Uint8Array(body) }),
    })
    const got = [...response.headers].filter(([name]) => !ofConnection.includes(name))
    return {
      status: response.status,
      headers: Object.fromEntries(got),
      body: Buffer.from(await response.arrayBuffer()),
    }
  }

  const fetched = (request: IncomingMessage, { origin }: Behaviour, url: URL): Promise<Reply> | Reply =>
    origin.kind === 'bucket'
      ? fromBucket(origin.bucket, url.pathname)
      : fromApi(request, origin.headers, url.pathname + url.search)

  /** What many ask for at once is fetched once. */
  const shared = async (request: IncomingMessage, behaviour: Behaviour, url: URL): Promise<Reply> => {
    const key = `${request.method} ${url.pathname}`
    const now = clock.now()
    const before = held.get(key)
    if (before && now < before.until) {
      const age = String(Math.floor((now - before.at) / 1000))
      return { ...before.reply, headers: { ...before.reply.headers, age, 'x-cache': 'Hit from cloudfront' } }
    }
    const running = fetching.get(key) ?? Promise.resolve(fetched(request, behaviour, url))
    fetching.set(key, running)
    const reply = await running.finally(() => fetching.delete(key))
    const until = now + lifetime(reply, behaviour.kept) * 1000
    if (reply.status < 500) held.set(key, { reply, at: now, until })
    return { ...reply, headers: { ...reply.headers, 'x-cache': 'Miss from cloudfront' } }
  }

  const respond = async (request: IncomingMessage): Promise<Reply> => {
    if (!isForLoopback(request.headers.host)) return refusal(403, 'Forbidden')
    const url = new URL(request.url ?? '/', 'http://127.0.0.1')
    const method = request.method ?? 'GET'
    const behaviour = behaviourFor(distribution, url.pathname)
    if (!behaviour?.methods.includes(method)) return refusal(403, 'This method is not allowed here.')
    const isShared = behaviour.kept.most > 0 && (method === 'GET' || method === 'HEAD')
    const reply = isShared ? await shared(request, behaviour, url) : await fetched(request, behaviour, url)
    return { ...reply, headers: { ...reply.headers, ...behaviour.headers } }
  }

  server.on('request', (request, response) => {
    void activity.during(async () => {
      const reply = await respond(request).catch(() => refusal(502, 'The origin does not answer.'))
      response.writeHead(reply.status, reply.headers)
      response.end(request.method === 'HEAD' ? undefined : reply.body)
    })
  })
}

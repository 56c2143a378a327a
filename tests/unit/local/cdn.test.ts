import { createServer, type IncomingHttpHeaders } from 'node:http'
import { afterEach, describe, expect, it } from 'vitest'
import { activity } from '../../../local/activity.ts'
import { close, listen } from '../../../local/aws-endpoint.ts'
import { startCdn } from '../../../local/cdn/cdn.ts'
import type { Behaviour, Distribution } from '../../../local/cdn/distribution.ts'
import { virtualClock } from '../../../local/clock.ts'

const methods = ['GET', 'HEAD', 'OPTIONS', 'POST']
const api = { kind: 'api', headers: { 'x-secret': 'known' } } as const
const behaviour = (pattern: string | undefined, more: Partial<Behaviour> = {}): Behaviour => ({
  ...{ pattern, origin: api, methods, kept: { least: 0, usual: 0, most: 0 }, headers: {} },
  ...more,
})
const distribution: Distribution = {
  domains: [],
  root: 'index.html',
  behaviours: [
    behaviour('/libraries/*', { kept: { least: 0, usual: 0, most: 300 } }),
    behaviour('/sessions/*'),
    behaviour(undefined, {
      origin: { kind: 'bucket', bucket: 'pages' },
      methods: ['GET', 'HEAD'],
      kept: { least: 1, usual: 60, most: 600 },
      headers: { 'content-security-policy': "default-src 'none'" },
    }),
  ],
}

const running: (() => unknown)[] = []
afterEach(async () => {
  for (const stop of running.splice(0)) await stop()
})

async function started() {
  const asked: { url: string; headers: IncomingHttpHeaders }[] = []
  let cacheControl = 'public, max-age=5'
  const origin = createServer((request, response) => {
    asked.push({ url: `${request.method} ${request.url}`, headers: request.headers })
    response.writeHead(request.url === '/libraries/none' ? 404 : 200, { 'cache-control': cacheControl })
    response.end(`answer ${asked.length}`)
  })
  const server = createServer()
  running.push(
    () => close(origin),
    () => close(server),
  )
  const clock = virtualClock(1_000_000)
  const files = new Map([
    ['index.html', { content: Buffer.from('the desk'), headers: { 'content-type': 'text/html' } }],
    ['widget/a.js', { content: Buffer.from('a'), headers: { 'content-type': 'text/javascript' } }],
  ])
  const storage = { get: (bucket: string, key: string) => (bucket === 'pages' ? files.get(key) : undefined) }
  const port = await listen(origin, 0)
  startCdn(server, { distribution, storage, api: `http://127.0.0.1:${port}`, clock, activity: activity() })
  const base = `http://127.0.0.1:${await listen(server, 0)}`
  const get = async (path: string, init: RequestInit = {}) => {
    const response = await fetch(base + path, init)
    return { status: response.status, headers: response.headers, text: await response.text() }
  }
  const says = (control: string) => {
    cacheControl = control
  }
  return { asked, clock, get, says }
}

describe('what the CDN keeps', () => {
  it('is given out for as long as its origin says, and then fetched again', async () => {
    const { asked, clock, get } = await started()
    const first = await get('/libraries/east/availability')
    expect(first.headers.get('x-cache')).toBe('Miss from cloudfront')
    await clock.advance(4_999)
    const second = await get('/libraries/east/availability', { headers: { origin: 'https://other.example.org' } })
    expect(second.text).toBe(first.text)
    expect(second.headers.get('age')).toBe('4')
    expect(asked).toHaveLength(1)
    await clock.advance(1)
    expect((await get('/libraries/east/availability')).text).toBe('answer 2')
  })

  it('is fetched once for many who ask at once', async () => {
    const { asked, get } = await started()
    const all = await Promise.all(Array.from({ length: 20 }, () => get('/libraries/east')))
    expect(new Set(all.map(({ text }) => text))).toEqual(new Set(['answer 1']))
    expect(asked).toHaveLength(1)
  })

  it('is kept no longer than its policy allows, and not at all if the origin forbids it', async () => {
    const { asked, clock, get, says } = await started()
    says('public, max-age=9000')
    await get('/libraries/east')
    await clock.advance(300_000)
    says('no-store')
    await get('/libraries/east')
    await get('/libraries/east')
    expect(asked).toHaveLength(3)
  })

  it('is separate for each path, and includes refusals', async () => {
    const { asked, get } = await started()
    expect((await get('/libraries/none')).status).toBe(404)
    expect((await get('/libraries/none')).status).toBe(404)
    expect((await get('/libraries/west')).status).toBe(200)
    expect(asked).toHaveLength(2)
  })
})

describe('what the CDN does not keep', () => {
  it('goes to the API every time, with what the patron sent, and with its own proof', async () => {
    const { asked, get } = await started()
    const headers = { authorization: 'Bearer pass', origin: 'https://east.example.org', 'x-local-source': '192.0.2.7' }
    for (const path of ['/sessions/A/tickets', '/libraries/east/sessions'])
      for (let n = 0; n < 2; n++) await get(path, { method: 'POST', headers, body: '{}' })
    expect(asked).toHaveLength(4)
    expect(asked[0]?.headers).toMatchObject({
      authorization: 'Bearer pass',
      origin: 'https://east.example.org',
      'x-forwarded-for': '192.0.2.7',
      'x-secret': 'known',
    })
    expect(asked[0]?.headers).not.toHaveProperty('x-local-source')
  })

  it('replaces a proof that somebody made up', async () => {
    const { asked, get } = await started()
    await get('/sessions/A/tickets', { method: 'POST', headers: { 'x-secret': 'guessed' } })
    expect(asked[0]?.headers['x-secret']).toBe('known')
  })
})

describe('a file from the bucket', () => {
  it('comes with its type and the headers of the pages', async () => {
    const { get } = await started()
    const { status, headers, text } = await get('/widget/a.js')
    expect({ status, text }).toEqual({ status: 200, text: 'a' })
    expect(headers.get('content-type')).toBe('text/javascript')
    expect(headers.get('content-security-policy')).toBe("default-src 'none'")
  })

  it('is the page of the root, if nothing else is named', async () => {
    const { get } = await started()
    expect(await get('/')).toMatchObject({ status: 200, text: 'the desk' })
  })

  it('is refused if it is not there, and to any method but GET and HEAD', async () => {
    const { get } = await started()
    expect((await get('/widget/b.js')).status).toBe(403)
    expect((await get('/widget/a.js', { method: 'POST' })).status).toBe(403)
  })
})

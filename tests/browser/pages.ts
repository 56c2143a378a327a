import { readFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { extname, join, normalize } from 'node:path'
import { buffer } from 'node:stream/consumers'

/** The desk's pages and its API under one address, as the CDN of a deployment has them. */
export interface Pages {
  /** Origin. */
  readonly url: string
  /** What the desk says instead of the truth, for a test. */
  readonly says: Says
  stop(): Promise<void>
}

const types: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
}

/** An answer that a test makes up; `away` means that nobody answers. @default - the API's own */
export interface Says {
  card?: object | 'away' | undefined
  availability?: object | 'away' | undefined
  /** Whether the HTTP API is out of reach for questions and tickets. */
  isCut?: boolean
}

/** Serves `dist/web`, and passes everything else on to the HTTP API. */
export async function servePages(api: string, says: Says = {}): Promise<Pages> {
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { pathname } = new URL(request.url ?? '/', 'http://127.0.0.1')
    if (pathname.startsWith('/widget/')) return file(pathname, response)
    const said = request.method === 'GET' ? publicAnswer(pathname) : undefined
    if (said === 'away' || (says.isCut && request.method === 'POST')) return void response.destroy()
    if (said) return json(response, said)
    await passOn(api, request, response)
  }
  const publicAnswer = (path: string) => {
    if (/^\/libraries\/[^/]+$/.test(path)) return says.card
    if (/^\/libraries\/[^/]+\/availability$/.test(path)) return says.availability
    return undefined
  }
  const server = createServer((request, response) => void answer(request, response))
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : 0
  return {
    url: `http://127.0.0.1:${port}`,
    says,
    stop: () =>
      new Promise(resolve => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function json(response: ServerResponse, body: object): void {
  const headers = { 'content-type': 'application/json', 'access-control-allow-origin': '*' }
  response.writeHead(200, headers).end(JSON.stringify(body))
}

/** The policy of the page of its own. Nothing of it is loaded from elsewhere, and no text of it can become a script. */
const ownPolicy = [
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' https: data:; connect-src 'self' ws:",
  "base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
].join('; ')

async function file(path: string, response: ServerResponse): Promise<void> {
  try {
    const content = await readFile(join('dist/web', normalize(path)))
    response.writeHead(200, {
      'content-type': types[extname(path)] ?? 'application/octet-stream',
      'access-control-allow-origin': '*',
      ...(path.endsWith('.html') && { 'content-security-policy': ownPolicy }),
    })
    response.end(content)
  } catch {
    response.writeHead(404).end()
  }
}

async function passOn(api: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { method = 'GET', url = '/' } = request
  const { origin, authorization, 'content-type': type } = request.headers
  const method2 = request.headers['access-control-request-method']
  const headers2 = request.headers['access-control-request-headers']
  const headers = {
    ...(origin !== undefined && { origin }),
    ...(authorization !== undefined && { authorization }),
    ...(type !== undefined && { 'content-type': type }),
    ...(method2 !== undefined && { 'access-control-request-method': method2 }),
    ...(headers2 !== undefined && { 'access-control-request-headers': headers2 }),
  }
  const body = method === 'GET' || method === 'HEAD' ? undefined : await buffer(request)
  try {
    const answer = await fetch(`${api}${url}`, { method, headers, ...(body?.length && { body }) })
    response.writeHead(answer.status, Object.fromEntries(answer.headers))
    response.end(Buffer.from(await answer.arrayBuffer()))
  } catch {
    response.destroy()
  }
}

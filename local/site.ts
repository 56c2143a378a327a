import { readFile } from 'node:fs/promises'
import { createServer, type Server, type ServerResponse } from 'node:http'
import { join } from 'node:path'
import { close, listen } from './aws-endpoint.ts'
import { isForLoopback } from './loopback.ts'
import { isFields, text } from './template/shape.ts'

export interface SiteOptions {
  /** Folder with `index.html` and its style sheet. */
  readonly folder: string
  readonly port: number
  /** Address of the desk's pages and API. */
  readonly desk: string
}

/** The site of a made-up library with the desk on it, at another origin than the desk, as in life. */
export interface Site {
  /** Address of the site of a library. */
  of(library: string): string
  stop(): Promise<void>
}

/** Serves the site on loopback. Its path is the id of the library. */
export async function startSite({ folder, port, desk }: SiteOptions): Promise<Site> {
  const server: Server = createServer()
  const home = async (library: string, response: ServerResponse): Promise<void> => {
    const page = await readFile(join(folder, 'index.html'), 'utf8')
    const values = { desk, library, name: escaped(await nameOf(desk, library)) }
    const filled = Object.entries(values).reduce((all, [name, value]) => all.replaceAll(`{{${name}}}`, value), page)
    send(response, 200, 'text/html; charset=utf-8', filled)
  }
  const answer = async (path: string, response: ServerResponse): Promise<void> => {
    const [, library] = /^\/([a-z][a-z0-9-]{0,39})$/.exec(path) ?? []
    if (library !== undefined) return home(library, response)
    if (path !== '/site.css') return send(response, 404, 'text/plain', 'There is no such page.')
    send(response, 200, 'text/css; charset=utf-8', await readFile(join(folder, 'site.css'), 'utf8'))
  }
  server.on('request', (request, response) => {
    if (!isForLoopback(request.headers.host)) return send(response, 403, 'text/plain', 'Forbidden')
    const { pathname } = new URL(request.url ?? '/', 'http://127.0.0.1')
    answer(pathname, response).catch(() => send(response, 500, 'text/plain', 'The site does not work.'))
  })
  const taken = await listen(server, port)
  return {
    of: library => `http://127.0.0.1:${taken}/${library}`,
    stop: async () => void (await close(server)),
  }
}

function send(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' }).end(body)
}

/** The name by which the desk knows a library. */
async function nameOf(desk: string, library: string): Promise<string> {
  const answer = await fetch(`${desk}/libraries/${library}`)
  const body: unknown = answer.ok ? await answer.json() : undefined
  return (isFields(body) && text(body.name)) || 'A library that the desk does not know'
}

function escaped(words: string): string {
  return words.replace(/[&<>"]/g, character => `&#${character.charCodeAt(0)};`)
}

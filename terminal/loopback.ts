import { once } from 'node:events'
import { createServer, type Server } from 'node:http'

/** A server on this machine to which a browser can be sent back. */
export interface Loopback {
  /** The address that was registered. */
  readonly callback: string
  /** The whole address to which the browser was sent back. */
  readonly answer: Promise<URL>
  close(): void
}

/** Waits at the first of these addresses that is free. Throws a sentence if all are taken. */
export async function waitAtLoopback(callbacks: readonly string[]): Promise<Loopback> {
  for (const callback of callbacks) {
    const url = new URL(callback)
    const server = await listening(Number(url.port))
    if (!server) continue
    const answer = new Promise<URL>(resolve => {
      server.on('request', (request, response) => {
        const asked = new URL(request.url ?? '/', url)
        const isIt =
          asked.pathname === url.pathname && (asked.searchParams.has('code') || asked.searchParams.has('error'))
        response.writeHead(isIt ? 200 : 404, {
          'content-type': 'text/plain; charset=utf-8',
          'cache-control': 'no-store',
          // The address holds a code, which nobody else may see.
          'referrer-policy': 'no-referrer',
          connection: 'close',
        })
        response.end(
          isIt ? 'You can close this window; the desk goes on in your terminal.\n' : 'There is nothing here.\n',
        )
        if (isIt) resolve(asked)
      })
    })
    return { callback, answer, close: () => void server.close() }
  }
  const ports = callbacks.map(callback => new URL(callback).port).join(', ')
  throw new Error(`Other programs use the ports that a sign-in may come back to (${ports}). End one of them.`)
}

/** A server that only this machine can reach; undefined if the port is taken. */
async function listening(port: number): Promise<Server | undefined> {
  const server = createServer()
  server.listen(port, '127.0.0.1')
  try {
    await once(server, 'listening')
    return server
  } catch {
    return undefined
  }
}

import { once } from 'node:events'
import { createServer } from 'node:http'
import { text } from 'node:stream/consumers'
import * as v from 'valibot'
import { type WebSocket, WebSocketServer } from 'ws'
import type { Ticket } from '../../../client/desk-http.ts'

const frame = v.pipe(v.string(), v.parseJson(), v.looseObject({ action: v.string(), id: v.optional(v.string()) }))
export type Received = v.InferOutput<typeof frame>

/** The desk's end of real sockets, with answers made up by a test. */
export interface FakeDesk {
  /** URL of its HTTP API. */
  readonly http: string
  readonly received: Received[]
  /** The bodies of HTTP requests. */
  readonly bodies: string[]
  /** The tickets that connections were opened with. */
  readonly tickets: string[]
  ticket(): Promise<Ticket>
  push(sent: object): void
  /** Cuts every connection. */
  cut(): void
  stop(): Promise<void>
}

export interface Answers {
  /** The reply to a frame, without its reference; nothing: the frame stays unanswered. */
  readonly frame?: (received: Received) => object | undefined
  /** The answer to an HTTP request, given a ticket that opens a connection here. */
  readonly http?: (
    path: string,
    ticket: Ticket,
  ) => {
    readonly status: number
    readonly body: object
    readonly headers?: Readonly<Record<string, string>>
  }
}

/** Starts a fake desk on a free port. */
export async function fakeDesk({ frame: reply = () => undefined, http }: Answers): Promise<FakeDesk> {
  const server = createServer()
  const sockets = new WebSocketServer({ server, handleProtocols: () => 'coopdesk.v1' })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : 0
  const received: Received[] = []
  const bodies: string[] = []
  const tickets: string[] = []
  const open = new Set<WebSocket>()
  let given = 0
  const nextTicket = () => ({ ticket: `ticket-${++given}`, socket: `ws://127.0.0.1:${port}` })

  server.on('request', async (request, response) => {
    bodies.push(await text(request))
    const answer = http?.(request.url ?? '', nextTicket()) ?? { status: 404, body: {} }
    const { status, body, headers = {} } = answer
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))
  })
  sockets.on('connection', (socket, request) => {
    tickets.push(request.headers['sec-websocket-protocol']?.split(',')[1]?.trim() ?? '')
    open.add(socket)
    socket.on('close', () => open.delete(socket))
    socket.on('message', data => {
      const got = v.parse(frame, String(data))
      received.push(got)
      const answer = reply(got)
      if (answer) socket.send(JSON.stringify({ ...answer, re: got.id }))
    })
  })

  const cut = () => {
    for (const socket of open) socket.terminate()
  }
  return {
    http: `http://127.0.0.1:${port}`,
    received,
    bodies,
    tickets,
    ticket: async () => nextTicket(),
    push: sent => {
      for (const socket of open) socket.send(JSON.stringify(sent))
    },
    cut,
    stop: async () => {
      cut()
      sockets.close()
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}

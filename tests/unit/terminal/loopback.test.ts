import { createServer } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Loopback, waitAtLoopback } from '../../../terminal/loopback.ts'

/** Two ports that were free a moment ago. */
async function freeCallbacks(): Promise<string[]> {
  const servers = await Promise.all([0, 1].map(listen))
  const ports = servers.map(server => {
    const address = server.address()
    return typeof address === 'object' ? address?.port : 0
  })
  for (const server of servers) server.close()
  return ports.map(port => `http://localhost:${port}/signed-in`)
}

function listen(port: number) {
  return new Promise<ReturnType<typeof createServer>>(resolve => {
    const server = createServer()
    server.listen(port === 1 ? 0 : port, '127.0.0.1', () => resolve(server))
  })
}

let callbacks: string[]
const open: Loopback[] = []
beforeEach(async () => {
  callbacks = await freeCallbacks()
})
afterEach(() => {
  for (const each of open.splice(0)) each.close()
})
const waits = async () => {
  const there = await waitAtLoopback(callbacks)
  open.push(there)
  return there
}

describe('a terminal that waits for a browser', () => {
  it('takes the whole address that the browser is sent back to, and nothing before', async () => {
    const { callback, answer } = await waits()
    expect(callback).toBe(callbacks[0])
    for (const path of ['/', '/signed-in', '/favicon.ico?code=x'])
      expect((await fetch(new URL(path, callback))).status).toBe(404)
    const back = await fetch(`${callback}?code=x&state=y`)
    expect([back.status, await back.text()]).toEqual([200, expect.stringContaining('You can close this window')])
    expect((await answer).href).toBe(`${callback}?code=x&state=y`)
  })

  it('waits at the next address where somebody else does at the first, and says so where all are taken', async () => {
    expect((await waits()).callback).toBe(callbacks[0])
    expect((await waits()).callback).toBe(callbacks[1])
    await expect(waitAtLoopback(callbacks)).rejects.toThrow('Other programs use the ports')
  })
})

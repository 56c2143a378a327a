import { parseArgs } from 'node:util'
import type { Heard } from '../client/desk-client.ts'
import { askQuestion } from '../client/desk-http.ts'
import { connectPatron, type PatronClient } from '../client/patron-client.ts'
import { buildTemplate } from '../local/build.ts'
import { startCloud } from '../local/cloud.ts'
import { nodeSocket } from '../terminal/node-socket.ts'

/**
 * `npm run bench:reconnect -- --patrons 1000`: this many patrons with separate clients lose their connections at the same moment,
 * and come back as fast as the stage of the HTTP API issues tickets (100 a second, `infra/http-api.ts`), well below what API
 * Gateway admits in new connections (500 a second). It reports what each of them cost, what was sent twice, and what is missing.
 */
const { values } = parseArgs({ options: { patrons: { type: 'string', default: '100' } } })
const count = Number(values.patrons)
const ticketsPerSecond = 100

const template = await buildTemplate()
const cloud = await startCloud({ template })
try {
  const clients: PatronClient[] = []
  /** Called when somebody is back. */
  const came = new Map<string, () => void>()
  for (let i = 0; i < count; i++) {
    const asked = await askQuestion(cloud.urls.http, 'mesa', { question: `Question ${i}?` })
    const listener = (heard: Heard) => heard.type === 'connected' && came.get(asked.session)?.()
    const client = await connectPatron(cloud.urls.http, asked, { socket: nodeSocket, listener })
    await client.send({ action: 'say', session: client.session, text: 'Before the storm.' })
    clients.push(client)
  }
  await cloud.quiet()
  const before = cloud.ledger.total()
  const began = performance.now()
  const back = clients.map(({ session }) => new Promise<void>(resolve => came.set(session, resolve)))
  for (const [i, client] of clients.entries()) {
    const turn = began + (i * 1_000) / ticketsPerSecond
    client.drop(new Promise(resolve => setTimeout(resolve, Math.max(0, turn - performance.now()))))
  }
  await Promise.all(back)
  const seconds = (performance.now() - began) / 1_000
  const replies = await Promise.all(
    clients.map(client => client.send({ action: 'say', session: client.session, text: 'After the storm.' })),
  )
  await cloud.quiet()
  const after = cloud.ledger.total()
  const each = (one: number) => (one / count).toFixed(2)
  const calls = (dynamodb: Readonly<Record<string, number>>) => Object.values(dynamodb).reduce((sum, n) => sum + n, 0)
  const frames = after.messagesIn - before.messagesIn
  const told = replies.filter(reply => reply.type === 'said' && reply.number === 3).length
  console.log(`${count} patrons are back after ${seconds.toFixed(1)} s; ${(count / seconds).toFixed(0)} a second`)
  console.log(`frames sent beyond one \`resume\` and one \`say\` each: ${frames - 2 * count}`)
  console.log(`said exactly once before and after: ${told} of ${count}`)
  console.log(
    `each: ${each(after.invocations - before.invocations)} invocations, ${each(calls(after.dynamodb) - calls(before.dynamodb))} calls, ${each(after.readUnits - before.readUnits)} read and ${each(after.writeUnits - before.writeUnits)} write units`,
  )
  await Promise.all(clients.map(client => client.close()))
} finally {
  await cloud.stop()
}

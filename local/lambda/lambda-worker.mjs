// One execution environment of one function: loads its bundle, then runs one event at a time. Plain JavaScript, so that a worker
// starts without loading a TypeScript stripper.
import { pathToFileURL } from 'node:url'
import { parentPort, workerData } from 'node:worker_threads'

const { file, handler: handlerName, face } = workerData
const RealDate = Date
const realNow = Date.now
// The cloud's clock: [real anchor, shown anchor, speed] in memory shared with it (see clock.ts).
const now = () => Math.round(face[1] + (realNow() - face[0]) * face[2])

globalThis.Date = new Proxy(RealDate, {
  construct: (target, args, newTarget) => Reflect.construct(target, args.length > 0 ? args : [now()], newTarget),
  apply: () => new RealDate(now()).toString(),
  get: (target, key) => (key === 'now' ? now : Reflect.get(target, key)),
})

const failure = thrown => ({
  errorType: thrown instanceof Error ? thrown.name : 'Error',
  errorMessage: thrown instanceof Error ? thrown.message : String(thrown),
  stack: thrown instanceof Error ? thrown.stack : undefined,
})

async function load() {
  const handler = (await import(pathToFileURL(file).href))[handlerName]
  if (typeof handler !== 'function') throw new Error(`${handlerName} is not exported by the bundle`)
  return handler
}

const loading = load()
loading.then(
  () => parentPort.postMessage({ kind: 'ready' }),
  thrown => parentPort.postMessage({ kind: 'unloadable', error: failure(thrown) }),
)

parentPort.on('message', async ({ event, context, deadline }) => {
  try {
    const handler = await loading
    const remaining = () => Math.max(0, deadline - realNow())
    const answer = await handler(JSON.parse(event), { ...context, getRemainingTimeInMillis: remaining })
    parentPort.postMessage({ kind: 'answered', answer: JSON.stringify(answer) ?? 'null' })
  } catch (thrown) {
    parentPort.postMessage({ kind: 'failed', error: failure(thrown) })
  }
})

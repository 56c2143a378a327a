import { spawn } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'

/** A running DynamoDB. */
export interface DynamoDbServer {
  url: string
  stop(): Promise<void>
}

function binary(): string {
  const name = `@dynoxide/${process.platform}-${process.arch}`
  try {
    return createRequire(import.meta.url).resolve(`${name}/dynoxide`)
  } catch {
    throw new Error(
      `There is no local DynamoDB for this machine: install ${name}, or set DYNAMODB_ENDPOINT to the URL of another one.`,
    )
  }
}

/** Below the ports that systems give to connections, since one of those may be taken again before dynoxide has it. */
const [lowestPort, portsTried] = [20_000, 12_000]

async function freePort(): Promise<number> {
  const port = lowestPort + randomInt(portsTried)
  return (await isFree(port)) ? port : freePort()
}

function isFree(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const server = createServer().once('error', () => resolve(false))
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)))
  })
}

/** Runs the server, and ends it when standard input closes, which also happens when this process is killed. */
const keptByShell =
  'exec 3<&0; "$@" </dev/null & child=$!; { cat <&3 >/dev/null; kill "$child" 2>/dev/null; } & wait "$child"'

/** It starts in 30 ms, but may take a minute on a busy machine. */
const triesMax = 6_000

/** Starts dynoxide on a port of loopback (0: any free one); in memory unless a file is given. */
export async function startDynoxide(wanted: number, dataFile: string | undefined): Promise<DynamoDbServer> {
  const port = wanted || (await freePort())
  const serve = [binary(), 'serve', '--host', '127.0.0.1', '--port', String(port)]
  const command = dataFile === undefined ? serve : [...serve, '--db-path', dataFile]
  // It gets its own process group. Ctrl-C in the terminal goes only to this process, which then ends it in order.
  const child = spawn('sh', ['-c', keptByShell, 'sh', ...command], {
    stdio: ['pipe', 'ignore', 'pipe'],
    detached: true,
  })
  let said = ''
  let over = false
  child.stderr.on('data', part => {
    said = String(part).trim()
  })
  const ended = new Promise<void>(resolve => {
    child.once('error', () => resolve())
    child.once('exit', () => resolve())
  }).then(() => {
    over = true
  })
  const url = `http://127.0.0.1:${port}`
  const stop = async (): Promise<void> => {
    child.stdin.end()
    await ended
  }
  for (let tries = 0; !(await answers(url)); tries += 1) {
    if (over || tries > triesMax) {
      await stop()
      throw new Error(`The local DynamoDB did not start on port ${port}${said ? `: ${said}` : ''}.`)
    }
    await pause(10)
  }
  return { url, stop }
}

async function answers(url: string): Promise<boolean> {
  return fetch(url).then(
    async response => {
      await response.arrayBuffer()
      return true
    },
    () => false,
  )
}

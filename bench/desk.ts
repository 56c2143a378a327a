import { spawn } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { askQuestion } from '../client/desk-http.ts'
import { connectLibrarian } from '../client/librarian-client.ts'
import { connectPatron, type PatronClient } from '../client/patron-client.ts'
import { nodeSocket } from '../terminal/node-socket.ts'
import { signInAtTerminal } from '../terminal/sign-in.ts'

/**
 * `npm run bench`: how long `npm start` takes until the desk is open, and how much memory it holds, empty and with ten chats
 * in which both sides have spoken (resident set of the process and its children, read from /proc: Linux only).
 */
const port = 4610
const http = `http://127.0.0.1:${port}`
const chats = 10

const began = performance.now()
const desk = spawn(process.execPath, ['local/start.ts', '--port', String(port)], {
  stdio: ['ignore', 'pipe', 'inherit'],
})
try {
  await new Promise<void>((resolve, reject) => {
    desk.stdout.on('data', part => String(part).includes('is open on this machine') && resolve())
    desk.once('exit', code => reject(new Error(`The desk ended with ${code}.`)))
  })
  console.log(`ready after    ${((performance.now() - began) / 1000).toFixed(1)} s`)
  console.log(`memory, empty  ${megabytes()} MB`)
  const close = await talk()
  console.log(`with ten chats ${megabytes()} MB`)
  await close()
} finally {
  desk.kill('SIGINT')
}

/** Ten patrons of one library, served by librarians of the library and the cooperative with room for them. */
async function talk(): Promise<() => Promise<void>> {
  const emails = [
    'rob@state-college.example.org',
    'nancy@valley-university.example.edu',
    'erin@riverside-library.example.org',
  ]
  const librarians = await Promise.all(
    [...emails, 'luis@great-lakes-library.example.org'].map(async address =>
      connectLibrarian(http, await signInAtTerminal({ http, address }, () => {}), { socket: nodeSocket }),
    ),
  )
  const patrons: PatronClient[] = []
  for (let i = 0; i < chats; i++) {
    const asked = await askQuestion(http, 'mesa', { question: `Question ${i}: do you lend telescopes?` })
    const patron = await connectPatron(http, asked, { socket: nodeSocket })
    patrons.push(patron)
    for (const librarian of librarians) {
      const reply = await librarian.send({ action: 'pick-up' })
      if (reply.type !== 'picked-up') continue
      for (let n = 1; n <= 5; n++)
        await librarian.send({ action: 'say', session: reply.session, text: 'Let me look that up for you.' })
      break
    }
    for (let n = 1; n <= 5; n++) await patron.send({ action: 'say', session: asked.session, text: 'Thank you!' })
  }
  return async () => {
    await Promise.all([...patrons, ...librarians].map(client => client.close()))
  }
}

/** The resident set of the desk and everything that it started, MB. */
function megabytes(): number {
  const parents = new Map(
    readdirSync('/proc')
      .filter(name => /^\d+$/.test(name))
      .flatMap(pid => [[pid, field(pid, 'PPid')] as const]),
  )
  const ours = (pid: string | undefined): boolean =>
    pid !== undefined && (pid === String(desk.pid) || ours(parents.get(pid)))
  const kilobytes = [...parents.keys()].filter(ours).map(pid => Number.parseInt(field(pid, 'VmRSS') ?? '0', 10))
  return Math.round(kilobytes.reduce((sum, one) => sum + one, 0) / 1024)
}

function field(pid: string, name: string): string | undefined {
  try {
    return new RegExp(`^${name}:\\s+(\\S+)`, 'm').exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
  } catch {
    return undefined
  }
}

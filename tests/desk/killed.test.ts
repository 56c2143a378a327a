import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { askQuestion, patronTicket } from '../../client/desk-http.ts'
import { connectLibrarian, type LibrarianClient } from '../../client/librarian-client.ts'
import { connectPatron, type PatronClient } from '../../client/patron-client.ts'
import { virtualClock } from '../../local/clock.ts'
import { fields, list, parseJson, texts } from '../../local/template/shape.ts'
import { nodeSocket } from '../../terminal/node-socket.ts'
import { signInAtTerminal } from '../../terminal/sign-in.ts'
import { startDesk, type TestDesk } from './desk.ts'

const rob = 'rob@state-college.example.org'
/** Clients that reconnect as soon as they can, since these tests are about the desk. */
const patience = { resend: 2_000, look: 30_000, ping: 300_000, gap: 200, firstRetry: 50, longestRetry: 300 }
const options = { socket: nodeSocket, patience }

/** The ids of the processes whose command line contains these words. */
function processesWith(words: string): number[] {
  const ids = readdirSync('/proc').filter(name => /^\d+$/.test(name))
  return ids.filter(id => commandLine(id).includes(words)).map(Number)
}

/** Empty for a process that has ended or is a zombie. */
function commandLine(id: string): string {
  try {
    return readFileSync(`/proc/${id}/cmdline`, 'utf8')
  } catch {
    return ''
  }
}

/** Waits until the condition is true. If it never is, the test times out. */
async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isSo())) await pause(20)
}

/** The first of five consecutive free ports. */
async function freePorts(): Promise<number> {
  for (;;) {
    const first = 20_000 + Math.floor(Math.random() * 10_000)
    const free = await Promise.all([0, 1, 2, 3, 4].map(n => isFree(first + n)))
    if (free.every(Boolean)) return first
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const server = createServer().once('error', () => resolve(false))
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)))
  })
}

describe('the desk as its users start it, killed', () => {
  let folder: string
  let dataFile: string
  let port: number
  let http: string
  let child: ChildProcess | undefined
  const people: (LibrarianClient | PatronClient)[] = []

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'coopdesk-killed-'))
    dataFile = join(folder, 'desk.db')
    port = await freePorts()
    http = `http://127.0.0.1:${port}`
  })
  afterEach(async () => {
    await Promise.all(people.splice(0).map(person => person.close()))
    await kill()
    await until(() => processesWith(dataFile).length === 0)
    rmSync(folder, { recursive: true })
  })

  /** Runs `node local/start.ts`, and resolves when it says that it is open. */
  const start = async (): Promise<void> => {
    const arguments_ = ['local/start.ts', '--port', String(port), '--data', dataFile]
    // It gets its own template, since other tests read the usual one at the same time.
    const env = { ...process.env, CDK_OUTDIR: join(folder, 'cdk.out') }
    const started = spawn(process.execPath, arguments_, { detached: true, env, stdio: ['ignore', 'pipe', 'pipe'] })
    child = started
    let said = ''
    const open = new Promise<void>((resolve, reject) => {
      for (const stream of [started.stdout, started.stderr])
        stream.on('data', part => {
          said += String(part)
          if (said.includes('Ctrl-C ends everything.')) resolve()
        })
      started.once('exit', code => reject(new Error(`The desk ended with ${code}: ${said}`)))
    })
    await open
  }

  /** Kills it and its process group, like a machine that runs out of memory. */
  const kill = async (): Promise<void> => {
    const killed = child
    child = undefined
    if (!killed?.pid) return
    const ended = once(killed, 'exit')
    process.kill(-killed.pid, 'SIGKILL')
    await ended
  }

  const librarian = async (): Promise<LibrarianClient> => {
    const person = await connectLibrarian(http, await signInAtTerminal({ http, address: rob }, () => {}), options)
    people.push(person)
    return person
  }
  const asks = async (library: string, question: string) => {
    const asked = await askQuestion(http, library, { question, name: 'Jane' })
    const patron = await connectPatron(http, asked, options)
    people.push(patron)
    return { ...asked, patron }
  }
  const mails = async () => {
    const store: unknown = parseJson(await (await fetch(`http://127.0.0.1:${port + 2}/store`)).text())
    return list(fields(store).emails).map(fields)
  }

  it('in the middle of conversations: acknowledged messages are kept in their places, and both sides continue', async () => {
    await start()
    const first = await librarian()
    const sessions = [await asks('riverside', 'Is the reading room open?'), await asks('great-lakes', 'A map of 1905?')]
    for (const _session of sessions)
      expect(await first.send({ action: 'pick-up' })).toMatchObject({ type: 'picked-up' })
    const acknowledged: { session: string; text: string; number: number }[] = []
    const halfSaid = Promise.withResolvers<void>()
    const says = async (person: LibrarianClient | PatronClient, session: string, text: string) => {
      const reply = await person.send({ action: 'say', session, text })
      if (reply.type !== 'said') throw new Error(`"${text}" was answered with ${reply.type}.`)
      acknowledged.push({ session, text, number: reply.number })
      if (acknowledged.length === 12) halfSaid.resolve()
    }
    const words = (who: string) => Array.from({ length: 15 }, (_, i) => `${who} ${i}`)
    const all = sessions.flatMap(({ session, patron }) => [
      ...words('librarian').map(text => says(first, session, text)),
      ...words('patron').map(text => says(patron, session, text)),
    ])
    await halfSaid.promise
    await kill()
    const before = [...acknowledged]
    expect(before.length).toBeLessThan(all.length)

    await start()
    // The clients reconnect on their own, the patrons with their pass, and send the rest.
    await Promise.all(all)
    const again = await librarian()
    for (const { session, pass, patron } of sessions) {
      const back = await connectPatron(http, { session, pass, ...(await patronTicket(http, session, pass)) }, options)
      people.push(back)
      await again.send({ action: 'resume', session, after: 0 })
      const seen = back.transcript(session)
      expect(again.transcript(session).map(({ text }) => text)).toEqual(seen.map(({ text }) => text))
      expect(seen.map(({ number }) => number)).toEqual(Array.from({ length: 31 }, (_, i) => i + 1))
      for (const said of before.filter(one => one.session === session))
        expect(seen[said.number - 1]).toMatchObject({ text: said.text })
      for (const who of ['librarian', 'patron'])
        expect(seen.map(({ text }) => text).filter(text => text.startsWith(who))).toEqual(words(who))
      expect(await again.send({ action: 'say', session, text: 'Is that all?' })).toMatchObject({ number: 32 })
      expect(await back.next('message', ({ number }) => number === 32)).toMatchObject({ text: 'Is that all?' })
      await patron.close()
    }
  })

  it('between a close and its mail, with the tables’ server and all: the follow-up’s mail still goes out', async () => {
    await start()
    const person = await librarian()
    const { session } = await asks('riverside', 'Where are the almanacs?')
    await person.send({ action: 'pick-up' })
    await person.send({ action: 'attest-contact', session, email: 'jane@patrons.example.org' })
    const close = { action: 'close', session, code: 'follow-up-by-patrons-library', deadline: 'none' } as const
    expect(await person.send(close)).toMatchObject({ type: 'closed' })
    for (const id of processesWith(`--db-path\0${dataFile}`)) process.kill(id, 'SIGKILL')
    await kill()

    await start()
    const followUp = async () =>
      (await mails()).find(({ subject }) => String(subject).includes(`Follow-up ${session.slice(-8)}`))
    await until(async () => (await followUp()) !== undefined)
    const mail = await followUp()
    expect(texts(fields(mail?.destination).to)).toEqual(['info@riverside-library.example.org'])
  })

  it('leaves no process behind', async () => {
    await start()
    const ids = processesWith(dataFile)
    expect(ids.length).toBeGreaterThanOrEqual(2)
    await kill()
    await until(() => ids.every(id => !commandLine(String(id)).includes(dataFile)))
    expect(processesWith(dataFile)).toEqual([])
  })
})

describe('timers, when the desk is stopped and started again with its data', () => {
  const began = Date.UTC(2026, 10, 24, 15, 0, 0)
  let folder: string
  const desks: TestDesk[] = []
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'coopdesk-timers-'))
  })
  afterAll(async () => {
    await Promise.all(desks.map(desk => desk.stop()))
    rmSync(folder, { recursive: true })
  })
  const start = async (options: Parameters<typeof startDesk>[0]): Promise<TestDesk> => {
    const desk = await startDesk(options)
    desks.push(desk)
    return desk
  }

  it('continue where they were, so a patron who has waited all along is offered to leave an address on time', async () => {
    const dataFile = join(folder, 'desk.db')
    const first = await start({ dataFile })
    await first.librarian(rob)
    const { session, pass } = await first.ask('riverside', 'Is the reading room open?')
    await first.clock.advance(70_000)
    await first.stop()

    const clock = virtualClock(began + 100_000)
    const second = await start({ dataFile, clock })
    await second.librarian(rob)
    const { body } = await second.post(`/sessions/${session}/tickets`, '', { authorization: `Bearer ${pass}` })
    const patron = await second.open(String(body.ticket))
    expect(await patron.send({ action: 'resume', session, after: 0 })).toMatchObject({ status: 'waiting' })
    await clock.advance(21_000)
    await second.cloud.quiet()
    expect(await patron.send({ action: 'resume', session, after: 0 })).toMatchObject({
      status: 'waiting',
      offered: true,
    })
    await clock.advance(3_600_000)
    await second.cloud.quiet()
    expect(second.cloud.executions('SessionTimersMachine')).toMatchObject({ [`${session}-1`]: 'SUCCEEDED' })
    // It is over for good. After another start the desk still knows that its timer has run, and has nothing to continue.
    await second.stop()
    const third = await start({ dataFile, clock })
    expect(third.cloud.executions('SessionTimersMachine')).toMatchObject({ [`${session}-1`]: 'SUCCEEDED' })
    await third.stop()
    expect(readFileSync(`${dataFile}.executions.jsonl`, 'utf8')).not.toContain('RUNNING')
  })
})

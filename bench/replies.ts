import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type * as Letters from '../lib/mail/incoming/letters-of.ts'
import type * as Mails from '../lib/mail/incoming/read-mail.ts'
import type * as Words from '../lib/mail/incoming/reply-words.ts'
import type * as Sent from '../lib/mail/incoming/sent-text.ts'
import { textOf } from '../lib/mail/letters/letter.ts'
import { letterOf } from '../lib/mail/letters/letters.ts'
import { pageOf } from '../lib/mail/letters/page.ts'
import { usual } from '../tests/unit/mail/letters/letter-data.ts'

/** The checkout whose reader is measured, either this one or the previous build. */
const checkout = process.env.READER ?? fileURLToPath(new URL('..', import.meta.url))
const module = (name: string) => import(pathToFileURL(resolve(checkout, 'lib', name)).href)

/** The number of bytes of a mail that are read. */
const size = 262_144
const rounds = 30
const memoryRounds = 3
/** A mail that takes this long is not read again: the processor time of all its rounds. */
const enoughMs = 2_000

const letter = letterOf('follow-up', usual)
const sent = { subject: letter.subject, text: textOf(letter), html: pageOf(letter) }
const head = (type: string) =>
  `From: amy@wren.example.org\r\nSubject: Re: ${sent.subject}\r\nContent-Type: ${type}; charset=utf-8\r\n\r\n`
const full = (type: string, piece: string) => {
  const begin = head(type)
  return Buffer.from(begin + piece.repeat(Math.ceil(size / piece.length)).slice(0, size - begin.length))
}
const quoted = sent.text.trimEnd().replaceAll(/^/gm, '> ')
const introduced = `On Tue, 24 Nov 2026 at 10:00, ${usual.libraryName} wrote:\r\n${quoted}\r\n`

/** Mails of the same size, from ordinary ones to ones that are designed to take long. */
const mails: Readonly<Record<'friendly' | 'hostile', Readonly<Record<string, Buffer>>>> = {
  friendly: {
    'a long answer, and what it answers': full(
      'text/plain',
      `${'The plan of 1905 shows four shops on Main Street. '.repeat(1_000)}\r\n`,
    ),
    'an answer in short lines': full('text/plain', 'It stands on the second floor, in the third row.\r\n'),
  },
  hostile: {
    'line ends': full('text/plain', '\r\n'),
    'line ends in a pre': Buffer.from(`${head('text/html')}<pre>${'\n'.repeat(size - 200)}`),
    'quotation marks': full('text/plain', '> '),
    'quoted lines': full('text/plain', '> x\r\n'),
    'our own mail, again and again': full('text/plain', introduced.replaceAll('\n', '\r\n')),
    'its first words, again and again': full('text/plain', '> A patron of Wren Public Library needs\r\n> x\r\n'),
    'lines that introduce': full(
      'text/plain',
      `On Tue, 24 Nov 2026 at 10:00, ${usual.libraryName} wrote:\r\n> A patron of Wren\r\n`,
    ),
    'header fields': full('text/plain', 'From: a@b.cd\r\n'),
    'escapes of seven bits': full('text/plain', '~{a'),
    'capitals and signs': full('text/plain; charset=koi8-r', 'ABC a\u00b3b '),
    'styles that strike out': full('text/html', '<p class="a b" style="line-through">.a .b{x}'),
    links: full('text/plain', 'https://desk.example.org/follow-ups/eyJ\r\n'),
    'elements in elements': full('text/html', '<div>'),
    cells: full('text/html', '<td>x</td>'),
    pictures: full('text/html', '<img src="cid:x">'),
    parts: full('multipart/mixed; boundary=b', '--b\r\n\r\nx\r\n'),
  },
}

type Read = (raw: Buffer) => unknown

/** The reader of replies in the checkout. The first one guessed from the look of a line and did not know what the desk had sent. */
async function reader(): Promise<Read> {
  if (existsSync(resolve(checkout, 'lib/mail-read.ts'))) {
    const [{ readMail }, { replyIn }] = await Promise.all([module('mail-read.ts'), module('reply-text.ts')])
    return async raw => replyIn((await readMail(raw)).text, 'VTQH0TT4')
  }
  const { lettersOf }: typeof Letters = await module('mail/incoming/letters-of.ts')
  const { readMail }: typeof Mails = await module('mail/incoming/read-mail.ts')
  const { replyIn }: typeof Words = await module('mail/incoming/reply-words.ts')
  const { sentText }: typeof Sent = await module('mail/incoming/sent-text.ts')
  const us = { names: [lettersOf(usual.libraryName)], addresses: [lettersOf('desk@hudson-lakes.example.org')] }
  return raw => {
    const text = sentText([sent])
    return replyIn(readMail(raw), { sent: text, us: { ...us, subjects: text.subjects }, notes: [], marks: [] })
  }
}

/**
 * The processor time of the fastest round in ms, and the memory that a round took in MB. Memory is measured in rounds of its own,
 * because the full collection before each of them makes the engine forget what it has compiled. The script in package.json gives
 * new objects enough room that none is freed in between.
 */
async function cost(read: Read, raw: Buffer): Promise<{ readonly ms: number; readonly mb: number }> {
  const times: number[] = []
  for (let round = 0; round < rounds && sum(times) < enoughMs; round++) {
    const began = process.cpuUsage()
    await read(raw)
    const { user, system } = process.cpuUsage(began)
    times.push((user + system) / 1_000)
  }
  const sizes: number[] = []
  for (let round = 0; round < (sum(times) < enoughMs ? memoryRounds : 1); round++) {
    globalThis.gc?.()
    const before = process.memoryUsage().heapUsed
    await read(raw)
    sizes.push((process.memoryUsage().heapUsed - before) / 1_048_576)
  }
  return { ms: Math.min(...times), mb: Math.min(...sizes) }
}

const sum = (times: readonly number[]) => times.reduce((all, one) => all + one, 0)

interface Cost {
  readonly kind: string
  readonly name: string
  readonly ms: number
  readonly mb: number
}

async function costs(): Promise<readonly Cost[]> {
  const read = await reader()
  const all: Cost[] = []
  for (const [kind, those] of Object.entries(mails))
    for (const [name, raw] of Object.entries(those)) all.push({ kind, name, ...(await cost(read, raw)) })
  return all
}

/** Reads the same mails with the reader of another checkout, in a separate process like this one. */
function costsIn(before: string): readonly Cost[] {
  const env = { ...process.env, READER: resolve(before) }
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    [...process.execArgv, fileURLToPath(import.meta.url), '--json'],
    {
      ...{ encoding: 'utf8', env },
    },
  )
  if (status !== 0) throw new Error(`The reader in ${before} cannot be measured: ${stderr}`)
  return JSON.parse(stdout)
}

/**
 * Prints the cost of reading 256 KB of a reply, from the most ordinary to the most hostile, in this build and the previous one.
 */
export async function benchReplies(print: (line: string) => void, before?: string): Promise<void> {
  const all = await costs()
  const others = before === undefined ? [] : costsIn(before)
  for (const { kind, name, ms, mb } of all) {
    const other = others.find(one => one.name === name)
    const was = other ? `   before ${other.ms.toFixed(0).padStart(6)} ms${other.mb.toFixed(0).padStart(6)} MB` : ''
    print(`${kind.padEnd(9)}${name.padEnd(40)}${ms.toFixed(0).padStart(6)} ms${mb.toFixed(0).padStart(6)} MB${was}`)
  }
  const times = (kind: string) => all.filter(one => one.kind === kind).map(({ ms }) => ms)
  const [friendliest, mostHostile] = [Math.min(...times('friendly')), Math.max(...times('hostile'))]
  print(`the most hostile takes ${(mostHostile / friendliest).toFixed(1)} times as long as the friendliest`)
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const [argument] = process.argv.slice(2)
  if (argument === '--json') console.log(JSON.stringify(await costs()))
  else await benchReplies(console.log, argument)
}

import { pickUpOldest } from '../../../../lib/desk/pick-up.ts'
import { run, runEnding } from '../../../../lib/desk/run.ts'
import { readMail } from '../../../../lib/mail/incoming/read-mail.ts'
import { type Received, receiveReply } from '../../../../lib/mail/incoming/receive-reply.ts'
import { runFollowUpTimer } from '../../../../lib/mail/outgoing/follow-up-timer.ts'
import { testTokens } from '../../../memory/mail-tokens.ts'
import { memoryConnections, memoryLog, memoryMailer, memorySentMails, memoryTimers } from '../../../memory/outside.ts'
import { memoryTables } from '../../../memory/tables.ts'
import { directoryOf, librarian, library } from '../../members.ts'

/** When the follow-up mail goes out, and when somebody who took their time replies; ms. */
export const sentAt = Date.UTC(2026, 10, 24, 20, 1)
export const laterAt = sentAt + 5 * 60_000

export const session = '01K5ZQ8M3T9V7W2X4Y6Z8A1B3C'
export const deskAddress = 'desk@hudson-lakes.example.org'
export const libraryAddress = 'info@riverside-library.example.org'
export const note = 'She needs it by Friday, since her hearing is on Monday.'

const rob = librarian('rob', 'Rob from State College', 'state-college')
const duty = {
  ...{ librarian: 'rob', name: rob.name, library: rob.library, pools: ['p'] },
  ...{ limit: 3, connection: 'rob-1', dutyLimit: 1 },
}

export interface Situation {
  readonly question?: string
  readonly libraryName?: string
  /** Who owes the answer. */
  readonly code?: 'follow-up-by-patrons-library' | 'follow-up-by-me'
  /** The domains and addresses that may answer for the library. */
  readonly answersFrom?: readonly string[]
}

/** A desk that has sent a follow-up mail to Riverside, whose mail it waits for. */
export async function replyDesk({
  question = 'Is the reading room open?',
  libraryName = 'Riverside Public Library',
  code = 'follow-up-by-patrons-library',
  answersFrom = ['riverside-library.example.org'],
}: Situation = {}) {
  const riverside = library('riverside', libraryName, {
    mailbox: libraryAddress,
    followUps: { ...library('x', 'x').followUps, answersFrom },
  })
  const { mailer, mails } = memoryMailer()
  const ports = {
    ...memoryTables(),
    ...memoryLog(),
    ...memoryTimers(),
    mailer,
    connections: memoryConnections().connections,
    directory: directoryOf([riverside], [rob]),
    mailTokens: testTokens(),
    sentMails: memorySentMails(),
    sender: deskAddress,
  }
  await ports.roster.arrive(duty, sentAt - 700_000)
  const ladder = { rungs: [{ pool: 'p', after: 0 }], staffed: ['p'] }
  const about = { session, library: 'riverside', ladder, question, name: 'Jane' }
  await run(ports, session, { type: 'Ask', at: sentAt - 600_000, ...about })
  await pickUpOldest(ports, duty, sentAt - 550_000)
  const by = { role: 'librarian', id: 'rob' } as const
  const say = { type: 'Say', from: by } as const
  await run(ports, session, { ...say, at: sentAt - 500_000, n: 1, text: 'Hello Jane, one moment please.' })
  await run(ports, session, { type: 'Note', at: sentAt - 400_000, from: by, n: 2, text: note })
  await run(ports, session, { type: 'AttestContact', at: sentAt - 300_000, by: 'rob', email: 'jane@example.org' })
  const close = {
    code,
    deadline: '2026-11-25',
    today: '2026-11-24',
    atHand: true,
    despite: ['not-asked', 'not-your-patron'],
  }
  await runEnding(ports, session, { type: 'Close', at: sentAt - 60_000, by: 'rob', ...close })
  await runFollowUpTimer(ports, session, sentAt)
  const mail = mails.find(({ kind }) => kind === 'follow-up')
  if (!mail?.replyTo) throw new Error('The desk sent nothing that can be replied to.')
  const followUp = { subject: mail.subject, text: mail.text, html: mail.html, replyTo: mail.replyTo, id: 'mail-1' }

  return {
    ports,
    mails,
    followUp,
    /** What comes of a mail, as it reaches the reply address. */
    arrives: (raw: Uint8Array | string, more: Arrival = {}): Promise<Received> => {
      const bytes = typeof raw === 'string' ? Buffer.from(raw.replaceAll(/\r?\n/g, '\r\n')) : raw
      const receivedAt = more.at ?? laterAt
      const verdicts = { spf: true, dmarc: 'pass', isSpam: false, hasVirus: false, ...more.verdicts } as const
      const envelopeFrom = more.envelope ?? libraryAddress
      const about = { recipients: [more.to ?? mail.replyTo ?? ''].flat(), envelopeFrom, receivedAt, verdicts }
      return receiveReply(ports, { ...about, read: () => readMail(bytes) }, receivedAt)
    },
    /** The newest answer that went out. */
    answer: async (): Promise<string | undefined> => {
      const given = (await ports.sessions.history(session)).findLast(({ type }) => type === 'FollowUpAnswered')
      return given?.type === 'FollowUpAnswered' ? given.text : undefined
    },
    /** The newest answer that waits. */
    held: async () => {
      const held = (await ports.sessions.history(session)).findLast(({ type }) => type === 'AnswerHeld')
      return held?.type === 'AnswerHeld' ? held : undefined
    },
  }
}

interface Arrival {
  readonly at?: number
  readonly to?: string | readonly string[]
  readonly envelope?: string
  readonly verdicts?: Partial<{ spf: boolean; dmarc: 'pass' | 'fail' | 'none'; isSpam: boolean; hasVirus: boolean }>
}

/** A text with a mark before each line. */
export function marked(text: string, mark = '> '): string {
  return text
    .trimEnd()
    .split('\n')
    .map(line => (mark + line).trimEnd())
    .join('\n')
}

/** The text with its lines broken anew, as programs do with what they quote. */
export function brokenAnew(text: string, columns: number): string {
  return text
    .trimEnd()
    .split('\n')
    .flatMap(line => wrapped(line, columns))
    .join('\n')
}

function wrapped(line: string, columns: number): readonly string[] {
  const lines: string[] = []
  for (const word of line.split(' ')) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + word.length < columns) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  return lines
}

/** What is inside the body of a page. */
export function bodyOf(html: string): string {
  return /<body[^>]*>([\s\S]*)<\/body>/.exec(html)?.[1] ?? ''
}

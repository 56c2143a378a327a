import type {
  Connections,
  FollowUpTimers,
  Log,
  Mail,
  Mailer,
  SentMails,
  SessionTimers,
  SocketEnds,
  TimerTokens,
} from '../../lib/desk/ports.ts'
import type { Push } from '../../lib/protocol/frames-out.ts'

/** The memory twin of the open sockets, which records what was sent to whom. A connection named in `gone` is gone. */
export function memoryConnections(gone: Set<string> = new Set()) {
  const sent: { readonly connection: string; readonly frame: Push }[] = []
  const connections: Connections & SocketEnds = {
    post: async (connection, frame) => {
      if (gone.has(connection)) return 'gone'
      sent.push({ connection, frame })
      return 'sent'
    },
    close: async connection => void gone.add(connection),
  }
  return {
    connections,
    sent,
    gone,
    to: (who: string) => sent.filter(({ connection }) => connection === who).map(({ frame }) => frame),
  }
}

/** The memory twin of the timers: which were started, each once. */
export function memoryTimers() {
  const started = {
    sessions: new Map<string, number>(),
    /** The sessions whose timer is kept asleep by what was said, once for each time. */
    asleep: [] as string[],
    looks: new Set<string>(),
    followUps: new Set<string>(),
    mails: [] as string[],
    mailsNow: [] as string[],
  }
  const timers: SessionTimers & FollowUpTimers = {
    startSession: async (session, generation, seconds) => {
      const name = `${session}-${generation}`
      if (!started.sessions.has(name)) started.sessions.set(name, seconds)
    },
    wakeSoon: async (session, reason) => void started.looks.add(`${session}-${reason}`),
    startFollowUp: async (session, generation) => void started.followUps.add(`${session}-${generation}`),
    startMailTimer: async session => void started.mails.push(session),
    startMailNow: async session => void started.mailsNow.push(session),
  }
  const timerTokens: TimerTokens = {
    keep: async () => {},
    keepAsleep: async session => void started.asleep.push(session),
  }
  return { timers, timerTokens, started }
}

/** The memory twin of the mail service. */
/** Receipts are kept apart: they go out beside the others, in no order. */
export function memoryMailer() {
  const mails: Mail[] = []
  const receipts: Mail[] = []
  const mailer: Mailer = {
    send: async mail => {
      const [name, sent] = mail.kind === 'receipt' ? (['receipt', receipts] as const) : (['mail', mails] as const)
      sent.push(mail)
      return { id: `${name}-${sent.length}` }
    },
  }
  return { mailer, mails, receipts }
}

/** The memory twin of the sent mails, whose text is made when it is read. */
export function memorySentMails(): SentMails {
  const kept = new Map<string, Parameters<SentMails['keep']>>()
  return {
    keep: async (...sent) => void kept.set(`${sent[0]}/${sent[1]}`, sent),
    of: async (session, numbers) =>
      numbers.flatMap(n => {
        const [, , mail, at] = kept.get(`${session}/${n}`) ?? []
        return mail && at !== undefined ? [{ subject: mail.subject, text: mail.text, html: mail.html, at }] : []
      }),
  }
}

/** A log that records failures. */
export function memoryLog() {
  const failures: string[] = []
  const log: Log = { failed: what => void failures.push(what) }
  return { log, failures }
}

import type { Connections, FollowUpTimers, Log, Mail, Mailer, SentMails, SessionTimers } from '../../lib/desk/ports.ts'
import type { Push } from '../../lib/protocol/frames-out.ts'

/** The memory twin of the open sockets, which records what was sent to whom. A connection named in `gone` is gone. */
export function memoryConnections(gone: Set<string> = new Set()) {
  const sent: { readonly connection: string; readonly frame: Push }[] = []
  const connections: Connections = {
    post: async (connection, frame) => {
      if (gone.has(connection)) return 'gone'
      sent.push({ connection, frame })
      return 'sent'
    },
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
    looks: new Set<string>(),
    followUps: new Set<string>(),
    mails: [] as string[],
    mailsNow: [] as string[],
  }
  const timers: SessionTimers & FollowUpTimers = {
    startSession: async (session, seconds) => {
      if (!started.sessions.has(session)) started.sessions.set(session, seconds)
    },
    wakeSoon: async (session, reason) => void started.looks.add(`${session}-${reason}`),
    startFollowUp: async session => void started.followUps.add(session),
    startMailTimer: async session => void started.mails.push(session),
    startMailNow: async session => void started.mailsNow.push(session),
  }
  return { timers, started }
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

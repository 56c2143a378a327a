import { followUpMail } from './follow-up/mail.ts'
import type { Directory, Log, Mailer, Sessions } from './ports.ts'
import { run } from './run.ts'
import { messages, notes } from './session/transcript.ts'

export interface FollowUpPorts {
  readonly sessions: Sessions
  readonly directory: Directory
  readonly mailer: Mailer
  readonly log: Log
}

/**
 * Does what is due on a session's follow-up and says how long (ms) until something is due again; nothing when it needs no
 * looking after any more. The mail is recorded after it was accepted: between the two it may go out twice, never not at all.
 */
export async function lookAfter(ports: FollowUpPorts, id: string, at: number): Promise<number | undefined> {
  const session = (await ports.sessions.load(id))?.session
  if (session?.status !== 'closed' || !session.followUp || session.mailed) return undefined
  if (session.followUp.owedBy !== 'library') return undefined
  const library = await ports.directory.library(session.library)
  if (!library) throw new Error('The library of this session is not in the directory.')
  const events = await ports.sessions.history(id)
  const { patron, librarian, askedAt, followUp: owed } = session
  const content = followUpMail({
    session: id,
    libraryName: library.name,
    timeZone: library.timeZone,
    askedAt,
    owed,
    messages: messages(events, patron.name),
    notes: notes(events),
    ...(patron.name && { patron: patron.name }),
    ...(librarian && { servedBy: librarian.name }),
  })
  const mail = await ports.mailer.send({ to: library.mailbox, ...content })
  await run(ports, id, { type: 'RecordMail', at, mail })
  return undefined
}

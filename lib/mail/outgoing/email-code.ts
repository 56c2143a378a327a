import type { EmailCodes } from '../../access/email-codes.ts'
import { type Library, limitsOf } from '../../consortium/library.ts'
import { refuse } from '../../decisions/refusals.ts'
import type { Directory, FollowUpTimers, MailCounts, TimerWatch } from '../../desk/ports.ts'
import { type Outcome, type RunPorts, run, runFollowUp } from '../../desk/run.ts'
import { quarterFor } from '../../desk/sweep.ts'
import type { EnterCode, RequestCode } from '../../session/commands.ts'
import { addressWrittenTo, codeDue, codeFreeAt } from '../../session/confirming.ts'
import type { EmailCode, Session } from '../../session/state.ts'
import { letterOf } from '../letters/letters.ts'
import { OverQuota } from './over-quota.ts'
import { mailOf, type OutgoingMailPorts } from './send.ts'

export type EmailCodePorts = RunPorts & {
  readonly timers: Pick<FollowUpTimers, 'startMailTimer' | 'startMailNow'>
  readonly watch: Pick<TimerWatch, 'file'>
  readonly emailCodes: EmailCodes
  readonly directory: Pick<Directory, 'library'>
  readonly mailCounts: Pick<MailCounts, 'count'>
}

/** Where the number of a code stands in the reference of its mail: it is not one of the numbered mails after the session. */
const codeReference = (session: string, n: number): string => `${session}.code-${n}`

/**
 * Carries out a request for a code. As with every mail, the timer that sends it is started first, so a function that dies in
 * between loses no mail.
 */
export async function runRequestCode(ports: EmailCodePorts, session: string, command: RequestCode): Promise<Outcome> {
  const reason = `code-${command.id}`
  if (await hasEnough(ports, session, command)) return refuse('enough-mails')
  await ports.watch.file(session, quarterFor(command.at))
  await ports.timers.startMailTimer(session, reason)
  const outcome = await run(ports, session, command)
  if ('events' in outcome && outcome.events.length > 0) await sendNow(ports, session, reason)
  return outcome
}

/**
 * Whether the address has had enough mails today. All codes of a session count as one, since there are only a few (`codesMax`), so
 * nobody has codes of many sessions mailed to somebody else.
 */
async function hasEnough({ sessions, directory, mailCounts }: EmailCodePorts, id: string, { email, at }: RequestCode) {
  const session = (await sessions.load(id))?.session
  const patron = email ?? (session && addressWrittenTo(session))
  if (!session || patron === undefined) return false
  const { patronMails } = limitsOf((await directory.library(session.library)) ?? {})
  return !(await mailCounts.count({ patron }, `${id}.codes`, patronMails, at))
}

/** Carries out the typing of a code. A transcript that waited for it is mailed at once. */
export async function runEnterCode(ports: EmailCodePorts, session: string, command: EnterCode): Promise<Outcome> {
  const known = await ports.sessions.load(session)
  const reason = `entered-${command.at}`
  const mayBringMail = known?.session.status === 'closed' && known.session.patron.transcript === true
  if (mayBringMail) {
    await ports.watch.file(session, quarterFor(command.at))
    await ports.timers.startMailTimer(session, reason)
  }
  const outcome = await run(ports, session, command, known)
  if (mayBringMail && 'events' in outcome && outcome.events.some(({ type }) => type === 'AddressConfirmed'))
    await sendNow(ports, session, reason)
  return outcome
}

async function sendNow({ timers, log }: EmailCodePorts, session: string, reason: string): Promise<void> {
  try {
    await timers.startMailNow(session, reason)
  } catch (error) {
    // The timer that was started before sends it.
    log.failed('start of a mail', session, error)
  }
}

/**
 * Mails the code that is due, if there is one and nobody else is sending it, and returns when to look again, ms. A mail that was
 * accepted but not recorded goes out again after a minute, with the same code.
 */
export async function mailCode(
  ports: OutgoingMailPorts,
  library: Library,
  session: Session,
  at: number,
): Promise<number | undefined> {
  const code = codeDue(session, at)
  if (!code) return undefined
  const record = (outcome: 'begun' | 'mailed' | 'returned') =>
    runFollowUp(ports, session.id, { type: 'RecordCode', at, n: code.sent, outcome })
  const begun = await record('begun')
  if (!('events' in begun)) return undefined
  const now = codeDue(begun.session, at)
  const again = now && codeFreeAt(now)
  if (begun.events.length === 0) return again
  try {
    const accepted = await sendCode(ports, library, session, code, at)
    if (accepted === 'over-quota') throw new OverQuota()
    await record(accepted === 'refused' ? 'returned' : 'mailed')
    return undefined
  } catch (error) {
    ports.log.failed('mail code', session.id, error)
    return again
  }
}

async function sendCode(
  { mailer, mailTokens, emailCodes }: OutgoingMailPorts,
  library: Library,
  { id }: Session,
  { id: codeId, email, until, sent }: EmailCode,
  at: number,
) {
  const digits = await emailCodes.of(id, codeId)
  const notMeLink = await mailTokens.notMeLink(id, email, at)
  const about = { kind: 'code', recipient: 'patron', session: id, to: email, from: library.name } as const
  return mailer.send(
    mailOf({ ...about, reference: codeReference(id, sent), replyTo: library.mailbox }, () =>
      letterOf('code', {
        ...{ session: id, libraryName: library.name, timeZone: library.timeZone, askedAt: at },
        ...{ messages: [], notes: [], links: [], mayReply: false, code: { digits, until }, notMeLink },
      }),
    ),
  )
}

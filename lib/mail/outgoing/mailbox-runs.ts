import type { MailboxLinks } from '../../access/mailbox-links.ts'
import type { Library } from '../../consortium/library.ts'
import { newestRun, nextRun, runFrom } from '../../desk/mailbox-schedule.ts'
import { lastDayToPress, linkWorksMs, mailboxStatus, nextTestAt } from '../../desk/mailbox-status.ts'
import type { Directory, Log, Mailboxes, MailboxMailer, MailboxRuns, MailboxTest } from '../../desk/ports.ts'
import { textOf } from '../letters/letter.ts'
import { silentMailbox, testMail } from '../letters/mailbox-letters.ts'
import { pageOf } from '../letters/page.ts'

/**
 * Some mailboxes swallow mail: nobody reads them, or a filter files it. So every library's mailbox gets a test mail with a link
 * when it is new and each quarter. If nobody presses the link, the consortium is told, before a patron is forgotten.
 */
export interface MailboxRunPorts {
  readonly directory: Pick<Directory, 'library'>
  readonly mailboxes: Mailboxes
  readonly runs: MailboxRuns
  readonly mailer: MailboxMailer
  readonly links: Pick<MailboxLinks, 'link'>
  /** The domain that replies come to, if there is one. */
  readonly repliesDomain?: string | undefined
  readonly log: Log
}

const atOnce = 5

/**
 * Does every run that is due. Each library's mailbox is tested or looked at, and filed for the run that looks at it next. A run
 * that is interrupted begins again, which costs a second test mail at most. Returns the libraries whose mailboxes turned out to
 * be silent.
 */
export async function runMailboxTests(ports: MailboxRunPorts, at: number): Promise<readonly string[]> {
  const now = newestRun(at)
  const silent: string[] = []
  for (let run = (await ports.runs.next()) ?? now; run <= now; run++) {
    const libraries = (await ports.runs.filed(run)).values()
    const later = new Map<number, string[]>()
    const worker = async () => {
      for (const library of libraries) {
        const { isSilent, again } = await lookedAt(ports, library, at)
        if (isSilent) silent.push(library)
        if (again !== undefined) later.set(again, [...(later.get(again) ?? []), library])
      }
    }
    await Promise.all(Array.from({ length: atOnce }, worker))
    for (const [again, those] of later) await ports.runs.file(again, those)
    await ports.runs.finish(run)
  }
  return silent
}

/** Whether a mailbox has just turned out to be silent, and the run that looks at it next. A library that has left has none. */
interface Seen {
  readonly isSilent: boolean
  readonly again?: number
}

/** A failure does not stop the tests of the others, and is tried again by the next run. */
async function lookedAt(ports: MailboxRunPorts, id: string, at: number): Promise<Seen> {
  try {
    return await look(ports, id, at)
  } catch (error) {
    ports.log.failed('mailbox test', id, error)
    return { isSilent: false, again: nextRun(at) }
  }
}

async function look(ports: MailboxRunPorts, id: string, at: number): Promise<Seen> {
  const library = await ports.directory.library(id)
  if (!library) return { isSilent: false }
  const { test, answersTo } = await ports.mailboxes.learnt(id)
  const status = mailboxStatus(library, test, at)
  if (!test || status === 'untested' || (status !== 'waiting' && at >= nextTestAt(test))) {
    await sendTest(ports, library, { n: (test?.n ?? 0) + 1, answersTo: library.followUps.answersTo ?? answersTo }, at)
    return { isSilent: false, again: nextRun(at) }
  }
  // A returned mail may be reported hours later.
  if (status === 'waiting') return { isSilent: false, again: nextRun(at) }
  const isSilent = status !== 'read' && test.toldAt === undefined
  if (isSilent) await tell(ports, library, test, status, at)
  return { isSilent, again: Math.max(runFrom(nextTestAt(test)), nextRun(at)) }
}

/** It is sent before it is recorded, so that an interruption causes a second mail and never a missing one. */
async function sendTest(
  { mailer, mailboxes, links, repliesDomain }: MailboxRunPorts,
  library: Library,
  { n, answersTo }: { readonly n: number; readonly answersTo: 'from' | 'reply-to' | undefined },
  at: number,
): Promise<void> {
  const { id, name, mailbox: to } = library
  const url = await links.link({ library: id, n }, at + linkWorksMs)
  const letter = testMail({ libraryName: name, mailbox: to, url, pressBy: lastDayToPress(library, at) })
  // Such a mailbox gets its follow-ups from the domain for replies, so the test has to come from there, too.
  const isFromReplies = answersTo === 'from' && repliesDomain !== undefined
  const accepted = await mailer.sendAbout({
    ...{ kind: 'mailbox-test', library: id, n, to, from: name, subject: letter.subject },
    ...{ text: textOf(letter), html: pageOf(letter) },
    ...(isFromReplies && { answersTo: 'from', replyTo: `mailbox-tests@${repliesDomain}` }),
  })
  await mailboxes.learn(id, { test: { n, to, sentAt: at, ...(accepted === 'refused' && { returnedAt: at }) } })
}

/** A library without an escalation address has only the alarm. */
async function tell(
  { mailer, mailboxes }: MailboxRunPorts,
  library: Library,
  test: MailboxTest,
  status: 'unread' | 'returned',
  at: number,
): Promise<void> {
  const { id, name, timeZone, followUps } = library
  if (followUps.escalation !== undefined) {
    const letter = silentMailbox({ libraryName: name, timeZone, test, status })
    await mailer.sendAbout({
      ...{ kind: 'mailbox-silent', library: id, n: test.n, to: followUps.escalation, from: name },
      ...{ subject: letter.subject, text: textOf(letter), html: pageOf(letter) },
    })
  }
  await mailboxes.recordTest(id, test.n, 'toldAt', at)
}

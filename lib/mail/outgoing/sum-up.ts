import type { Directory, Log, MailboxMailer, MailCounts } from '../../desk/ports.ts'
import { textOf } from '../letters/letter.ts'
import { noticesOfDay } from '../letters/notices.ts'
import { pageOf } from '../letters/page.ts'

export interface SumUpPorts {
  readonly directory: Pick<Directory, 'library'>
  readonly mailCounts: Pick<MailCounts, 'summedUp' | 'told'>
  readonly mailer: MailboxMailer
  readonly log: Log
}

const dayMs = 86_400_000

/** The days before this one whose notices may still be waiting: a run that failed leaves them to the next. */
const daysBack = 2

/**
 * Mails the notices of the days before to each library that had more than are mailed on their own. It is sent before it is
 * forgotten, so that an interruption causes a second mail and never a missing one.
 */
export async function sumUpNotices(ports: SumUpPorts, at: number): Promise<void> {
  const today = Math.floor(at / dayMs)
  for (let day = today - daysBack; day < today; day++)
    for (const [library, notices] of await ports.mailCounts.summedUp(day)) await tell(ports, library, day, notices)
}

/** A failure does not keep the others from their mail, and is tried again by the next run. */
async function tell(
  { directory, mailCounts, mailer, log }: SumUpPorts,
  id: string,
  day: number,
  notices: Parameters<typeof noticesOfDay>[0]['notices'],
): Promise<void> {
  try {
    const library = await directory.library(id)
    if (library) {
      const date = new Date(day * dayMs).toISOString().slice(0, 10)
      const letter = noticesOfDay({ libraryName: library.name, date, notices })
      await mailer.sendAbout({
        ...{ kind: 'notices', library: id, n: day, to: library.mailbox, from: library.name },
        ...{ subject: letter.subject, text: textOf(letter), html: pageOf(letter) },
      })
    }
    await mailCounts.told(day, id)
  } catch (error) {
    log.failed('notices of a day', id, error)
  }
}

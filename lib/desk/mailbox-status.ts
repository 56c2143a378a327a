import { calendarOf, type Library } from '../consortium/library.ts'
import { dateIn } from '../time/days.ts'
import { beginningOf, openingDaysFrom, plusDays } from '../time/opening-days.ts'
import type { MailboxTest, MailboxTraits } from './ports.ts'

/** What the newest test mail has shown of a mailbox. A test of another address shows nothing. */
type MailboxStatus = 'untested' | 'waiting' | 'read' | 'unread' | 'returned'

/** Opening days in which somebody at the library should press the link, after the day of the mail. */
const pressWithin = 3

const dayMs = 86_400_000
/** A mailbox that is read is tested each quarter, any other every four weeks. */
const quarterMs = 91 * dayMs
const fourWeeksMs = 28 * dayMs

/** The links in a test mail work a little longer than until the next test. */
export const linkWorksMs = quarterMs + 7 * dayMs

export function mailboxStatus(library: Library, test: MailboxTest | undefined, at: number): MailboxStatus {
  if (test?.to !== library.mailbox) return 'untested'
  if (test.pressedAt !== undefined) return 'read'
  if (test.returnedAt !== undefined) return 'returned'
  return at < beginningOf(plusDays(lastDayToPress(library, test.sentAt), 1), library.timeZone) ? 'waiting' : 'unread'
}

/** The last day (YYYY-MM-DD, in the library's time zone) on which nobody is told of a test mail that was sent at this moment. */
export function lastDayToPress(library: Library, sentAt: number): string {
  return openingDaysFrom(calendarOf(library), dateIn(library.timeZone, sentAt), pressWithin)
}

/** When the mailbox is due for another test, ms. */
export function nextTestAt(test: MailboxTest): number {
  return test.sentAt + (test.pressedAt === undefined ? fourWeeksMs : quarterMs)
}

/** What is set for a mailbox, and what the desk has learnt about it. A setting takes precedence over what was learnt. */
export function mailboxKnown(library: Library, traits: MailboxTraits, at: number) {
  const { acknowledges = false, program, answersTo, test } = traits
  const set = library.followUps.answersTo
  return {
    mailbox: library.mailbox,
    answersTo: set ?? answersTo ?? ('reply-to' as const),
    because: set ? ('set' as const) : answersTo ? ('learnt' as const) : ('usual' as const),
    acknowledges,
    ...(program !== undefined && { program }),
    test: testKnown(library, test, at),
  }
}

function testKnown(library: Library, test: MailboxTest | undefined, at: number) {
  const status = mailboxStatus(library, test, at)
  if (!test || status === 'untested') return { status }
  const { sentAt, pressedAt } = test
  return { status, sentAt, ...(pressedAt !== undefined && { pressedAt }) }
}

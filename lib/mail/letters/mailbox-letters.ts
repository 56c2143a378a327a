import type { MailboxTest } from '../../desk/ports.ts'
import { dateInWords, dayOf } from './dates.ts'
import { type Letter, subjectOf } from './letter.ts'
import { subjectBeginning } from './letters.ts'

/** What the test of a mailbox says. */
export interface TestMail {
  readonly libraryName: string
  /** Its address. */
  readonly mailbox: string
  readonly url: string
  /** The last day to press the link (YYYY-MM-DD). */
  readonly pressBy: string
}

/** It goes to a library's mailbox when it is new and each quarter. */
export function testMail({ libraryName, mailbox, url, pressBy }: TestMail): Letter {
  return {
    subject: subjectOf(`${subjectBeginning(libraryName)} Please confirm that you read this mailbox`),
    blocks: [
      {
        type: 'lead',
        text: `The desk mails questions of your patrons to ${mailbox}. Please confirm by ${dateInWords(pressBy)} that somebody there reads them.`,
      },
      {
        type: 'links',
        links: [
          { hint: 'If you read this mailbox, open this page and press its button', label: 'We read this mailbox', url },
        ],
      },
      {
        type: 'paragraph',
        text: 'Without a confirmation, the consortium is told that mail to this mailbox may be lost. If you found this mail in a spam folder, please have your IT department allow its sender. This test comes when a mailbox is new and once a quarter. Replies to this mail are not read.',
      },
    ],
  }
}

/** A test that nobody has confirmed, or that came back. */
export interface SilentMailbox {
  readonly libraryName: string
  readonly timeZone: string
  readonly test: MailboxTest
  readonly status: 'unread' | 'returned'
}

/** It goes to the escalation address of the library. */
export function silentMailbox({ libraryName, timeZone, test, status }: SilentMailbox): Letter {
  const { to, sentAt } = test
  const day = dayOf(timeZone, sentAt)
  const what = status === 'returned' ? 'UNDELIVERABLE' : 'NOT CONFIRMED'
  return {
    subject: subjectOf(`${subjectBeginning(libraryName)} ${what}: mailbox for follow-ups`),
    blocks: [
      {
        type: 'lead',
        text:
          status === 'returned'
            ? `Mail to ${to} comes back. That is where the desk sends the questions that ${libraryName} has to answer, so nobody there would see them.`
            : `Nobody has confirmed that ${to} is read. That is where the desk sends the questions that ${libraryName} has to answer.`,
      },
      {
        type: 'paragraph',
        text:
          status === 'returned'
            ? `The desk tested the address on ${day}. Please make sure that it is corrected in the consortium file. The desk tests a new address within a day, and this one again in four weeks.`
            : `On ${day} the desk sent a test there, and nobody has pressed its link. Please ask somebody at ${libraryName} to look for it, also in the spam folder. They can still press the link. If nobody reads the mailbox, please make sure that the address is corrected in the consortium file. The desk tests a new address within a day, and this one again in four weeks.`,
      },
      { type: 'paragraph', text: 'Replies to this mail are not read.' },
    ],
  }
}

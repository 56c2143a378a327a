import type { Library } from './directory.ts'
import { reference } from './follow-up/mail.ts'
import type { Mail } from './ports.ts'

/** What a librarian elsewhere found wrong on a library's policy page, told to that library (R11). No patron is in it. */
export function policyReport(library: Library, session: string, librarian: string, text: string): Mail {
  return {
    to: library.mailbox,
    subject: `[${library.name}] A mistake on your policy page (${reference(session)})`,
    text: [
      `${librarian}, who answered one of your patrons, reports on ${library.policyPage ?? 'your policy page'}:`,
      text
        .split('\n')
        .map(line => `    ${line}`)
        .join('\n'),
    ].join('\n\n'),
  }
}

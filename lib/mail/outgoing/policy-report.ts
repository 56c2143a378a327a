import type { Library } from '../../consortium/library.ts'
import type { Mail } from '../../desk/ports.ts'
import { type Letter, subjectOf, textOf } from '../letters/letter.ts'
import { reference } from '../letters/letters.ts'
import { pageOf } from '../letters/page.ts'

/** Tells a library what a librarian elsewhere found wrong on its policy page (R11). It names no patron. */
export function policyReport(library: Library, session: string, librarian: string, text: string): Mail {
  const page = library.policyPage ?? 'your policy page'
  const letter: Letter = {
    subject: subjectOf(`[${library.name}] A mistake on your policy page (${reference(session)})`),
    blocks: [
      { type: 'lead', text: `${librarian}, who answered one of your patrons, reports on ${page}:` },
      { type: 'words', text },
      {
        type: 'paragraph',
        text: 'If this is right, please correct the page. Librarians of every library rely on it when they answer your patrons.',
      },
    ],
  }
  return {
    reference: `${session}.policy`,
    kind: 'policy-report',
    recipient: 'library',
    session,
    to: library.mailbox,
    from: 'Coopdesk',
    subject: letter.subject,
    text: textOf(letter),
    html: pageOf(letter),
  }
}

import type { Block } from './letter.ts'

/** A mistake that a librarian found on a library's policy page (R11). */
export interface PolicyReport {
  readonly text: string
  readonly by: string
  /** The page; undefined if the library names no page. */
  readonly page?: string
}

/** The report goes to the library that keeps the page. It says nothing about a patron. */
export function reportBlocks({ by, text, page = 'your policy page' }: PolicyReport): readonly Block[] {
  return [
    { type: 'lead', text: `${by}, who answered one of your patrons, reports a mistake on ${page}:` },
    { type: 'words', text },
    {
      type: 'paragraph',
      text: 'If this is right, please correct the page: librarians of every library answer your patrons by it. Replies to this mail are not read.',
    },
  ]
}

/** The same report for the consortium, because the library's mailbox did not accept it. */
export function returnedReportBlocks({ by, text, page }: PolicyReport, libraryName: string): readonly Block[] {
  return [
    {
      type: 'lead',
      text: `The mailbox of ${libraryName} does not accept mail from the desk, so nobody there knows of this report by ${by}${page ? ` on ${page}` : ''}:`,
    },
    { type: 'words', text },
    {
      type: 'paragraph',
      text: `Please pass it on to somebody at ${libraryName}, and make sure that the address of the mailbox is corrected in the consortium file. Replies to this mail are not read.`,
    },
  ]
}

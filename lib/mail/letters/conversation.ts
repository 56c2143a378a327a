import type { Message, StaffNote } from '../../session/transcript.ts'
import { clockTime, dayOf } from './dates.ts'
import type { Block, Quote } from './letter.ts'

/** A conversation as a mail tells it. */
export interface Conversation {
  readonly libraryName: string
  /** IANA name: times in the mail are the library's own. */
  readonly timeZone: string
  readonly askedAt: number
  readonly messages: readonly Message[]
}

/** Who reads it: what is said of policy pages is for staff. */
export type Reader = 'staff' | 'patron'

/** Everything that was said. It may be long, and mailboxes cut long mails off at the end: nothing else may stand below it. */
export function conversation({ messages, timeZone, askedAt, libraryName }: Conversation, reader: Reader): Block[] {
  return [
    { type: 'heading', text: 'The whole conversation' },
    {
      type: 'paragraph',
      text: `${dayOf(timeZone, askedAt)}. The times are those of ${libraryName} (${timeZone}).`,
    },
    ...messages.map((message): Block => ({ type: 'message', message: quoteOf(message, timeZone, reader) })),
  ]
}

/** By these words one knows that notes may follow. */
export const staffNotesTitle = 'Staff notes (not for the patron)'

/** What librarians noted for each other, and for nobody else. */
export function staffNotes(notes: readonly StaffNote[]): readonly Block[] {
  if (notes.length === 0) return []
  return [
    { type: 'heading', text: staffNotesTitle },
    ...notes.map(({ name, text }): Block => {
      return { type: 'message', message: { who: name ?? 'Staff', side: 'staff', text, about: [] } }
    }),
  ]
}

function quoteOf(message: Message, timeZone: string, reader: Reader): Quote {
  const { at, from, name, text, kind, resource, mayExpire } = message
  return {
    ...(name ? { who: name, role: from } : { who: from === 'patron' ? 'Patron' : 'Librarian' }),
    side: from,
    time: clockTime(timeZone, at),
    text,
    about: citation(resource, reader),
    ...(kind === 'statement' && { isStatement: true }),
    ...(mayExpire && {
      caution: resource?.path ? 'The link may have expired: follow the click path instead.' : mayHaveExpired,
    }),
  }
}

const mayHaveExpired = 'A link in this message may have expired.'

/** What a resource cites, and how to find it again (R12). */
function citation(resource: Message['resource'], reader: Reader): readonly string[] {
  const fromPolicyPage = reader === 'staff' && resource?.policyPage && 'from the policy page'
  const source = [resource?.title, resource?.url, fromPolicyPage].filter(Boolean).join(', ')
  return [...(source ? [`Source: ${source}`] : []), ...(resource?.path ? [`Click path: ${resource.path}`] : [])]
}

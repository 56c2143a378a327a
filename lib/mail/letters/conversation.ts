import type { Message, StaffNote } from '../../session/transcript.ts'
import { clockTime, dayOf } from './dates.ts'
import type { Block, Quote } from './letter.ts'

/** A conversation as a mail shows it. */
export interface Conversation {
  readonly libraryName: string
  /** IANA name. The times in the mail are those of the library. */
  readonly timeZone: string
  readonly askedAt: number
  readonly messages: readonly Message[]
  /** The mail service refused this mail with the conversation in it. */
  readonly isTooLong?: true
}

/**
 * Bytes of a conversation that go into one mail. SES limits the encoded mail of SendRawEmail to 10 MB: that is text and HTML,
 * in which one byte may become several. https://docs.aws.amazon.com/ses/latest/dg/quotas.html
 */
export const conversationMax = 400_000

/** Bytes around each message in text and HTML. */
const around = 500

/** The reader: only staff see references to policy pages. */
export type Reader = 'staff' | 'patron'

/**
 * The conversation, or as much of its beginning and end as fits. Mailboxes cut long mails off at the end, so nothing may follow
 * it.
 */
export function conversation(about: Conversation, reader: Reader): Block[] {
  const { messages, timeZone, askedAt, libraryName, isTooLong } = about
  const { first, last, missing } = isTooLong
    ? { first: [], last: [], missing: messages.length }
    : ends(messages, conversationMax)
  const quoted = (some: readonly Message[]) =>
    some.map((message): Block => ({ type: 'message', message: quoteOf(message, timeZone, reader) }))
  return [
    { type: 'heading', text: missing > 0 ? 'The conversation' : 'The whole conversation' },
    {
      type: 'paragraph',
      text: `${dayOf(timeZone, askedAt)}. The times are those of ${libraryName} (${timeZone}).`,
    },
    ...quoted(first),
    ...(missing > 0 ? [{ type: 'warning', text: leftOut(missing, about, reader) } as const] : []),
    ...quoted(last),
  ]
}

/** Says how much is missing, and where to find it. */
function leftOut(missing: number, { libraryName }: Conversation, reader: Reader): string {
  const what = `${missing} message${missing === 1 ? ' is' : 's are'} left out here: the conversation is too long for one mail.`
  return reader === 'staff'
    ? `${what} All of it is at the desk: open the follow-up there.`
    : `${what} ${libraryName} has all of it: reply to this mail to ask for the rest.`
}

/** As many of the first and last as fit, each into half of these bytes, and the number left out between them. */
function ends<T extends { readonly text: string }>(all: readonly T[], bytes: number) {
  if (sizeOf(all) <= bytes) return { first: all, last: [], missing: 0 }
  const first = fitting(all, bytes / 2)
  const last = fitting(all.slice(first.length).reverse(), bytes / 2).reverse()
  return { first, last, missing: all.length - first.length - last.length }
}

function fitting<T extends { readonly text: string }>(all: readonly T[], bytes: number): T[] {
  let size = 0
  const end = all.findIndex(one => {
    size += sizeOf([one])
    return size > bytes
  })
  return end < 0 ? [...all] : all.slice(0, end)
}

function sizeOf(all: readonly { readonly text: string }[]): number {
  return all.reduce((sum, { text }) => sum + Buffer.byteLength(text) + around, 0)
}

/** A reply that quotes these words quotes more of the mail than the answer. */
export const staffNotesTitle = 'Staff notes (not for the patron)'

/**
 * Where the notes are that librarians wrote for each other. They are not in the mail, which may be forwarded to anybody. A reader of
 * the mail gets them by a link that soon expires, and at the desk only staff read them.
 */
export function staffNotes(notes: readonly StaffNote[], hasLink: boolean): readonly Block[] {
  if (notes.length === 0) return []
  const [what, them] = notes.length === 1 ? ['1 note is', 'it'] : [`${notes.length} notes are`, 'them']
  const where = hasLink ? `A link below shows ${them}, and so does the desk.` : `The desk shows ${them}.`
  return [
    { type: 'heading', text: staffNotesTitle },
    { type: 'paragraph', text: `${what} not in this mail, because mails are forwarded. ${where}` },
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

/** The source of a resource, and how to find it again (R12). */
function citation(resource: Message['resource'], reader: Reader): readonly string[] {
  const fromPolicyPage = reader === 'staff' && resource?.policyPage && 'from the policy page'
  const source = [resource?.title, resource?.url, fromPolicyPage].filter(Boolean).join(', ')
  return [...(source ? [`Source: ${source}`] : []), ...(resource?.path ? [`Click path: ${resource.path}`] : [])]
}

import * as v from 'valibot'
import { ownerActor } from '../access/acting.ts'
import type { LinkAction, MailTokens } from '../access/mail-tokens.ts'
import type { Directory } from '../desk/ports.ts'
import type { FollowUpCommand } from '../follow-up/commands.ts'
import type { Actor } from '../follow-up/state.ts'
import { reference } from '../mail/letters/letters.ts'
import { type MailStartingPorts, runStartingMail } from '../mail/outgoing/run-and-mail.ts'
import { atMost, name, words } from '../protocol/fields-in.ts'
import { limits } from '../protocol/limits.ts'
import { notes, type StaffNote } from '../session/transcript.ts'
import { deskPage, type Field } from './page.ts'
import type { HttpRoutes, Request, Response } from './route.ts'

export type LinkPorts = MailStartingPorts & {
  readonly directory: Directory
  readonly mailTokens: Pick<MailTokens, 'readLink'>
}

/**
 * The links in a mail. Mail scanners open every link, so opening one only shows a button; pressing the button makes the change.
 */
export function links(ports: LinkPorts): HttpRoutes {
  const pressIn = ({ path, at }: Request) => ports.mailTokens.readLink(path.token ?? '', at)
  return {
    'GET /follow-ups/{token}': async request => {
      const linkAction = await pressIn(request)
      if (!linkAction) return gone
      const { question, button, fields }: Asked = asked[linkAction.act]
      return page(200, `Follow-up ${reference(linkAction.session)}`, question, button, fields)
    },

    'POST /follow-ups/{token}': async request => {
      const linkAction = await pressIn(request)
      if (!linkAction) return gone
      const newest = await ports.sessions.load(linkAction.session)
      if (newest?.session.status !== 'closed') return gone
      const by = await ownerActor(ports.directory, newest.session, linkAction, 'link')
      if (!by) return gone
      const title = `Follow-up ${reference(linkAction.session)}`
      const { button, fields }: Asked = asked[linkAction.act]
      const said = fields ? saidIn(request.body) : {}
      if (!said) return page(422, title, 'Please say who you are and how the patron was answered.', button, fields)
      if (linkAction.act === 'notes') {
        const found = notes(await ports.sessions.history(linkAction.session))
        return page(200, title, found.length > 0 ? asked.notes.done : asked.notes.already, undefined, [], found)
      }
      const command = commandOf(
        { ...linkAction, act: linkAction.act },
        { at: request.at, by: named(by, said.name) },
        said.note,
      )
      const outcome = await runStartingMail(ports, linkAction.session, command, newest)
      if ('refusal' in outcome) return page(409, title, outcome.refusal.reason)
      const { done, already = done }: Asked = asked[linkAction.act]
      // The desk cannot tell the readers of a library's mailbox apart, so a second press may be a colleague's.
      return page(200, title, outcome.events.length > 0 ? done : already)
    },
  }
}

/** The question that a link asks, and its text afterwards. */
interface Asked {
  readonly question: string
  readonly button: string
  readonly done: string
  readonly already?: string
  readonly fields?: readonly Field[]
}

/** Nobody else has seen an answer that was given outside the desk, so the person who reports it gives their name. */
const whoAndHow: readonly Field[] = [
  { name: 'name', label: 'Your name', most: limits.name, complete: 'name' },
  { name: 'note', label: 'How was the patron answered?', most: limits.text },
]

const filledIn = v.object({
  name: v.pipe(name, v.minLength(1)),
  note: v.pipe(v.string(), v.trim(), words, atMost('text')),
})

function saidIn(body: string): Partial<v.InferOutput<typeof filledIn>> | undefined {
  const read = v.safeParse(filledIn, Object.fromEntries(new URLSearchParams(body)))
  return read.success ? read.output : undefined
}

/** The readers of a library's mailbox are told apart by the name that they give. A librarian's own name is known. */
function named(by: Actor, name: string | undefined): Actor {
  return name && !by.librarian ? { ...by, name: `${name} (${by.name})` } : by
}

const asked = {
  take: {
    question: 'Do you want your colleagues to see that you are handling this?',
    button: "I'll handle this",
    done: 'You are handling this now, and your colleagues can see that.',
    already: 'Somebody with the same mail, you or a colleague, is handling this already. Please agree on who answers.',
  },
  done: {
    question: 'Has the patron been answered in another way?',
    button: 'Mark as done',
    fields: whoAndHow,
    done: 'The follow-up is marked as done. Thank you.',
    already: 'The follow-up was marked as done before. Nothing has changed.',
  },
  'hand-over': {
    question: "Do you want the patron's library to answer instead of you?",
    button: 'Hand over',
    done: "The patron's library is responsible for the answer now.",
  },
  confirm: {
    question: 'Do you want to send the answer in this mail to the patron?',
    button: 'Send this answer',
    done: 'The answer is on its way to the patron.',
  },
  reject: {
    question: 'Do you want to discard the answer in this mail?',
    button: 'Discard it',
    done: 'The answer is discarded and will not be sent.',
  },
  notes: {
    question: 'Do you want to read what librarians noted for each other, and not for the patron?',
    button: 'Show the notes',
    done: 'Librarians noted this for each other. Please do not pass it on to the patron.',
    already: 'The notes are not kept any more.',
  },
} satisfies Readonly<Record<LinkAction['act'], Asked>>

function commandOf(
  { act, n = 0 }: LinkAction & { readonly act: Exclude<LinkAction['act'], 'notes'> },
  about: Pick<Extract<FollowUpCommand, { type: 'TakeFollowUp' }>, 'at' | 'by'>,
  note: string | undefined,
) {
  switch (act) {
    case 'take':
      return { type: 'TakeFollowUp', ...about } as const
    case 'done':
      return { type: 'FinishFollowUp', ...about, note } as const
    case 'hand-over':
      return { type: 'HandOverFollowUp', ...about } as const
    case 'confirm':
      return { type: 'ConfirmAnswer', ...about, n } as const
    case 'reject':
      return { type: 'RejectAnswer', ...about, n } as const
  }
}

function page(
  status: number,
  title: string,
  sentence: string,
  button?: string,
  fields: readonly Field[] = [],
  quotes: readonly StaffNote[] = [],
): Response {
  return { status, html: deskPage(title, sentence, button, fields, quotes) }
}

/** Shown when something fails while a link is handled. */
export const busyPage = page(
  503,
  'The desk is busy',
  'Please try again in a minute. Pressing the button twice does no harm.',
)

/** Shown when the follow-up behind a link cannot be read. */
export const unreadablePage = page(
  409,
  'This follow-up cannot be read',
  'The desk cannot read what it has kept of it. Trying again will not help; please tell those who run it.',
)

const gone = page(404, 'This link is not valid', 'It is incomplete or has expired. Please answer in the desk instead.')

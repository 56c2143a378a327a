import { ownerActor } from '../access/acting.ts'
import type { LinkAction, MailTokens } from '../access/mail-tokens.ts'
import type { Directory } from '../desk/ports.ts'
import type { FollowUpCommand } from '../follow-up/commands.ts'
import { reference } from '../mail/letters/letters.ts'
import { type MailStartingPorts, runStartingMail } from '../mail/outgoing/run-and-mail.ts'
import { deskPage } from './page.ts'
import type { HttpRoutes, Request, Response } from './route.ts'

export type LinkPorts = MailStartingPorts & {
  readonly directory: Directory
  readonly mailTokens: Pick<MailTokens, 'readLink'>
}

/**
 * The links in a mail: one press each. Mail scanners open every link, so opening one shows a button and changes nothing; what
 * the button sends does.
 */
export function links(ports: LinkPorts): HttpRoutes {
  const pressIn = ({ path, at }: Request) => ports.mailTokens.readLink(path.token ?? '', at)
  return {
    'GET /follow-ups/{token}': async request => {
      const linkAction = await pressIn(request)
      if (!linkAction) return gone
      const { question, button } = asked[linkAction.act]
      return page(200, `Follow-up ${reference(linkAction.session)}`, question, button)
    },

    'POST /follow-ups/{token}': async request => {
      const linkAction = await pressIn(request)
      if (!linkAction) return gone
      const newest = await ports.sessions.load(linkAction.session)
      if (newest?.session.status !== 'closed') return gone
      const by = await ownerActor(ports.directory, newest.session, linkAction, 'link')
      if (!by) return gone
      const outcome = await runStartingMail(
        ports,
        linkAction.session,
        commandOf(linkAction, { at: request.at, by }),
        newest,
      )
      const title = `Follow-up ${reference(linkAction.session)}`
      if ('refusal' in outcome) return page(409, title, outcome.refusal.reason)
      const { done, already = done } = asked[linkAction.act]
      // Everybody who reads a library's mailbox is one to the desk: a second press may be a colleague's.
      return page(200, title, outcome.events.length > 0 ? done : already)
    },
  }
}

const asked: Readonly<Record<LinkAction['act'], { question: string; button: string; done: string; already?: string }>> =
  {
    take: {
      question: 'Shall everybody in your library see that you are on it?',
      button: 'I take it',
      done: 'It is yours now; everybody in your library can see that it is taken.',
      already: 'It was taken before, by somebody with the same mail: by you or by a colleague. Agree on who answers.',
    },
    done: {
      question: 'Has the patron had their answer in some other way?',
      button: 'It is done',
      done: 'The follow-up is done. Thank you.',
      already: 'The follow-up was done before; nothing has changed.',
    },
    'hand-over': {
      question: "Shall the patron's library answer instead of you?",
      button: 'Hand it over',
      done: "The patron's library has it now.",
    },
    confirm: {
      question: 'Shall the answer in this mail go to the patron?',
      button: 'Send it',
      done: 'The answer is on its way to the patron.',
    },
    reject: {
      question: 'Shall the answer in this mail be dropped?',
      button: 'Drop it',
      done: 'The answer is dropped; nobody will see it.',
    },
  }

function commandOf(
  { act, n = 0 }: LinkAction,
  about: Pick<Extract<FollowUpCommand, { type: 'TakeFollowUp' }>, 'at' | 'by'>,
) {
  switch (act) {
    case 'take':
      return { type: 'TakeFollowUp', ...about } as const
    case 'done':
      return { type: 'FinishFollowUp', ...about } as const
    case 'hand-over':
      return { type: 'HandOverFollowUp', ...about } as const
    case 'confirm':
      return { type: 'ConfirmAnswer', ...about, n } as const
    case 'reject':
      return { type: 'RejectAnswer', ...about, n } as const
  }
}

function page(status: number, title: string, sentence: string, button?: string): Response {
  return { status, html: deskPage(title, sentence, button) }
}

/** Said when something fails while a link is answered. */
export const busyPage = page(503, 'The desk is busy', 'Please try again in a minute; to press twice does no harm.')

const gone = page(
  404,
  'This link is not valid',
  'It was changed on the way, or it is too old. Answer in the desk instead.',
)

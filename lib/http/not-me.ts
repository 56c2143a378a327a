import type { MailTokens } from '../access/mail-tokens.ts'
import type { Connections } from '../desk/ports.ts'
import { type MailStartingPorts, runStartingMail } from '../mail/outgoing/run-and-mail.ts'
import { addressesOf } from '../session/confirming.ts'
import type { Session } from '../session/state.ts'
import { deskPage } from './page.ts'
import type { HttpRoutes, Request, Response } from './route.ts'

export type NotMePorts = MailStartingPorts & {
  readonly connections: Connections
  readonly mailTokens: Pick<MailTokens, 'readNotMeLink' | 'markOf'>
}

/**
 * The link *This was not me* in every mail to an address that nobody confirmed. Mail scanners open links, so opening it shows a
 * page; the button stops all further mail to the address for this session, and the owner of the follow-up is told.
 */
export function notMe(ports: NotMePorts): HttpRoutes {
  /** The session behind the link, and the address in it that the link is about. */
  const found = async ({ path, at }: Request) => {
    const link = await ports.mailTokens.readNotMeLink(path.token ?? '', at)
    const session = link && (await ports.sessions.load(link.session))?.session
    if (!link || !session) return undefined
    const marks = await Promise.all(
      addressesOf(session).map(async email => ({ email, mark: await ports.mailTokens.markOf(email) })),
    )
    return { session, email: marks.find(({ mark }) => mark === link.address)?.email }
  }
  return {
    'GET /not-me/{token}': async request =>
      (await found(request)) ? page(200, 'This was not me', question, 'Stop the mail') : gone,

    'POST /not-me/{token}': async request => {
      const about = await found(request)
      if (!about) return gone
      const { session, email } = about
      if (email === undefined) return page(200, 'This was not me', stopped)
      const outcome = await runStartingMail(ports, session.id, { type: 'DisownAddress', at: request.at, email })
      if ('events' in outcome && outcome.events.length > 0) await tellBoth(ports, session, email, request.at)
      return page(200, 'This was not me', stopped)
    },
  }
}

const question =
  'Somebody gave your address in the chat of a library. Do you want no more mail about their question? The library is told that the address is not theirs.'

const stopped = 'You will get no more mail about this question. The library has been told.'

/** Those who are talking learn that the address does not count. It is not an error if they have left. */
async function tellBoth({ connections, log }: NotMePorts, session: Session, email: string, at: number): Promise<void> {
  if (session.status === 'closed') return
  const librarian = session.status === 'active' ? session.librarian.connection : undefined
  for (const connection of [session.patron.connection, librarian]) {
    if (!connection) continue
    try {
      await connections.post(connection, { type: 'address-disowned', session: session.id, email, at })
    } catch (error) {
      log.failed('push address-disowned', session.id, error)
    }
  }
}

function page(status: number, title: string, sentence: string, button?: string): Response {
  return { status, html: deskPage(title, sentence, button) }
}

const gone = page(404, 'This link is not valid', 'It was changed on the way, or it has expired.')

import type { MailboxLinks } from '../access/mailbox-links.ts'
import type { Directory, Mailboxes } from '../desk/ports.ts'
import { deskPage } from './page.ts'
import type { HttpRoutes, Request } from './route.ts'

export interface MailboxLinkPorts {
  readonly directory: Pick<Directory, 'library'>
  readonly mailboxes: Pick<Mailboxes, 'recordTest'>
  readonly mailboxLinks: Pick<MailboxLinks, 'read'>
}

/**
 * The link in a test mail. Mail scanners open every link, so opening it only shows a button. The press confirms that somebody
 * reads the mailbox.
 */
export function mailboxPages({ directory, mailboxes, mailboxLinks }: MailboxLinkPorts): HttpRoutes {
  const testedIn = async ({ path, at }: Request) => {
    const tested = await mailboxLinks.read(path.token ?? '', at)
    const library = tested && (await directory.library(tested.library))
    return library && { ...tested, title: `The mailbox of ${library.name}` }
  }
  return {
    'GET /mailboxes/{token}': async request => {
      const tested = await testedIn(request)
      return tested ? { status: 200, html: deskPage(tested.title, question, button) } : gone
    },

    'POST /mailboxes/{token}': async request => {
      const tested = await testedIn(request)
      if (!tested) return gone
      const isNewest = await mailboxes.recordTest(tested.library, tested.n, 'pressedAt', request.at)
      return isNewest
        ? { status: 200, html: deskPage(tested.title, done) }
        : { status: 409, html: deskPage(tested.title, older) }
    },
  }
}

const question = 'Did you find this link in the mailbox of your library, and do you read that mailbox?'
const button = 'We read this mailbox'
const done = 'Thank you. The desk knows that its mail reaches you.'
const older = 'There is a newer test mail. Please press the link in that one.'

const gone = {
  status: 404,
  html: deskPage('This link is not valid', 'It is incomplete or has expired. Please wait for the next test mail.'),
}

import { mailTokens } from '../lib/access/mail-tokens.ts'
import { mailboxLinks } from '../lib/access/mailbox-links.ts'
import { documents } from '../lib/aws/documents.ts'
import { factsTable } from '../lib/aws/facts.ts'
import { followUpLog } from '../lib/aws/follow-up-list.ts'
import { httpFunction } from '../lib/aws/http-function.ts'
import { libraryDirectory } from '../lib/aws/library-directory.ts'
import { log } from '../lib/aws/log.ts'
import { mailboxes } from '../lib/aws/mailboxes.ts'
import { signingKey } from '../lib/aws/signing-key.ts'
import { socketConnections } from '../lib/aws/socket-connections.ts'
import { followUpTimers } from '../lib/aws/state-machine-timers.ts'
import { timerWatch } from '../lib/aws/timer-watch.ts'
import { env, read } from '../lib/env.ts'
import { busyPage, links, unreadablePage } from '../lib/http/mail-links.ts'
import { mailboxPages } from '../lib/http/mailbox-links.ts'
import { notMe } from '../lib/http/not-me.ts'
import { questionStatus } from '../lib/http/question-status.ts'

const db = documents()
const key = signingKey(read(env.mailSecret))

const ports = {
  sessions: followUpLog(db),
  facts: factsTable(db, read(env.factsTable)),
  directory: libraryDirectory(db, read(env.directoryTable)),
  timers: followUpTimers(read(env.followUpTimer)),
  watch: timerWatch(db, read(env.timersTable)),
  connections: socketConnections(),
  mailTokens: mailTokens({ key, url: '' }),
  mailboxLinks: mailboxLinks({ key, url: '' }),
  mailboxes: mailboxes(db, read(env.directoryTable)),
  log,
}

/**
 * The links in mails: those for staff, each a page with a button, the patron's, those that test a mailbox, and those for people who
 * did not ask.
 */
export const handler = httpFunction(
  { ...links(ports), ...questionStatus(ports), ...mailboxPages(ports), ...notMe(ports) },
  { busy: busyPage, unreadable: unreadablePage },
)

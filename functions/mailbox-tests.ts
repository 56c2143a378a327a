import middy from '@middy/core'
import { mailboxLinks } from '../lib/access/mailbox-links.ts'
import { documents } from '../lib/aws/documents.ts'
import { libraryDirectory } from '../lib/aws/library-directory.ts'
import { log, logger, observed } from '../lib/aws/log.ts'
import { mailCounts } from '../lib/aws/mail-counts.ts'
import { mailOut } from '../lib/aws/mail-out.ts'
import { mailboxRuns } from '../lib/aws/mailbox-runs.ts'
import { mailboxes } from '../lib/aws/mailboxes.ts'
import { signingKey } from '../lib/aws/signing-key.ts'
import { env, read, readIfSet } from '../lib/env.ts'
import { runMailboxTests } from '../lib/mail/outgoing/mailbox-runs.ts'
import { sumUpNotices } from '../lib/mail/outgoing/sum-up.ts'

const db = documents()
const table = read(env.directoryTable)
const ports = {
  directory: libraryDirectory(db, table),
  mailboxes: mailboxes(db, table),
  runs: mailboxRuns(db, table),
  mailer: mailOut({ sender: read(env.sender), configurationSet: read(env.configurationSet) }),
  links: mailboxLinks({ key: signingKey(read(env.mailSecret)), url: read(env.httpUrl) }),
  repliesDomain: readIfSet(env.repliesDomain),
  mailCounts: mailCounts(db, read(env.sourcesTable)),
  log,
}

/** Once a day, the notices of the day before are summed up for libraries that had very many, and test mails go to the mailboxes that are due. Each silent mailbox writes a line that the alarm counts. */
export const handler = middy<unknown, void>()
  .use(observed())
  .handler(async () => {
    await sumUpNotices(ports, Date.now())
    for (const library of await runMailboxTests(ports, Date.now())) logger.warn('mailbox silent', { library })
  })

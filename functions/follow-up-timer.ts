import { emailCodes } from '../lib/access/email-codes.ts'
import { mailTokens } from '../lib/access/mail-tokens.ts'
import { documents } from '../lib/aws/documents.ts'
import { factsTable } from '../lib/aws/facts.ts'
import { followUpLog } from '../lib/aws/follow-up-list.ts'
import { libraryDirectory } from '../lib/aws/library-directory.ts'
import { log } from '../lib/aws/log.ts'
import { mailCounts } from '../lib/aws/mail-counts.ts'
import { mailOut } from '../lib/aws/mail-out.ts'
import { mailboxes } from '../lib/aws/mailboxes.ts'
import { sentMails } from '../lib/aws/sent-mails.ts'
import { signingKey } from '../lib/aws/signing-key.ts'
import { timerFunction } from '../lib/aws/timer-function.ts'
import { env, read, readIfSet } from '../lib/env.ts'
import { runFollowUpTimer } from '../lib/mail/outgoing/follow-up-timer.ts'

const db = documents()
const key = signingKey(read(env.mailSecret))
const ports = {
  sessions: followUpLog(db),
  facts: factsTable(db, read(env.factsTable)),
  directory: libraryDirectory(db, read(env.directoryTable)),
  mailer: mailOut({ sender: read(env.sender), configurationSet: read(env.configurationSet) }),
  mailTokens: mailTokens({
    key,
    domain: readIfSet(env.repliesDomain),
    url: read(env.httpUrl),
    retentionDays: Number(read(env.retentionDays)),
  }),
  emailCodes: emailCodes(key),
  mailCounts: mailCounts(db, read(env.sourcesTable)),
  sentMails: sentMails(read(env.sentMailBucket)),
  mailboxes: mailboxes(db, read(env.directoryTable)),
  log,
}

/** Handles an open follow-up: its mails, its reminders, its hand-over. */
export const handler = timerFunction({
  work: async ({ session, until }) => {
    const ms = await runFollowUpTimer(ports, session, Date.now())
    // A second timer, for one mail, leaves everything else to the first.
    return ms === undefined || until ? undefined : { ms }
  },
})

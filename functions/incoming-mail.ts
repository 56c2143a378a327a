import middy from '@middy/core'
import type { SESEvent, SESReceipt } from 'aws-lambda'
import { mailTokens } from '../lib/access/mail-tokens.ts'
import { documents } from '../lib/aws/documents.ts'
import { factsTable } from '../lib/aws/facts.ts'
import { followUpLog } from '../lib/aws/follow-up-list.ts'
import { libraryDirectory } from '../lib/aws/library-directory.ts'
import { log, logger, observed } from '../lib/aws/log.ts'
import { mailStore } from '../lib/aws/mail-store.ts'
import { mailboxes } from '../lib/aws/mailboxes.ts'
import { sentMails } from '../lib/aws/sent-mails.ts'
import { signingKey } from '../lib/aws/signing-key.ts'
import { followUpTimers } from '../lib/aws/state-machine-timers.ts'
import { timerWatch } from '../lib/aws/timer-watch.ts'
import { env, read } from '../lib/env.ts'
import { readMail } from '../lib/mail/incoming/read-mail.ts'
import { receiveReply } from '../lib/mail/incoming/receive-reply.ts'
import type { Verdicts } from '../lib/mail/incoming/received-mail.ts'

const db = documents()
const stored = mailStore(read(env.mailBucket))
const ports = {
  sessions: followUpLog(db),
  facts: factsTable(db, read(env.factsTable)),
  directory: libraryDirectory(db, read(env.directoryTable)),
  timers: followUpTimers(read(env.followUpTimer)),
  watch: timerWatch(db, read(env.timersTable)),
  mailTokens: mailTokens({ key: signingKey(read(env.mailSecret)), url: '' }),
  sentMails: sentMails(read(env.sentMailBucket)),
  sender: read(env.sender),
  mailboxes: mailboxes(db, read(env.directoryTable)),
  log,
}

/** A mail has come to the domain of replies. SES has stored it and reports the results of its checks. */
export const handler = middy<SESEvent, void>()
  .use(observed())
  .handler(async event => {
    for (const { ses } of event.Records) {
      const { mail, receipt } = ses
      const arrived = {
        recipients: receipt.recipients,
        envelopeFrom: mail.source,
        receivedAt: Date.parse(mail.timestamp),
        verdicts: verdictsOf(receipt),
        read: async () => {
          const { raw, isWhole } = await stored(mail.messageId)
          return readMail(raw, isWhole)
        },
      }
      const { outcome, because } = await receiveReply(ports, arrived, Date.now())
      logger.info('mail', { became: outcome, because })
    }
  })

/** https://docs.aws.amazon.com/ses/latest/dg/receiving-email-notifications-contents.html */
function verdictsOf({ spfVerdict, dmarcVerdict, spamVerdict, virusVerdict }: SESReceipt): Verdicts {
  const dmarc = { PASS: 'pass', FAIL: 'fail' } as const
  return {
    spf: spfVerdict.status === 'PASS',
    dmarc: dmarcVerdict.status === 'PASS' || dmarcVerdict.status === 'FAIL' ? dmarc[dmarcVerdict.status] : 'none',
    isSpam: spamVerdict.status === 'FAIL',
    hasVirus: virusVerdict.status === 'FAIL',
  }
}

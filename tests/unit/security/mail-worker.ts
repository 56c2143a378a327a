import { parentPort } from 'node:worker_threads'
import { readMail } from '../../../lib/mail/incoming/read-mail.ts'
import { receiveReply } from '../../../lib/mail/incoming/receive-reply.ts'
import { deskAfter, jane } from '../closed-desk.ts'
import { at } from '../members.ts'

/** Takes mails in where the test can end it, however long it takes over one of them. */
parentPort?.on('message', async (raw: Uint8Array) => {
  const { ports, tokens } = await deskAfter('the library owes', 'her own library')
  const address = (await tokens.replyAddress({ session: jane, owner: 'library' }, at)) ?? ''
  const verdicts = { spf: true, dmarc: 'pass', isSpam: false, hasVirus: false } as const
  const arrived = { recipients: [address], envelopeFrom: 'amy@wren.example.org', receivedAt: at, verdicts }
  const became = await receiveReply(ports, { ...arrived, read: () => readMail(raw) }, at).then(
    ({ outcome }) => outcome,
    error => `${error}`,
  )
  parentPort?.postMessage({ became })
})

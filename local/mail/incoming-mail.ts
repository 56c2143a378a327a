import { randomUUID } from 'node:crypto'
import { SMTPServer } from 'smtp-server'
import type { Clock } from '../clock.ts'
import type { AsyncInvocation } from '../lambda/async-invocation.ts'
import { mayInvoke, permits } from '../lambda/iam.ts'
import { account, arn, partition } from '../template/physical.ts'
import { type Fields, fields, list, text, texts } from '../template/shape.ts'
import type { Template } from '../template/template.ts'
import type { Storage } from './s3.ts'

/** The largest mail that SES receives, bytes: 40 MB. https://docs.aws.amazon.com/ses/latest/dg/quotas.html */
const largest = 40 * 1024 * 1024

/** Incoming mail. An SMTP server on loopback applies the receipt rules of the template to it. */
export interface IncomingMail {
  /** The address to which mail programs send. */
  url: string
  stop(): Promise<void>
}

interface Rule {
  recipients: string[]
  actions: Fields[]
}

function rulesOf(template: Template): Rule[] {
  return template.ofType('AWS::SES::ReceiptRule').flatMap(({ properties }) => {
    const rule = fields(properties.Rule)
    return rule.Enabled === true
      ? [{ recipients: texts(rule.Recipients), actions: list(rule.Actions).map(fields) }]
      : []
  })
}

/** A rule names addresses, domains, or subdomains of a domain with a dot before it. */
function isFor({ recipients }: Rule, address: string): boolean {
  const domain = address.slice(address.lastIndexOf('@') + 1)
  return recipients.some(
    known => known === address || known === domain || (known.startsWith('.') && domain.endsWith(known)),
  )
}

/** SES may write where the bucket's policy lets it. */
function mayStore(template: Template, bucket: string, key: string): boolean {
  const object = `arn:${partition}:s3:::${bucket.toLowerCase()}/${key}`
  const statements = template
    .ofType('AWS::S3::BucketPolicy')
    .filter(({ properties }) => properties.Bucket === bucket)
    .flatMap(({ properties }) => list(fields(properties.PolicyDocument).Statement).map(fields))
    .filter(({ Principal }) => texts(fields(Principal).Service).includes('ses.amazonaws.com'))
  return permits(statements, 's3:PutObject', object, { 'aws:SourceAccount': account })
}

/**
 * SES checks senders in ways that are impossible on loopback. Here every sender counts as genuine unless the mail has a line
 * "X-Local-Verdict: FAIL" (or GRAY for a domain without a policy), which is there to try out the failures.
 */
function verdictIn(raw: Buffer): { status: string } {
  const head = raw.subarray(0, 65_536).toString('latin1')
  return { status: /^x-local-verdict:\s*(FAIL|GRAY)\s*$/im.exec(head)?.[1]?.toUpperCase() ?? 'PASS' }
}

/** Starts it if the template has receipt rules. */
export async function startIncomingMail(
  template: Template,
  options: { clock: Clock; storage: Storage; invocation: AsyncInvocation; port: number },
): Promise<IncomingMail | undefined> {
  const { clock, storage, invocation, port } = options
  const rules = rulesOf(template)
  if (rules.length === 0) return undefined
  const may = mayInvoke(template)

  const receive = (raw: Buffer, source: string, recipients: string[]): void => {
    const messageId = randomUUID().replaceAll('-', '')
    const timestamp = new Date(clock.now()).toISOString()
    const verdict = verdictIn(raw)
    for (const rule of rules) {
      const mine = recipients.filter(address => isFor(rule, address))
      if (mine.length === 0) continue
      for (const action of rule.actions) {
        const { S3Action, LambdaAction } = action
        const bucket = text(fields(S3Action).BucketName)
        const key = `${text(fields(S3Action).ObjectKeyPrefix) ?? ''}${messageId}`
        if (bucket && !mayStore(template, bucket, key)) throw new Error('SES may not write to the bucket of its rule.')
        if (bucket) storage.put(bucket, key, raw)
        const target = text(fields(LambdaAction).FunctionArn)
        if (target === undefined) continue
        if (!may('ses.amazonaws.com', target, arn('ses', 'receipt-rule')))
          throw new Error('SES may not invoke the function of its rule.')
        const receipt = {
          timestamp,
          processingTimeMillis: 1,
          recipients: mine,
          spfVerdict: verdict,
          dkimVerdict: verdict,
          dmarcVerdict: verdict,
          spamVerdict: { status: 'PASS' },
          virusVerdict: { status: 'PASS' },
          action: { type: 'Lambda', functionArn: target, invocationType: 'Event' },
        }
        const mail = { timestamp, source, messageId, destination: recipients, headersTruncated: false, headers: [] }
        const ses = { receipt, mail: { ...mail, commonHeaders: {} } }
        invocation.invoke(target, { Records: [{ eventSource: 'aws:ses', eventVersion: '1.0', ses }] })
      }
    }
  }

  const server = new SMTPServer({
    banner: 'Coopdesk on this machine',
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    size: largest,
    onRcptTo: ({ address }, _session, done) => {
      const known = rules.some(rule => isFor(rule, address.toLowerCase()))
      done(known ? null : new Error('Mailbox does not exist'))
    },
    onData: (stream, { envelope }, done) => {
      const parts: Buffer[] = []
      stream.on('data', (part: Buffer) => parts.push(part))
      stream.on('end', () => {
        if (stream.sizeExceeded) return done(new Error('Message too large'))
        const { mailFrom, rcptTo } = envelope
        try {
          receive(
            Buffer.concat(parts),
            mailFrom ? mailFrom.address : '<>',
            rcptTo.map(({ address }) => address.toLowerCase()),
          )
          done()
        } catch (thrown) {
          done(thrown instanceof Error ? thrown : new Error('Not taken'))
        }
      })
    },
  })
  const taken = await new Promise<number>((resolve, reject) => {
    server.on('error', () => reject(new Error(`Port ${port} is taken: stop what uses it, or choose another one.`)))
    server.listen(port, '127.0.0.1', () => {
      const address = server.server.address()
      resolve(typeof address === 'object' && address ? address.port : port)
    })
  })
  return {
    url: `smtp://127.0.0.1:${taken}`,
    stop: () => new Promise<void>(resolve => server.close(() => resolve())),
  }
}

import { SESClient } from '@aws-sdk/client-ses'
import * as fc from 'fast-check'
import PostalMime, { type Email } from 'postal-mime'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { mailOut } from '../../../lib/aws/mail-out.ts'
import type { Mail, MailboxMail } from '../../../lib/desk/ports.ts'
import { subjectOf } from '../../../lib/mail/letters/letter.ts'
import { addressIn } from '../../../lib/practice/signs.ts'
import { closingRecords } from '../../../lib/protocol/closing.ts'
import { anyText } from '../texts.ts'
import { tries } from '../tries.ts'

const numRuns = tries(75)

const sender = 'desk@example.org'
const usual: Mail = {
  reference: '01K5ZQ8M3T9V7W2X4Y6Z8A1B3C.1',
  kind: 'follow-up',
  recipient: 'library',
  session: '01K5ZQ8M3T9V7W2X4Y6Z8A1B3C',
  to: 'jane@patrons.example.org',
  from: 'Wren Library',
  subject: 'Follow-up',
  text: 'The words.\n',
  html: '<p>The words.</p>',
  replyTo: 'token@replies.example.org',
}

/** One for all mails: to make one takes longer than to write a mail. */
const client = new SESClient({ region: 'us-east-1' })
const commands: object[] = []
client.middlewareStack.add(
  () =>
    async ({ input }) => {
      commands.push(input)
      return { output: { MessageId: 'mail-1', $metadata: {} }, response: {} }
    },
  { step: 'initialize' },
)

/** What leaves for SES: the recipients of the envelope, the message byte for byte, and the same read by another library. */
async function leaving(
  mail: Partial<Mail>,
  base = usual,
): Promise<{ recipients: unknown; source: string; raw: string; read: Email }> {
  expect(await mailOut({ sender, configurationSet: 'set' }, client).send({ ...base, ...mail })).toEqual({
    id: 'mail-1',
  })
  const [command] = v.parse(v.tuple([sent]), commands.splice(0))
  const { Data: data } = command.RawMessage
  const raw = Buffer.from(data).toString('latin1')
  return { recipients: command.Destinations, source: command.Source, raw, read: await PostalMime.parse(data) }
}

const sent = v.object({
  Source: v.string(),
  Destinations: v.array(v.string()),
  RawMessage: v.object({ Data: v.instance(Uint8Array) }),
})

const known = [
  ...['content-type', 'date', 'from', 'message-id', 'mime-version', 'references'],
  ...['reply-to', 'subject', 'to', 'x-auto-response-suppress', 'x-coopdesk-reference'],
].sort()

/** Sent from the desk, only to this address, with each of the desk's headers once, and lines that mail servers accept. */
async function isOneMail(mail: Partial<Mail>) {
  const { recipients, source, raw, read } = await leaving(mail)
  expect(source).toBe(sender)
  expect(recipients).toEqual([mail.to ?? usual.to])
  const [local, domain = ''] = (mail.to ?? usual.to).split('@')
  expect(read.to).toEqual([{ address: `${local}@${domain.toLowerCase()}`, name: '' }])
  expect(read.from?.address).toBe(sender)
  expect(read.replyTo).toEqual([{ address: usual.replyTo, name: '' }])
  expect([read.cc, read.bcc, read.sender, read.attachments]).toEqual([undefined, undefined, undefined, []])
  expect(read.headers.map(({ key }) => key).sort()).toEqual(known)
  expect(raw).not.toMatch(/\r(?!\n)|(?<!\r)\n|\0/)
  expect(Math.max(...raw.split('\r\n').map(line => line.length))).toBeLessThanOrEqual(998)
  return read
}

/** Pieces with a meaning in headers, addresses or bodies of mails. */
const pieces = fc.constantFrom(
  ...['\r\n', '\n', '\r', '\r\n\r\n', '\u2028', '\u2029', '\u0085', '\v', '\f', '\0', '\u202e', '\u2066', '\ufeff'],
  ...['\r\nBcc: eve@example.org', '\nTo: eve@example.org\n', '=?utf-8?Q?=0D=0ABcc:_eve@example.org?=', '=?', '?=', '='],
  ...[
    '=?utf-8?B?DQpCY2M6IGV2ZUBleGFtcGxlLm9yZw==?=',
    ',',
    ';',
    ':',
    '"',
    '\\',
    '<eve@example.org>',
    '<',
    '>',
    '@',
    '()',
  ],
  ...['שלום', 'مرحبا', 'äöü', '😀', '\ud800', '--', '----_NmP-', '.', '..', '\n.\n', ' \n', '\t', '\nFrom me', '> '],
  ...['Content-Type: text/html', '\n\n', ' ', 'x'.repeat(1_200), ' word'.repeat(300), 'é'.repeat(600)],
)
const hostile: fc.Arbitrary<string> = fc
  .array(fc.oneof({ weight: 3, arbitrary: pieces }, fc.string(), anyText({ maxLength: 8 })), {
    maxLength: 8,
  })
  .map(parts => parts.join(''))

/** As much as a subject or the name of a library may be. */
const head = hostile.map(words => `x${words}`.slice(0, 200))
const body = hostile.map(words => `x${words}`)

describe('a mail about a mailbox', () => {
  const about: MailboxMail = {
    ...{ kind: 'mailbox-test', library: 'wren', n: 3, to: 'mail@wren.example.org', from: 'Wren Library' },
    ...{ subject: 'Please confirm', text: 'The words.\n', html: '<p>The words.</p>' },
  }
  const tagged = v.object({ Source: v.string(), Tags: v.unknown(), RawMessage: sent.entries.RawMessage })

  it('is tagged with its library, so that its return is known as that of the test, and takes the way of a follow-up', async () => {
    const mailer = mailOut({ sender, configurationSet: 'set' }, client)
    expect(await mailer.sendAbout(about)).toEqual({ id: 'mail-1' })
    const [{ Source, Tags, RawMessage }] = v.parse(v.tuple([tagged]), commands.splice(0))
    expect([Source, Tags]).toEqual([
      sender,
      [
        { Name: 'library', Value: 'wren' },
        { Name: 'mail', Value: '3' },
        { Name: 'kind', Value: 'mailbox-test' },
      ],
    ])
    const { headers, subject } = await PostalMime.parse(RawMessage.Data)
    const fields = new Map(headers.map(({ key, value }) => [key, value]))
    expect([subject, fields.has('auto-submitted')]).toEqual(['Please confirm', false])
    expect(fields.get('x-coopdesk-reference')).toBe('wren.mailbox.3')
    await mailer.sendAbout({ ...about, answersTo: 'from', replyTo: 'mailbox-tests@replies.example.org' })
    expect(commands.splice(0)).toMatchObject([{ Source: 'mailbox-tests@replies.example.org' }])
  })
})

describe('what a mail tells programs about itself', () => {
  const fieldsOf = async (mail: Partial<Mail>) => {
    const { read } = await leaving(mail)
    return new Map(read.headers.map(({ key, value }) => [key, value]))
  }
  const work = ['follow-up', 'reminder', 'overdue', 'handed-over', 'escalation', 'undeliverable', 'unreachable', 'held']

  it.each([...work, 'policy-report'] as Mail['kind'][])(
    'a mail of the kind %s is work for people, and is not marked as automatic, which ticket systems drop',
    async kind => {
      const fields = await fieldsOf({ kind })
      expect(fields.has('auto-submitted')).toBe(false)
      expect(fields.get('x-auto-response-suppress')).toBe('All')
    },
  )

  it('a transcript only informs, so it is marked as automatic', async () => {
    const fields = await fieldsOf({ kind: 'transcript' })
    expect(fields.get('auto-submitted')).toBe('auto-generated')
    expect(fields.get('x-auto-response-suppress')).toBe('All')
  })

  it('an answer comes from a person and has no mark', async () => {
    const fields = await fieldsOf({ kind: 'answer' })
    expect([fields.has('auto-submitted'), fields.has('x-auto-response-suppress')]).toEqual([false, false])
  })

  it('later mails refer to the first by the Message-ID that SES gave it, so that they land in its ticket', async () => {
    const first = await fieldsOf({})
    const later = await fieldsOf({ follows: '0100019abc-000000' })
    const thread = `<${usual.session}.session@example.org>`
    expect([first.get('references'), first.has('in-reply-to')]).toEqual([thread, false])
    expect(later.get('references')).toBe(`${thread} <0100019abc-000000@email.amazonses.com>`)
    expect(later.get('in-reply-to')).toBe('<0100019abc-000000@email.amazonses.com>')
  })

  it('a mail to a mailbox that answers From comes from the reply address, and every other one from the desk', async () => {
    const { read, source } = await leaving({ answersTo: 'from' })
    expect([read.from?.address, read.replyTo?.[0]?.address, source]).toEqual(Array(3).fill(usual.replyTo))
    const without = { ...usual, answersTo: 'from' as const }
    const { replyTo: _none, ...unanswerable } = without
    expect((await leaving({}, unanswerable)).read.from?.address).toBe(sender)
    expect((await leaving({})).source).toBe(sender)
  })
})

describe('whatever somebody typed', () => {
  it('leaves one mail to one address, in whichever field it stands', async () => {
    const fields = fc.record({ subject: head, from: head, text: body, html: body }, { requiredKeys: [] })
    await fc.assert(
      fc.asyncProperty(fields, async mail => {
        await isOneMail(mail)
      }),
      { numRuns: numRuns * 3 },
    )
  })

  it('in a subject is read again on one line, as it was', async () => {
    await fc.assert(
      fc.asyncProperty(hostile, async words => {
        const subject = subjectOf(`x ${words}`).toWellFormed()
        const read = await isOneMail({ subject })
        expect(read.subject).toBe(subject)
        const raw = await isOneMail({ subject: `x ${words}`.slice(0, 200) })
        expect(raw.subject).not.toMatch(/[\r\n]/)
      }),
      { numRuns },
    )
  })

  it('in a body is read again byte for byte: search statements, dots, spaces at the end, lines that begin with "From "', async () => {
    const line = fc.oneof(
      hostile.map(words => words.replaceAll(/[\r\n]/g, ' ').toWellFormed()),
      fc.constantFrom(
        'african americans and business* and "new york"  ',
        '.',
        '..',
        '. ',
        'From me',
        '>From me',
        '-- ',
      ),
      fc.constantFrom('=3D', '=', '', ' ', '\t', '----', '\t ', `${'x'.repeat(5_000)} `, 'From '),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(line, { minLength: 1, maxLength: 6 }), async lines => {
        const text = `x${lines.join('\n')}\n`
        const read = await isOneMail({ text, html: `<pre>${text}</pre>` })
        // Line ends before a boundary may belong to the boundary.
        expect(read.text?.replace(/\n+$/, '')).toBe(text.replace(/\n+$/, ''))
        expect(read.html?.replace(/\n+$/, '')).toBe(`<pre>${text}</pre>`)
      }),
      { numRuns },
    )
  })
})

describe('an address that the desk takes is one recipient and no header', () => {
  const takes = (email: string) =>
    v.safeParse(closingRecords['leave-address'].frame, {
      action: 'leave-address',
      session: usual.session,
      email,
    }).success
  const locals = fc.oneof(
    hostile,
    fc.stringMatching(/^[\w.+'%&=!#$*/?^`{|}~-]{1,70}$/),
    fc.constantFrom('"a b"', 'a,b'),
  )
  const domains = fc.oneof(hostile, fc.domain(), fc.constantFrom('[127.0.0.1]', 'x.co.', '-x.co', 'x..co', 'b@x.co'))
  const plain = fc.stringMatching(/^[\w+-]{1,9}(\.[\w+-]{1,9}){0,3}@([a-zA-Z\d]{1,9}\.){1,3}[a-zA-Z]{2,9}$/)
  const spoilt = fc.tuple(plain, fc.nat(), hostile).map(([address, at, words]) => {
    const place = at % (address.length + 1)
    return address.slice(0, place) + words + address.slice(place)
  })
  const typed = fc.oneof(
    plain,
    spoilt,
    fc.tuple(locals, domains).map(([local, domain]) => `${local}@${domain}`),
  )

  it('in a frame: letters, digits and a few marks are all that it lets through', async () => {
    const addresses = fc.oneof(typed, fc.emailAddress(), fc.emailAddress({ size: 'large' }))
    let taken = 0
    await fc.assert(
      fc.asyncProperty(addresses, async written => {
        if (!takes(written)) return
        const to = written.trim()
        taken++
        expect(to).toMatch(/^[\w+.&'=~-]{1,64}@[\p{L}\p{M}\p{N}.-]{1,252}$/u)
        await isOneMail({ to })
      }),
      { numRuns: numRuns * 2 },
    )
    expect(taken).toBeGreaterThan(numRuns / 10)
  })

  it('found in what a patron wrote: the same, its domain as SES wants it', async () => {
    const words = fc.oneof(
      typed,
      fc.emailAddress().map(address => `Write to <${address}>, please`),
    )
    await fc.assert(
      fc.asyncProperty(words, async text => {
        const found = addressIn(text)
        if (!found) return
        const { recipients, read } = await leaving({ to: found })
        // A domain that has no form in ASCII is left to SES, which refuses it.
        expect(recipients).toEqual([expect.stringMatching(/^[^\s@<>,;:"\\()]+@([a-z\d.-]+|[\p{L}\p{N}.-]+)$/iu)])
        expect(read.to).toHaveLength(1)
        expect(read.headers.map(({ key }) => key).sort()).toEqual(known)
      }),
      { numRuns: numRuns * 2 },
    )
  })

  it('a domain outside ASCII leaves as Punycode', async () => {
    const found = addressIn('I am jane@bücherei.example, thanks')
    const { recipients, read } = await leaving({ to: found ?? '' })
    expect(recipients).toEqual(['jane@xn--bcherei-n2a.example'])
    expect(read.to).toHaveLength(1)
  })

  it('and an address with a comma, should one ever come from elsewhere, is one all the same', async () => {
    const { recipients, read } = await leaving({ to: 'jane,eve@example.org' })
    expect(recipients).toEqual(['jane,eve@example.org'])
    expect(read.to).toEqual([{ address: '"jane,eve"@example.org', name: '' }])
  })
})

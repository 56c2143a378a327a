import { describe, expect, it } from 'vitest'
import { runFollowUpTimer } from '../../../../lib/mail/outgoing/follow-up-timer.ts'
import { deskAddress, libraryAddress, marked, replyDesk, sentAt, session } from './reply-desk.ts'

type Desk = Awaited<ReturnType<typeof replyDesk>>
type Sent = Desk['mails'][number]

/** What a program sends back to every mail that reaches it, and how long it takes, ms. */
interface Machine {
  readonly answers: (mail: Sent, n: number) => string
  readonly envelope?: string
  readonly after?: number
}

const head = (mail: Sent, subject: string, fields = '') =>
  `From: Reference <${libraryAddress}>\nTo: ${mail.replyTo ?? deskAddress}\nSubject: ${subject}\nMessage-ID: <${mail.reference}@riverside-library.example.org>\n${fields}\n`
const thanks = 'Thank you for your message. Somebody will answer it within two days.'
const quoted = (mail: Sent) =>
  `\n\nOn Tue, 24 Nov 2026, Riverside Public Library <${deskAddress}> wrote:\n${marked(mail.text)}\n`

const machines: Readonly<Record<string, Machine>> = {
  'an out-of-office note as RFC 3834 has it': {
    answers: mail => `${head(mail, `Auto: ${mail.subject}`, 'Auto-Submitted: auto-replied\n')}I am away.`,
    envelope: '',
  },
  'a ticket system that acknowledges, with a new number each time': {
    answers: (mail, n) =>
      `${head(mail, `[State #${4711 + n}] AutoReply: ${mail.subject}`, `X-RT-Ticket: State #${4711 + n}\nPrecedence: bulk\n`)}${thanks}`,
  },
  'one that marks nothing and answers at once': { answers: mail => `${head(mail, `Re: ${mail.subject}`)}${thanks}` },
  'one that quotes all of it, and takes its time': {
    answers: mail => `${head(mail, `Re: ${mail.subject}`)}${thanks}${quoted(mail)}`,
    after: 600_000,
  },
  'one that says something new each time, quotes, and takes its time': {
    answers: (mail, n) => `${head(mail, `Re: ${mail.subject}`)}${thanks} Your number is ${n}.${quoted(mail)}`,
    after: 600_000,
  },
  'a bouncer': {
    answers: mail =>
      `${head(mail, `Undeliverable: ${mail.subject}`).replace(libraryAddress, 'postmaster@riverside-library.example.org')}No such user.`,
  },
  'a list that holds it for its moderator': {
    answers: mail => `${head(mail, `Your message to Reference awaits moderator approval`)}Your mail is being held.`,
  },
  'a sender whom nobody knows': {
    answers: (mail, n) =>
      `${head(mail, `Re: ${mail.subject}`).replace(libraryAddress, `eve${n}@elsewhere.example.org`)}${thanks}${quoted(mail)}`,
  },
}

/** Lets a machine answer every mail that the desk sends to its library, until nothing is due any more. */
async function faced({ answers, envelope, after = 1_000 }: Machine) {
  const desk = await replyDesk()
  const outcomes: string[] = []
  let seen = 0
  let now = sentAt
  // Each round is one mail of the machine or one waking of the timer: a loop would never end.
  for (let round = 0; round < 500; round++) {
    const mail = desk.mails[seen]
    if (mail) {
      seen++
      const isMachines = mail.to === libraryAddress && mail.replyTo !== undefined
      // What has no address for replies can be answered at the desk's own, which takes no mail.
      if (!isMachines) continue
      now += after
      const { outcome } = await desk.arrives(answers(mail, seen), {
        at: now,
        to: mail.replyTo,
        ...(envelope !== undefined && { envelope }),
      })
      outcomes.push(outcome)
      continue
    }
    const due = await runFollowUpTimer(desk.ports, session, now)
    if (desk.mails[seen]) continue
    if (due === undefined) return { desk, outcomes }
    now += due
  }
  throw new Error('The two never stop.')
}

describe('R31 two machines that face each other through the desk', () => {
  it.each(Object.entries(machines))(
    '%s: the mails come to an end, and none is an answer',
    async (_machine, machine) => {
      const { desk, outcomes } = await faced(machine)
      expect(outcomes.length).toBeGreaterThan(0)
      expect(outcomes).not.toContain('answered')
      expect(desk.mails.filter(({ kind }) => kind === 'answer')).toEqual([])
      const held = desk.mails.filter(({ kind }) => kind === 'held').length
      // The follow-up, its reminder, and that it is overdue; each mail of a machine brings one more at most.
      expect(desk.mails.length - held).toBeLessThanOrEqual(4)
      expect(held).toBeLessThanOrEqual(outcomes.length)
      expect(outcomes.length).toBeLessThanOrEqual(4)
    },
  )
})

import { plainLines } from '../../lib/mail/incoming/plain-lines.ts'
import type { MailRead } from '../../lib/mail/incoming/read-mail.ts'
import { deskAddress } from './ports.ts'
import type { Scheduler } from './scheduler.ts'
import type { SentMail, World } from './world.ts'

/** A reader's behaviour with a mail that asks for an answer. */
export type MailHabit =
  /** They write back, from their own address or from an unknown one, and confirm the held answer in the latter case. */
  | 'reply'
  | 'reply-from-elsewhere'
  /** They press the first link: "I'll handle this"; then they write back. */
  | 'take-and-reply'
  /** They press the last link: "Mark as done", or "Hand over". */
  | 'press'
  /** Their mail program sends an out-of-office notice. */
  | 'out-of-office'
  /** Every mail comes back. */
  | 'takes-no-mail'

/** How long somebody takes with a mail, ms. */
const readingTime = 30_000

const asking: readonly string[] = ['follow-up', 'reminder', 'overdue', 'handed-over', 'unreachable']

/** The reader of a mailbox, who handles each mail once, however often it comes. */
export function mailbox(address: string, habit: MailHabit, world: World, scheduler: Scheduler): void {
  const known = new Set<string>()

  const linkAction = async (mail: SentMail, which: 'first' | 'last'): Promise<void> => {
    const tokens = [...mail.text.matchAll(/^(\{"session".*\})$/gm)].map(([, token = '']) => token)
    const token = which === 'first' ? tokens[0] : tokens.at(-1)
    if (token) await world.request('POST /follow-ups/{token}', { path: { token }, body: 'name=Ann&note=By+telephone.' })
  }
  const reply = (mail: SentMail, from: string, headers: ReadonlyMap<string, string> = new Map()): void => {
    const words = headers.size > 0 ? 'I am away.' : 'On the second floor.'
    if (!mail.replyTo) return
    const quoted = mail.text.trimEnd().replaceAll(/^/gm, '> ')
    const typed = `${words} (mail ${mail.reference.split('.')[1]})`
    const read: MailRead = {
      id: `<${mail.reference} ${from}>`,
      from,
      hasOneSender: true,
      subject: `Re: ${mail.subject}`,
      recipients: [mail.replyTo],
      headers,
      types: ['text/plain'],
      lines: plainLines(`${typed}\n\n${mail.from} <${deskAddress}> wrote:\n${quoted}`),
      pictures: [],
      doubts: [],
    }
    world.arrives({ to: mail.replyTo, session: mail.session, ...read })
  }

  const deal = async (mail: SentMail): Promise<void> => {
    await scheduler.sleep(readingTime)
    if (mail.kind === 'held' && habit !== 'takes-no-mail') return linkAction(mail, 'first')
    switch (habit) {
      case 'reply':
        return reply(mail, address)
      case 'reply-from-elsewhere':
        return reply(mail, 'someone@elsewhere.example.org')
      case 'take-and-reply':
        await linkAction(mail, 'first')
        return reply(mail, address)
      case 'press':
        return linkAction(mail, 'last')
      case 'out-of-office':
        return reply(mail, address, new Map([['auto-submitted', 'auto-replied']]))
      case 'takes-no-mail':
        return world.comesBack(mail, 'bounced')
    }
  }

  world.onMail(address, mail => {
    const isForThem = habit === 'takes-no-mail' || asking.includes(mail.kind) || mail.kind === 'held'
    if (known.has(mail.reference) || !isForThem) return
    known.add(mail.reference)
    void deal(mail)
  })
}

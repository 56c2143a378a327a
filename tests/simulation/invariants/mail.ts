import { calendarOf } from '../../../lib/consortium/library.ts'
import { timesOf } from '../../../lib/follow-up/due-dates.ts'
import { ownersOf } from '../../../lib/follow-up/list.ts'
import { isOver, type MailKind, recipientOf } from '../../../lib/follow-up/state.ts'
import type { Event } from '../../../lib/session/events.ts'
import { listedOf } from '../../../lib/session/joint-writes.ts'
import type { ClosedSession, Session } from '../../../lib/session/state.ts'
import type { SentMail } from '../world.ts'
import { type Broken, inEach, ofType } from './invariant.ts'

/** Every mail that a session wants is sent; a second time only where whoever sent it before could not record it. */
export const mailed: Broken = ({ world, faults }, logs) => {
  const skewed = faults.some(({ what, fault }) => what === 'follow-up clock' && fault?.startsWith('clock-'))
  return inEach(logs, (session, log) => {
    if (log.last.status !== 'closed' || log.last.mails.count === 0) return []
    const dropped = ofType(log.events, 'MailDropped')
    return Array.from({ length: log.last.mails.count }, (_, i) => i + 1).flatMap(n => {
      const sent = world.mails.filter(({ reference }) => reference === `${session}.${n}`)
      const unrecorded = sent.filter(({ by }) => faults.some(met => met.by === by)).length
      const isDropped = dropped.some(drop => drop.n === n)
      return [
        sent.length === 0 && !isDropped && `its mail ${n} was never sent`,
        sent.length > 1 + unrecorded && !skewed && `its mail ${n} was sent ${sent.length} times`,
        sent.length > 1 && new Set(sent.map(sameness)).size > 1 && `its mail ${n} is not the same each time`,
      ]
    })
  })
}

/** How long a mail may take to begin, ms: its timer wakes at once. */
const mailBegins = 2_000

/** Where nothing fails, whatever is written that needs a mail has it begun at once, and not some seconds later. */
export const begunAtOnce: Broken = ({ faults }, logs) => {
  if (faults.length > 0) return []
  return inEach(logs, (_session, { steps }) =>
    steps.flatMap(({ step, before, at }, i) => {
      const [was, is] = [before, step.session]
      if (was?.status !== 'closed' || is.status !== 'closed' || is.mails.count === was.mails.count) return []
      const begun = steps
        .slice(i)
        .filter(next => next.at <= at + mailBegins)
        .flatMap(next => ofType([...next.step.events], 'MailsBegun').flatMap(({ mails }) => mails))
      return is.mails.outbox
        .filter(({ n }) => n > was.mails.count && !begun.includes(n))
        .map(({ n, kind }) => `mail ${n} (${kind}) had not begun ${mailBegins} ms after it was wanted`)
    }),
  )
}

/** What was reported of a library's policy page reaches it once the session is over: each report once, and three at most. */
export const reportsMailed: Broken = ({ world }, logs) =>
  inEach(logs, (session, { events, last }) => {
    const reports = ofType(events, 'PolicyReported')
    const dropped = ofType(events, 'MailDropped').filter(({ kind }) => kind === 'policy-report').length
    const mails = world.mails.filter(mail => mail.session === session && mail.kind === 'policy-report')
    const isSaid = (text: string) => mails.some(mail => mail.text.includes(text))
    return [
      reports.length > 3 && `its library was told of ${reports.length} mistakes`,
      new Set(reports.map(({ text }) => text)).size < reports.length && 'one report was taken twice',
      last.status === 'closed' &&
        reports.filter(({ text }) => !isSaid(text)).length > dropped &&
        'a report never reached its library',
    ]
  })

/** What must be the same each time that a mail is sent; of what a patron is told, every word. */
function sameness({ subject, to, text, recipient }: SentMail): string {
  return `${to} ${subject} ${recipient === 'patron' ? text : ''}`
}

/** What is owed ends answered, done, or in the lists of those who owe it; and whoever could see to it has been told. */
export const owedInTheEnd: Broken = ({ world }, logs) =>
  inEach(logs, (session, { last }) => {
    const owes = listedOf(last)
    const listed = [...world.tables.owedNow()].filter(([, entry]) => entry.session === session)
    const owners = owes ? ownersOf(owes) : []
    if (last.status !== 'closed') return []
    const isToldOf = !last.followUp || isOver(last.followUp) || last.followUp.notices?.includes('escalated')
    return [
      owners.some(owner => !listed.some(([key]) => key === `${owner} ${session}`)) &&
        'it is owed and stands in no list',
      listed.length > owners.length && 'it stands in a list of somebody who does not owe it',
      last.mails.outbox.length > 0 && 'a mail of it was never settled',
      !isToldOf && 'it is owed, and nobody is told any more',
      owes !== undefined && owes.owner !== 'library' && 'past its deadline the librarian still owes it',
    ]
  })

/** Whoever can see to it hears that a mail did not arrive: of an answer its owner, of the rest the escalation address. */
export const heardOfReturns: Broken = ({ world }, logs) =>
  inEach(logs, (session, { steps, events }) => {
    const drops = ofType(events, 'MailDropped')
    const told = [...world.mails.filter(mail => mail.session === session), ...drops].map(({ kind }) => kind)
    return steps.flatMap(({ step, before }) =>
      step.events.map(event => {
        const notice = noticeOf(event, before)
        if (notice === undefined || before?.status !== 'closed') return false
        const isBegun = step.session.status === 'closed' && step.session.mails.count > before.mails.count
        return (
          !(told.includes(notice) && (isBegun || isFlagged(before, notice))) && `${event.type}, and nobody heard of it`
        )
      }),
    )
  })

/** Whether whoever is to hear of it has been told the same before. */
function isFlagged({ followUp }: ClosedSession, notice: 'unreachable' | 'undeliverable'): boolean {
  if (!followUp || isOver(followUp)) return false
  return notice === 'unreachable' ? followUp.undeliverable === 'patron' : followUp.notices?.includes('unheard') === true
}

/** Which mail has to tell of a mail that did not arrive; nothing, where it does not matter any more. */
function noticeOf(event: Event, before: Session | undefined): 'unreachable' | 'undeliverable' | undefined {
  const isLost = event.type === 'MailDropped' && (event.because === 'refused' || event.because === 'not-accepted')
  if ((event.type !== 'MailBounced' && !isLost) || before?.status !== 'closed' || !before.followUp) return undefined
  const { followUp } = before
  if (event.kind === 'answer' && followUp.status === 'answered')
    return event.n === followUp.answerMail ? 'unreachable' : undefined
  if (isOver(followUp)) return undefined
  const recipient = event.type === 'MailBounced' ? event.recipient : recipientOf(event.kind, followUp)
  if (recipient === 'patron') return 'unreachable'
  return recipient === (followUp.owner === 'library' ? 'library' : 'owner') ? 'undeliverable' : undefined
}

/** A mail is refused for good only where the mail service was made to: a long conversation keeps none from going out. */
export const noneTooLong: Broken = ({ faults }, logs) =>
  inEach(logs, (_session, { steps }) =>
    steps.flatMap(({ step }) =>
      step.events.map(
        event =>
          event.type === 'MailDropped' &&
          event.because === 'refused' &&
          !faults.some(({ fault }) => fault === 'rejected') &&
          `mail ${event.n} (${event.kind}) was refused, and nobody broke anything`,
      ),
    ),
  )

/** Nobody is told that it is late before it is: its owner has the time that they were given, or that a hand-over gives. */
export const noticesInTime: Broken = ({ story, faults }, logs) =>
  inEach(logs, (_session, { steps, last }) => {
    const library = story.libraries.find(({ id }) => id === last.library)
    const skew = faults.some(({ fault }) => fault?.startsWith('clock-')) ? 300_000 : 0
    return steps.flatMap(({ step, before }) => {
      const owed = before?.status === 'closed' ? before.followUp : undefined
      const isLate = step.events.some(({ type }) => type === 'FollowUpOverdue' || type === 'FollowUpEscalated')
      if (!isLate || !library || !owed) return []
      const { dueAt, escalateAt = 0 } = timesOf(owed, calendarOf(library), library.followUps)
      return step.events.map(({ type, at }) => {
        const earliest = type === 'FollowUpOverdue' ? dueAt : type === 'FollowUpEscalated' ? escalateAt : 0
        return at < earliest - skew && `${type}, ${earliest - at} ms before it was due`
      })
    })
  })

/** These tell staff that something is still to be done. */
const notices: readonly MailKind[] = ['reminder', 'overdue', 'escalation', 'undeliverable', 'unreachable']

/** Nobody begins to tell what is not true any more: that somebody waits who has been answered. */
export const noticesTrue: Broken = (_run, logs) =>
  inEach(logs, (_session, { steps }) =>
    steps.flatMap(({ step, before }) => {
      const isSeenTo = before?.status === 'closed' && before.followUp !== undefined && isOver(before.followUp)
      if (!isSeenTo) return []
      const untrue = before.mails.outbox.filter(({ kind }) => notices.includes(kind))
      return ofType([...step.events], 'MailsBegun').flatMap(({ mails }) =>
        untrue
          .filter(({ n }) => mails.includes(n))
          .map(({ kind }) => `a mail begins that is not true any more: ${kind}`),
      )
    }),
  )

/** A mail may be on its way while a complaint about another comes in, ms. */
const underWay = 60_000

/** Whoever complained is mailed no more. */
export const unwanted: Broken = ({ world, faults }, logs) =>
  inEach(logs, (session, { steps }) => {
    const skew = faults.some(({ fault }) => fault?.startsWith('clock-')) ? 300_000 : 0
    return steps.flatMap(({ step, at }) =>
      ofType([...step.events], 'MailComplained').flatMap(({ recipient }) =>
        world.mails
          .filter(mail => mail.session === session && mail.recipient === recipient && mail.at > at + underWay + skew)
          .map(mail => `${mail.kind} went to the ${recipient}, who had complained`),
      ),
    )
  })

/** In brackets stands the number of the mail that was answered: each mail is answered once. */
const answeredMail = /\(mail (\d+)\)$/

/** An answer is the patron's once, in the words that were written; nobody's automatic mail is one, nor a stranger's unconfirmed. */
export const answeredOnce: Broken = ({ story, world }, logs) =>
  inEach(logs, (id, { events }) => {
    const answers = ofType(events, 'FollowUpAnswered')
    const held = ofType(events, 'AnswerHeld')
    const texts = answers.map(({ text, held: n }) => text ?? held.find(one => one.n === n)?.text ?? '')
    const answered = texts.flatMap(text => answeredMail.exec(text)?.[1] ?? [])
    const reopened = ofType(events, 'MailBounced').length + ofType(events, 'MailDropped').length
    // What was held and is confirmed is sent on somebody's word, whatever was sent before.
    const direct = answers.filter(({ held: n }) => n === undefined).length
    const sent = world.mails.filter(({ session, kind }) => session === id && kind === 'answer')
    const lost = ofType(events, 'MailDropped').filter(({ kind }) => kind === 'answer').length
    // A mail sets each line of an answer apart.
    const isSaid = (text: string) => sent.some(mail => text.split('\n').every(line => mail.text.includes(line.trim())))
    const unsaid = texts.filter(text => text && !isSaid(text))
    const habits = new Set(Object.values(story.mailboxes ?? {}))
    return [
      new Set(answered).size !== answered.length && `one reply was taken twice: ${answered.join(' ')}`,
      [...texts, ...held.map(({ text }) => text)].some(text => text.startsWith('I am away.')) &&
        'what a mail program says by itself is taken for an answer',
      unsaid.length > lost && `the patron never got: ${unsaid.join(', ')}`,
      direct > 1 + reopened && `it was answered ${direct} times`,
      answers.some(({ by }) => by.via === 'mail') &&
        !habits.has('reply') &&
        !habits.has('take-and-reply') &&
        'it was answered by a mail that nobody wrote',
      new Set(held.map(({ text, because }) => `${because} ${text}`)).size !== held.length && 'one reply was held twice',
    ]
  })

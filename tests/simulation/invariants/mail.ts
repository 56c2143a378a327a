import { calendarOf } from '../../../lib/consortium/library.ts'
import { timesOf } from '../../../lib/follow-up/due-dates.ts'
import { ownersOf } from '../../../lib/follow-up/list.ts'
import { isOver, type MailKind, recipientByKind, recipientOf } from '../../../lib/follow-up/state.ts'
import type { Event } from '../../../lib/session/events.ts'
import { listedOf } from '../../../lib/session/joint-writes.ts'
import type { ClosedSession, Session } from '../../../lib/session/state.ts'
import type { Met } from '../scheduler.ts'
import type { SentMail } from '../world.ts'
import { type Broken, inEach, type Log, ofType } from './invariant.ts'

/** Every mail of a session is sent, and a second time only if the first could not be recorded. */
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
        new Set(sent.map(sameness)).size > versionsOf(sent, log) && `its mail ${n} is not the same each time`,
      ]
    })
  })
}

/** In how many versions a mail may go out again: it quotes a patron only from when their address is confirmed. */
function versionsOf(sent: readonly SentMail[], { steps }: Log): number {
  const confirmed = steps.filter(({ step }) => ofType([...step.events], 'AddressConfirmed').length > 0)
  return new Set(sent.map(mail => confirmed.filter(({ at }) => at <= mail.at).length)).size
}

/** How long a mail may take to begin, ms: its timer wakes at once. */
const mailBegins = 2_000

/** How long it may take if the function that wrote it failed, ms: the timer that was started before wakes after 15 s. */
const mailRescued = 17_000

/**
 * Whatever is written that needs a mail has it begun at once, and not some seconds later. If the function that wrote it failed, the
 * timer that it had started before begins the mail. Only a timer that fails may be later.
 */
export const begunInTime: Broken = ({ met, faults, world }, logs) => {
  const ofTimer = ({ kind, by }: Met) => kind === 'wake' || world.isOfTimer(by)
  return inEach(logs, (session, { steps }) =>
    steps.flatMap(({ step, before, at }, i) => {
      const [was, is] = [before, step.session]
      if (was?.status !== 'closed' || is.status !== 'closed' || is.mails.count === was.mails.count) return []
      const writers = met.filter(one => one.kind === 'append' && one.about === session && one.at === at)
      const late = faults.length > 0 ? mailRescued : mailBegins
      const mayBeLater = faults.some(fault => ofTimer(fault) && fault.at >= at && fault.at <= at + late)
      if (mayBeLater || (faults.length > 0 && writers.some(ofTimer))) return []
      const settled = steps
        .slice(i)
        .filter(next => next.at <= at + late)
        .flatMap(({ step: { events } }) => [
          ...ofType([...events], 'MailsBegun').flatMap(({ mails }) => mails),
          // An answer that is given in the same moment makes the notice untrue before it has begun.
          ...ofType([...events], 'MailDropped').map(({ n }) => n),
        ])
      return is.mails.outbox
        .filter(({ n }) => n > was.mails.count && !settled.includes(n))
        .map(({ n, kind }) => `mail ${n} (${kind}) had not begun ${late} ms after it was wanted`)
    }),
  )
}

/**
 * A patron who gave an address and is owed an answer learns once who has their question: by a receipt, or with the conversation
 * where they asked for it. A receipt has no typed words, which every mail indents, and no name.
 */
export const patronTold: Broken = ({ world }, logs) =>
  inEach(logs, (session, { events, steps }) => {
    const end = steps.find(({ step }) => step.session.status === 'closed')?.step
    if (end?.session.status !== 'closed') return []
    // What they did by then: a code that is typed later changes the address, and no mail of the end.
    const { email, transcript, verified } = end.session.patron
    const isSentAll = transcript === true && verified === 'confirmed'
    const isWanted = ofType([...end.events], 'Closed')[0]?.followUp !== undefined && email !== undefined && !isSentAll
    const receipts = world.mails.filter(mail => mail.session === session && mail.kind === 'receipt')
    const dropped = ofType(events, 'MailDropped').filter(({ kind }) => kind === 'receipt').length
    const count = new Set(receipts.map(({ reference }) => reference)).size + dropped
    return [
      isWanted && count === 0 && 'its patron was never told who has the question',
      !isWanted && count > 0 && 'its patron got a receipt that was not for them',
      receipts.length > 0 && count > 1 + dropped && `its patron got ${count} receipts`,
      receipts.some(({ text }) => /^ {4}\S|^Dear /m.test(text)) && 'a receipt says what somebody typed',
    ]
  })

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

/** A conversation that was requested is sent once, and only to who requested it. */
export const transcriptSent: Broken = ({ world }, logs) =>
  inEach(logs, (session, { events, last }) => {
    if (last.status !== 'closed') return []
    const isRequested = ofType(events, 'TranscriptRequested').length > 0
    // Another address may have taken the place of the confirmed one before the end.
    const isWanted = isRequested && last.patron.verified === 'confirmed' && last.steppedBackBy === undefined
    const sent = world.mails.filter(mail => mail.session === session && mail.kind === 'transcript')
    const dropped = ofType(events, 'MailDropped').filter(({ kind }) => kind === 'transcript').length
    const count = new Set(sent.map(({ reference }) => reference)).size
    const confirmed = ofType(events, 'AddressConfirmed').map(({ email }) => email)
    return [
      isRequested &&
        confirmed.length === 0 &&
        'its patron was promised the conversation, and no code confirmed an address',
      sent.some(({ to }) => !confirmed.includes(to)) && 'the conversation went to an address that no code confirmed',
      isWanted && count + dropped === 0 && 'its patron never got the conversation',
      count > (isWanted ? 1 : 0) && `its patron got the conversation ${count} times`,
      sent.some(({ to }) => to !== last.patron.email) &&
        'the conversation went to somebody who did not give the address',
    ]
  })

/**
 * The parts that must be the same each time a mail is sent. For mails to patrons, that is every word; above a conversation stands who
 * has the question now.
 */
function sameness({ subject, to, text, recipient, kind }: SentMail): string {
  const fixed = kind === 'transcript' ? text.slice(text.search(/^The (?:whole )?conversation:/m)) : text
  return `${to} ${subject} ${recipient === 'patron' ? fixed : ''}`
}

/** A follow-up ends answered, done, or in the lists of its owners, and those who can act have been told. */
export const owedInTheEnd: Broken = ({ world }, logs) =>
  inEach(logs, (session, { last }) => {
    const owes = listedOf(last)
    const listed = [...world.tables.owedNow()].filter(([, entry]) => entry.session === session)
    const owners = owes ? ownersOf(owes) : []
    if (last.status !== 'closed') return []
    const isToldOf = !last.followUp || isOver(last.followUp) || last.followUp.notices?.includes('escalated')
    return [
      owners.some(owner => !listed.some(([key]) => key === `${owner} ${session}`)) && 'it is open and in no list',
      listed.length > owners.length && 'it is in the list of somebody who is not its owner',
      last.mails.outbox.length > 0 && 'a mail of it was never settled',
      !isToldOf && 'it is open, and nobody is told any more',
      owes !== undefined && owes.owner !== 'library' && 'past its deadline the librarian still owes it',
    ]
  })

/** Those who can act are told that a mail did not arrive: the owner of an answer, and otherwise the escalation address. */
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

/** Whether the person to tell has been told the same before. */
function isFlagged({ followUp }: ClosedSession, notice: 'unreachable' | 'undeliverable'): boolean {
  if (!followUp || isOver(followUp)) return false
  return notice === 'unreachable' ? followUp.undeliverable === 'patron' : followUp.notices?.includes('unheard') === true
}

/** The kind of mail that must report a mail that did not arrive; undefined if it no longer matters. */
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

/** A mail is refused for good only if a fault made the mail service do so, and never because of a long conversation. */
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

/** Nobody is told too early that a follow-up is late. Its owner has the given time, or the time after a hand-over. */
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

/** Mails that tell staff that something is still to be done. */
const notices: readonly MailKind[] = ['reminder', 'overdue', 'escalation', 'undeliverable', 'unreachable']

/** No mail is begun that is no longer true, i.e. that somebody is waiting who has been answered. */
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

/** Once a follow-up is handed over, no mail is left that was meant for its former owner. */
export const noneForFormer: Broken = (_run, logs) =>
  inEach(logs, (_session, { steps }) =>
    steps.flatMap(({ step: { session, events }, before }) => {
      const isHandedOver = events.some(({ type }) => type === 'FollowUpHandedOver')
      if (!isHandedOver || before?.status !== 'closed' || session.status !== 'closed') return []
      return session.mails.outbox
        .filter(({ n, kind }) => n <= before.mails.count && recipientByKind[kind] === 'owner')
        .map(({ kind }) => `a mail for its former owner is left: ${kind}`)
    }),
  )

/** How long a mail may be on its way while a complaint about another arrives, ms. */
const underWay = 60_000

/** A person who complained gets no more mail. */
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

/** The number of the answered mail is in brackets. Each mail is answered once. */
const answeredMail = /\(mail (\d+)\)$/

/**
 * The patron gets an answer once, in the words that were written. An automatic mail is never an answer, and a stranger's only
 * if it is confirmed.
 */
export const answeredOnce: Broken = ({ story, world }, logs) =>
  inEach(logs, (id, { events }) => {
    const answers = ofType(events, 'FollowUpAnswered')
    const held = ofType(events, 'AnswerHeld')
    const texts = answers.map(({ text, held: n }) => text ?? held.find(one => one.n === n)?.text ?? '')
    const answered = texts.flatMap(text => answeredMail.exec(text)?.[1] ?? [])
    const reopened = ofType(events, 'MailBounced').length + ofType(events, 'MailDropped').length
    // A confirmed answer is sent at somebody's request, whatever was sent before.
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
        'an automatic mail counts as an answer',
      unsaid.length > lost && `the patron never got: ${unsaid.join(', ')}`,
      direct > 1 + reopened && `it was answered ${direct} times`,
      answers.some(({ by }) => by.via === 'mail') &&
        !habits.has('reply') &&
        !habits.has('take-and-reply') &&
        'it was answered by a mail that nobody wrote',
      new Set(held.map(({ text, because }) => `${because} ${text}`)).size !== held.length && 'one reply was held twice',
    ]
  })

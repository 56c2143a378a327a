import { dateIn } from '../time/days.ts'
import {
  type AnswerHeld,
  type FollowUpAnswered,
  type FollowUpEvent,
  type FollowUpHandedOver,
  isFromElsewhere,
  type MailBounced,
  type MailComplained,
  type MailDropped,
} from './events.ts'
import { type Afterwards, begun, postponed, withMail, withoutMail } from './outbox.ts'
import { type FollowUp, isOver, type MailKind, type Notice, type Recipient, recipientOf } from './state.ts'

/** A follow-up after one more event. */
export function evolveFollowUp(now: Afterwards, event: FollowUpEvent): Afterwards {
  switch (event.type) {
    case 'FollowUpTaken':
      return changed(now, { status: 'taken', takenBy: event.by })
    case 'FollowUpAnswered':
      return answered(now, event)
    case 'FollowUpDone':
      return changed(now, { status: 'done', endedAt: event.at })
    case 'FollowUpHandedOver':
      return handedOver(now, event)
    case 'FollowUpReminded':
      return noticed(now, 'reminded', 'reminder')
    case 'FollowUpOverdue':
      return missed(noticed(now, 'overdue', 'overdue'))
    case 'FollowUpEscalated':
      return missed(noticed(now, 'escalated', 'escalation'))
    case 'AnswerHeld':
      return held(now, event)
    case 'AnswerRejected':
      return changed(now, withoutHeld(now, event.n))
    case 'TicketRecorded':
      return changed(now, { ticket: event.ticket })
    case 'MailsBegun':
      return { ...now, mails: begun(now.mails, event.mails, event.at) }
    case 'MailSent':
      return { ...now, mails: withoutMail(now.mails, event.n) }
    case 'MailDropped':
      return dropped({ ...now, mails: withoutMail(now.mails, event.n) }, event)
    case 'MailPostponed':
      return { ...now, mails: postponed(now.mails, event.n) }
    case 'MailBounced':
      return bounced(now, event)
    case 'MailComplained':
      return complained(now, event)
    case 'AddressDisowned':
      return disowned(now)
  }
}

function changed(now: Afterwards, change: Partial<FollowUp>): Afterwards {
  return now.followUp ? { ...now, followUp: { ...now.followUp, ...change } } : now
}

function mailed(now: Afterwards, kind: MailKind, about?: number): Afterwards {
  return { ...now, mails: withMail(now.mails, kind, about) }
}

function noticed(now: Afterwards, notice: Notice, kind: MailKind): Afterwards {
  return mailed(changed(now, { notices: [...(now.followUp?.notices ?? []), notice] }), kind)
}

/** A later deadline does not make up for one that has passed (R37). */
function missed(now: Afterwards): Afterwards {
  return changed(now, { missed: true })
}

function withoutHeld({ followUp }: Afterwards, n: number): Pick<FollowUp, 'held' | 'heldFromElsewhere'> {
  const { held = [], heldFromElsewhere } = followUp ?? {}
  const isOther = (other: number) => other !== n
  return {
    held: held.filter(isOther),
    ...(heldFromElsewhere && { heldFromElsewhere: heldFromElsewhere.filter(isOther) }),
  }
}

function answered(now: Afterwards, { at, n, held, fingerprint }: FollowUpAnswered): Afterwards {
  const left = held === undefined ? {} : withoutHeld(now, held)
  const given = { status: 'answered' as const, endedAt: at, answers: n, answerMail: now.mails.count + 1 }
  return mailed(changed(now, { ...given, ...left, ...knowing(now, fingerprint) }), 'answer', n)
}

function held(now: Afterwards, { n, because, fingerprint }: AnswerHeld): Afterwards {
  const { held = [], heldFromElsewhere = [], answersFromElsewhere = 0 } = now.followUp ?? {}
  const waiting = {
    held: [...held, n],
    answersHeld: n,
    ...(isFromElsewhere(because) && {
      heldFromElsewhere: [...heldFromElsewhere, n],
      answersFromElsewhere: answersFromElsewhere + 1,
    }),
  }
  return mailed(changed(now, { ...waiting, ...knowing(now, fingerprint) }), 'held', n)
}

function knowing({ followUp }: Afterwards, fingerprint: string | undefined): Pick<FollowUp, 'known'> {
  return fingerprint === undefined ? {} : { known: [...(followUp?.known ?? []), fingerprint] }
}

/** The library gets its own opening days to answer in, since the deadline may have passed already (R30). */
function handedOver(now: Afterwards, { at, by, missed }: FollowUpHandedOver): Afterwards {
  if (!now.followUp) return now
  const { takenBy: _former, notices: _given, ticket: _theirs, undeliverable, deadline, ...kept } = now.followUp
  const left = by && isAhead(deadline, at) ? deadline : 'none'
  const begun = {
    ...({ owner: 'library', status: 'new', since: at, deadline: left } as const),
    ...(by?.librarian && { sentOnBy: by.librarian }),
    ...(missed && { missed }),
  }
  const isUnreachable = undeliverable === 'patron'
  const followUp: FollowUp = { ...kept, ...begun, ...(isUnreachable && { undeliverable }) }
  // From here on the library is told what the librarian was told.
  const handed = mailed({ ...now, followUp }, 'handed-over')
  const warned = isUnreachable ? mailed(handed, 'unreachable') : handed
  return (kept.held ?? []).reduce((after, n) => mailed(after, 'held', n), warned)
}

/**
 * A mail that the mail service does not accept has not arrived. The same holds for an answer that cannot be sent for any other
 * reason.
 */
function dropped(now: Afterwards, { at, n, kind, because }: MailDropped): Afterwards {
  const recipient = recipientOf(kind, now.followUp)
  const isLost = because === 'refused' || because === 'not-accepted' || kind === 'answer'
  if (isLost) return bounced(now, { at, n, kind, recipient })
  return because === 'unwanted' ? unheard(now, recipient) : now
}

function bounced(now: Afterwards, { at, n, kind, recipient }: Omit<MailBounced, 'type'>): Afterwards {
  const { bounced = [], ...mails } = now.mails
  const isPatrons = recipient === 'patron' && { isPatronUnreached: true as const }
  const noted = { ...now, mails: { ...mails, bounced: [...bounced, n], ...isPatrons } }
  if (kind === 'policy-report') return reportReturned(noted, n)
  // While an answer is owed, the owner is told that mail to the patron does not arrive, for any kind of mail.
  if (kind === 'transcript' && (!now.followUp || isOver(now.followUp))) return mailed(noted, 'transcript-returned')
  // If an older answer comes back, a later one still counts.
  const isNewest = kind === 'answer' && n === now.followUp?.answerMail && now.followUp.status === 'answered'
  return isNewest ? owedAgain(noted, at) : unheard(noted, recipient)
}

/** The library's mailbox takes no mail, so the library's escalation contact gets the report about the page (R11). */
function reportReturned(now: Afterwards, n: number): Afterwards {
  return unheard(mailed(now, 'policy-report-returned', n), 'library')
}

/** An answer that did not arrive does not count. It is owed again, with new days to answer in, and the owner is told why. */
function owedAgain(now: Afterwards, at: number): Afterwards {
  if (!now.followUp) return now
  const { notices = [], takenBy, deadline, since, endedAt: _notYet, ...kept } = now.followUp
  const followUp: FollowUp = {
    ...kept,
    ...(takenBy && { takenBy }),
    status: takenBy ? 'taken' : 'new',
    undeliverable: 'patron',
    ...(isAhead(deadline, at) ? { deadline, since, notices } : { deadline: 'none', since: at }),
  }
  return mailed({ ...now, followUp }, 'unreachable')
}

/** Whether a date is in the future in every time zone. No zone is a whole day ahead of UTC. */
function isAhead(deadline: string, at: number): boolean {
  return deadline !== 'none' && deadline > dateIn('UTC', at)
}

/** Somebody who complained gets no more mail. */
function complained(now: Afterwards, { recipient }: MailComplained): Afterwards {
  const { unwanted = [], ...mails } = now.mails
  return unheard({ ...now, mails: { ...mails, unwanted: [...unwanted, recipient] } }, recipient)
}

/**
 * Somebody else reads the mail to the patron, and gets no more of it. The owner is told even after the end, because an answer may
 * have gone to the wrong person.
 */
function disowned(now: Afterwards): Afterwards {
  const { unwanted = [], ...mails } = now.mails
  const stopped = { ...now, mails: { ...mails, unwanted: [...unwanted, 'patron'], isDisowned: true } } as const
  return now.followUp ? mailed(changed(stopped, { undeliverable: 'patron' }), 'unreachable') : stopped
}

/**
 * Mail to somebody does not arrive while an answer is owed. If it is the owner, the escalation address is told (R29). If it is
 * the patron, the owner is told (R31). Each is told once.
 */
function unheard(now: Afterwards, recipient: Recipient): Afterwards {
  const { followUp } = now
  if (!followUp || isOver(followUp)) return now
  const { owner, notices = [], undeliverable } = followUp
  if (recipient === 'patron')
    return undeliverable === 'patron' ? now : mailed(changed(now, { undeliverable: 'patron' }), 'unreachable')
  if (recipient !== (owner === 'library' ? 'library' : 'owner') || notices.includes('unheard')) return now
  return mailed(changed(now, { undeliverable: 'owner', notices: [...notices, 'unheard'] }), 'undeliverable')
}

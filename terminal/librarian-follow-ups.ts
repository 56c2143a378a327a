import type { LibrarianClient } from '../client/librarian-client.ts'
import type { Outgoing } from '../client/wire.ts'
import type { Reply } from '../lib/protocol/frames-out.ts'
import type { Command } from './librarian-commands.ts'
import { type Screen, showRefusal } from './screen.ts'

type Listed = Extract<Reply, { type: 'follow-ups' }>['followUps'][number]
type Held = Whole['held'][number]
type SentOn = Extract<Reply, { type: 'follow-ups' }>['sentOn'][number]
type Mailbox = Extract<Reply, { type: 'mailbox' }>
type Whole = Extract<Reply, { type: 'follow-up' }>
type Act = Extract<Command, { type: 'take' | 'answer' | 'done' | 'hand-over' | 'send' | 'drop' }>

/** A librarian's work on follow-ups, on a screen. Follow-ups are numbered as in the list that was shown last. */
export interface FollowUpDesk {
  list(): Promise<void>
  mailbox(library?: string): Promise<void>
  show(number: number): Promise<void>
  act(command: Act): Promise<void>
  /** Shows the sessions of the library that librarians stepped back from (R42). */
  steppedBack(library?: string): Promise<void>
}

export function followUpDesk(there: Pick<LibrarianClient, 'send' | 'now'>, screen: Screen): FollowUpDesk {
  let sessions: readonly string[] = []
  /** The held answers of each session that were shown on the screen, since nobody can confirm one unseen. */
  const shown = new Map<string, Whole['held']>()

  const numbered = (number: number): string | undefined => {
    const session = sessions[number - 1]
    if (!session) screen.show('There is no follow-up with this number; see /owed.', 'alarm')
    return session
  }

  const whole = async (session: string): Promise<Whole | undefined> => {
    const reply = await there.send({ action: 'follow-up', session })
    if (reply.type === 'follow-up') return reply
    showRefusal(reply, screen)
    return undefined
  }

  const frameOf = ({ type, number, text }: Act, session: string): Outgoing | undefined => {
    switch (type) {
      case 'take':
        return { action: 'take-follow-up', session, ...(text === 'anyway' && { despite: ['already-taken'] }) }
      case 'answer':
        return { action: 'answer-follow-up', session, text: text ?? '' }
      case 'done':
        return { action: 'finish-follow-up', session, ...(text && { note: text }) }
      case 'hand-over':
        return { action: 'hand-over-follow-up', session, ...(text && { note: text }) }
      default: {
        const [, which, lines] = /^(\d+)?\s*(?:lines?\s+([\d\s,-]+))?$/.exec(text ?? '') ?? [undefined, text]
        const held = heldAnswer(session, number, which)
        if (!held) return undefined
        if (type === 'drop') return { action: 'reject-answer', session, answer: held.answer }
        const kept = lines === undefined ? undefined : linesOf(held.text, lines)
        if (kept === '') return void screen.show('None of these lines is in it; see /owed.', 'alarm')
        return { action: 'confirm-answer', session, answer: held.answer, ...(kept && { text: kept }) }
      }
    }
  }

  /** The held answer that is meant: the one that was shown, or the one with this number if there are several. */
  const heldAnswer = (session: string, number: number, which: string | undefined): Held | undefined => {
    const answers = shown.get(session) ?? []
    const [only, ...others] = answers
    if (only === undefined)
      return void screen.show(
        `You have not seen any answer that is waiting there; /owed ${number} shows them.`,
        'alarm',
      )
    if (which === undefined && others.length === 0) return only
    const held = answers.find(({ answer }) => String(answer) === which)
    const numbers = answers.map(({ answer }) => answer).join(', ')
    if (!held) screen.show(`Say which (${numbers}), e.g. /send ${number} ${only.answer}.`, 'alarm')
    return held
  }

  return {
    list: async () => {
      const reply = await there.send({ action: 'follow-ups' })
      if (reply.type !== 'follow-ups') return void showRefusal(reply, screen)
      sessions = reply.followUps.map(({ session }) => session)
      for (const [i, one] of reply.followUps.entries()) screen.show(`#${i + 1}  ${line(one)}`)
      if (sessions.length === 0) screen.show('Nothing is owed.')
      for (const one of reply.sentOn) screen.show(`   ${sentOnLine(one)}`, 'quiet')
    },

    mailbox: async library => {
      const reply = await there.send({ action: 'mailbox', ...(library && { library }) })
      if (reply.type !== 'mailbox') return void showRefusal(reply, screen)
      for (const one of mailboxLines(reply)) screen.show(one)
    },

    show: async number => {
      const session = numbered(number)
      const reply = session && (await whole(session))
      if (!session || !reply) return
      screen.show(`${reply.patron.name ?? 'The patron'}, ${reply.email} (${reply.verified}); ${reply.followUpStatus}.`)
      screen.show(`Answer by ${reply.answerBy}.`)
      for (const { name, from, text } of reply.messages) screen.show(`${name ?? from}: ${text}`, 'words')
      for (const { name, text } of reply.notes ?? []) screen.show(`   note by ${name ?? 'the staff'}: ${text}`, 'quiet')
      if (reply.answer)
        screen.show(`   answered by ${reply.answer.by}: ${reply.answer.text}${cutMark(reply.answer)}`, 'words')
      for (const held of reply.held) screen.show(heldLines(held), 'words')
      for (const change of reply.changes) screen.show(`   ${changeLine(change)}`, 'quiet')
      shown.set(session, reply.held)
      if (reply.more) screen.show('   The conversation is longer than this.', 'quiet')
    },

    act: async command => {
      const session = numbered(command.number)
      const frame = session && frameOf(command, session)
      if (!frame) return
      const reply = await there.send(frame)
      if (reply.type === 'refused' && reply.code === 'already-taken')
        return screen.show(`${reply.reason} To take it over, type /take ${command.number} anyway.`, 'alarm')
      if (showRefusal(reply, screen) || reply.type !== 'follow-up-changed') return
      if ('answer' in frame)
        shown.set(
          session,
          (shown.get(session) ?? []).filter(({ answer }) => answer !== frame.answer),
        )
      screen.show(`#${command.number} is ${reply.followUpStatus}.`)
    },

    steppedBack: async library => {
      const reply = await there.send({ action: 'stepped-back-sessions', ...(library && { library }) })
      if (reply.type !== 'stepped-back-sessions') return void showRefusal(reply, screen)
      for (const { session, at, by, note } of reply.sessions)
        screen.show(`${new Date(at).toISOString()} ${by} stepped back from ${session}${note ? `: ${note}` : ''}`)
      if (reply.sessions.length === 0) screen.show('Nobody has stepped back from a session.')
    },
  }
}

const whyInWords: Readonly<Record<Mailbox['because'], string>> = {
  set: 'set in the consortium file',
  learnt: 'learnt from its mails',
  usual: 'as most do; `answers-to` in the consortium file sets it',
}

function testLine({ status, sentAt = 0, pressedAt = 0 }: Mailbox['test']): string {
  const day = (at: number) => new Date(at).toISOString().slice(0, 10)
  switch (status) {
    case 'untested':
      return 'No test mail has been sent to this address yet.'
    case 'waiting':
      return `A test mail was sent on ${day(sentAt)}. Please press the link in it.`
    case 'read':
      return `Somebody confirmed on ${day(pressedAt)} that it is read.`
    case 'unread':
      return `NOBODY HAS CONFIRMED that it is read: a test mail was sent on ${day(sentAt)}. Please find it and press its link.`
    case 'returned':
      return `MAIL TO IT COMES BACK: a test mail was sent on ${day(sentAt)}. Please have the address corrected.`
  }
}

function mailboxLines({
  library,
  mailbox,
  answersTo,
  because,
  acknowledges,
  program,
  test,
}: Mailbox): readonly string[] {
  return [
    `${mailbox}, for follow-ups of ${library}.`,
    `It answers ${answersTo === 'from' ? 'From' : 'Reply-To'} (${whyInWords[because]}).`,
    program ? `Its answers are written by ${program}.` : 'No ticket system has been recognised behind it.',
    acknowledges
      ? 'It acknowledges mails automatically; patrons never see that.'
      : 'It has not acknowledged a mail so far.',
    testLine(test),
  ]
}

/** A held answer. The lines of a longer one are numbered, so that some of them can be sent. */
function heldLines(held: Held): string {
  const lines = held.text.split('\n')
  const head = `   answer ${held.answer} waits (${held.because.join(', ')}), from ${held.from}: `
  if (lines.length === 1) return `${head}${held.text}${cutMark(held)}`
  return [head, ...lines.map((line, i) => `   ${String(i + 1).padStart(3)}  ${line}`)].join('\n') + cutMark(held)
}

/** The lines of a text that a selection such as `1-3 5` names. */
function linesOf(text: string, wanted: string): string {
  const lines = text.split('\n')
  const ranges = [...wanted.matchAll(/(\d+)(?:\s*-\s*(\d+))?/g)].map(([, from, to = from]) => [
    Number(from),
    Number(to),
  ])
  return lines.filter((_, i) => ranges.some(([from = 0, to = 0]) => i + 1 >= from && i + 1 <= to)).join('\n')
}

function cutMark({ cut }: { readonly cut?: true | undefined }): string {
  return cut ? ' … (the whole is in the mail)' : ''
}

function changeLine({ at, what, mail, by, note }: Whole['changes'][number]): string {
  return [new Date(at).toISOString(), what, mail, by && `by ${by}`, note && `(${note})`].filter(Boolean).join(' ')
}

function line({ name, library, status, owner, answerBy, overdue, takenBy, undeliverable, held }: Listed): string {
  return [
    name ?? 'a patron',
    `of ${library}`,
    owner === 'you' ? 'yours' : owner === 'librarian' ? "another librarian's" : 'the library’s',
    status === 'taken' ? `taken by ${takenBy}` : 'new',
    `${overdue ? 'OVERDUE since' : 'answer by'} ${answerBy}`,
    ...(undeliverable
      ? [`mail to ${undeliverable === 'patron' ? 'the patron' : 'the owner of the follow-up'} does not arrive`]
      : []),
    ...(held ? [`${held} to confirm`] : []),
  ].join(', ')
}

/** The progress of a follow-up that this librarian sent on (R43). */
function sentOnLine({ session, library, status, answerBy, endedAt }: SentOn): string {
  const became = endedAt === undefined ? `${status}, by ${answerBy}` : `${status} ${new Date(endedAt).toISOString()}`
  return `sent on to ${library} (${session.slice(-8)}): ${became}`
}

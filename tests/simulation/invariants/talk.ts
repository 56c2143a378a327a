import type { Event } from '../../../lib/session/events.ts'
import { senderKey } from '../../../lib/session/state.ts'
import { type Broken, clients, inEach, ofType } from './invariant.ts'

/** Everything that clients were told is in the log. */
export const acknowledgedOnce: Broken = (run, logs) =>
  clients(run).flatMap(({ name, acknowledged }) =>
    acknowledged.flatMap(({ frame, reply }) => {
      if (reply.type !== 'said') return []
      const said = ofType(logs.get(reply.session)?.events ?? [], 'Said')
      const mine = said.filter(({ number, text }) => number === reply.number && text === frame.text)
      return mine.length === 1 ? [] : [`message ${reply.number} of ${name} is in the log ${mine.length} times`]
    }),
  )

export const withoutGaps: Broken = (_run, logs) =>
  inEach(logs, (_session, log) => {
    const events = log.events
    const numbers = [1, ...ofType(events, 'Said').map(({ number }) => number)]
    const counters = new Map<string, number>()
    const disordered = events.flatMap(event => {
      if (event.type !== 'Said' && event.type !== 'Noted') return []
      const key = senderKey(event.from)
      const expected = (counters.get(key) ?? 0) + 1
      counters.set(key, event.n)
      return event.n === expected ? [] : [`${key} said ${event.n} where ${expected} was next`]
    })
    return [numbers.some((number, i) => number !== i + 1) && `numbers ${numbers.join(' ')}`, ...disordered]
  })

/** Every message is shown with the number that it has in the log. */
export const oneOrder: Broken = (run, logs) =>
  clients(run).flatMap(client =>
    [...logs].flatMap(([session, log]) => {
      const { texts } = log
      return [...client.view(session).messages]
        .filter(([number, text]) => texts.get(number) !== text)
        .map(([number]) => `${client.name} was shown another message ${number} of ${session}`)
    }),
  )
export const sameAnswer: Broken = run =>
  clients(run).flatMap(({ name, acknowledged }) => {
    const answers = new Map<string, string>()
    return acknowledged.flatMap(({ frame, reply }) => {
      if (reply.type !== 'said') return []
      const key = `${frame.session} ${frame.n}`
      const answer = `${reply.number} ${frame.text}`
      const before = answers.get(key) ?? answer
      answers.set(key, answer)
      return before === answer ? [] : [`${name} got ${before} and ${answer} for counter ${key}`]
    })
  })

/** A message that is repeated as it was is acknowledged again, wherever in the log it is. */
export const repeatsKnown: Broken = (run, logs) => [
  ...[...run.patrons, ...run.librarians].flatMap(({ plan, client }) => {
    const key = 'id' in plan ? senderKey({ role: 'librarian', id: plan.id }) : 'patron'
    return client.acknowledged.flatMap(({ frame, reply }) => {
      if (frame.action !== 'say' || reply.type !== 'refused' || reply.code !== 'other-words') return []
      const said = ofType(logs.get(String(frame.session))?.events ?? [], 'Said')
      const isStored = said.some(({ from, n, text }) => senderKey(from) === key && n === frame.n && text === frame.text)
      return isStored ? [`${client.name} said ${frame.n} again, and it was taken for other words`] : []
    })
  }),
]

export const nothingAfterClosed: Broken = (run, logs) => [
  ...inEach(logs, (_session, log) => {
    const events = log.events
    const end = events.findIndex(({ type }) => type === 'Closed')
    const late = end < 0 ? [] : events.slice(end + 1).filter(({ type }) => !afterClosing.includes(type))
    return late.map(({ type }) => `${type} after it was closed`)
  }),
  ...clients(run).flatMap(({ name, acknowledged }) =>
    acknowledged.flatMap(({ frame, reply }) =>
      frame.action === 'say' && reply.type === 'refused' && !lateCodes.includes(reply.code)
        ? [`${name} was refused a message with ${reply.code}`]
        : [],
    ),
  ),
]
const afterClosing: readonly Event['type'][] = [
  ...(['FollowUpTaken', 'FollowUpAnswered', 'FollowUpDone', 'FollowUpHandedOver', 'FollowUpReminded'] as const),
  ...(['FollowUpOverdue', 'FollowUpEscalated', 'TranscriptRequested', 'MailSent', 'MailDropped'] as const),
  ...(['MailsBegun', 'MailBounced', 'MailComplained', 'AnswerHeld', 'AnswerRejected'] as const),
  ...(['CodeRequested', 'CodeMailBegun', 'CodeMailed', 'CodeMistyped', 'CodeReturned', 'AddressConfirmed'] as const),
  'TicketRecorded',
  'TimerRenewed',
]
const lateCodes: readonly string[] = ['closed', 'not-yours', 'not-picked-up', 'other-words']

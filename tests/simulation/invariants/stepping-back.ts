import { steppedBackGoodbye } from '../../../lib/session/step-back.ts'
import type { Run } from '../simulation.ts'
import { isOfFlood } from './floods.ts'
import { type Broken, inEach, type Log, ofType } from './invariant.ts'

/** The event that ended a session from which a librarian stepped back. */
function steppedBack({ events }: Log) {
  return ofType(events, 'Closed').find(({ because }) => because === 'stepped-back')
}

/** Every reply to somebody who stepped back, with the sessions that it names. */
function steps({ librarians }: Run) {
  return librarians.flatMap(({ plan, client }) =>
    client.acknowledged.flatMap(({ reply }) =>
      reply.type === 'stepped-back' ? [{ by: plan.id, sessions: [reply.session, ...(reply.others ?? [])] }] : [],
    ),
  )
}

/** No mail goes out for a session that a librarian stepped back from, and none is requested; what a librarian reported does. */
export const noMailAfterwards: Broken = ({ world }, logs) =>
  inEach(logs, (session, log) => {
    const end = steppedBack(log)
    if (!end) return []
    const since = log.events.slice(log.events.indexOf(end) + 1)
    const mails = world.mails.filter(mail => mail.session === session && !['policy-report', 'code'].includes(mail.kind))
    return [
      ...mails.map(({ kind }) => `a librarian stepped back, and a mail went out: ${kind}`),
      since.some(({ type }) => type === 'CodeRequested' || type === 'TranscriptRequested') &&
        'a librarian stepped back, and its patron still had something mailed',
    ]
  })

/** It is counted as answered, apart from all others, and filed once for its library, in no words of the patron. */
export const countedApart: Broken = (run, logs) => {
  const { world } = run
  const filed = world.tables.steppedBackNow()
  const wrong = inEach(logs, (session, log) => {
    const end = steppedBack(log)
    const entry = filed.get(session)
    const facts = world.tables.facts.all().find(one => one.session === session)
    if (!end) return [entry !== undefined && 'it is filed, and nobody stepped back']
    const words = [...log.texts].flatMap(([n, text]) => (n === 1 ? [text] : []))
    return [
      (end.code !== 'answered' || end.followUp !== undefined) && 'a librarian stepped back, and it is not answered',
      facts?.because !== 'stepped-back' && 'a librarian stepped back, and it is counted with the others',
      entry?.library !== log.last.library && 'a librarian stepped back, and it is not filed for its library',
      entry !== undefined && words.some(word => JSON.stringify(entry).includes(word)) && 'its words are filed',
    ]
  })
  const untrue = steps(run).flatMap(({ by, sessions }) =>
    sessions
      .filter(session => {
        const log = logs.get(session)
        return !log || steppedBack(log)?.by !== by
      })
      .map(session => `${by} was told that they stepped back from ${session}, and did not`),
  )
  return [...wrong, ...untrue]
}

/** The patron is told once that it is over, in one sentence that is nobody's greeting. */
export const toldInOneSentence: Broken = ({ world, faults, written }, logs) =>
  inEach(logs, (session, log) => {
    const end = steppedBack(log)
    if (!end) return []
    const frames = world.posts.flatMap(({ identity, frame }) =>
      frame.type === 'ended' && frame.session === session && identity.role === 'patron' ? [frame] : [],
    )
    const last = written.find(({ step }) => step.session.id === session && step.events.includes(end))
    const was = last?.before?.patron.connection
    // A patron who leaves at the same moment reads it when they come back.
    const hasLeft = world.missed.some(({ connection, frame }) => connection === was && frame.type === 'ended')
    return [
      frames.some(({ goodbye }) => goodbye !== steppedBackGoodbye) && 'its patron was told in other words',
      frames.length > 1 && faults.length === 0 && `its patron was told ${frames.length} times`,
      was !== undefined &&
        !hasLeft &&
        frames.length === 0 &&
        faults.length === 0 &&
        'its patron was never told that it is over',
    ]
  })

/** Whoever reads a session afterwards is told that its words are to be blurred, except for the patron. */
export const blurred: Broken = ({ librarians, patrons }, logs) => {
  const readers = [
    ...librarians.map(({ client }) => ({ client, isStaff: true })),
    ...patrons.map(({ client }) => ({ client, isStaff: false })),
  ]
  return readers.flatMap(({ client, isStaff }) =>
    client.acknowledged.flatMap(({ reply }) => {
      if (reply.type !== 'resumed' || reply.status !== 'closed') return []
      const log = logs.get(reply.session)
      const isMarked = reply.steppedBack === true
      const isWanted = isStaff && log !== undefined && steppedBack(log) !== undefined
      return isMarked === isWanted ? [] : [`${client.name} read ${reply.session}, ${isMarked ? '' : 'not '}blurred`]
    }),
  )
}

/** How long a question may be on its way while a librarian steps back, ms. */
const onItsWay = 2_000

/** Its source is refused for a day, as long as nothing fails that would have refused it. */
export const sourceRefused: Broken = ({ flood, faults, written }, logs) => {
  if (!flood || faults.length > 0) return []
  const first = written.find(({ step }) => {
    const log = logs.get(step.session.id)
    return log && isOfFlood(log) && step.events.some(event => event === steppedBack(log))
  })
  return flood.answers
    .filter(({ at, status }) => first && at > first.at + onItsWay && status !== 403)
    .map(({ status }) => `a librarian stepped back from the flood, and it was answered with ${status}`)
}

import { expect, it } from 'vitest'
import type { Event } from '../../../lib/session/events.ts'
import { laterWritesOf } from '../../../lib/session/joint-writes.ts'
import { excerpt } from '../../../lib/session/state.ts'
import * as b from './builders.ts'
import { jointWritesOfLast, sessionAfter } from './given.ts'

const pools = ['library:wren', 'cooperative']
const place = { session: b.id, askedAt: b.start, generation: 1 }
const later = true
const joined = [b.asked(), b.patronCame(), b.pickedUp()]
const release = { type: 'Release', librarian: 'rob', session: b.id, at: b.pickUpAt, later }
const dequeue = { type: 'Dequeue', ...place, later }
const byDesk: Event = { type: 'Closed', at: b.pickUpAt, code: 'answered', how: 'by-default' }

it('R4 a question is in the queue of every pool that it reached', () => {
  const entry = { type: 'Enqueue', ...place, pools, library: 'wren', question: 'Do you have the new almanac?', later }
  expect(jointWritesOfLast(b.asked())).toEqual([entry])
  expect(jointWritesOfLast(b.asked({ name: 'Jane' }))).toEqual([{ ...entry, name: 'Jane' }])
  const spanish = { ...entry, language: 'es' }
  expect(jointWritesOfLast(b.asked({ language: 'es' }))).toStrictEqual([spanish])
  expect(jointWritesOfLast(b.asked({ language: 'es' }), b.poolsReached())).toStrictEqual([
    { ...spanish, pools: [...pools, ...b.poolsReached().pools] },
  ])
  expect(jointWritesOfLast(b.asked())).toStrictEqual([entry])
})

it('R2 who comes after all others stands there in every pool, and is taken out from there', () => {
  const mark = { afterOthers: true } as const
  const last = b.asked(mark)
  expect(jointWritesOfLast(last)).toMatchObject([{ type: 'Enqueue', ...mark }])
  expect(jointWritesOfLast(last, b.poolsReached())).toMatchObject([{ type: 'Enqueue', ...mark }])
  expect(jointWritesOfLast(last, b.pickedUp())).toContainEqual({ ...dequeue, ...mark })
  expect(jointWritesOfLast(last, byDesk)).toEqual([{ ...dequeue, ...mark }])
  expect(laterWritesOf(sessionAfter(last, byDesk))).toEqual([{ ...dequeue, ...mark }])
})

it('R4 a question that is left for the library is in no queue, and leaves none', () => {
  const left = b.asked({ pools: [] })
  expect(jointWritesOfLast(left)).toEqual([])
  expect(jointWritesOfLast(left, byDesk)).toEqual([])
})

it('R3 the timer makes sure of the entry while the patron waits, and after that of its end and of the librarian’s room', () => {
  const waits = sessionAfter(b.asked())
  expect(laterWritesOf(waits)).toEqual(jointWritesOfLast(b.asked()))
  expect(laterWritesOf(sessionAfter(...joined))).toEqual([dequeue])
  expect(laterWritesOf(sessionAfter(b.asked(), byDesk))).toEqual([dequeue])
  expect(laterWritesOf(sessionAfter(...joined, byDesk))).toEqual([{ ...dequeue, generation: 2 }, release])
})

it('R42 an entry has the number that the patron got, while they wait', () => {
  expect(jointWritesOfLast(b.asked({ nth: 7 }))).toMatchObject([{ type: 'Enqueue', nth: 7 }])
  expect(jointWritesOfLast(b.asked())[0]).not.toHaveProperty('nth')
  expect(sessionAfter(b.asked({ nth: 7 }), b.pickedUp())).not.toHaveProperty('nth')
})

it('R34 a patron who is back in the queue is there with the step that frees the librarian, and no late write removes them', () => {
  const back = jointWritesOfLast(...joined, b.vanished())
  expect(back).toMatchObject([{ type: 'Enqueue', generation: 2 }, { type: 'Release' }])
  for (const write of back) expect(write).not.toHaveProperty('later')
  expect(laterWritesOf(sessionAfter(...joined))).toMatchObject([{ generation: 1 }])
})

it('the language that a patron reads is known as long as their session is', () => {
  const served = [b.asked({ language: 'es' }), b.pickedUp()]
  expect(jointWritesOfLast(...served, b.vanished())).toMatchObject([{ type: 'Enqueue', language: 'es' }, {}])
  expect(sessionAfter(...served, b.closed())).toHaveProperty('language', 'es')
})

it('R2 a patron who was served and waits again comes after nobody', () => {
  const back = jointWritesOfLast(b.asked({ afterOthers: true }), b.pickedUp(), b.vanished())
  expect(back).toContainEqual(expect.objectContaining({ type: 'Enqueue' }))
  expect(JSON.stringify(back)).not.toContain('afterOthers')
})

it('R38 the queue holds no address', () => {
  const [entry] = jointWritesOfLast(b.asked({ email: 'jane@example.org', address: 'jane@example.org' }))
  expect(JSON.stringify(entry)).not.toContain('jane@example.org')
})

it('R5 picking up takes the patron out of the queue and counts for the librarian, in the same step', () => {
  const take = { type: 'Take', librarian: 'rob', session: b.id, at: b.pickUpAt }
  expect(jointWritesOfLast(...joined)).toEqual([dequeue, { ...take, waited: { ms: b.pickUpAt - b.start, own: true } }])
})

it('R6 a pick-up says how long the patron waited, unless they waited as nobody else does', () => {
  const waited = (...events: readonly Event[]) => jointWritesOfLast(...events).find(({ type }) => type === 'Take')
  const other = { librarian: { ...b.rob, library: 'tern' } }
  expect(waited(b.asked(), b.pickedUp(other))).toMatchObject({ waited: { ms: b.pickUpAt - b.start } })
  expect(waited(b.asked(), b.pickedUp(other))).not.toHaveProperty('waited.own')
  expect(waited(b.asked(), b.pickedUp({ outOfTurn: 'She speaks Navajo.' }))).not.toHaveProperty('waited')
  expect(waited(b.asked({ afterOthers: true }), b.pickedUp())).not.toHaveProperty('waited')
  expect(waited(b.asked(), b.pickedUp(), b.vanished(), b.pickedUp())).not.toHaveProperty('waited')
})

it('R5 closing frees the librarian', () => {
  expect(jointWritesOfLast(...joined, b.closed())).toEqual([release])
  expect(jointWritesOfLast(...joined, byDesk)).toEqual([release])
})

it('R6 a waiting session that ends leaves the queue and frees nobody', () => {
  expect(jointWritesOfLast(b.asked(), byDesk)).toEqual([dequeue])
})

const entry = { session: b.id, library: 'wren', owner: 'library', status: 'new', deadline: 'none', since: b.pickUpAt }
const list = { type: 'List', owners: ['library:wren'], entry }
/** Rob, who closed the session, sees its progress. */
const sentOn = (more: object = {}) => {
  const { session, library, status, deadline, since } = entry
  return { type: 'ListSentOn', librarian: 'rob', entry: { session, library, status, deadline, since, ...more } }
}
const byNobody = () => {
  const { by: _rob, name: _robs, ...closed } = b.closedOwing()
  return closed
}

it('R29 an open follow-up is in the list of the library, whoever closed the session', () => {
  expect(jointWritesOfLast(...joined, b.closedOwing())).toEqual([release, list, sentOn()])
  expect(jointWritesOfLast(b.asked({ name: 'Jane' }), byNobody())).toEqual([
    dequeue,
    { ...list, entry: { ...entry, name: 'Jane' } },
  ])
})

it('R30 a promised follow-up is in the list of the librarian and of the patron’s library, and leaves the librarian’s when handed over', () => {
  const closed = b.closed({ code: 'follow-up-by-me', followUp: { ...b.owed, owner: 'rob' } })
  const owners = ['library:wren', 'librarian:rob']
  expect(jointWritesOfLast(...joined, closed)).toEqual([
    release,
    { ...list, owners, entry: { ...entry, owner: 'rob' } },
  ])
  expect(jointWritesOfLast(...joined, closed, b.followUpHandedOver({ at: b.pickUpAt }))).toEqual([
    list,
    { type: 'Unlist', owners: ['librarian:rob'], session: b.id },
  ])
})

it('R29 once it is answered or done it is in no list, and outgoing mails change none', () => {
  const unlist = [{ type: 'Unlist', owners: ['library:wren'], session: b.id }]
  expect(jointWritesOfLast(...joined, b.closedOwing(), b.mailSent())).toEqual([])
  const endedAt = b.followUpDone().at
  const done = sentOn({ status: 'done', endedAt })
  const answered = sentOn({ status: 'answered', endedAt: b.followUpAnswered().at })
  expect(jointWritesOfLast(...joined, b.closedOwing(), b.followUpDone())).toEqual([...unlist, done])
  expect(jointWritesOfLast(...joined, b.closedOwing(), b.followUpAnswered())).toEqual([...unlist, answered])
})

it('R43 a librarian who sent a follow-up on, by its code or by handing it over, sees its progress, and nobody does if the desk made it', () => {
  const taken = jointWritesOfLast(...joined, b.closedOwing(), b.followUpTaken())
  expect(taken).toContainEqual(sentOn({ status: 'taken' }))
  const mine = b.closed({ code: 'follow-up-by-me', followUp: { ...b.owed, owner: 'rob' } })
  const handed = b.followUpHandedOver({ by: { ...b.amy, librarian: 'rob' } })
  expect(jointWritesOfLast(...joined, mine, handed)).toContainEqual(sentOn({ since: handed.at }))
  expect(jointWritesOfLast(b.asked(), byNobody(), b.followUpDone()).map(({ type }) => type)).toEqual(['Unlist'])
})

it('R43 events that they do not see write nothing to their list', () => {
  for (const event of [b.answerHeld(), b.mailSent()])
    expect(jointWritesOfLast(...joined, b.closedOwing(), event).map(({ type }) => type)).not.toContain('ListSentOn')
})

it('R31 an answer that came back is listed again', () => {
  const bounced = b.mailBounced({ n: 2, kind: 'answer', recipient: 'patron' })
  expect(jointWritesOfLast(...joined, b.closedOwing(), b.followUpAnswered(), bounced)).toEqual([
    { ...list, entry: { ...entry, undeliverable: 'patron' } },
    sentOn(),
  ])
})

it.each([
  b.patronCame(),
  b.patronWentAway(),
  b.patronLeft(),
  b.librarianCame(),
  b.librarianWentAway(),
  b.librarianSaid(),
  b.patronSaid(),
  b.noted(),
  b.contactAsked(),
  b.contactVerified(),
  b.silenceWarned(),
  b.silenceBreached(),
])('$type is written only in the session', event => {
  expect(jointWritesOfLast(...joined, event)).toEqual([])
})

it('a list of waiting patrons shows 280 characters of a question, and cuts no character in half', () => {
  expect(excerpt('a'.repeat(280))).toBe('a'.repeat(280))
  expect(excerpt('a'.repeat(281))).toBe(`${'a'.repeat(279)}…`)
  expect(excerpt('🦉'.repeat(281))).toBe(`${'🦉'.repeat(279)}…`)
})

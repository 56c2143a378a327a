import { expect, it } from 'vitest'
import type { Event } from '../../../lib/session/events.ts'
import * as b from './builders.ts'
import { given, sessionAfter } from './given.ts'

const joined = [b.asked(), b.pickedUp()]
const three = ['hours', 'map', 'fees'].map((fingerprint, i) => b.policyReported({ n: i + 1, fingerprint }))

const mailsOf = (...past: readonly Event[]) => {
  const session = sessionAfter(...past)
  return session.status === 'closed' ? session.mails.outbox.map(({ n, kind }) => `${kind} ${n}`) : []
}

it('R11 the librarian who serves reports a mistake on the policy page, and it is an event of the session', () => {
  given(...joined)
    .when(b.reportPolicy())
    .happens(b.policyReported())
  given(...joined, b.policyReported())
    .when(b.reportPolicy({ text: 'The map is old.', fingerprint: 'map' }))
    .happens(b.policyReported({ n: 2, text: 'The map is old.', fingerprint: 'map' }))
})

it('R11 a report that is sent again is one report', () => {
  given(...joined, ...three.slice(0, 2))
    .when(b.reportPolicy())
    .doesNothing()
  // The three are used up, and it is one of them all the same.
  given(...joined, ...three)
    .when(b.reportPolicy())
    .doesNothing()
})

it('R11 a library gets three reports of one session at most, whoever serves in it', () => {
  given(...joined, ...three)
    .when(b.reportPolicy({ fingerprint: 'loans' }))
    .refuses('enough-reports')
  const back = [...joined, ...three, b.vanished(), b.pickedUp()]
  given(...back)
    .when(b.reportPolicy({ fingerprint: 'loans' }))
    .refuses('enough-reports')
})

it('R11 each report has a mail of its own in the outbox once the session is over, each under its own number', () => {
  expect(mailsOf(...joined, ...three, b.closed())).toEqual(['policy-report 1', 'policy-report 2', 'policy-report 3'])
  const owed = { owner: 'library', email: 'jane@example.org', verified: 'typed-twice', deadline: 'none' } as const
  expect(
    mailsOf(
      ...joined,
      b.addressConfirmed(),
      b.policyReported(),
      { type: 'TranscriptRequested', at: 5 },
      b.closed({ followUp: owed }),
    ),
  ).toEqual([...['policy-report 1', 'follow-up 2', 'transcript 3']])
  // Nobody else may ever pick this patron up.
  expect(mailsOf(...joined, b.policyReported(), b.vanished(), b.closed())).toEqual(['policy-report 1'])
})

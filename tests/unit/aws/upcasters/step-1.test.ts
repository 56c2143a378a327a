import { describe, expect, it } from 'vitest'
import { parsed } from '../../../../lib/aws/stored/shape.ts'
import { step } from '../../../../lib/aws/stored/step.ts'
import { wordsOfVersion1 } from '../../../../lib/aws/upcasters/step-1.ts'

const rob = { id: 'rob', name: 'Rob', library: 'wren' }
const common = { library: 'hale', askedAt: 1, patron: {}, last: 2, lastMessageAt: 1, counters: { patron: 1 } }
const active = {
  ...common,
  status: 'active',
  silence: { since: 1, warned: false, breaches: 0 },
  patronSilence: { since: 1, prompts: 0 },
  signs: [],
}
const closed = { ...common, status: 'closed', closedAt: 2, code: 'follow-up-by-me', how: 'chosen' }
const owed = { email: 'jane@example.org', verified: 'typed-twice', deadline: 'none' }
const change = (state: object, ...events: object[]) => parsed(step, { step: 1, state, events }, 'S')

describe('a step from before version 1', () => {
  it('names who serves, and whom else they serve, as version 1 does', () => {
    const serving = { ...rob, pickedUpAt: 1, unnamed: 'Wren Library', others: ['1:x'] }
    expect(change({ ...active, librarian: serving }).state).toEqual({
      ...active,
      librarian: { ...rob, pickedUpAt: 1, unnamedInstitution: 'Wren Library', otherPatrons: ['1:x'] },
    })
  })

  it('names the owner of a follow-up, and undeliverable recipients, as version 1 does', () => {
    const followUp = { ...owed, owedBy: 'rob', status: 'new', since: 2, undeliverable: 'owing' }
    const mails = { count: 1, outbox: [], unwanted: ['owing', 'patron'] }
    expect(change({ ...closed, followUp, mails }).state).toEqual({
      ...closed,
      followUp: { ...owed, owner: 'rob', status: 'new', since: 2, undeliverable: 'owner' },
      mails: { count: 1, outbox: [], unwanted: ['owner', 'patron'] },
    })
  })

  it('names its events, and what is in them, as version 1 does', () => {
    const aboutMail = { at: 1, n: 1, kind: 'follow-up' }
    const was = [
      { type: 'OthersNoted', at: 1, others: ['1:x'] },
      { type: 'TranscriptWished', at: 1 },
      { type: 'PickedUp', at: 1, librarian: { ...rob, unnamed: 'Wren' }, connection: 'c' },
      { type: 'TransferAccepted', at: 1, librarian: { ...rob, unnamed: 'Wren' }, connection: 'c' },
      { type: 'Closed', at: 1, code: 'follow-up-by-me', how: 'chosen', followUp: { ...owed, owedBy: 'rob' } },
      { type: 'MailBounced', ...aboutMail, party: 'owing' },
      { type: 'MailComplained', ...aboutMail, party: 'patron' },
      { type: 'Said', at: 1, from: { role: 'patron' }, n: 1, number: 2, text: 'others owedBy owing' },
    ]
    expect(change({ ...closed, mails: { count: 0, outbox: [] } }, ...was).events).toEqual([
      { type: 'OtherPatronsRecorded', at: 1, otherPatrons: ['1:x'] },
      { type: 'TranscriptRequested', at: 1 },
      { type: 'PickedUp', at: 1, librarian: { ...rob, unnamedInstitution: 'Wren' }, connection: 'c' },
      { type: 'TransferAccepted', at: 1, librarian: { ...rob, unnamedInstitution: 'Wren' }, connection: 'c' },
      { type: 'Closed', at: 1, code: 'follow-up-by-me', how: 'chosen', followUp: { ...owed, owner: 'rob' } },
      { type: 'MailBounced', ...aboutMail, recipient: 'owner' },
      { type: 'MailComplained', ...aboutMail, recipient: 'patron' },
      was.at(-1),
    ])
  })

  it.each([{}, { state: null, events: null }, { state: [], events: [null, 3, 'x'] }, { state: { librarian: 3 } }])(
    'that is not one, %j, passes without an error, and the schema reports what it lacks',
    item => {
      expect(() => wordsOfVersion1(item)).not.toThrow()
    },
  )
})

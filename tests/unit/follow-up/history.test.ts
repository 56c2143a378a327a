import { describe, expect, it } from 'vitest'
import type { FollowUpEvent, HeldBecause } from '../../../lib/follow-up/events.ts'
import { isFollowUpEvent, isFromElsewhere } from '../../../lib/follow-up/events.ts'
import { answerIn, changesIn, heldIn } from '../../../lib/follow-up/history.ts'

const at = 1_790_000_000_000
const amy = { librarian: 'amy', name: 'Amy', library: 'wren', via: 'desk' } as const
const mailbox = { name: 'Wren Library', library: 'wren', via: 'link' } as const
const mail = { at, n: 1, kind: 'follow-up' } as const
const stranger = { from: 'eve@elsewhere.example.org', because: ['stranger'] } as const
const held = (n: number, text: string): FollowUpEvent => ({ type: 'AnswerHeld', at: at + n, n, text, ...stranger })

/** One event of each type that there is, and what it is in the history. */
const seen: readonly (readonly [FollowUpEvent, object | undefined])[] = [
  [
    { type: 'FollowUpTaken', at, by: mailbox },
    { at, what: 'taken', by: 'Wren Library', via: 'link' },
  ],
  [
    { type: 'FollowUpAnswered', at, n: 1, by: amy, text: 'Second floor.' },
    { at, what: 'answered', by: 'Amy', via: 'desk' },
  ],
  [
    { type: 'FollowUpDone', at, by: amy, note: 'By telephone.' },
    { at, what: 'done', by: 'Amy', via: 'desk', note: 'By telephone.' },
  ],
  [
    { type: 'FollowUpHandedOver', at },
    { at, what: 'handed-over' },
  ],
  [
    { type: 'FollowUpHandedOver', at, by: amy, note: 'They have the plan.' },
    { at, what: 'handed-over', by: 'Amy', via: 'desk', note: 'They have the plan.' },
  ],
  [held(0, 'Third floor.'), { at, what: 'held' }],
  [
    { type: 'AnswerRejected', at, n: 1, by: amy },
    { at, what: 'rejected', by: 'Amy', via: 'desk' },
  ],
  [
    { type: 'MailSent', ...mail, mail: 'ses-1' },
    { at, what: 'sent', mail: 'follow-up' },
  ],
  [
    { type: 'MailDropped', ...mail, because: 'over' },
    { at, what: 'dropped', mail: 'follow-up' },
  ],
  [
    { type: 'MailBounced', ...mail, recipient: 'library' },
    { at, what: 'bounced', mail: 'follow-up' },
  ],
  [
    { type: 'MailComplained', ...mail, recipient: 'library' },
    { at, what: 'unwanted', mail: 'follow-up' },
  ],
  [
    { type: 'AddressDisowned', at, email: 'jane@example.org' },
    { at, what: 'disowned' },
  ],
  [{ type: 'FollowUpReminded', at }, undefined],
  [{ type: 'FollowUpOverdue', at }, undefined],
  [{ type: 'FollowUpEscalated', at }, undefined],
  [{ type: 'TicketRecorded', at, ticket: '[Wren #1]' }, undefined],
  [{ type: 'MailsBegun', at, mails: [1] }, undefined],
  [{ type: 'MailPostponed', ...mail }, undefined],
]

describe('what became of a follow-up', () => {
  it.each(seen)('R43 $0.type: by whom, when and how, and none of its words', (event, change) => {
    expect(changesIn([event])).toEqual(change ? [change] : [])
  })

  it('stands in the order in which it happened', () => {
    expect(changesIn(seen.map(([event]) => event))).toEqual(seen.flatMap(([, change]) => change ?? []))
  })

  it.each(seen)('$0.type is told from what happens in a conversation', event => {
    expect(isFollowUpEvent(event)).toBe(true)
  })

  it('nothing of a conversation belongs to it', () => {
    for (const type of ['MessageSaid', 'Closed', 'toString', '']) expect(isFollowUpEvent({ type })).toBe(false)
  })
})

describe('R31 answers that were held', () => {
  const events = [held(1, 'First.'), ...seen.map(([event]) => event), held(2, 'Second.'), held(3, 'Third.')]

  it('are shown as they came, while they wait', () => {
    const shown = (n: number, text: string) => ({ answer: n, at: at + n, text, ...stranger })
    expect(heldIn(events, [1, 3])).toEqual([shown(1, 'First.'), shown(3, 'Third.')])
    expect(heldIn(events, [])).toEqual([])
    expect(heldIn([], [1])).toEqual([])
  })

  it.each([
    ['stranger', true],
    ['unauthentic', true],
    ['several-senders', true],
    ['quotes-nothing', false],
    ['forwarded', false],
  ] as const)('because of "%s" come from elsewhere: %s', (because: HeldBecause, isIt) => {
    expect(isFromElsewhere([because])).toBe(isIt)
    expect(isFromElsewhere(['attachment', because])).toBe(isIt)
  })
})

describe('the answer that was given', () => {
  const given = (n: number, more: object): FollowUpEvent => ({ type: 'FollowUpAnswered', at, n, by: amy, ...more })

  it('is the newest, or the one with a number', () => {
    const events = [given(1, { text: 'One.' }), given(2, { text: 'Two.' }), { type: 'FollowUpReminded', at } as const]
    expect(answerIn(events)).toEqual({ text: 'Two.', by: 'Amy' })
    expect(answerIn(events, 1)).toEqual({ text: 'One.', by: 'Amy' })
    expect(answerIn(events, 3)).toBeUndefined()
    expect(answerIn([])).toBeUndefined()
    expect(answerIn([{ type: 'FollowUpReminded', at }, held(1, 'Held.')])).toBeUndefined()
  })

  it('R31 that was held stands where it was held, unless it was shortened', () => {
    const waiting = [held(1, 'First.'), held(2, 'Second.')]
    expect(answerIn([...waiting, given(1, { held: 2 })])).toEqual({ text: 'Second.', by: 'Amy' })
    expect(answerIn([...waiting, given(1, { held: 2, text: 'Sec' })])).toEqual({ text: 'Sec', by: 'Amy' })
    expect(answerIn([given(1, { held: 2 })])).toBeUndefined()
    expect(answerIn([...waiting, given(1, { text: '' })])).toEqual({ text: '', by: 'Amy' })
    expect(answerIn([...waiting, { type: 'AnswerRejected', at, n: 3 }, given(1, { held: 3 })])).toBeUndefined()
  })
})

import * as fc from 'fast-check'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { pushes } from '../../../lib/protocol/frames-out.ts'
import { frameFor, standing } from '../../../lib/protocol/push-for.ts'
import { codes } from '../../../lib/session/codes.ts'
import { effects } from '../../../lib/session/effects.ts'
import { decide, evolve } from '../../../lib/session/session.ts'
import type { Session } from '../../../lib/session/state.ts'
import { commands } from '../session/arbitraries.ts'
import * as b from '../session/builders.ts'
import { sessionAfter } from '../session/given.ts'
import { tries } from '../tries.ts'

const joined = [b.asked({ name: 'Jane', email: 'jane@example.org' }), b.patronCame(), b.pickedUp()]
const session = sessionAfter(...joined)
const closed = sessionAfter(...joined, b.contactVerified(), b.closedOwing())

/** Everything that is sent in a session, by side. */
function sent(wanted: Parameters<typeof decide>[1][]) {
  const frames: { side: string; frame: ReturnType<typeof frameFor> }[] = []
  let now: Session | undefined
  for (const command of wanted) {
    const decision = decide(now, command)
    if (!('events' in decision)) continue
    for (const event of decision.events) {
      const next = evolve(now, event)
      if (!next) continue
      for (const effect of effects(now, event))
        if (effect.type === 'Tell') frames.push({ side: effect.side, frame: frameFor(effect.event, next, effect.side) })
      now = next
    }
  }
  return frames
}

describe('what the patron is sent', () => {
  it('never contains a code, a note, or anything about a silence', () => {
    fc.assert(
      fc.property(commands, wanted => {
        const marked = wanted.map(command =>
          command.type === 'Note' || command.type === 'Close'
            ? { ...command, text: 'StaffOnly', note: 'StaffOnly' }
            : command,
        )
        for (const { side, frame } of sent(marked)) {
          if (side !== 'patron') continue
          expect(frame).not.toHaveProperty('code')
          expect(JSON.stringify(frame)).not.toContain('StaffOnly')
          expect(frame?.type).not.toMatch(/silence|patron-/)
        }
      }),
      { numRuns: tries(300) },
    )
  })

  it('every frame is one of the protocol, with nothing in it that the protocol does not have', () => {
    fc.assert(
      fc.property(commands, wanted => {
        for (const { frame } of sent([...wanted])) {
          const schema = frame && pushes[frame.type]
          expect(schema && v.parse(v.strictObject(schema.entries), frame)).toEqual(frame)
        }
      }),
      { numRuns: tries(300) },
    )
  })

  it.each(codes)('R22 an end with the code "%s" is told without the code', code => {
    expect(frameFor(b.closed({ code }), session, 'patron')).toEqual({
      type: 'ended',
      session: b.id,
      last: session.last,
      at: b.pickUpAt,
    })
    expect(frameFor(b.closed({ code }), session, 'librarian')).toMatchObject({ type: 'ended', code })
  })

  it('R42 the patron of a session that a librarian stepped back from is not asked how it went', () => {
    const steppedBack = b.closed({ because: 'stepped-back' })
    expect(frameFor(steppedBack, session, 'patron')).toMatchObject({ type: 'ended', unrated: true })
    for (const side of ['librarian', 'second'] as const)
      expect(frameFor(steppedBack, session, side)).not.toHaveProperty('unrated')
    const closed = sessionAfter(b.asked(), b.pickedUp(), { ...steppedBack, by: 'rob' })
    expect(standing(closed, 'patron')).toMatchObject({ unrated: true })
    expect(standing(closed, 'patron')).not.toHaveProperty('steppedBack')
    expect(standing(closed, 'librarian')).toMatchObject({ steppedBack: true })
    expect(standing(closed, 'librarian')).not.toHaveProperty('unrated')
  })

  it('R22 a follow-up is told with its deadline, that it may take several days, and without the address', () => {
    const frame = frameFor(b.closedOwing(), session, 'patron')
    expect(frame).toMatchObject({ type: 'ended', followUp: { deadline: 'none' } })
    expect(JSON.stringify(frame)).toMatch(/several days/)
    expect(JSON.stringify(frame)).not.toContain('example.org')
  })

  it('a note, a question and a mail are not pushed', () => {
    for (const event of [b.noted(), b.asked(), b.mailSent()])
      for (const side of ['patron', 'librarian'] as const) expect(frameFor(event, session, side)).toBeUndefined()
  })
})

describe('frames', () => {
  const same = { session: b.id, at: b.pickUpAt }

  it('an arrival is pushed to the other side as being here, and to the person’s former connection as being elsewhere', () => {
    const session = sessionAfter(...joined)
    expect(frameFor(b.patronCame(), session, 'patron')).toEqual({ type: 'replaced', ...same })
    expect(frameFor(b.librarianCame(), session, 'patron')).toEqual({ type: 'librarian-here', ...same, here: true })
  })

  it.each([
    [b.pickedUp(), { type: 'librarian-joined', ...same, name: 'Rob from Wren', library: 'wren' }],
    [b.patronCame(), { type: 'patron-here', ...same, here: true }],
    [b.patronWentAway(), { type: 'patron-here', ...same, here: false }],
    [b.librarianCame(), { type: 'replaced', ...same }],
    [b.librarianWentAway(), { type: 'librarian-here', ...same, here: false }],
    [b.patronLeft(), { type: 'patron-left', ...same }],
    [b.contactAsked(), { type: 'contact-form', session: b.id, email: 'jane@example.org', name: 'Jane' }],
    [b.contactVerified(), { type: 'address-verified', ...same, email: 'jane@example.org' }],
    [b.silenceWarned({ at: b.pickUpAt }), { type: 'silence-warning', ...same, since: b.pickUpAt }],
    [b.silenceBreached({ at: b.pickUpAt }), { type: 'silence-breach', ...same, since: b.pickUpAt, breach: 1 }],
  ])('$0.type', (event, frame) => {
    expect(frameFor(event, session, 'librarian')).toEqual(frame)
  })

  it('R14 a message holds its words byte for byte, its number and the name of who wrote it', () => {
    const text = ' african americans and business* and "new york" '
    expect(frameFor(b.librarianSaid({ text }), session, 'patron')).toEqual({
      type: 'message',
      ...same,
      number: 2,
      from: 'librarian',
      name: 'Rob from Wren',
      text,
    })
    expect(frameFor(b.patronSaid({ text }), session, 'librarian')).toEqual({
      type: 'message',
      ...same,
      number: 2,
      from: 'patron',
      name: 'Jane',
      text,
    })
  })

  it('a form for a patron who left nothing is empty', () => {
    expect(frameFor(b.contactAsked(), sessionAfter(b.asked()), 'patron')).toEqual({
      type: 'contact-form',
      session: b.id,
    })
  })
})

describe('how a session stands', () => {
  it('the librarian sees the address, whether it is verified, and the code', () => {
    expect(standing(closed, 'librarian')).toMatchObject({
      patron: { email: 'jane@example.org', verified: 'typed-twice' },
      code: 'follow-up-by-patrons-library',
    })
  })

  it('the patron sees no code and no address, nor any id or connection', () => {
    expect(standing(closed, 'patron')).toEqual({
      session: b.id,
      library: 'wren',
      status: 'closed',
      askedAt: b.start,
      last: 1,
      patron: { here: true, name: 'Jane', verified: 'typed-twice' },
      librarian: { name: 'Rob from Wren', library: 'wren', here: true },
    })
  })

  it('R33 both see who is away', () => {
    const away = sessionAfter(...joined, b.patronWentAway(), b.librarianWentAway(), b.patronLeft())
    expect(standing(away, 'librarian')).toMatchObject({
      patron: { here: false, left: true },
      librarian: { here: false },
    })
    expect(standing(sessionAfter(b.asked()), 'patron')).not.toHaveProperty('librarian')
  })
})

it('R33 the prompt to close comes with the code that R28 suggests, in words; the earlier prompts do not', () => {
  const prompted = (prompt: 'ask' | 'warn' | 'close') =>
    frameFor({ type: 'PatronPrompted', at: b.pickUpAt, since: b.start, prompt }, session, 'librarian')
  expect(prompted('close')).toMatchObject({ suggestion: { code: 'follow-up-by-patrons-library' } })
  expect(v.is(pushes['patron-silent'], prompted('close'))).toBe(true)
  expect(prompted('warn')).not.toHaveProperty('suggestion')
})

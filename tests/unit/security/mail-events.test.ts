import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mailKinds } from '../../../lib/follow-up/state.ts'
import { recordDeliveryEvent } from '../../../lib/mail/incoming/delivery-events.ts'
import { deskAfter, followUpStatus, jane, type Stands } from '../closed-desk.ts'
import { at } from '../members.ts'
import { tries } from '../tries.ts'

const numRuns = tries(100)

/** What the mail service says of the first mail of Jane's session. */
const about = (kind: string) => ({
  tags: { session: [jane], mail: ['1'], kind: [kind], recipient: ['library'], 'ses:configuration-set': ['set'] },
})
const bounce = (bounceType = 'Permanent', kind = 'follow-up') => ({
  eventType: 'Bounce',
  bounce: { bounceType, bounceSubType: 'General', bouncedRecipients: [] },
  mail: about(kind),
})
const complaint = (kind = 'follow-up') => ({ eventType: 'Complaint', complaint: {}, mail: about(kind) })

const odd = fc.oneof(
  fc.anything({ maxDepth: 3, withNullPrototype: true }),
  fc.constantFrom<unknown>('', '0', '-1', '1.5', '0x1', '1e3', '999999', '1000000', ' 1', '١', '1\n', '__proto__'),
  fc.constantFrom<unknown>([], [[]], ['1', '2'], [1], null, {}, 'Bounce', 'Complaint', ['answer', 'answer']),
)

/** Somewhere within a value, one thing missing, replaced, or too much. */
function broken(value: object): fc.Arbitrary<unknown> {
  const paths = pathsIn(value)
  return fc
    .tuple(fc.constantFrom(...paths), fc.option(odd, { nil: undefined }))
    .map(([path, instead]) => replaced(value, path, instead))
}

function pathsIn(value: unknown): readonly (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [[]]
  return [[], ...Object.entries(value).flatMap(([key, inner]) => pathsIn(inner).map(path => [key, ...path]))]
}

function replaced(value: unknown, [first, ...rest]: readonly string[], instead: unknown): unknown {
  if (first === undefined) return instead
  const entries: [string, unknown][] = Object.entries(typeof value === 'object' && value !== null ? value : {})
  const changed = entries
    .map(([key, inner]): [string, unknown] => [key, key === first ? replaced(inner, rest, instead) : inner])
    .filter(([, inner]) => inner !== undefined)
  return Array.isArray(value) ? changed.map(([, inner]) => inner) : Object.fromEntries(changed)
}

describe('what the mail service says of a mail', () => {
  const notices = [bounce(), complaint()]

  it('that it came back, or is unwanted, is noted in its own session, however often it is said', async () => {
    for (const notice of notices) {
      const { ports, state, failures } = await deskAfter('the library owes', 'another library')
      const before = await state()
      expect(await recordDeliveryEvent(ports, notice, at)).toBe('noted')
      const after = await state()
      expect(after.sessions[0]).not.toEqual(before.sessions[0])
      expect(after.sessions[1]).toEqual(before.sessions[1])
      expect(await recordDeliveryEvent(ports, notice, at + 1)).toBe('ignored')
      expect((await state()).sessions).toEqual(after.sessions)
      expect(failures).toEqual([])
    }
  })

  it('broken in any way, it changes nothing but in the session that it names, and only if it still says so', async () => {
    const details = fc.oneof(
      ...notices.map(broken),
      ...mailKinds.flatMap(kind => [broken(bounce('Permanent', kind)), broken(complaint(kind))]),
      fc.anything(),
      fc.json().map(text => JSON.parse(text)),
    )
    await fc.assert(
      fc.asyncProperty(details, async detail => {
        const { ports, state, failures } = await deskAfter('the library owes', 'another library')
        const before = await state()
        const became = await recordDeliveryEvent(ports, detail, at)
        expect(failures).toEqual([])
        const after = await state()
        if (became === 'ignored') expect(after).toEqual(before)
        else expect(detail).toMatchObject({ mail: { tags: { session: [jane] } } })
        expect(after.sessions[1]).toEqual(before.sessions[1])
      }),
      { numRuns: numRuns * 3 },
    )
  })

  it('of mails that were never written, or of sessions that never were, is ignored', async () => {
    const numbers = fc
      .oneof(
        fc.nat({ max: 999_999 }).filter(n => n > 20),
        fc.constant(0),
      )
      .map(String)
    const sessions = fc.oneof(fc.string(), fc.constantFrom('N0NE0000000000000000000000', '__proto__', ''))
    const strangers = fc.oneof(fc.tuple(fc.constant(jane), numbers), fc.tuple(sessions, fc.constant('1')))
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...followUpStatus), strangers, async (standing: Stands, [session, mail]) => {
        const { ports, state } = await deskAfter(standing, 'her own library')
        const before = await state()
        for (const notice of notices) {
          const tags = { ...notice.mail.tags, session: [session], mail: [mail] }
          expect(await recordDeliveryEvent(ports, { ...notice, mail: { tags } }, at)).toBe('ignored')
        }
        expect(await state()).toEqual(before)
      }),
      { numRuns },
    )
  })

  it('that it was answered by a machine is ignored', async () => {
    const { ports, state } = await deskAfter('the library owes', 'her own library')
    const before = await state()
    for (const type of ['Transient', '', 'permanent'])
      expect(await recordDeliveryEvent(ports, bounce(type), at)).toBe('ignored')
    expect(await state()).toEqual(before)
  })
})

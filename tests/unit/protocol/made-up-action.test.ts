import * as v from 'valibot'
import { expect, it } from 'vitest'
import type { OutgoingOf } from '../../../client/wire.ts'
import type { Identity } from '../../../lib/access/tickets.ts'
import type { Role } from '../../../lib/consortium/library.ts'
import { capability, frame } from '../../../lib/protocol/action.ts'
import { actions } from '../../../lib/protocol/actions.ts'
import { session } from '../../../lib/protocol/fields-in.ts'
import { session as about, out } from '../../../lib/protocol/out/shared.ts'
import { administeredLibrary, answering, type Caller } from '../../../lib/socket/route.ts'
import { prose } from '../../../tools/protocol/prose/prose.ts'
import type { Prose } from '../../../tools/protocol/prose/shape.ts'
import { protocolPage } from '../../../tools/protocol/write.ts'
import { examplesAbout } from '../examples-about.ts'
import { directoryOf, librarian as memberOf } from '../members.ts'

/** An action that the protocol does not have. Nothing but the code here is needed for it. */
const waved = out('waved', { session: about, back: v.boolean() })
const made = capability({
  wave: {
    answeredBy: 'messages',
    roles: ['patron'],
    frame: frame('wave', { session, hand: v.picklist(['left', 'right']) }),
    replies: [waved],
    refusals: ['not-picked-up'],
  },
})
const id = '01K5ZQ8M3T9V7W2X4Y6Z8A1B3C'
const words: Prose<typeof made> = {
  actions: {
    wave: {
      does: 'Waves to the librarian.',
      fields: { session: 'The session that this is about.', hand: 'With which hand.' },
      example: [
        { action: 'wave', id: '99', session: id, hand: 'left' },
        { type: 'waved', re: '99', session: id, back: true },
      ],
    },
  },
  replies: { waved: { session: 'The session that this is about.', back: 'Whether the librarian waved back.' } },
}
const records = { ...actions, ...made }
const allWords = {
  actions: { ...prose.actions, ...words.actions },
  replies: { ...prose.replies, ...words.replies },
}

const [route] = answering(made)({
  wave: async ({ session, hand }) => ({ type: 'waved', session, back: hand === 'left' }),
})
const send = (identity: Identity, sent: object) =>
  route?.answer({ action: 'wave', ...sent }, { identity, connection: 'c', at: 0 })
const patron: Identity = { role: 'patron', library: 'wren', session: id }
const librarian: Identity = { role: 'librarian', library: 'wren', librarian: 'rob' }

it('is handled as its record says: its frame, its roles, its session', async () => {
  expect(await send(patron, { session: id, hand: 'left' })).toEqual({ type: 'waved', session: id, back: true })
  expect(await send(patron, { session: id, hand: 'third' })).toMatchObject({ code: 'bad-frame' })
  expect(await send(librarian, { session: id, hand: 'left' })).toMatchObject({ code: 'not-for-you' })
  expect(await send(patron, { session: id.replace('Z', 'Y'), hand: 'left' })).toMatchObject({ code: 'not-yours' })
})

it('is on the page of the protocol: who sends it, its frame, its reply and its refusals', () => {
  const page = protocolPage(records, allWords)
  expect(page).toContain('| `wave` | yes |  |')
  expect(page).toContain('### `wave`\n\nFrom: patron. Waves to the librarian.')
  expect(page).toContain('| `hand` | required | `"left"` or `"right"` | With which hand. |')
  expect(page).toContain('Reply: [`waved`](#reply-waved). Refusals: `not-picked-up`.')
  expect(page).toContain('### Reply `waved`\n\nAnswers `wave`.')
  expect(page).toMatch(/^\| `not-picked-up` \|.*`wave`.*\|$/m)
  expect(protocolPage()).not.toContain('wave')
})

it('is covered by the tests of permissions, with the frame on the page', () => {
  expect(examplesAbout('JANE', allWords.actions).wave).toEqual({ session: 'JANE', hand: 'left' })
})

it('is for administrators where its record says so: of the library that it names, or of the consortium', async () => {
  const person = (id: string, role: Role, own = 'wren') => memberOf(id, id, own, { role })
  const people = directoryOf(
    [],
    [
      person('rob', 'librarian'),
      person('ada', 'library-administrator'),
      person('cleo', 'consortium-administrator', 'hale'),
    ],
  )
  const about = { answeredBy: 'messages', roles: ['librarian'], replies: [waved], refusals: [] } as const
  const shown = { library: v.optional(v.string()) }
  const { tidy, close } = {
    tidy: { ...about, administers: 'library', frame: frame('tidy', shown) },
    close: { ...about, administers: 'consortium', frame: frame('close', shown) },
  } as const
  const reply = async (_: object, caller: Caller) =>
    ({ type: 'waved', session: administeredLibrary(caller), back: true }) as const
  const [tidies, closes] = answering(capability({ tidy, close }), people)({ tidy: reply, close: reply })
  const sent = async (route: typeof tidies, who: string, body = {}) => {
    const sender = { role: 'librarian', library: 'wren', librarian: who } as const
    const reply = await route?.answer({ action: route.action, ...body }, { identity: sender, connection: 'c', at: 0 })
    return reply?.type === 'refused' ? reply.code : reply?.session
  }
  expect(await sent(tidies, 'rob')).toBe('administrators-only')
  expect(await sent(tidies, 'ada')).toBe('wren')
  expect(await sent(tidies, 'ada', { library: 'hale' })).toBe('consortium-administrators-only')
  expect(await sent(tidies, 'cleo', { library: 'wren' })).toBe('wren')
  expect(await sent(tidies, 'nobody')).toBe('unknown-librarian')
  expect(await sent(closes, 'ada')).toBe('consortium-administrators-only')
  expect(await sent(closes, 'cleo')).toBe('hale')
  // @ts-expect-error: nothing says who is an administrator.
  answering(capability({ tidy }))({ tidy: reply })
})

it('can be sent by a client, and only as it is', () => {
  const fine: OutgoingOf<typeof records> = { action: 'wave', session: id, hand: 'right' }
  // @ts-expect-error: there is no third hand.
  const wrong: OutgoingOf<typeof records> = { action: 'wave', session: id, hand: 'third' }
  expect(v.is(made.wave.frame, fine)).toBe(true)
  expect(v.is(made.wave.frame, wrong)).toBe(false)
})

it('does not compile without its handler, with the handler of another, or with a reply that is not its own', () => {
  const never = async () => ({ type: 'waved', session: id, back: true }) as const
  // @ts-expect-error: nothing answers it.
  answering(made)({ ...{} })
  // @ts-expect-error: `typing` is another function's.
  answering(made)({ wave: never, typing: never })
  // @ts-expect-error: it is answered with `waved`.
  answering(made)({ wave: async () => ({ type: 'typed', session: id }) })
  // @ts-expect-error: its key is not its name.
  capability({ greet: made.wave })
  // @ts-expect-error: nothing says what `back` means.
  const unsaid: Prose<typeof made>['replies'] = { waved: { session: 'The session that this is about.' } }
  expect(unsaid).toBeDefined()
})

import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { LinkAction, TokenOwner } from '../../../lib/access/mail-tokens.ts'
import { deskAfter, followUpStatus, jane, janes, type Served, type Stands, staffs, toms } from '../closed-desk.ts'
import { at } from '../members.ts'
import { anyText } from '../texts.ts'
import { tries } from '../tries.ts'

const numRuns = tries(100)

type Act = LinkAction['act']
const acts: readonly Act[] = ['take', 'done', 'hand-over', 'confirm', 'reject']
const judging: readonly Act[] = ['confirm', 'reject']

/**
 * What the holder of a link may do with one press; what stands in no line is refused. A librarian's links are theirs also when
 * their own library owes the answer; those of one from elsewhere do nothing then.
 */
const allowed: readonly {
  readonly where: Stands
  readonly tokenOwner: TokenOwner['owner']
  readonly servedBy?: Served
  readonly may: readonly Act[]
}[] = [
  { where: 'the library owes', tokenOwner: 'library', may: ['take', 'done', ...judging] },
  {
    where: 'the library owes',
    tokenOwner: 'librarian',
    servedBy: 'her own library',
    may: ['take', 'done', ...judging],
  },
  { where: 'the library owed, it is over', tokenOwner: 'library', may: judging },
  { where: 'the library owed, it is over', tokenOwner: 'librarian', servedBy: 'her own library', may: judging },
  // How it was done has to be said (R30), and the page asks for it.
  { where: 'the librarian owes', tokenOwner: 'librarian', may: ['take', 'done', 'hand-over', ...judging] },
  { where: 'the librarian owed, it is over', tokenOwner: 'librarian', may: judging },
]

interface Case {
  readonly standing: Stands
  readonly served: Served
  readonly tokenOwner: TokenOwner['owner']
  readonly act: Act
}

function mayPress({ standing, served, tokenOwner, act }: Case): boolean {
  return allowed.some(
    line =>
      line.where === standing &&
      line.tokenOwner === tokenOwner &&
      (line.servedBy ?? served) === served &&
      line.may.includes(act),
  )
}

const servers: readonly Served[] = ['her own library', 'another library']
const holders: readonly TokenOwner['owner'][] = ['library', 'librarian']
const cases = followUpStatus.flatMap(standing =>
  servers.flatMap(served =>
    holders.flatMap(tokenOwner => acts.map((act): Case => ({ standing, served, tokenOwner, act }))),
  ),
)

/** A desk, and what a link of it answers when it is opened and when its button is pressed. */
async function linkOf({ standing, served, tokenOwner, act }: Case) {
  const desk = await deskAfter(standing, served)
  const linkAction = { session: jane, owner: tokenOwner, act, ...(judging.includes(act) && { n: 1 }) }
  return { ...desk, ...requests(desk, (await desk.tokens.link(linkAction, at)).split('/').at(-1)) }
}

const said = 'name=Ann&note=By+telephone.'

function requests({ links }: Pick<Awaited<ReturnType<typeof deskAfter>>, 'links'>, token: string | undefined) {
  const request = async (method: 'GET' | 'POST', body = said, when = at) => {
    const response = await links[`${method} /follow-ups/{token}`]?.({ path: { token }, body, at: when })
    if (!response || !('html' in response)) throw new Error('A link is answered with a page.')
    for (const secret of [...janes, ...staffs, ...toms]) expect(response.html).not.toContain(secret)
    return response
  }
  return { opened: () => request('GET'), pressed: (body?: string, when?: number) => request('POST', body, when) }
}

const queries = fc.dictionary(anyText(), anyText()).map(query => `${new URLSearchParams(Object.entries(query))}`)
const bytes = (text: string) => Buffer.from(text, 'base64url')

/** A link that does nothing: of a librarian from elsewhere, where the library owes the answer. */
const idle: Case = { standing: 'the library owes', served: 'another library', tokenOwner: 'librarian', act: 'take' }

describe('one press', () => {
  it.each(cases)('$standing, served by $served: opening "$act" of the $holder changes nothing', async one => {
    const { opened, state, failures } = await linkOf(one)
    const before = await state()
    for (const _time of [1, 2]) expect((await opened()).status).toBe(200)
    expect(await state()).toEqual(before)
    expect(failures).toEqual([])
  })

  it.each(cases.filter(mayPress))('$standing, served by $served: the $holder may press "$act"', async one => {
    const { pressed, state, failures } = await linkOf(one)
    const before = await state()
    expect((await pressed()).status).toBe(200)
    const after = await state()
    expect(after.sessions).not.toEqual(before.sessions)
    // Pressed again, whatever it says, it is no more than that.
    await pressed()
    expect(await state()).toEqual(after)
    expect(failures).toEqual([])
  })

  it.each(cases.filter(one => !mayPress(one)))(
    '$standing, served by $served: the $holder may not press "$act"',
    async one => {
      const { pressed, state, failures } = await linkOf(one)
      const before = await state()
      const { status, html } = await pressed()
      expect(status).toBe(409)
      expect(html).not.toContain('<button')
      expect(await state()).toEqual(before)
      expect(failures).toEqual([])
    },
  )

  it('a request for a link is judged by its token alone', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(anyText(), fc.json(), queries), async body => {
        const { pressed, state } = await linkOf(idle)
        const before = await state()
        expect((await pressed(body)).status).toBe(409)
        expect(await state()).toEqual(before)
      }),
      { numRuns: numRuns / 4 },
    )
  })

  it('anything in place of a token gets a page with a refusal, and changes nothing', async () => {
    const desk = await deskAfter('the library owes', 'her own library')
    const before = await desk.state()
    const { link } = desk.tokens
    const genuine = (await link({ session: jane, owner: 'library', act: 'done' }, at)).split('/').at(-1) ?? ''
    const parts = genuine.split('.')
    const odd = fc.constantFrom(
      '',
      '.',
      '..',
      '../..',
      '__proto__',
      '\0',
      '\ud800',
      'a.b.c',
      'e30.e30.',
      '%2e',
      '=',
      '\r\n',
    )
    const part = fc.oneof(odd, fc.string(), fc.constantFrom(...parts), fc.base64String(), anyText())
    const tokens = fc.oneof(
      fc.array(part, { maxLength: 5 }).map(some => some.join('.')),
      fc.tuple(fc.nat(genuine.length), part).map(([at, some]) => genuine.slice(0, at) + some + genuine.slice(at)),
      fc.nat(genuine.length - 2).map(end => genuine.slice(0, end)),
      fc.constant('x'.repeat(100_000)),
      fc.constant(undefined),
    )
    await fc.assert(
      fc.asyncProperty(tokens, async token => {
        // A signature that is spelt otherwise, with white space in it or other spare bits, is the same signature.
        const [head, payload, mark = ''] = token?.split('.') ?? []
        fc.pre(head !== parts[0] || payload !== parts[1] || !bytes(mark).equals(bytes(parts[2] ?? '')))
        const { opened, pressed } = requests(desk, token)
        for (const answer of [await opened(), await pressed()]) {
          expect(answer.status).toBe(404)
          expect(answer.html).not.toContain('<button')
        }
      }),
      { numRuns },
    )
    expect(await desk.state()).toEqual(before)
    expect(desk.failures).toEqual([])
  })

  it('a link is valid until its last second, and no longer', async () => {
    const [one] = cases.filter(mayPress)
    if (!one) throw new Error('Nobody may press anything.')
    const until = at + 90 * 86_400_000
    const { pressed, state } = await linkOf(one)
    const before = await state()
    // Whole seconds are what a token counts in.
    expect((await pressed(said, until)).status).toBe(404)
    expect(await state()).toEqual(before)
    expect((await pressed(said, until - 1_000)).status).toBe(200)
  })
})

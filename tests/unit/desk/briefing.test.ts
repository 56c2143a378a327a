import { describe, expect, it } from 'vitest'
import { briefingFor, goodbyeFor } from '../../../lib/desk/briefing.ts'
import { goodbyeIn } from '../../../lib/session/close.ts'
import type { Session } from '../../../lib/session/state.ts'
import { at, directoryOf, librarian, library } from '../members.ts'
import * as b from '../session/builders.ts'
import { sessionAfter } from '../session/given.ts'

const script = (id: string) => ({ id, title: id, text: `{patron}, this is ${id} of {patronLibrary}.` })
const wren = library('wren', 'Wren Public Library', {
  policyPage: 'https://wren.example.org/policy',
  scripts: [script('wren-1')],
  hours: [{ day: 'monday', from: '00:00', to: '00:01' }],
  goodbye: 'Thank you, {patron}, for asking {patronLibrary}. {librarian} of {librarianLibrary} wishes you well.',
})
const larch = library('larch', 'Larch College', {
  policyPage: 'https://larch.example.org/policy',
  scripts: [script('larch-1')],
  goodbye: 'LARCH SAYS GOODBYE',
})
const ann = librarian('ann', 'Ann from Larch', 'larch', { scripts: [script('ann-1')] })
const rob = librarian('rob', 'Rob', 'wren')
const directory = directoryOf([wren, larch], [ann, rob])
const session = (name?: string): Session =>
  sessionAfter(b.asked({ ...(name && { name }) }), b.pickedUp({ librarian: b.ann }))
const withBriefing = (name?: string, who = 'ann') => briefingFor(directory, session(name), who, at)

describe('what a librarian is given with a patron of another library', () => {
  it('R7 the greeting of the patron’s library, rendered, ready to send', async () => {
    expect((await withBriefing('Jane')).greeting).toBe("Hi Jane, I'm Ann from Larch. I'm reading your question.")
  })

  it('R8 even if the patron gave no name', async () => {
    expect((await withBriefing()).greeting).toBe("Hi, I'm Ann from Larch. I'm reading your question.")
  })

  it('R11 the policy page is that of the patron’s library, for every librarian', async () => {
    for (const who of ['ann', 'rob'])
      expect(await withBriefing('Jane', who)).toMatchObject({ library: wren.name, policyPage: wren.policyPage })
  })

  it('R11 a library without a policy page sends none, and never another one’s', async () => {
    const { policyPage: _none, ...bare } = wren
    expect(await briefingFor(directoryOf([bare, larch], [ann]), session(), 'ann', at)).not.toHaveProperty('policyPage')
  })

  it('R18 scripts come in three lists, each rendered with the names of this session', async () => {
    const { scripts } = await withBriefing('Jane')
    const ids = (list: readonly { id: string }[]) => list.map(({ id }) => id)
    expect([ids(scripts.mine), ids(scripts.myLibrary), ids(scripts.patronsLibrary)]).toEqual([
      ['ann-1'],
      ['larch-1'],
      ['wren-1'],
    ])
    expect(scripts.patronsLibrary[0]?.text).toBe('Jane, this is wren-1 of Wren Public Library.')
  })

  it('R18 for a patron of the librarian’s own library, the library’s scripts are in one list, not in two', async () => {
    const { scripts } = await withBriefing('Jane', 'rob')
    expect([scripts.myLibrary, scripts.patronsLibrary]).toEqual([[], [expect.objectContaining({ id: 'wren-1' })]])
  })

  it('R22 the time zone of deadlines is the patron’s library’s, and it is said whether its desk is open', async () => {
    expect(await withBriefing()).toMatchObject({ timeZone: 'America/New_York', open: false })
    const briefed = (closedDays: string[]) =>
      briefingFor(directoryOf([{ ...wren, hours: [], closedDays }, larch], [ann]), session(), 'ann', at)
    expect(await briefed([])).toMatchObject({ open: true })
    expect(await briefed(['2026-09-21'])).toMatchObject({ open: false })
  })

  it('R23 the goodbye is that of the patron’s library, never the librarian’s own', async () => {
    expect((await withBriefing('Jane')).goodbye).toBe(
      'Thank you, Jane, for asking Wren Public Library. Ann from Larch of Larch College wishes you well.',
    )
    expect(JSON.stringify(await withBriefing('Jane'))).not.toContain('LARCH SAYS GOODBYE')
  })
})

describe('the goodbye that the patron reads', () => {
  const said = async (who?: string) => {
    const active = session('Jane')
    if (active.status !== 'active') throw new Error('somebody serves')
    return goodbyeIn(active, await goodbyeFor(directory, wren, who)).goodbye
  }

  it('R23 is the one that the librarian was shown', async () => {
    expect(await said('ann')).toBe(
      'Thank you, Jane, for asking Wren Public Library. Ann from Larch of Larch College wishes you well.',
    )
  })

  it('R23 R8 has no gap where the desk itself ends the session, and the librarian’s library is not looked up', async () => {
    expect(await said()).not.toMatch(/[{}]|\s\s|\s[.,]/)
  })

  it('R23 is missing if the library has left the consortium', () => {
    const active = session('Jane')
    if (active.status !== 'active') throw new Error('somebody serves')
    expect(goodbyeIn(active, undefined)).toEqual({})
  })
})

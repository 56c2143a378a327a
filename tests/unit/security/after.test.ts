import { describe, expect, it } from 'vitest'
import { namesOf } from '../../../lib/protocol/action.ts'
import { type Action, actions as records } from '../../../lib/protocol/actions.ts'
import { connectionActions } from '../../../lib/socket/connections.ts'
import { answered } from '../../../lib/socket/route.ts'
import {
  deskAfter,
  followUpStatus,
  identityOf,
  jane,
  janes,
  type Person,
  people,
  type Served,
  type Stands,
  staffs,
  toms,
} from '../closed-desk.ts'
import { at } from '../members.ts'
import { frames } from '../open-desk.ts'

/** Frames on the answer, and on a held one, of which there may be several. */
const acting: readonly Action[] = ['take-follow-up', 'answer-follow-up', 'finish-follow-up']
const judging: readonly Action[] = ['confirm-answer', 'reject-answer']
const reading: readonly Action[] = ['follow-up']
/** What those on duty do without a session. */
const inTheRoom = ['staff-room', 'say-in-staff-room', 'who-is-here'] as const

/**
 * Who may do what about a session that is over. Whatever stands in no line is denied, to everybody. Who served comes back to
 * read what was said; reading what is owed, and doing something about it, is for its owner and for the patron's library.
 */
const allowed: readonly {
  readonly where: readonly Stands[]
  readonly who: Person
  readonly servedBy?: Served
  readonly may: readonly Action[]
}[] = [
  {
    where: followUpStatus,
    who: 'its patron',
    may: ['resume', 'leave', 'rate', 'request-code', 'enter-code', 'request-transcript'],
  },
  {
    where: followUpStatus,
    who: 'who served',
    may: ['resume', 'on-duty', 'off-duty', 'queue', 'heard', 'policy', 'follow-ups', ...inTheRoom],
  },
  {
    where: followUpStatus,
    who: 'a librarian of the library',
    may: ['on-duty', 'off-duty', 'queue', 'heard', 'policy', 'follow-ups', ...inTheRoom],
  },
  {
    where: followUpStatus,
    who: 'a librarian elsewhere',
    may: ['on-duty', 'off-duty', 'queue', 'heard', 'policy', 'follow-ups', ...inTheRoom],
  },
  { where: followUpStatus, who: 'a librarian unknown to the consortium', may: ['off-duty'] },

  // The library owes it: anyone of it, who served included where they are of it, and nobody else.
  { where: ['the library owes'], who: 'a librarian of the library', may: [...reading, ...acting, ...judging] },
  {
    ...{ where: ['the library owes'], who: 'who served', servedBy: 'her own library' },
    may: [...reading, ...acting, ...judging],
  },
  { where: ['the library owed, it is over'], who: 'a librarian of the library', may: [...reading, ...judging] },
  {
    ...{ where: ['the library owed, it is over'], who: 'who served', servedBy: 'her own library' },
    may: [...reading, ...judging],
  },

  // The librarian who served owes it: they alone act, or hand it over; the patron's library may look.
  {
    ...{ where: ['the librarian owes'], who: 'who served' },
    may: [...reading, ...acting, ...judging, 'hand-over-follow-up'],
  },
  { where: ['the librarian owed, it is over'], who: 'who served', may: [...reading, ...judging] },
  {
    ...{ where: ['the librarian owes', 'the librarian owed, it is over'], who: 'a librarian of the library' },
    may: reading,
  },

  // Closed as answered: said once more, that is acknowledged.
  { where: ['nothing is owed'], who: 'who served', may: ['close'] },
]

interface Case {
  readonly standing: Stands
  readonly servedBy: Served
  readonly who: Person
}

function mayDo({ standing, servedBy, who }: Case): readonly Action[] {
  return allowed
    .filter(line => line.where.includes(standing) && line.who === who && (line.servedBy ?? servedBy) === servedBy)
    .flatMap(({ may }) => may)
}

/** Why it is denied. */
function denial({ standing, servedBy, who }: Case, action: Action): string {
  const { role } = identityOf(who, servedBy)
  const isAfterwards = action.includes('follow-up') || action.endsWith('-answer')
  if (!records[action].roles.some(one => one === role)) return 'not-for-you'
  if (role === 'patron') return who === 'its patron' ? 'closed' : 'not-yours'
  if (who === 'a librarian unknown to the consortium') {
    if (['on-duty', 'policy'].includes(action) || 'administers' in records[action] || isAfterwards)
      return 'unknown-librarian'
    if (['pick-up', 'answer-transfer', 'accept-rescue', 'queue', 'heard', 'join', ...inTheRoom].includes(action))
      return 'not-on-duty'
  }
  if ('administers' in records[action]) return 'administrators-only'
  if (action === 'resume') return 'not-yours'
  if (!isAfterwards) return 'closed'
  if (standing === 'nothing is owed') return 'no-follow-up'
  if (!mayDo({ standing, servedBy, who }).includes('confirm-answer')) return 'not-your-follow-up'
  return standing.endsWith('over') ? 'follow-up-over' : 'library-owes'
}

const more: { readonly [A in Action]?: object } = {
  say: { n: 2 },
  note: { n: 2 },
  'finish-follow-up': { note: 'By telephone.' },
}
const actions = namesOf(records)
const servedBy: readonly Served[] = ['her own library', 'another library']
const cases = followUpStatus.flatMap(standing =>
  servedBy.flatMap(served => people.map((who): Case => ({ standing, servedBy: served, who }))),
)
const tried = (action: Action) => ({ ...frames[action], ...more[action] })

/** Whose words somebody may see: their own, those of whom they served, those of their library's patrons. */
function unseen({ standing, servedBy, who }: Case): readonly string[] {
  const otherPatrons = servedBy === 'another library' && who === 'who served' ? [] : toms
  if (who === 'its patron') return [...staffs, ...toms]
  if (who === 'a librarian of the library') return toms
  if (who === 'a librarian elsewhere') return [...janes, ...staffs]
  if (who !== 'who served') return [...janes, ...staffs, ...toms]
  // What came by email to the library is the library's.
  return servedBy === 'another library' && !standing.startsWith('the librarian') ? staffs.slice(1) : otherPatrons
}

describe('permissions when the conversation is over', () => {
  it.each(cases)('$standing, served by $servedBy: $who may do what the table says', async one => {
    for (const action of mayDo(one)) {
      const { tries, failures } = await deskAfter(one.standing, one.servedBy)
      const reply = await tries(action, tried(action), one.who)
      expect(reply.type, action).not.toBe('refused')
      expect(failures).toEqual([])
      for (const secret of unseen(one)) expect(JSON.stringify(reply), action).not.toContain(secret)
    }
  })

  it.each(cases)('$standing, served by $servedBy: $who may do nothing else', async one => {
    for (const action of actions.filter(name => !mayDo(one).includes(name))) {
      const { tries, state, failures } = await deskAfter(one.standing, one.servedBy)
      const before = await state()
      const reply = await tries(action, tried(action), one.who)
      expect(reply, action).toMatchObject({ type: 'refused', code: denial(one, action) })
      expect(await state(), action).toEqual(before)
      expect(failures).toEqual([])
      for (const secret of [...janes, ...staffs, ...toms]) expect(JSON.stringify(reply)).not.toContain(secret)
    }
  })

  it.each(cases.filter(({ who }) => who === 'who served'))(
    'R38 $standing, served by $servedBy: a week later $who reads again only what they still have to see to, or what is their library’s',
    async one => {
      const long = 8 * 86_400_000
      const isTheirs = one.standing.startsWith('the librarian')
      const isLibrarys = one.servedBy === 'her own library' && one.standing !== 'nothing is owed'
      for (const action of actions) {
        const { tries } = await deskAfter(one.standing, one.servedBy)
        // An answer is held: whoever owed it still has to say what becomes of it.
        if (isTheirs) await tries('reject-answer', tried('reject-answer'), 'who served')
        const reply = JSON.stringify(await tries(action, tried(action), 'who served', long))
        const isOpen = one.standing === 'the librarian owes'
        const mayRead = isOpen || (isLibrarys && action !== 'resume')
        if (!mayRead) for (const secret of [...janes, ...staffs]) expect(reply, action).not.toContain(secret)
        if (!isOpen && action === 'resume') expect(reply).toContain('"code":"too-long-ago"')
      }
    },
  )

  it('whoever has left the consortium reads nothing again that they served', async () => {
    const { ports } = await deskAfter('nothing is owed', 'her own library')
    const directory = { ...ports.directory, librarian: async () => undefined }
    const caller = { identity: identityOf('who served', 'her own library'), connection: 'c', at }
    const frame = JSON.stringify({ action: 'resume', session: jane, after: 0 })
    expect(await answered(connectionActions({ ...ports, directory }), frame, caller, ports.log)).toMatchObject({
      code: 'unknown-librarian',
    })
  })

  it('an item named with the id of somebody else’s session does not exist', async () => {
    const { tries } = await deskAfter('the library owes', 'her own library')
    for (const action of [...acting, ...judging, ...reading]) {
      const reply = await tries(action, { ...tried(action), session: 'N0NE0000000000000000000000' }, 'who served')
      expect(reply, action).toMatchObject({ type: 'refused', code: 'no-such-session' })
    }
    expect(await tries('follow-up', { session: jane }, 'who served')).toMatchObject({ type: 'follow-up' })
  })
})

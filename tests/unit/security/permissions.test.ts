import { describe, expect, it } from 'vitest'
import { namesOf } from '../../../lib/protocol/action.ts'
import { type Action, actions as records } from '../../../lib/protocol/actions.ts'
import { forAdministrators } from '../../../tools/protocol/refusals.ts'
import { deskBefore, frames, identities, secrets, type Who } from '../open-desk.ts'

/** What may be done with Jane's session, and by whom; everything else is denied, with the code that is named for it. */
const allowed: Readonly<Record<Who, readonly Action[]>> = {
  'its patron': ['resume', 'say', 'typing', 'leave', 'request-code', 'enter-code', 'request-transcript'],
  'another patron': [],
  'a patron elsewhere': [],
  'its librarian': [
    ...([
      'resume',
      'on-duty',
      'off-duty',
      'queue',
      'heard',
      'transfer',
      'say',
      'note',
      'typing',
      'report-policy',
      'briefing',
      'policy',
      'step-back',
    ] as const),
    ...([
      'ask-contact',
      'attest-contact',
      'suggest',
      'close',
      'answer-transfer',
      'accept-rescue',
      'follow-ups',
      'staff-room',
      'say-in-staff-room',
      'who-is-here',
      'withdraw-call',
      'leave-session',
    ] as const),
  ],
  'a colleague who has joined': [
    ...(['resume', 'say', 'note', 'typing', 'report-policy', 'leave-session', 'join', 'policy', 'briefing'] as const),
    ...([
      'on-duty',
      'off-duty',
      'queue',
      'heard',
      'follow-ups',
      'staff-room',
      'say-in-staff-room',
      'who-is-here',
    ] as const),
  ],
  'a colleague': [
    'on-duty',
    'off-duty',
    'queue',
    'heard',
    'policy',
    'follow-ups',
    'staff-room',
    'say-in-staff-room',
    'who-is-here',
  ],
  'a librarian elsewhere': [
    'on-duty',
    'off-duty',
    'queue',
    'heard',
    'policy',
    'follow-ups',
    'staff-room',
    'say-in-staff-room',
    'who-is-here',
  ],
  'a librarian off duty': ['on-duty', 'off-duty', 'policy', 'follow-ups'],
  'an administrator of the library': [
    'on-duty',
    'off-duty',
    'policy',
    'follow-ups',
    'stepped-back-sessions',
    'mailbox',
  ],
  'an administrator elsewhere': ['on-duty', 'off-duty', 'policy', 'follow-ups'],
  'an administrator of the consortium': [
    'on-duty',
    'off-duty',
    'policy',
    'follow-ups',
    'stepped-back-sessions',
    'mailbox',
  ],
  'a librarian unknown to the consortium': ['off-duty'],
}

/** Why it is denied. */
function denial(who: Who, action: Action): string {
  const { role } = identities[who]
  if (!records[action].roles.some(one => one === role)) return 'not-for-you'
  if (who === 'its patron' && action === 'rate') return 'not-closed'
  if (who === 'its patron') return ['leave-address', 'place'].includes(action) ? 'already-picked-up' : 'nothing-asked'
  if (role === 'patron') return 'not-yours'
  const isAfterwards = action.includes('follow-up') || action.endsWith('-answer') || 'administers' in records[action]
  if (['on-duty', 'policy'].includes(action) || (isAfterwards && who === 'a librarian unknown to the consortium'))
    return 'unknown-librarian'
  if ('administers' in records[action])
    return who === 'an administrator elsewhere' ? 'consortium-administrators-only' : 'administrators-only'
  if (isAfterwards) return action === 'follow-up' ? 'no-follow-up' : 'not-closed'
  if (['pick-up', 'answer-transfer', 'accept-rescue', 'queue', 'heard', 'join', ...inTheRoom].includes(action)) {
    const onDuty = ['its librarian', 'a colleague who has joined', 'a colleague', 'a librarian elsewhere']
    if (!onDuty.includes(who)) return 'not-on-duty'
    if (action === 'join') return who === 'its librarian' ? 'already-yours' : 'already-two'
    if (action !== 'pick-up') return action === 'accept-rescue' ? 'no-rescue' : 'no-transfer'
    return who === 'its librarian' ? 'already-yours' : 'already-picked-up'
  }
  if (who === 'its librarian' && action === 'call-for-help') return 'already-two'
  return who === 'a colleague who has joined' ? 'only-joined' : 'not-yours'
}

/** What those on duty do without a session. */
const inTheRoom = ['staff-room', 'say-in-staff-room', 'who-is-here']

/** What may answer any frame of somebody whose business it is not. */
const ofAnybody = ['not-for-you', 'not-yours', ...forAdministrators]

const everybody = Object.keys(identities) as Who[]
const actions = namesOf(records)
const cells = everybody.flatMap(who => actions.map(action => ({ who, action })))

describe('permissions on a session that Rob serves', () => {
  it.each(cells.filter(({ who, action }) => allowed[who].includes(action)))('$who may $action', async cell => {
    const { ask } = await deskBefore()
    const reply = await ask(cell.action, frames[cell.action], cell.who)
    // The serving librarian has nothing to accept, which is acknowledged like a repeat.
    expect(reply.type).not.toBe('refused')
  })

  it.each(cells.filter(({ who, action }) => !allowed[who].includes(action)))('$who may not $action', async cell => {
    const { ask, state, failures } = await deskBefore()
    const before = await state()
    const reply = await ask(cell.action, frames[cell.action], cell.who)
    expect(reply).toMatchObject({ type: 'refused', code: denial(cell.who, cell.action) })
    expect(await state()).toEqual(before)
    expect([...records[cell.action].refusals, ...ofAnybody]).toContain(denial(cell.who, cell.action))
    expect(failures).toEqual([])
    for (const secret of secrets) expect(JSON.stringify(reply)).not.toContain(secret)
  })
})

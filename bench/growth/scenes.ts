import type { Identity } from '../../lib/access/tickets.ts'
import { run } from '../../lib/desk/run.ts'
import type { Sender } from '../../lib/session/state.ts'
import { type Cost, type CountedDesk, countedDesk } from './counted-desk.ts'
import { ann, colleague, onDuty, rob, wren } from './people.ts'

/** What each action cost, by its name, in the order in which they were tried. */
export type Costs = ReadonlyMap<string, Cost>

/** A desk with a number of people or messages, on which every action is tried once. */
type Scene = (desk: CountedDesk, size: number, counting: Counting) => Promise<void>

/** Does something, counts it under its name, and returns the result. */
type Counting = <T>(name: string, act: () => Promise<T>) => Promise<T>

/** The costs of a scene at one size, on a separate desk. */
export async function costsOf(scene: Scene, size: number): Promise<Costs> {
  const desk = await countedDesk('cdk.out/Coopdesk.template.json')
  const costs = new Map<string, Cost>()
  try {
    await scene(desk, size, async (name, act) => {
      const { result, cost } = await desk.cost(act)
      costs.set(name, cost)
      return result
    })
  } finally {
    await desk.stop()
  }
  return costs
}

/**
 * A time of today whose last digits are always the same. DynamoDB bills a number by its digits, and the counts should be the same
 * tomorrow.
 */
const began = Math.floor(Date.now() / 100_000_000) * 100_000_000 + 12_345_671
const staff = (id: string): Identity => ({ role: 'librarian', library: wren.id, librarian: id })
const patronOf = (session: string): Identity => ({ role: 'patron', library: wren.id, session })
const question = 'Where in the building do I find the almanacs, and may they be taken home?'
const words = 'x'.repeat(120)

/** This many librarians are on duty, Rob and Ann among them. Rob has been idle longest. */
export const onDutyScene: Scene = async (desk, size, counting) => {
  const { roster } = desk.ports
  const robs = (frame: object, at: number) => desk.frame(staff('rob'), 'rob-1', frame, at)
  for (let i = 0; i < size; i++) await roster.arrive(onDuty(i === 0 ? rob : colleague(i)), began + i)
  const at = began + 10_000
  const session = await counting('a patron asks (POST)', () => desk.ask(question, at))
  await roster.hear('rob', 'rob-1', at)
  await counting('the next round of alerts', () => desk.wake(session, at + 15_000))
  await counting('asking who waits', () => robs({ action: 'queue' }, at + 16_000))
  await counting('picking up the oldest', () => robs({ action: 'pick-up' }, at + 17_000))
  await counting('closing', () => robs({ action: 'close', session, despite: ['not-asked'] }, at + 18_000))
  if (size > 1) {
    const second = await desk.ask(question, at + 19_000)
    await robs({ action: 'pick-up' }, at + 19_000)
    await counting('offering a transfer to a pool', () =>
      robs({ action: 'transfer', session: second, pool: 'cooperative' }, at + 19_000),
    )
  }
  await counting('coming on duty', () => robs({ action: 'on-duty' }, at + 20_000))
  await counting('going off duty', () => robs({ action: 'off-duty' }, at + 21_000))
}

/** This many librarians are on duty, all at their limit, so nobody can be alerted. */
export const atTheirLimitScene: Scene = async (desk, size, counting) => {
  const { roster } = desk.ports
  for (let i = 0; i < size; i++) await roster.arrive({ ...onDuty(colleague(i)), limit: 0 }, began + i)
  const at = began + 10_000
  const session = await counting('a patron asks (POST)', () => desk.ask(question, at))
  await counting('the wait goes on', () => desk.wake(session, at + 30_000))
}

/** This many librarians show the staff room, Rob and Ann among them, and each has said something there. */
export const staffRoomScene: Scene = async (desk, size, counting) => {
  const { roster, staffRoom } = desk.ports
  const robs = (frame: object, at: number) => desk.frame(staff('rob'), 'rob-1', frame, at)
  const anns = (frame: object, at: number) => desk.frame(staff('ann'), 'ann-1', frame, at)
  const people = Array.from({ length: size }, (_, i) => [rob, ann][i] ?? colleague(i))
  for (const [i, one] of people.entries()) {
    const at = began + i
    const { id: librarian, name, library } = one
    await roster.arrive({ ...onDuty(one), libraryName: wren.name }, at)
    await staffRoom.open(librarian, `${librarian}-1`, at)
    await staffRoom.say({ librarian, name, library, at, text: words, once: onceOf(i) })
  }
  const at = began + 10_000
  const shown = await counting('showing the room', () => robs({ action: 'staff-room', open: true }, at))
  const after = shown.type === 'staff-room' ? shown.messages.at(-1)?.id : undefined
  await counting('asking what was said since', () => robs({ action: 'staff-room', after }, at + 1))
  await counting('saying something', () =>
    robs({ action: 'say-in-staff-room', once: onceOf(size), text: words }, at + 2),
  )
  await counting('asking who is here', () => robs({ action: 'who-is-here' }, at + 3))
  const session = await desk.ask(question, at + 4)
  await robs({ action: 'pick-up' }, at + 5)
  await counting('calling for help', () => robs({ action: 'call-for-help', session, librarian: 'ann' }, at + 6))
  await counting('joining', () => anns({ action: 'join', session }, at + 7))
  await counting('leaving the session to the other one', () => anns({ action: 'leave-session', session }, at + 8))
}

const onceOf = (i: number): string => `6f1c8a52-9d3e-4b07-8c41-${String(i).padStart(12, '0')}`

/** This many patrons wait, and Rob is on duty. */
export const waitingScene: Scene = async (desk, size, counting) => {
  const { ports } = desk
  const robs = (frame: object, at: number) => desk.frame(staff('rob'), 'rob-1', frame, at)
  const pools = wren.ladder.map(({ pool }) => pool)
  const ladder = { rungs: pools.map(pool => ({ pool, after: 0 })), staffed: [] }
  const sessions = Array.from({ length: size + 3 }, (_, i) => `01K5ZQ8M3T9V7W2X4Y6Z8A${String(i).padStart(4, '0')}`)
  for (const [i, session] of sessions.entries())
    await run(ports, session, {
      type: 'Ask',
      at: began + i,
      session,
      library: wren.id,
      ladder,
      question,
      name: 'Jane',
      nth: i + 1,
    })
  const at = began + 60_000
  await counting('coming on duty', () => robs({ action: 'on-duty' }, at))
  await counting('asking who waits', () => robs({ action: 'queue' }, at + 1))
  const elsewhere = { ...onDuty(ann), pools: ['library:elsewhere'] }
  await ports.roster.arrive(elsewhere, at)
  await counting('asking who waits, where nobody can be seen', () =>
    desk.frame(staff('ann'), elsewhere.connection, { action: 'queue' }, at + 1),
  )
  await ports.roster.depart('ann', elsewhere.connection)
  await counting('asking who waits, and how many', () => robs({ action: 'queue', most: 25, count: true }, at + 2))
  await counting('picking up the oldest', () => robs({ action: 'pick-up' }, at + 3))
  const last = sessions.at(-1)
  await counting('picking up the newest', () =>
    robs({ action: 'pick-up', session: last, reason: 'She speaks Navajo.' }, at + 4),
  )
  await counting('a patron asks (POST)', () => desk.ask(question, at + 5))
  await counting('going off duty, where nobody else is', () => robs({ action: 'off-duty' }, at + 6))
}

/** Rob and a patron have exchanged this many messages. Ann is on duty, too. */
export const messagesScene: Scene = async (desk, size, counting) => {
  const { ports } = desk
  const { roster, sessions } = ports
  const robs = (frame: object, at: number) => desk.frame(staff('rob'), 'rob-1', frame, at)
  const anns = (frame: object, at: number) => desk.frame(staff('ann'), 'ann-1', frame, at)
  for (const one of [rob, ann]) await roster.arrive(onDuty(one), began)
  const session = await desk.ask(question, began)
  const patrons = (frame: object, connection: string, at: number) =>
    desk.frame(patronOf(session), connection, frame, at)
  await patrons({ action: 'resume', session, after: 0 }, 'patron-1', began)
  await robs({ action: 'pick-up' }, began)
  let at = began
  for (let i = 1; i < size; i++) {
    // The two write neither strictly in turn nor many messages in a row, and now and then there is a step without a message.
    const from: Sender = (i * 7) % 11 < 5 ? { role: 'patron' } : { role: 'librarian', id: 'rob' }
    const counters = (await sessions.load(session))?.session.counters ?? {}
    const n = (counters[from.role === 'patron' ? 'patron' : 'librarian:rob'] ?? 0) + 1
    await run(ports, session, { type: 'Say', at: ++at, from, n, text: words })
    if (i % 50 === 0) await patrons({ action: 'resume', session, after: i }, `patron-${i}`, ++at)
  }
  const newest = (await sessions.load(session))?.session
  const n = newest?.counters['librarian:rob'] ?? 0
  await counting('saying something', () => robs({ action: 'say', session, n: n + 1, text: words }, ++at))
  for (const [name, old] of [
    ['a repeat of the first words', 1],
    ['a repeat of words in the middle', Math.ceil(n / 2)],
    ['a repeat of the last words', n + 1],
  ] as const)
    await counting(name, () => robs({ action: 'say', session, n: old, text: words }, ++at))
  await counting('coming back, three messages missed', () =>
    patrons({ action: 'resume', session, after: (newest?.last ?? 0) - 2 }, 'patron-2', ++at),
  )
  await counting('for comparison: one reading of every step', () => sessions.history(session))
  await counting('reading everything again', () => everything(patrons, session, ++at))
  await robs({ action: 'transfer', session, librarian: 'ann' }, ++at)
  await counting('accepting a transfer', () => anns({ action: 'answer-transfer', session, accept: true }, ++at))
  await anns({ action: 'attest-contact', session, email: 'jane@patrons.example.org' }, ++at)
  const follow = { code: 'follow-up-by-patrons-library', deadline: 'none', despite: ['not-asked'] }
  await counting('closing', () => anns({ action: 'close', session, ...follow }, ++at))
  await counting('reading a follow-up, from its question on', () => anns({ action: 'follow-up', session }, ++at))
}

async function everything(
  patrons: (frame: object, connection: string, at: number) => ReturnType<CountedDesk['frame']>,
  session: string,
  at: number,
): Promise<void> {
  for (let after = 0; ; ) {
    const reply = await patrons({ action: 'resume', session, after }, 'patron-3', at)
    if (reply.type !== 'resumed' || !reply.more) return
    after = reply.messages.at(-1)?.number ?? after
  }
}

import type { Tally } from '../../local/ledger.ts'
import { openStage, type Page, type Stage } from './stage.ts'

/** The counts of one story. */
export interface Counted {
  readonly tally: Tally
  /** Calls of Step Functions during the story, by operation. */
  readonly timerCalls: Readonly<Record<string, number>>
  /** The log lines that the functions wrote during the story, bytes. */
  readonly logBytes: number
}

const words = 'x'.repeat(120)
const question = 'Where in the building do I find the almanacs, and may they be taken home?'

/** Plays a story on a separate stage. */
export async function played<T>(template: string, story: (stage: Stage) => Promise<T>): Promise<T> {
  const stage = await openStage(template)
  try {
    return await story(stage)
  } finally {
    await stage.stop()
  }
}

/** 45 seconds of waiting, a quarter of an hour of talk, 30 messages, one librarian; answered. */
export async function standardChat(stage: Stage): Promise<Counted> {
  const { session, page, rob, counted } = await pickedUp(stage, 1)
  const sides = [
    { side: rob, n: 0 },
    { side: page, n: 0 },
  ]
  for (let i = 0; i < 30; i++) {
    const speaker = sides[i % 2]
    if (speaker) await said(speaker.side, session, ++speaker.n)
    await stage.advance(30)
    // Today's clients ping only if they have sent nothing for five minutes.
    if (i % 10 === 9 && !stage.isOfToday()) await page.send({ action: 'ping' })
  }
  await sent(rob, { action: 'close', session, despite: ['not-asked'] })
  await stage.advance(0)
  page.close()
  await stage.advance(600)
  return counted(session)
}

/** Ten days, until the last mail about an answer that nobody gives has gone out. */
const untilNobodyIsTold = 10 * 86_400

/** So many patrons ask, 100 a second, leave an address, and are gone. Nobody is on duty, and nobody ever answers. */
export async function abandoned(stage: Stage, count: number): Promise<Counted> {
  const logged = stage.logBytes()
  for (let n = 1; n <= count; n++) {
    await stage.ask('wren', question, `patron-${n}@example.org`)
    if (n % 100 === 0) await stage.advance(1)
  }
  await stage.skip(untilNobodyIsTold)
  return { tally: stage.cloud.ledger.total(), timerCalls: stage.timerCalls(), logBytes: stage.logBytes() - logged }
}

/** Counts from now on. */
function counting(stage: Stage): (session: string) => Counted {
  const logged = stage.logBytes()
  const called = stage.timerCalls()
  const since = (name: string) => (stage.timerCalls()[name] ?? 0) - (called[name] ?? 0)
  return session => ({
    tally: stage.tally(session),
    timerCalls: Object.fromEntries(Object.keys(stage.timerCalls()).map(name => [name, since(name)])),
    logBytes: stage.logBytes() - logged,
  })
}

/** A patron asks, waits for 45 seconds and is picked up, with this many librarians on duty. */
export async function untilPickedUp(stage: Stage, onDuty: number): Promise<Counted> {
  const { session, counted } = await pickedUp(stage, onDuty)
  return counted(session)
}

async function pickedUp(stage: Stage, onDuty: number) {
  const staff = await everybody(stage, onDuty)
  const rob = staff[0]
  if (!rob) throw new Error('Nobody is on duty.')
  const counted = counting(stage)
  const asked = await stage.ask('wren', question)
  const page = await asked.page()
  await sent(page, { action: 'resume', session: asked.session, after: 0 })
  await stage.advance(45)
  await sent(rob, { action: 'pick-up' })
  await stage.advance(0)
  return { session: asked.session, page, rob, counted }
}

/** Nobody picks a question up for half an hour. This many librarians are on duty, all at their limit. */
export async function lonelyQuestion(stage: Stage, onDuty: number): Promise<Counted> {
  for (let i = 0; i < onDuty; i++) {
    const librarian = await stage.librarian(i + 2)
    const { session, page } = await stage.ask('busy', question)
    await sent(await page(), { action: 'resume', session, after: 0 })
    await sent(librarian, { action: 'pick-up' })
  }
  const counted = counting(stage)
  const { session, page } = await stage.ask('wren', question)
  const there = await page()
  await sent(there, { action: 'resume', session, after: 0 })
  for (let minute = 0; minute < 30; minute += 5) {
    await stage.advance(300)
    await there.send({ action: 'ping' })
  }
  there.close()
  await stage.advance(300)
  return counted(session)
}

/** What the desk posts before a patron's own POST is answered, with this many librarians on duty. */
export async function postsOnAsking(stage: Stage, onDuty: number): Promise<number> {
  await everybody(stage, onDuty)
  const before = stage.cloud.ledger.total().posts
  const { session } = await stage.ask('wren', question)
  if (!session) throw new Error('Nothing was asked.')
  return stage.cloud.ledger.total().posts - before
}

/** Messages that a patron sends in one go. The desk takes no more than ten a second for long. */
const burst = 40

/** Read units at a thousand messages: a repeat of a stored message, everything read again, a transfer accepted. */
export async function longSession(stage: Stage): Promise<Readonly<Record<'repeat' | 'resume' | 'transfer', number>>> {
  const [rob, ann] = await everybody(stage, 2)
  if (!rob || !ann) throw new Error('Two have to be on duty.')
  const { session, page } = await stage.ask('wren', question)
  const patron = await page()
  await sent(patron, { action: 'resume', session, after: 0 })
  await sent(rob, { action: 'pick-up' })
  for (let n = 1; n <= 500; n++) {
    await said(rob, session, n)
    if (n < 500) await said(patron, session, n)
    if (n % burst === 0) await stage.advance(5)
  }
  const readBy = async (act: () => Promise<unknown>): Promise<number> => {
    await stage.advance(0)
    const before = stage.tally(session).readUnits
    await act()
    await stage.advance(0)
    return stage.tally(session).readUnits - before
  }
  const repeat = Math.max(...(await each([1, 137, 250, 500], n => readBy(() => said(rob, session, n)))))
  const resume = await readBy(() => everything(patron, session))
  await sent(rob, { action: 'transfer', session, librarian: 'l1' })
  const transfer = await readBy(() => sent(ann, { action: 'answer-transfer', session, accept: true }))
  return { repeat, resume, transfer }
}

async function everything(patron: Page, session: string): Promise<void> {
  for (let after = 0; ; ) {
    const { more, messages } = await sent(patron, { action: 'resume', session, after })
    const last: unknown = Array.isArray(messages) ? messages.at(-1) : undefined
    if (more !== true || typeof last !== 'object' || last === null || !('number' in last)) return
    after = Number(last.number)
  }
}

async function each<T, R>(all: readonly T[], act: (one: T) => Promise<R>): Promise<readonly R[]> {
  const results: R[] = []
  for (const one of all) results.push(await act(one))
  return results
}

function everybody(stage: Stage, onDuty: number): Promise<readonly Page[]> {
  return each([...Array(onDuty).keys()], i => stage.librarian(i))
}

const said = async (page: Page, session: string, n: number) => taken(await page.say(session, n, words))
const sent = async (page: Page, frame: object) => taken(await page.send(frame))

/** Stops the story if a step does not succeed. */
function taken(reply: Awaited<ReturnType<Page['send']>>) {
  if (reply.type === 'refused') throw new Error(`The desk refused a frame: ${String(reply.reason)}`)
  return reply
}

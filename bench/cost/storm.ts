import type { Tally } from '../../local/ledger.ts'
import { usualLimits } from '../../local/limits.ts'
import { openStage, type Page, type Patron, type Stage } from './stage.ts'

/** The HTTP API admits as many tickets a second (`infra/http-api.ts`), fewer than the connections that AWS admits. */
const perSecond = 100

/** What it cost when patrons came back who had lost their connections in the same moment. */
export interface Storm {
  /** What each of them cost, timers apart. */
  readonly each: Readonly<Record<'invocations' | 'calls' | 'readUnits' | 'writeUnits' | 'posts', number>>
  /** Frames sent beyond one `resume` and one `say` of each. */
  readonly again: number
  /** How many have every message in order, once, and whose next one got the next number. */
  readonly whole: number
}

/**
 * So many patrons lose their connections in the same moment, and come back as fast as the limits of AWS and of the stages admit. A
 * request or a connection that is throttled ends it with an error, so nobody tries twice.
 */
export async function storm(template: string, count: number): Promise<Storm> {
  const stage = await openStage(template, usualLimits)
  try {
    const patrons: Patron[] = []
    const pages: Page[] = []
    await paced(stage, count, async i => {
      const patron = await stage.ask('wren', `Question ${i}?`)
      const page = await patron.page()
      await page.send({ action: 'resume', session: patron.session, after: 0 })
      await page.say(patron.session, 1, 'Before the storm.')
      patrons.push(patron)
      pages.push(page)
    })
    await stage.advance(0)
    for (const page of pages) page.close()
    await stage.cloud.quiet()
    await stage.advance(5)
    const before = spent(stage)
    let whole = 0
    await paced(stage, count, async i => {
      const patron = patrons[i]
      if (!patron) throw new Error('Somebody did not ask.')
      const page = await patron.back()
      const { messages } = await page.send({ action: 'resume', session: patron.session, after: 0 })
      const { number } = await page.say(patron.session, 2, 'After the storm.')
      if (isWhole(messages) && number === 3) whole++
    })
    await stage.advance(0)
    const { frames, ...after } = spent(stage)
    const each = (name: keyof typeof after) => (after[name] - before[name]) / count
    return {
      each: {
        invocations: each('invocations'),
        calls: each('calls'),
        readUnits: each('readUnits'),
        writeUnits: each('writeUnits'),
        posts: each('posts'),
      },
      again: frames - before.frames - 2 * count,
      whole,
    }
  } finally {
    await stage.stop()
  }
}

/** Does something so many times, as often a second as the stage of the HTTP API admits. */
async function paced(stage: Stage, count: number, act: (i: number) => Promise<void>): Promise<void> {
  for (let first = 0; first < count; first += perSecond) {
    const last = Math.min(first + perSecond, count)
    await Promise.all(Array.from({ length: last - first }, (_, i) => act(first + i)))
    await stage.advance(1)
  }
}

/** What the functions that people talk to have used so far. Timers wake meanwhile, and are left out. */
function spent({ cloud }: Stage) {
  const functions = Object.entries(cloud.ledger.byFunction()).filter(([name]) => !/Timer|Sweep/.test(name))
  const sum = (of: (tally: Tally) => number) => functions.reduce((all, [, tally]) => all + of(tally), 0)
  return {
    invocations: sum(({ invocations }) => invocations),
    calls: sum(({ dynamodb }) => Object.values(dynamodb).reduce((all, one) => all + one, 0)),
    readUnits: sum(({ readUnits }) => readUnits),
    writeUnits: sum(({ writeUnits }) => writeUnits),
    posts: sum(({ posts }) => posts),
    frames: cloud.ledger.total().messagesIn,
  }
}

function isWhole(messages: unknown): boolean {
  const all = Array.isArray(messages) ? messages : []
  return all.length === 2 && all.every((message, i) => message.number === i + 1) && all[1].text === 'Before the storm.'
}

import { describe, expect, it } from 'vitest'
import type { Fault } from './faults.ts'
import { violations } from './invariants/all.ts'
import type { LibrarianPlan } from './librarian.ts'
import type { PatronPlan } from './patron.ts'
import { inOrderOf } from './random.ts'
import type { Point } from './scheduler.ts'
import { type Run, simulate } from './simulation.ts'
import { hale, type Story, wren } from './story.ts'

/** Failures that desks of this kind are known for, each in a story that would show it. */

const jane: PatronPlan = { name: 'jane', library: 'wren', words: ['jane asks', 'jane says'], after: 1_000 }
const tom: PatronPlan = { name: 'tom', library: 'wren', words: ['tom asks', 'tom says'], after: 1_000 }
const rob: LibrarianPlan = {
  ...{ id: 'rob', name: 'Rob', library: 'wren', limit: 1, onDutyAt: 0, picksUpFrom: 0 },
  handles: () => 'answer',
}
const amy: LibrarianPlan = { ...rob, id: 'amy', name: 'Amy' }
const storyOf = (patrons: readonly PatronPlan[], librarians: readonly LibrarianPlan[]): Story => ({
  libraries: [wren, hale],
  patrons,
  librarians,
})

/** Plays a story in which one thing goes wrong the first time that it can, and checks the invariants. */
async function play(story: Story, fault?: Fault, where: (point: Point) => boolean = () => true, seed?: number) {
  const order = inOrderOf(seed, [])
  let isDone = false
  const run = await simulate(story, {
    next: order.next,
    release: order.release,
    fault: (_index, point) => {
      if (!fault || isDone || !where(point)) return undefined
      isDone = true
      return fault
    },
  })
  expect(isDone).toBe(fault !== undefined)
  expect(violations(run)).toEqual([])
  return run
}

const eventsOf = (run: Run, type: string) =>
  run.written.flatMap(({ step, at }) =>
    step.events
      .filter(event => event.type === type)
      .map(event => ({ at: at - run.began, event, session: step.session })),
  )
const shownTo = (run: Run, name: string) => {
  const patron = run.patrons.find(({ plan }) => plan.name === name)
  return [...(patron?.client.view(patron.session() ?? '').messages.values() ?? [])]
}

describe('failures that others have had', () => {
  it('two agents on one chat (Rocket.Chat 22206): of two librarians who pick up one patron, one succeeds and the other is told', async () => {
    for (let seed = 0; seed < 100; seed++) {
      const run = await play(storyOf([jane], [rob, amy]), undefined, undefined, seed)
      expect(eventsOf(run, 'PickedUp')).toHaveLength(1)
      expect(run.librarians.flatMap(({ given }) => given)).toHaveLength(1)
    }
  })

  it('a limit exceeded by stale reads (Rocket.Chat 37776): a librarian with a limit of one never holds two patrons', async () => {
    const ask = { kind: 'frame', what: 'pick-up' }
    for (let seed = 0; seed < 100; seed++) {
      const twice = (point: Point) => point.kind === ask.kind && point.what === ask.what
      await play(storyOf([jane, tom], [rob]), 'doubled', twice, seed)
    }
  })

  it('a chat missing from the queue (Rocket.Chat 23642): a patron is picked up although the function died before it told anybody', async () => {
    const asked = ({ kind, what }: Point) => kind === 'append' && what.includes('Asked')
    const run = await play(storyOf([jane], [rob]), 'crash-after', asked)
    expect(eventsOf(run, 'PickedUp')[0]?.at).toBeLessThan(61_000)
  })

  it('a socket that sends and no longer receives (Rocket.Chat 36023): a lost message is requested again', async () => {
    const words: PatronPlan = { ...jane, words: ['jane asks'] }
    const alone: LibrarianPlan = { ...rob, handles: () => 'leave-after-greeting' }
    const pushed = ({ kind, what }: Point) => kind === 'post' && what.endsWith(' message')
    const run = await play(storyOf([words], [alone]), 'lost', pushed)
    expect(shownTo(run, 'jane')).toHaveLength(2)
  })

  it('a message missed after reconnecting (Chatwoot 14934): a client that comes back has everything, once and in order', async () => {
    const away: PatronPlan = { ...jane, drops: { afterWords: 2, backAfter: 20_000 } }
    const run = await play(storyOf([away], [{ ...rob, isThorough: true }]))
    expect(shownTo(run, 'jane')).toEqual([
      'jane asks',
      'Hello, this is Rob. Does this completely answer your question?',
      'jane says',
      'And this as well.',
    ])
  })

  it('a message that reopens a closed chat (Chatwoot 14683): it is refused, and the chat stays closed', async () => {
    const run = await play(storyOf([{ ...jane, isStubborn: true }], [rob]))
    const [patron] = run.patrons
    const late = patron?.client.acknowledged.filter(({ frame }) => frame.text === 'One more thing!')
    expect(late?.map(({ reply }) => reply)).toMatchObject([{ type: 'refused', code: 'closed' }])
    expect(eventsOf(run, 'Closed')).toHaveLength(1)
  })

  it('duplicates through reordering (Chatwoot 13713): of two messages at once the second overtakes, and each is there once', async () => {
    const hasty: PatronPlan = { ...jane, words: ['jane asks', 'first', 'second'], isHasty: true }
    const said = ({ kind, what, about }: Point) => kind === 'frame' && what === 'say' && about !== 'c1'
    const run = await play(storyOf([hasty], [{ ...rob, isThorough: true }]), 'overtaken', said)
    const texts = eventsOf(run, 'Said').map(({ event }) => ('text' in event ? event.text : ''))
    expect(texts.filter(text => text === 'first' || text === 'second')).toEqual(['first', 'second'])
  })

  it('a waiting patron invisible to the next shift: a librarian who comes on duty later sees and serves them', async () => {
    const late: LibrarianPlan = { ...rob, onDutyAt: 200_000, picksUpFrom: 200_000 }
    const run = await play(storyOf([jane], [late]))
    expect(eventsOf(run, 'PickedUp')[0]?.at).toBeLessThan(202_000)
  })

  it('the sender deleted on somebody else’s 410: the librarian whose message met a dead connection stays connected', async () => {
    const pushed = ({ kind, what }: Point) => kind === 'post' && what.endsWith(' message')
    const run = await play(storyOf([jane], [rob]), 'gone', pushed)
    expect(eventsOf(run, 'PatronWentAway')).toHaveLength(1)
    expect(eventsOf(run, 'LibrarianWentAway')).toEqual([])
    expect(shownTo(run, 'jane')).toContain('Hello, this is Rob. Does this completely answer your question?')
  })
})

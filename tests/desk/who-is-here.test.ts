import { expect, it } from 'vitest'
import { countedDesk } from '../../bench/growth/counted-desk.ts'
import { colleague, onDuty, rob, wren } from '../../bench/growth/people.ts'
import { evolveAll } from '../../lib/session/session.ts'

it('R41 a list of 300 on duty, each with three patrons, takes 6 read units at most', async () => {
  const desk = await countedDesk('cdk.out/Coopdesk.template.json')
  try {
    const at = Date.now()
    const { roster, sessions } = desk.ports
    const people = [
      rob,
      ...Array.from({ length: 299 }, (_, i) => ({ ...colleague(i), id: `col-${i}`, name: `Colleague ${i}` })),
    ]
    for (const [i, one] of people.entries()) {
      await roster.arrive({ ...onDuty(one), libraryName: wren.name }, at)
      for (const nth of [1, 2, 3]) {
        const session = `01K5ZQ8M3T9V7W2X4Y6Z${String(i).padStart(3, '0')}00${nth}`
        const question = 'Where are the almanacs?'
        const events = [{ type: 'Asked', at, session, library: wren.id, pools: [], question } as const]
        const asked = evolveAll(undefined, events)
        if (!asked) throw new Error('Nobody asked.')
        const take = { type: 'Take', librarian: one.id, session, at } as const
        await sessions.append({ session: asked, step: 1, events }, [take])
      }
    }
    const robs = { role: 'librarian', library: wren.id, librarian: 'rob' } as const
    const asks = () => desk.frame(robs, 'rob-1', { action: 'who-is-here' }, at)
    const { result, cost } = await desk.cost(asks)
    expect(result).toMatchObject({ type: 'who-is-here', people: { length: 300 } })
    expect(result.type === 'who-is-here' && result.people.every(({ sessions: held }) => held === 3)).toBe(true)
    expect(cost.readUnits).toBeLessThanOrEqual(6)
    expect(cost.calls).toBe(2)
  } finally {
    await desk.stop()
  }
})

import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { parsed, versionOf } from '../../../../lib/aws/stored/shape.ts'
import { step } from '../../../../lib/aws/stored/step.ts'
import type { Event } from '../../../../lib/session/events.ts'
import { decide, evolveAll } from '../../../../lib/session/session.ts'
import type { Session } from '../../../../lib/session/state.ts'
import { commands } from '../../session/arbitraries.ts'

it('every step that a session can take is read as it was written', () => {
  const met = new Set<Event['type']>()
  fc.assert(
    fc.property(commands, sent => {
      let before: Session | undefined
      for (const command of sent) {
        const decision = decide(before, command)
        const session = 'events' in decision ? evolveAll(before, decision.events) : undefined
        if (!session || !('events' in decision)) continue
        const { id, ...state } = session
        // What is undefined is not written.
        const item = JSON.parse(
          JSON.stringify({ step: 1, events: decision.events, state, ...versionOf(step.upcasters) }),
        )
        expect(parsed(step, item, id)).toEqual(item)
        for (const { type } of decision.events) met.add(type)
        before = session
      }
    }),
    { numRuns: 800, seed: 11 },
  )
  expect(met.size).toBeGreaterThanOrEqual(20)
})

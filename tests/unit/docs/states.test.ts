import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Command } from '../../../lib/session/commands.ts'
import type { Session } from '../../../lib/session/state.ts'
import { type Exploration, follow, type Move } from '../../../tools/states/explore.ts'
import { followUpMoves, followUpStateOf } from '../../../tools/states/follow-up-moves.ts'
import { sessionMoves, sessionStateOf } from '../../../tools/states/session-moves.ts'
import { commands, transfers } from '../session/arbitraries.ts'

/** Every move that these commands make, as one text each. */
function movesIn(nameOf: Exploration['nameOf'], sent: readonly Command[]): readonly string[] {
  let session: Session | undefined
  return sent.flatMap(command => {
    const { after, made } = follow(nameOf, session, command)
    session = after
    return made.map(asText)
  })
}

const asText = ({ from, to, command, event }: Move) => `${from} -> ${to}: ${command}, ${event}`

describe('the moves on the pages of states', () => {
  it.each([
    ['a session', sessionStateOf, sessionMoves()],
    ['a follow-up', followUpStateOf, followUpMoves()],
  ] as const)('of %s are all that any commands make', (_what, nameOf, moves) => {
    const known = moves.map(asText)
    fc.assert(
      fc.property(fc.oneof(commands, transfers), sent => {
        expect(movesIn(nameOf, sent).filter(move => !known.includes(move))).toEqual([])
      }),
      { numRuns: 2000 },
    )
  })
})

import type { Mutant } from './instrumented.ts'
import { access } from './survivors/access.ts'
import { followUp } from './survivors/follow-up.ts'
import { http } from './survivors/http.ts'
import { incoming } from './survivors/incoming.ts'
import { session } from './survivors/session.ts'
import { socket } from './survivors/socket.ts'
import type { Survivors } from './survivors/survivors.ts'

export const listed: readonly Survivors[] = [...access, ...http, ...socket, ...followUp, ...session, ...incoming]

/** The places of the list by definition and code, so code that moves keeps its place. */
const places = counted(
  listed.flatMap(({ mutants }) =>
    Object.entries(mutants).flatMap(([definition, all]) => all.map(words => keyOf({ definition, words }))),
  ),
)

/** The surviving mutants that the list does not name. */
export function unlisted(living: readonly Mutant[]): readonly Mutant[] {
  const left = new Map(places)
  return living.filter(mutant => {
    const count = left.get(keyOf(mutant)) ?? 0
    left.set(keyOf(mutant), count - 1)
    return count <= 0
  })
}

export function isListed(mutant: Mutant): boolean {
  return places.has(keyOf(mutant))
}

/** The entries of the list that name a mutant more often than it survives. */
export function listedInVain(tried: readonly Mutant[], living: readonly Mutant[]): readonly string[] {
  const [made, lives] = [counted(tried.map(keyOf)), counted(living.map(keyOf))]
  return [...places].filter(([key, count]) => made.has(key) && count > (lives.get(key) ?? 0)).map(([key]) => key)
}

function keyOf({ definition, words }: Pick<Mutant, 'definition' | 'words'>): string {
  return `${definition}: ${words}`
}

function counted(keys: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1)
  return counts
}

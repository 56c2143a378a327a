import { countedFor } from '../../lib/access/source.ts'
import type { Sources } from '../../lib/desk/ports.ts'

const day = 86_400_000

/** The memory twin of the sources: it keeps them as they are, since a memory is gone by itself. */
export function memorySources(): Sources {
  const opened = new Map<string, Set<string>>()
  const sources = new Map<string, { readonly source: string; readonly counted: string }>()
  const refused = new Map<string, number>()
  const proofs = new Map<string, string>()
  return {
    count: async (source, session, taken, at) => {
      if ((refused.get(source) ?? 0) > at) return 'refused'
      const counted = `${source} ${Math.floor(at / countedFor)}`
      const sessions = opened.get(counted) ?? new Set()
      if (sessions.size >= taken && !sessions.has(session)) return 'too-many'
      opened.set(counted, sessions.add(session))
      sources.set(session, { source, counted })
      return sessions.size
    },
    refuse: async (session, at) => {
      const known = sources.get(session)
      if (known) refused.set(known.source, at + day)
    },
    useProof: async (proof, session) => {
      const user = proofs.get(proof) ?? session
      proofs.set(proof, user)
      return user === session
    },
    openedAlike: async session => [...(opened.get(sources.get(session)?.counted ?? '') ?? [])],
  }
}

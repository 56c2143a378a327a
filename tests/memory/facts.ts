import type { Facts, RatedFacts } from '../../lib/desk/ports.ts'
import { dayOf, type SessionFacts } from '../../lib/facts/facts.ts'

/** The memory twin of the Facts table. */
export interface MemoryFacts extends Facts {
  /** Files the facts of a session that ends. */
  record(facts: SessionFacts): void
  /** All rows that were ever filed, of every day; a session with two rows has two. */
  all(): readonly RatedFacts[]
}

export function memoryFacts(): MemoryFacts {
  const rows: { facts: RatedFacts; step: number }[] = []
  const rowOf = (session: string) => rows.find(({ facts }) => facts.session === session)
  const ofDay = (day: string) => rows.filter(({ facts }) => dayOf(facts.askedAt) === day)
  return {
    record: facts => void rows.push({ facts, step: 0 }),
    all: () => rows.map(({ facts }) => facts),
    correct: async ({ session, followUp, step }) => {
      const row = rowOf(session)
      if (row && row.step < step) Object.assign(row, { facts: { ...row.facts, followUp }, step })
    },
    rate: async (session, _askedAt, rating) => {
      const row = rowOf(session)
      if (row) row.facts = { ...row.facts, rating }
      return row !== undefined
    },
    ofDay: async day => ofDay(day).map(({ facts }) => facts),
    forgetLibrarians: async day => {
      for (const row of ofDay(day)) {
        const { answeredBy, earlier, ...kept } = row.facts
        row.facts = {
          ...kept,
          ...(answeredBy && { answeredBy: { library: answeredBy.library } }),
          ...(earlier && { earlier: earlier.map(({ library }) => ({ library })) }),
        }
      }
    },
  }
}

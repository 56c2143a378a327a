import type { MailCounts, SummedUp } from '../../lib/desk/ports.ts'

const day = 86_400_000

/** The memory twin of the mails of a day. */
export function memoryMailCounts(): MailCounts {
  const counted = new Map<string, Set<string>>()
  const notices = new Map<number, Map<string, readonly SummedUp[]>>()
  return {
    count: async (reader, reference, most, at) => {
      const who = `${Math.floor(at / day)} ${JSON.stringify(reader).toLowerCase()}`
      const mails = counted.get(who) ?? new Set()
      if (mails.size >= most && !mails.has(reference)) return false
      counted.set(who, mails.add(reference))
      return true
    },
    sumUp: async (library, notice, at) => {
      const on = Math.floor(at / day)
      const ofDay = notices.get(on) ?? new Map<string, readonly SummedUp[]>()
      const known = ofDay.get(library) ?? []
      const isKnown = known.some(({ session, kind }) => session === notice.session && kind === notice.kind)
      const isLater = (one: SummedUp, other: SummedUp) =>
        `${one.kind} ${one.session}` < `${other.kind} ${other.session}` ? -1 : 1
      if (!isKnown) ofDay.set(library, [...known, notice].toSorted(isLater))
      notices.set(on, ofDay)
    },
    summedUp: async on => new Map(notices.get(on)),
    told: async (on, library) => void notices.get(on)?.delete(library),
  }
}

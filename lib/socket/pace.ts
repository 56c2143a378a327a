import { fewestFrames, limitsOf, type QuestionLimits } from '../consortium/library.ts'
import type { Directory } from '../desk/ports.ts'
import { type Route, refused } from './route.ts'

/** How fast the patron of a session may send, over all of its sockets: so many frames at once, and so many a second in the long run. */
export type Pace = Required<Pick<QuestionLimits, 'framesAtOnce' | 'framesPerSecond'>>

/** Above this many sessions, those that have been quiet long enough are forgotten. */
const rememberedMax = 1_000

/**
 * Routes that ask a patron who sends too fast to send the frame again later, before the session is read or anything written. The
 * counts of each session are only in the memory of this function instance, which costs nothing. A flood that is spread over several
 * instances gets that many times the limit through. The pace of a library is looked up only for a session that sends more than the
 * smallest settings allow, so a usual conversation reads nothing for it.
 */
export function paced(routes: readonly Route[], directory: Pick<Directory, 'library'>): readonly Route[] {
  const counts = counter()
  const isTooFast = async (session: string, library: string, at: number): Promise<boolean> => {
    if (counts.takes(session, at, fewestFrames)) return false
    return !counts.takes(session, at, limitsOf((await directory.library(library)) ?? {}))
  }
  return routes.map(route => ({
    action: route.action,
    answer: async (body, caller) => {
      const { identity, at } = caller
      return identity.role === 'patron' && (await isTooFast(identity.session, identity.library, at))
        ? refused('try-again')
        : route.answer(body, caller)
    },
  }))
}

/** Counts the frames of each session, which wear off as time passes. */
function counter() {
  const known = new Map<string, { readonly count: number; readonly at: number; readonly perSecond: number }>()
  const countAt = (session: string, at: number): number => {
    const before = known.get(session)
    return before ? Math.max(0, before.count - (Math.max(0, at - before.at) * before.perSecond) / 1000) : 0
  }
  return {
    /** Accepts a frame if the session has any left. Once its library's pace has been looked up, a session keeps it. */
    takes: (session: string, at: number, { framesAtOnce, framesPerSecond }: Pace): boolean => {
      const count = countAt(session, at)
      if (count + 1 > framesAtOnce) return false
      if (known.size >= rememberedMax) for (const one of known.keys()) if (countAt(one, at) === 0) known.delete(one)
      const perSecond = Math.max(framesPerSecond, count > 0 ? (known.get(session)?.perSecond ?? 0) : 0)
      known.set(session, { count: count + 1, at, perSecond })
      return true
    },
  }
}

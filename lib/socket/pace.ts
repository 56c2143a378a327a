import { type Route, refused } from './route.ts'

/** How fast the patron of a session may send, over all of its sockets. There is a limit on frames at once, and one on frames per second in the long run. */
export interface Pace {
  readonly atOnce: number
  readonly perSecond: number
}

/** Nobody types this fast. A client that reconnects and sends everything that it could not send before stays below it. */
export const patronPace: Pace = { atOnce: 50, perSecond: 10 }

/** Above this many sessions, those that have been quiet long enough are forgotten. */
const rememberedMax = 1_000

/**
 * Routes that ask a patron who sends too fast to send the frame again later, before anything is read or written. The counts of
 * each session are only in the memory of this function instance, which costs nothing. A flood that is spread over several
 * instances gets that many times the limit through.
 */
export function paced(routes: readonly Route[], pace: Pace = patronPace): readonly Route[] {
  const takes = pacer(pace)
  return routes.map(route => ({
    action: route.action,
    answer: async (body, caller) =>
      caller.identity.role === 'patron' && !takes(caller.identity.session, caller.at)
        ? refused('try-again')
        : route.answer(body, caller),
  }))
}

/** Accepts a frame if the session has any left. The allowance grows back as time passes. */
function pacer({ atOnce, perSecond }: Pace): (session: string, at: number) => boolean {
  const known = new Map<string, { readonly left: number; readonly at: number }>()
  const leftAt = (session: string, at: number): number => {
    const before = known.get(session)
    return before ? Math.min(atOnce, before.left + (Math.max(0, at - before.at) * perSecond) / 1000) : atOnce
  }
  return (session, at) => {
    const left = leftAt(session, at)
    if (left < 1) return false
    if (known.size >= rememberedMax) for (const one of known.keys()) if (leftAt(one, at) >= atOnce) known.delete(one)
    known.set(session, { left: left - 1, at })
    return true
  }
}

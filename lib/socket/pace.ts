import { type Route, refused } from './route.ts'

/** How fast a patron's connection may send. There is a limit on frames at once, and one on frames per second in the long run. */
export interface Pace {
  readonly atOnce: number
  readonly perSecond: number
}

/** Nobody types this fast. A client that reconnects and sends everything that it could not send before stays below it. */
export const patronPace: Pace = { atOnce: 50, perSecond: 10 }

/** Above this many connections, those that have been quiet long enough are forgotten. */
const rememberedMax = 1_000

/**
 * Routes that ask a patron who sends too fast to send the frame again later, before anything is read or written. The counts of
 * each connection are only in the memory of this function instance, which costs nothing. A flood that is spread over several
 * instances gets that many times the limit through.
 */
export function paced(routes: readonly Route[], pace: Pace = patronPace): readonly Route[] {
  const takes = pacer(pace)
  return routes.map(route => ({
    action: route.action,
    answer: async (body, caller) =>
      caller.identity.role === 'patron' && !takes(caller.connection, caller.at)
        ? refused('try-again')
        : route.answer(body, caller),
  }))
}

/** Accepts a frame if the connection has any left. The allowance grows back as time passes. */
function pacer({ atOnce, perSecond }: Pace): (connection: string, at: number) => boolean {
  const known = new Map<string, { readonly left: number; readonly at: number }>()
  const leftAt = (connection: string, at: number): number => {
    const before = known.get(connection)
    return before ? Math.min(atOnce, before.left + (Math.max(0, at - before.at) * perSecond) / 1000) : atOnce
  }
  return (connection, at) => {
    const left = leftAt(connection, at)
    if (left < 1) return false
    if (known.size >= rememberedMax) for (const one of known.keys()) if (leftAt(one, at) >= atOnce) known.delete(one)
    known.set(connection, { left: left - 1, at })
    return true
  }
}

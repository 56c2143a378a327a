import { useDesk, useServing } from '../in-desk.ts'
import { useTicking } from '../state/ticker.ts'
import { lasting } from '../times.ts'

/** The desk warns at 2:30, and counts a breach at 3:00 (R16). */
const warnedAt = 150_000
const limit = 180_000

/** How long the patron has heard nothing, and how much of three minutes that is. */
export function Clock({ session }: { readonly session: string }) {
  const { desk, says } = useDesk()
  const from = useServing(session, serving => serving.clockFrom) ?? 0
  const seconds = useTicking(() => Math.max(0, Math.floor((desk.now() - from) / 1000)))
  const quiet = seconds * 1000
  const state = quiet >= limit ? 'over' : quiet >= warnedAt ? 'soon' : 'calm'
  return (
    <span className={`clock ${state}`}>
      <span className="bar" aria-hidden="true">
        <span style={{ scale: `${Math.min(1, quiet / limit)} 1` }} />
      </span>
      <span className="unseen">{says('clock.label')}</span>
      <time>{lasting(quiet)}</time>
    </span>
  )
}

import { Button } from 'react-aria-components'
import type { Refused } from '../../../lib/protocol/frames-out.ts'
import { useDesk } from '../in-desk.ts'

interface RefusalProps {
  readonly refused: Refused | undefined
  /** What to press to do it all the same. */
  readonly insist?: (() => void) | undefined
  /** What the desk offers instead. */
  readonly offer?: { readonly label: string; readonly take: () => void } | undefined
}

/** Why the desk did not do it, what would be better, and, after a soft refusal, how to insist. */
export function Refusal({ refused, insist, offer }: RefusalProps) {
  const { says } = useDesk()
  if (!refused) return null
  return (
    <div className="problem" role="alert">
      <p>{refused.reason || says('refusal.no-answer')}</p>
      {(offer || (refused.soft && insist)) && (
        <div className="row">
          {offer && (
            <Button className="plain" onPress={offer.take}>
              {offer.label}
            </Button>
          )}
          {refused.soft && insist && (
            <Button className="link" onPress={insist}>
              {says('refusal.insist')}
            </Button>
          )}
        </div>
      )}
    </div>
  )
}

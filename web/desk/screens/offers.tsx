import { Button } from 'react-aria-components'
import { useDesk, useLibraryName } from '../in-desk.ts'
import type { Offer } from '../state/shift.ts'
import { useTicking } from '../state/ticker.ts'
import { lasting } from '../times.ts'

/** A session that a colleague offers, or whose librarian has been silent for long. */
export function OfferSlip({ offer }: { readonly offer: Offer }) {
  const { desk, says } = useDesk()
  const library = useLibraryName(offer.library)
  const { kind, session, by, note, since, askedAt, isAsleep } = offer
  const shown = useTicking(() => lasting(desk.now() - (since ?? askedAt)))
  const name = offer.name ?? says('patron.somebody')
  const text = isAsleep ? 'offer.asleep' : `offer.${kind}`
  return (
    <li className={`slip offer ${kind}`}>
      <p className="from">
        <span className="library" dir="auto">
          {library}
        </span>
        <time className="wait">{shown}</time>
      </p>
      <p>{says(text, { name, by })}</p>
      {note && (
        <blockquote dir="auto" className="note">
          {note}
        </blockquote>
      )}
      <div className="row">
        <Button className="main" onPress={() => void desk.answerOffer(session, true)}>
          {says(`offer.${kind}.accept`)} <kbd>Alt A</kbd>
        </Button>
        <Button className="link" onPress={() => void desk.answerOffer(session, false)}>
          {says(`offer.${kind}.decline`)}
        </Button>
      </div>
    </li>
  )
}

import { memo, useState } from 'react'
import { Button } from 'react-aria-components'
import type { WaitingPatron } from '../../../client/wire.ts'
import { useDesk, useLibraryName, useShift } from '../in-desk.ts'
import { useTicking } from '../state/ticker.ts'
import { isRead, languageName, lasting } from '../times.ts'
import { OfferSlip } from './offers.tsx'
import { StaffRoom } from './staff-room.tsx'

/** Everybody who waits, the oldest first, and what is offered to this librarian. */
export function WaitingColumn() {
  const { says } = useDesk()
  return (
    <section className="waiting" aria-labelledby="waiting-title">
      <div className="column-head">
        <h2 id="waiting-title">{says('waiting.title')}</h2>
        <Count />
      </div>
      <PickUp />
      <ol className="slips">
        <Offers />
        <Slips />
      </ol>
      <Others />
      <StaffRoom />
    </section>
  )
}

function Count() {
  const { says } = useDesk()
  const duty = useShift(shift => shift.duty)
  const count = useShift(shift => shift.waiting.length + shift.others)
  return duty === 'on' && <span className="count">{says('waiting.count', { count })}</span>
}

function Offers() {
  const offers = useShift(shift => shift.offers)
  return offers.map(offer => <OfferSlip key={offer.session} offer={offer} />)
}

function PickUp() {
  const { desk, says } = useDesk()
  const duty = useShift(shift => shift.duty)
  const isEmpty = useShift(shift => shift.waiting.length === 0)
  const isFull = useShift(
    ({ limit, order, sessions }) => limit > 0 && order.filter(each => !sessions[each]?.gone).length >= limit,
  )
  const [problem, setProblem] = useState<string>()
  if (duty === 'off') return <p className="fine">{says('waiting.off-duty')}</p>
  return (
    <div className="pick-up">
      <Button
        className="main wide"
        isDisabled={isEmpty}
        onPress={() => void desk.pickUp().then(refused => setProblem(refused?.reason))}
      >
        {says('waiting.pick-up')} <kbd>Alt N</kbd>
      </Button>
      {isFull && <p className="fine">{says('waiting.full')}</p>}
      {isEmpty && <p className="fine">{says('waiting.nobody')}</p>}
      {problem && !isEmpty && (
        <p className="wrong" role="alert">
          {problem}
        </p>
      )}
    </div>
  )
}

function Slips() {
  const waiting = useShift(shift => shift.waiting)
  return waiting.map((patron, at) => <Slip key={patron.session} patron={patron} isNext={at === 0} />)
}

const Slip = memo(function Slip({ patron, isNext }: { readonly patron: WaitingPatron; readonly isNext: boolean }) {
  const { says, language } = useDesk()
  const [isAsked, setIsAsked] = useState(false)
  const isCalled = useShift(shift => shift.called.includes(patron.session))
  const library = useLibraryName(patron.library)
  return (
    <li className={`slip${isCalled ? ' called' : ''}${isNext ? ' next' : ''}`}>
      <button type="button" aria-expanded={isAsked} onClick={() => setIsAsked(!isAsked)}>
        <span className="from">
          <span className="library" dir="auto">
            {library}
          </span>
          <Wait since={patron.askedAt} />
        </span>
        <span className="question" dir="auto">
          {patron.question}
        </span>
        <span className="tags">
          {isCalled && <strong>{says('waiting.called')}</strong>}
          {patron.name && <span dir="auto">{patron.name}</span>}
          {patron.language && !isRead(language, patron.language) && (
            <span>{says('patron.reads', { language: languageName(language, patron.language) })}</span>
          )}
          {patron.afterOthers && <span>{says('waiting.after-others')}</span>}
        </span>
      </button>
      {isAsked && <OutOfTurn session={patron.session} isNext={isNext} done={() => setIsAsked(false)} />}
    </li>
  )
})

/** How long somebody has waited. */
function Wait({ since }: { readonly since: number }) {
  const { desk } = useDesk()
  const shown = useTicking(() => lasting(desk.now() - since))
  return <time className="wait">{shown}</time>
}

/** The next one can be taken at once. Whoever takes another out of turn says why (R2). */
function OutOfTurn({
  session,
  isNext,
  done,
}: {
  readonly session: string
  readonly isNext: boolean
  readonly done: () => void
}) {
  const { desk, says } = useDesk()
  const [reason, setReason] = useState('')
  const [problem, setProblem] = useState<string>()
  const take = async () => {
    const refused = await desk.pickUp(isNext ? undefined : { session, reason })
    setProblem(refused?.reason)
    if (!refused) done()
  }
  return (
    <form
      className="form"
      onSubmit={event => {
        event.preventDefault()
        void take()
      }}
    >
      {!isNext && (
        <label className="field">
          <span className="label">{says('waiting.why')}</span>
          <input value={reason} maxLength={200} onChange={({ target }) => setReason(target.value)} required />
        </label>
      )}
      <div className="row">
        <Button className="plain" type="submit">
          {says(isNext ? 'waiting.take-next' : 'waiting.take')}
        </Button>
        <Button className="link" onPress={done}>
          {says('back')}
        </Button>
      </div>
      {problem && (
        <p className="wrong" role="alert">
          {problem}
        </p>
      )}
    </form>
  )
}

function Others() {
  const { desk, says } = useDesk()
  const others = useShift(shift => shift.others)
  if (others === 0) return null
  return (
    <Button className="link" onPress={() => void desk.moreWaiting()}>
      {says('waiting.others', { count: others })}
    </Button>
  )
}

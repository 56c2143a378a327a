import { memo, useEffect, useRef } from 'react'
import { useDesk, useLibraryName, usePatronName, useServing, useShift } from '../in-desk.ts'
import { bringIntoView } from '../state/in-view.ts'
import { Clock } from './clock.tsx'

/** All sessions side by side, each with its clock in plain sight. */
export function Bench() {
  const { says } = useDesk()
  const order = useShift(shift => shift.order)
  return (
    <nav className="bench" aria-label={says('bench.label')}>
      <ol>
        <ToWaiting />
        {order.map((session, at) => (
          <Card key={session} session={session} number={at + 1} />
        ))}
      </ol>
    </nav>
  )
}

/** On a phone, those who wait stand below the session. */
function ToWaiting() {
  const { says } = useDesk()
  const count = useShift(shift => shift.waiting.length + shift.others + shift.offers.length)
  return (
    <li className="to-waiting">
      <button type="button" onClick={() => bringIntoView('waiting')}>
        {says('bench.waiting', { count })}
      </button>
    </li>
  )
}

const Card = memo(function Card({ session, number }: { readonly session: string; readonly number: number }) {
  const { desk, says } = useDesk()
  const isCurrent = useShift(shift => shift.current === session)
  const library = useServing(session, serving => serving.library) ?? ''
  const hue = useServing(session, serving => serving.hue) ?? 1
  const unread = useServing(session, serving => serving.unread) ?? 0
  const isTyping = useServing(session, serving => serving.typing === 'patron') ?? false
  const isAway = useServing(session, serving => !serving.here) ?? false
  const hasLeft = useServing(session, serving => serving.left) ?? false
  const isGone = useServing(session, serving => serving.gone !== undefined) ?? false
  const colleague = useServing(session, serving => serving.colleague?.name)
  const name = usePatronName(session)
  const libraryName = useLibraryName(library)
  const state = isGone ? 'gone' : hasLeft ? 'left' : isAway ? 'away' : isTyping ? 'typing' : undefined
  const card = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (isCurrent) card.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [isCurrent])
  return (
    <li>
      <button
        ref={card}
        type="button"
        className={`card hue-${hue}${isGone ? ' gone' : ''}`}
        aria-current={isCurrent ? 'true' : undefined}
        onClick={() => {
          desk.turnTo(session)
          bringIntoView('session')
        }}
      >
        <span className="number" aria-hidden="true">
          {number}
        </span>
        <span className="who">
          <span className="name" dir="auto">
            {name}
          </span>
          {unread > 0 && <span className="unread">{says('bench.unread', { count: unread })}</span>}
        </span>
        <span className={colleague === undefined ? 'library' : 'library two'} dir="auto">
          {state
            ? says(`bench.${state}`)
            : colleague === undefined
              ? libraryName
              : says('bench.two', { name: colleague })}
        </span>
        {!isGone && <Clock session={session} />}
      </button>
    </li>
  )
})

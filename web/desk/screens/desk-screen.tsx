import { useDesk, useShift } from '../in-desk.ts'
import { About } from './about.tsx'
import { Bench } from './bench.tsx'
import { Pools } from './duty.tsx'
import { Session } from './session.tsx'
import { WaitingColumn } from './waiting-column.tsx'

/** The work: who waits, whom one serves, and the library of the patron that one talks with. */
export function DeskScreen() {
  const current = useShift(shift => shift.current)
  const hasSessions = useShift(shift => shift.order.length > 0)
  return (
    <main className={current === undefined ? 'work' : 'work talks'}>
      <WaitingColumn />
      <section className="middle">
        {hasSessions && <Bench />}
        {current === undefined ? <Nobody /> : <Session key={current} session={current} />}
      </section>
      {current !== undefined && <About key={current} session={current} />}
    </main>
  )
}

/** What to do when one serves nobody. */
function Nobody() {
  const { says } = useDesk()
  const duty = useShift(shift => shift.duty)
  const name = useShift(shift => shift.me.name)
  const waits = useShift(shift => shift.waiting.length > 0)
  const state = duty === 'off' ? 'begin' : waits ? 'waits' : 'nobody'
  return (
    <div className={`nobody ${state}`}>
      <h1>{says(`${state}.title`, { name })}</h1>
      <p>{says(`${state}.text`)}</p>
      {duty === 'off' && (
        <div className="form">
          <Pools done={() => {}} />
        </div>
      )}
    </div>
  )
}

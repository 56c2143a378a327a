import { useShift } from '../in-desk.ts'
import { type PersonHere, standingOf, usePeopleHere } from '../screens/people-here.tsx'
import { says } from './in-library.ts'

/** Who is on duty, rung by rung: the cooperative, its groups, and its libraries (R4). */
export function OnDuty() {
  const duty = useShift(shift => shift.duty)
  return (
    <section aria-labelledby="on-duty">
      <h2 id="on-duty">{says('consortium.on-duty')}</h2>
      {duty === 'off' ? <p className="fine">{says('consortium.on-duty.off')}</p> : <Rungs />}
    </section>
  )
}

function Rungs() {
  const { people, names, problem, more } = usePeopleHere({ withMyself: true })
  if (problem) return <p className="problem">{problem}</p>
  if (!people) return <p className="fine">{says('consortium.coming')}</p>
  const nameOf = (pool: string) => {
    const [kind, id = ''] = pool.split(':')
    const named = kind === 'library' ? names?.libraries : names?.groups
    return kind === 'cooperative' ? says('rung.all') : (named?.find(each => each.id === id)?.name ?? id)
  }
  const order = (pool: string) => (pool === 'cooperative' ? 0 : pool.startsWith('group:') ? 1 : 2)
  const pools = [...new Set(['cooperative', ...people.flatMap(person => person.pools)])].sort(
    (a, b) => order(a) - order(b) || nameOf(a).localeCompare(nameOf(b)),
  )
  return (
    <>
      <ul className="rungs">
        {pools.map(pool => (
          <li key={pool}>
            <strong dir="auto">{nameOf(pool)}</strong>
            <OnRung people={people.filter(person => person.pools.includes(pool))} />
          </li>
        ))}
      </ul>
      {more && <p className="fine">{says('consortium.on-duty.more')}</p>}
    </>
  )
}

function OnRung({ people }: { readonly people: readonly PersonHere[] }) {
  if (people.length === 0) return <p className="wrong">{says('consortium.on-duty.nobody')}</p>
  return (
    <ul className="on-rung">
      {people.map(person => (
        <li key={person.librarian} className={standingOf(person)}>
          <bdi>{person.name}</bdi>{' '}
          <span className="fine">
            {says(`on-duty.${standingOf(person)}`, { sessions: person.sessions, limit: person.limit })}
          </span>
        </li>
      ))}
    </ul>
  )
}

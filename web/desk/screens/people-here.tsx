import { useEffect, useState } from 'react'
import { Radio } from 'react-aria-components'
import type { Reply } from '../../../lib/protocol/frames-out.ts'
import { useDesk, useShift } from '../in-desk.ts'

type Here = Extract<Reply, { type: 'who-is-here' }>
export type PersonHere = Here['people'][number]

/** A page asks no more often, ms. */
const lookEvery = 30_000
/** A longer list has a field to search in. */
const searchFrom = 8

/** Those on duty, without oneself unless that is wanted: whoever could take somebody on at once stands first. Undefined until the desk has said it. */
export function usePeopleHere({ withMyself = false } = {}) {
  const { desk } = useDesk()
  const me = useShift(shift => shift.me.id)
  const [here, setHere] = useState<Here>()
  const [problem, setProblem] = useState<string>()
  useEffect(() => {
    const look = async () => {
      const reply = await desk.send({ action: 'who-is-here' })
      if (reply.type === 'who-is-here') {
        setHere(reply)
        desk.libraries.called(reply.names)
      }
      setProblem(reply.type === 'refused' ? reply.reason : undefined)
    }
    void look()
    const timer = setInterval(() => void look(), lookEvery)
    return () => clearInterval(timer)
  }, [desk])
  const people = here?.people
    .filter(({ librarian }) => withMyself || librarian !== me)
    .sort((a, b) => Number(isBusy(a)) - Number(isBusy(b)))
  return { people, names: here?.names, more: here?.more === true, problem }
}

/** How somebody stands: `free`, or why not. A desk that does not know lost lines says nothing of them. */
export function standingOf(person: PersonHere): 'free' | 'full' | 'asleep' | 'away' {
  if ('away' in person && person.away === true) return 'away'
  if (person.asleep) return 'asleep'
  return person.sessions >= person.limit ? 'full' : 'free'
}

/** How many patrons somebody serves, and may serve. */
export const loadOf = ({ sessions, limit }: PersonHere) => ({ sessions, limit })

const isBusy = (person: PersonHere): boolean => standingOf(person) !== 'free'

interface PeopleHereProps {
  readonly here: ReturnType<typeof usePeopleHere>
  /** What a choice of this person is called in its group. */
  readonly choiceOf: (person: PersonHere) => string
}

/** Those on duty as choices of a group: name, library, pools, how busy they are, and whether their page sleeps. */
export function PeopleHere({ here: { people, names, more, problem }, choiceOf }: PeopleHereProps) {
  const { says } = useDesk()
  const [wanted, setWanted] = useState('')
  if (problem) return <p className="problem">{problem}</p>
  if (!people) return <p className="fine">{says('here.coming')}</p>
  if (people.length === 0) return <p className="fine">{says('here.nobody')}</p>
  const nameOf = (list: Here['names']['libraries'] | undefined, id: string) =>
    list?.find(each => each.id === id)?.name ?? id
  const libraryOf = ({ library }: PersonHere) => nameOf(names?.libraries, library)
  const sought = wanted.trim().toLowerCase()
  const found = people.filter(person => `${person.name} ${libraryOf(person)}`.toLowerCase().includes(sought))
  const poolsOf = ({ library, pools }: PersonHere) =>
    pools
      .filter(pool => pool !== `library:${library}`)
      .map(pool => {
        const [kind, id = ''] = pool.split(':')
        if (kind === 'library') return nameOf(names?.libraries, id)
        return kind === 'group' ? nameOf(names?.groups, id) : says('pool.cooperative')
      })
  return (
    <>
      {people.length >= searchFrom && (
        <input
          type="search"
          dir="auto"
          aria-label={says('here.search')}
          placeholder={says('here.search')}
          value={wanted}
          onChange={({ target }) => setWanted(target.value)}
        />
      )}
      {found.length === 0 && <p className="fine">{says('here.none')}</p>}
      <div className="people-here">
        {found.map(person => (
          <Radio
            key={person.librarian}
            value={choiceOf(person)}
            className={`choice person-here${isBusy(person) ? ' busy' : ''}`}
            data-librarian={person.librarian}
          >
            <span className="dot" aria-hidden="true" />
            <span className="whom">
              <strong dir="auto">{person.name}</strong>{' '}
              <span className="why">
                <bdi>{libraryOf(person)}</bdi>
                {poolsOf(person).map(pool => (
                  <span key={pool}>
                    {' · '}
                    <bdi>{pool}</bdi>
                  </span>
                ))}
              </span>
            </span>
            <span className="load">{says(`here.${standingOf(person)}`, loadOf(person))}</span>
          </Radio>
        ))}
      </div>
      {more && <p className="fine">{says('here.more')}</p>}
    </>
  )
}

import { useCallback, useEffect, useState } from 'react'
import { Button } from 'react-aria-components'
import { Link, useLocation } from 'wouter'
import type { Availability } from '../../../client/availability.ts'
import type { Reply } from '../../../lib/protocol/frames-out.ts'
import { useDesk, useShift } from '../in-desk.ts'
import { LibraryName } from '../screens/pool-name.tsx'
import { lasting } from '../times.ts'
import { says, useSettingsWords } from './in-library.ts'
import { type LibraryNamed, SettingsOfLibrary } from './library-screen.tsx'
import { OnDuty } from './on-duty.tsx'
import { useAvailabilities } from './use-availabilities.ts'

type Waiting = Extract<Reply, { type: 'queue' }>['waiting'][number]

/** Three minutes are as long as a patron should hear nothing, ms. */
const tooLong = 180_000
const noLibraries: readonly LibraryNamed[] = []

/** The consortium on one page: who waits too long, who answers for whom, and the way into the settings of each library. */
export function ConsortiumScreen() {
  useSettingsWords()
  const [path] = useLocation()
  const [, , library, part] = path.split('/')
  if (library !== undefined && library !== '') {
    const id = decodeURIComponent(library)
    return <SettingsOfLibrary key={id} library={id} base={`/consortium/${library}`} part={part} />
  }
  return <Overview />
}

function Overview() {
  const { desk } = useDesk()
  const [libraries, setLibraries] = useState<readonly LibraryNamed[]>()
  const [problem, setProblem] = useState<string>()
  const [wanted, setWanted] = useState('')
  const look = useCallback(
    () =>
      desk.settings.administered().then(
        shown => setLibraries(shown.libraries),
        (error: unknown) => setProblem(error instanceof Error ? error.message : String(error)),
      ),
    [desk],
  )
  useEffect(() => void look(), [look])
  const now = useAvailabilities(libraries ?? noLibraries)
  const found = (libraries ?? [])
    .filter(({ id, name }) => `${name} ${id}`.toLowerCase().includes(wanted.trim().toLowerCase()))
    .sort((a, b) => a.name.localeCompare(b.name))
  return (
    <main className="consortium">
      <h1>{says('consortium.title')}</h1>
      {problem && (
        <p className="problem" role="alert">
          {problem}
        </p>
      )}
      <WaitsTooLong />
      <OnDuty />
      <Gaps libraries={libraries ?? []} now={now} />
      <section aria-labelledby="all-libraries">
        <div className="row ends">
          <h2 id="all-libraries">{says('consortium.libraries')}</h2>
          <input
            type="search"
            aria-label={says('consortium.search')}
            placeholder={says('consortium.search')}
            value={wanted}
            onChange={({ target }) => setWanted(target.value)}
          />
        </div>
        {!libraries && !problem && <p className="fine">{says('consortium.coming')}</p>}
        {libraries && found.length === 0 && <p className="fine">{says('consortium.none')}</p>}
        <ul className="all-libraries">
          {found.map(library => (
            <li key={library.id}>
              <OneLibrary library={library} now={now.get(library.id)} />
            </li>
          ))}
        </ul>
      </section>
      <section aria-labelledby="reports">
        <h2 id="reports">{says('consortium.reports')}</h2>
        <p className="fine">{says('consortium.reports.later')}</p>
      </section>
    </main>
  )
}

/** Those who wait in the whole consortium, as far as whoever looks is on duty for all. */
function WaitsTooLong() {
  const { desk } = useDesk()
  const duty = useShift(shift => shift.duty)
  const [waiting, setWaiting] = useState<readonly Waiting[]>()
  const [others, setOthers] = useState(0)
  const [problem, setProblem] = useState<string>()
  const look = useCallback(async () => {
    if (duty === 'off') return
    const reply = await desk.send({ action: 'queue' })
    setProblem(reply.type === 'refused' ? reply.reason : undefined)
    if (reply.type !== 'queue') return
    setWaiting(reply.waiting)
    setOthers(reply.others ?? 0)
  }, [desk, duty])
  useEffect(() => void look(), [look])
  const long = (waiting ?? []).filter(({ askedAt }) => desk.now() - askedAt > tooLong)
  return (
    <section aria-labelledby="waits" className={long.length > 0 ? 'waits long' : 'waits'}>
      <div className="row ends">
        <h2 id="waits">{says('consortium.waits')}</h2>
        {duty === 'on' && (
          <Button className="link" onPress={() => void look()}>
            {says('consortium.look')}
          </Button>
        )}
      </div>
      {duty === 'off' && <p className="fine">{says('consortium.off-duty')}</p>}
      {problem && <p className="problem">{problem}</p>}
      {duty === 'on' && waiting && long.length === 0 && (
        <p>{says('consortium.nobody-long', { count: waiting.length + others })}</p>
      )}
      <ol className="long-waits">
        {long.map(({ session, library, askedAt, question }) => (
          <li key={session}>
            <strong>{lasting(desk.now() - askedAt)}</strong>
            <LibraryName id={library} />
            <span className="text" dir="auto">
              {question}
            </span>
          </li>
        ))}
      </ol>
    </section>
  )
}

interface GapsProps {
  readonly libraries: readonly LibraryNamed[]
  readonly now: ReadonlyMap<string, Availability>
}

/** Libraries for which nobody is on duty, and those that are open while others answer for them. */
function Gaps({ libraries, now }: GapsProps) {
  const of = (fits: (now: Availability) => boolean) =>
    libraries.filter(({ id }) => {
      const at = now.get(id)
      return at !== undefined && fits(at)
    })
  const gaps = [
    ['nobody', of(({ staffed }) => !staffed)],
    ['others', of(({ staffed, open, answers }) => staffed && open && answers !== 'own')],
  ] as const
  const isComplete = libraries.length > 0 && libraries.every(({ id }) => now.has(id))
  return (
    <section aria-labelledby="gaps">
      <h2 id="gaps">{says('consortium.gaps')}</h2>
      {now.size === 0 && <p className="fine">{says('consortium.coming')}</p>}
      {isComplete && gaps.every(([, each]) => each.length === 0) && <p>{says('consortium.gaps.none')}</p>}
      {gaps.map(
        ([kind, each]) =>
          each.length > 0 && (
            <p key={kind} className={`gap ${kind}`}>
              <strong>{says(`consortium.gaps.${kind}`)}</strong>{' '}
              {each.map(({ id, name }, at) => (
                <span key={id}>
                  {at > 0 && ' · '}
                  <bdi>{name}</bdi>
                </span>
              ))}
            </p>
          ),
      )}
    </section>
  )
}

/** A library, and the nearest rung of its ladder on which somebody is on duty. */
interface OneLibraryProps {
  readonly library: LibraryNamed
  readonly now: Availability | undefined
}

function OneLibrary({ library: { id, name }, now }: OneLibraryProps) {
  const rung = now && (now.staffed ? (now.answers ?? 'cooperative') : 'nobody')
  return (
    <Link href={`/consortium/${encodeURIComponent(id)}/people`} className="one-library">
      <strong dir="auto">{name}</strong>
      {now && (
        <>
          <span className={`rung ${rung}`}>{says(`rung.${rung}`)}</span>
          <span className="fine">{says(now.open ? 'consortium.open' : 'consortium.closed')}</span>
          <span className="fine">
            {says(now.waitingMore ? 'consortium.waiting.more' : 'consortium.waiting', { count: now.waiting })}
            {now.expectedWait !== undefined &&
              ` · ${says('consortium.wait', { minutes: Math.ceil(now.expectedWait / 60) })}`}
          </span>
        </>
      )}
    </Link>
  )
}

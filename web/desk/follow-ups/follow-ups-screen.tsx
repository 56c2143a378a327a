import { useCallback, useEffect, useState } from 'react'
import { Button } from 'react-aria-components'
import { Link, useRoute } from 'wouter'
import type { Reply } from '../../../lib/protocol/frames-out.ts'
import { useDesk } from '../in-desk.ts'
import { LibraryName } from '../screens/pool-name.tsx'
import { dayOf, momentOf } from '../times.ts'
import { OneFollowUp } from './one-follow-up.tsx'

type List = Extract<Reply, { type: 'follow-ups' }>
type Listed = List['followUps'][number]

/** What is owed to patrons after their sessions: by this librarian, by their library, and what became of those sent on (R43). */
export function FollowUpsScreen() {
  const { desk, says } = useDesk()
  const [, params] = useRoute('/follow-ups/:session')
  const session = params?.session
  const [list, setList] = useState<List>()
  const [problem, setProblem] = useState<string>()
  const look = useCallback(async () => {
    const reply = await desk.send({ action: 'follow-ups' })
    if (reply.type === 'refused') return setProblem(reply.reason)
    if (reply.type === 'follow-ups') setList(reply)
  }, [desk])
  useEffect(() => {
    void look()
  }, [look])

  const owed = [...(list?.followUps ?? [])].sort((a, b) => a.dueAt - b.dueAt)
  const isNothingOwed = list !== undefined && owed.length === 0
  const mine = owed.filter(({ owner }) => owner === 'you')
  const library = owed.filter(({ owner }) => owner !== 'you')
  return (
    <main className={session === undefined ? 'owed' : 'owed opened'}>
      <section className="owed-list" aria-labelledby="owed-title">
        <div className="column-head">
          <h1 id="owed-title">{says('owed.title')}</h1>
          <Button className="link" onPress={() => void look()}>
            {says('owed.look')}
          </Button>
        </div>
        {problem && <p className="problem">{problem}</p>}
        {!list && !problem && <p className="fine">{says('owed.coming')}</p>}
        {isNothingOwed && <p className="fine">{says('owed.nothing')}</p>}
        <Group title={says('owed.mine')} listed={mine} current={session} />
        <Group title={says('owed.library')} listed={library} current={session} />
        <SentOn sent={list?.sentOn ?? []} />
      </section>
      {session === undefined ? (
        <p className="owed-none">{list && says(isNothingOwed ? 'owed.none' : 'owed.choose')}</p>
      ) : (
        <OneFollowUp key={session} session={session} changed={look} />
      )}
    </main>
  )
}

interface GroupProps {
  readonly title: string
  readonly listed: readonly Listed[]
  readonly current: string | undefined
}

function Group({ title, listed, current }: GroupProps) {
  if (listed.length === 0) return null
  return (
    <>
      <h2>{title}</h2>
      <ol className="slips">
        {listed.map(one => (
          <li key={one.session} className={`slip${one.overdue ? ' overdue' : ''}`}>
            <Link href={`/follow-ups/${one.session}`} aria-current={one.session === current ? 'true' : undefined}>
              <Slip one={one} />
            </Link>
          </li>
        ))}
      </ol>
    </>
  )
}

function Slip({
  one: { name, library, status, owner, takenBy, answerBy, overdue, undeliverable, held, question },
}: {
  readonly one: Listed
}) {
  const { says, language } = useDesk()
  return (
    <>
      <span className="from">
        <LibraryName id={library} />
        <strong className={overdue ? 'wrong' : ''}>
          {says(overdue ? 'owed.overdue' : 'owed.by', { day: dayOf(language, answerBy) })}
        </strong>
      </span>
      <span className="question" dir="auto">
        {question ?? name ?? says('patron.somebody')}
      </span>
      <span className="tags">
        {question !== undefined && <span dir="auto">{name ?? says('patron.somebody')}</span>}
        <span className={owner === 'library' && status === 'new' ? 'nobodys' : ''}>
          {status === 'taken' ? says('owed.taken', { name: takenBy ?? '' }) : says(`owed.has.${owner}`)}
        </span>
        {held !== undefined && held > 0 && <strong>{says('owed.held', { count: held })}</strong>}
        {undeliverable && <span className="wrong">{says(`owed.undeliverable.${undeliverable}`)}</span>}
      </span>
    </>
  )
}

function SentOn({ sent }: { readonly sent: List['sentOn'] }) {
  const { says, language } = useDesk()
  if (sent.length === 0) return null
  return (
    <>
      <h2>{says('owed.sent-on')}</h2>
      <ul className="sent-on">
        {sent.map(({ session, library, libraryName, status, answerBy, since, endedAt }) => (
          <li key={session} className={status}>
            {libraryName === undefined ? <LibraryName id={library} /> : <strong dir="auto">{libraryName}</strong>}
            <span>
              {endedAt === undefined
                ? says(`owed.sent-on.${status}`, { day: dayOf(language, answerBy) })
                : says(`owed.sent-on.${status}`, { day: momentOf(language, endedAt) })}
            </span>
            <span className="fine">{says('owed.sent-on.since', { day: momentOf(language, since) })}</span>
          </li>
        ))}
      </ul>
    </>
  )
}

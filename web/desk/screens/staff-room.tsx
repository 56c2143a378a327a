import { type FormEvent, useEffect, useRef, useState } from 'react'
import { Button } from 'react-aria-components'
import type { Refused } from '../../../lib/protocol/frames-out.ts'
import { useDesk, useShift } from '../in-desk.ts'
import { useBegun } from '../state/begun.ts'
import { timeOf } from '../times.ts'
import { loadOf, standingOf, usePeopleHere } from './people-here.tsx'
import { LibraryOf } from './pool-name.tsx'
import { Refusal } from './refusal.tsx'

/** As many are named; the others are counted. */
const namedMax = 12

/** Where those on duty talk with each other (R41). Patrons never see it. It is read only while it is open. */
export function StaffRoom() {
  const { desk, says } = useDesk()
  const duty = useShift(shift => shift.duty)
  const [isOpen, setIsOpen] = useState(false)
  useEffect(() => {
    if (!isOpen || duty === 'off') return
    void desk.staffRoom.open()
    return () => void desk.staffRoom.close()
  }, [desk, isOpen, duty])
  if (duty === 'off') return null
  return (
    <section className="staff-room">
      <h2>
        <button type="button" aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)}>
          {says('room.title')}
        </button>
      </h2>
      {isOpen && (
        <>
          <Others />
          <Said />
          <Write />
        </>
      )}
    </section>
  )
}

/** Who else is on duty, in a line. */
function Others() {
  const { says } = useDesk()
  const { people } = usePeopleHere()
  if (!people) return null
  if (people.length === 0) return <p className="fine">{says('here.nobody')}</p>
  return (
    <p className="fine">
      {says('room.others')}{' '}
      {people.slice(0, namedMax).map((person, at) => (
        <span key={person.librarian} className={standingOf(person)}>
          {at > 0 && ' · '}
          <bdi>{person.name}</bdi>
          {standingOf(person) !== 'free' && ` (${says(`here.${standingOf(person)}`, loadOf(person))})`}
        </span>
      ))}
      {people.length > namedMax && ` ${says('room.more', { count: people.length - namedMax })}`}
    </p>
  )
}

function Said() {
  const { says, language } = useDesk()
  const room = useShift(shift => shift.room)
  const me = useShift(shift => shift.me.id)
  const end = useRef<HTMLLIElement>(null)
  useEffect(() => {
    // Newer browsers return a promise here, which React would call as what cleans up.
    end.current?.scrollIntoView({ block: 'nearest' })
  }, [room.length])
  if (room.length === 0) return <p className="fine">{says('room.empty')}</p>
  return (
    <ol className="room">
      {room.map(({ id, librarian, name, library, at, text }) => (
        <li key={id} className={librarian === me ? 'mine' : ''}>
          <p className="who">
            <bdi>{name}</bdi>{' '}
            <span className="fine">
              <LibraryOf librarian={name} library={library} /> <time>{timeOf(language, at)}</time>
            </span>
          </p>
          <p className="text" dir="auto">
            {text}
          </p>
        </li>
      ))}
      <li ref={end} />
    </ol>
  )
}

function Write() {
  const { desk, says } = useDesk()
  const [text, setText] = useBegun('staff-room')
  const [refused, setRefused] = useState<Refused>()
  const say = async (despite: readonly string[] = []) => {
    const reply = await desk.staffRoom.say(text, despite)
    setRefused(reply.type === 'refused' ? reply : undefined)
    if (reply.type !== 'refused') setText('')
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (/\S/.test(text)) void say()
  }
  return (
    <form className="form" onSubmit={submit}>
      <Refusal refused={refused} insist={() => refused && void say([refused.code])} />
      <input
        value={text}
        dir="auto"
        aria-label={says('room.label')}
        placeholder={says('room.hint')}
        onChange={({ target }) => setText(target.value)}
      />
      <Button className="plain" type="submit" isDisabled={!/\S/.test(text)}>
        {says('room.say')}
      </Button>
    </form>
  )
}

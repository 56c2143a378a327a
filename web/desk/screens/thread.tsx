import { memo, useCallback, useEffect, useRef, useState } from 'react'
import { Button } from 'react-aria-components'
import type { Message } from '../../../client/transcript.ts'
import { isWebLink } from '../../../lib/protocol/link.ts'
import { useDesk, usePatronName, useServing } from '../in-desk.ts'
import type { Line, Unsent } from '../state/shift.ts'
import { timeOf } from '../times.ts'
import { Icon } from './icon.tsx'

/** Whoever is this near to the end of the conversation follows it, pixels. */
const near = 80

/** What was said, noted and what happened, the newest last. */
export function Thread({ session }: { readonly session: string }) {
  const { says } = useDesk()
  const scroll = useRef<HTMLDivElement>(null)
  const isFollowing = useRef(true)
  const lastTop = useRef(0)
  const [isBehind, setIsBehind] = useState(false)
  const toEnd = () => scroll.current?.scrollTo({ top: scroll.current.scrollHeight })
  const arrived = useCallback(() => {
    if (isFollowing.current) scroll.current?.scrollTo({ top: scroll.current.scrollHeight })
    else setIsBehind(true)
  }, [])
  // One's own words are always in view.
  const wrote = useCallback(() => {
    isFollowing.current = true
    scroll.current?.scrollTo({ top: scroll.current.scrollHeight })
  }, [])
  useEffect(() => {
    const { current } = scroll
    if (!current) return
    // What is written below may need more room, and hints come after their message. The end stays in view.
    const watching = new ResizeObserver(() => isFollowing.current && toEnd())
    for (const each of [current, ...current.children]) watching.observe(each)
    return () => watching.disconnect()
  }, [])
  const onScroll = () => {
    const { current } = scroll
    if (!current) return
    const { scrollTop, scrollHeight, clientHeight } = current
    // Whoever reads back scrolls up. What comes meanwhile moves the end away, and nobody's eyes.
    if (scrollHeight - scrollTop - clientHeight < near) isFollowing.current = true
    else if (scrollTop < lastTop.current) isFollowing.current = false
    lastTop.current = scrollTop
    if (isFollowing.current && isBehind) setIsBehind(false)
  }
  return (
    <div className="threads">
      <section
        className="scroll"
        ref={scroll}
        onScroll={onScroll}
        aria-label={says('thread.label')}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard.
        tabIndex={0}
      >
        <Earlier session={session} />
        <Lines session={session} arrived={arrived} wrote={wrote} />
        <Typing session={session} />
      </section>
      {isBehind && (
        <Button className="newer" onPress={toEnd}>
          <Icon of="down" />
          {says('thread.newer')}
        </Button>
      )}
    </div>
  )
}

function Earlier({ session }: { readonly session: string }) {
  const { desk, says } = useDesk()
  const before = useServing(session, serving => serving.earlierThan)
  if (before === undefined) return null
  return (
    <Button className="link" onPress={() => void desk.talks.earlier(session)}>
      {says('thread.earlier')}
    </Button>
  )
}

interface LinesProps {
  readonly session: string
  /** There is more to see than before. */
  readonly arrived: () => void
  /** Some of it is on its way from here. */
  readonly wrote: () => void
}

function Lines({ session, arrived, wrote }: LinesProps) {
  const lines = useServing(session, serving => serving.lines) ?? []
  const unsent = useServing(session, serving => serving.unsent) ?? []
  const count = lines.length + unsent.length
  useEffect(arrived, [arrived, count])
  useEffect(() => {
    if (unsent.length > 0) wrote()
  }, [wrote, unsent.length])
  return (
    <ol className="lines">
      {lines.map((line, at) => (
        <One key={line.id} session={session} line={line} goesOn={goesOn(lines[at - 1], line)} />
      ))}
      {unsent.map(words => (
        <UnsentWords key={words.id} session={session} words={words} />
      ))}
    </ol>
  )
}

function goesOn(before: Line | undefined, line: Line): boolean {
  return (
    before?.kind === 'words' &&
    line.kind === 'words' &&
    before.message.from === line.message.from &&
    before.message.name === line.message.name &&
    line.at - before.at < 120_000
  )
}

interface OneProps {
  readonly session: string
  readonly line: Line
  readonly goesOn: boolean
}

const One = memo(function One({ session, line, goesOn }: OneProps) {
  const { says } = useDesk()
  if (line.kind === 'event')
    return (
      <li className="event">
        <span>{says(line.saying.key, line.saying.values)}</span>
      </li>
    )
  if (line.kind === 'note') return <Note line={line} />
  return <Words session={session} message={line.message} goesOn={goesOn} />
})

function Note({ line: { name, text, at } }: { readonly line: Extract<Line, { kind: 'note' }> }) {
  const { says, language } = useDesk()
  return (
    <li className="words staff-note">
      <p className="who">
        {says('note.by', { name: name ?? says('note.staff') })} <time>{timeOf(language, at)}</time>
      </p>
      <p className="text" dir="auto">
        {text}
      </p>
    </li>
  )
}

function Words({
  session,
  message,
  goesOn,
}: {
  readonly session: string
  readonly message: Message
  readonly goesOn: boolean
}) {
  const { says, language } = useDesk()
  const patron = usePatronName(session)
  const { from, at, kind, text, number } = message
  const name = message.name ?? (from === 'patron' ? patron : says('thread.you'))
  const myName = useServing(session, serving => serving.myName)
  const isColleagues = from === 'librarian' && !message.mine && message.name !== undefined && message.name !== myName
  return (
    <li className={`words ${from}${isColleagues ? ' colleague' : ''}${goesOn ? ' on' : ''}`}>
      {!goesOn && (
        <p className="who">
          <bdi>{name}</bdi> <time>{timeOf(language, at)}</time>
        </p>
      )}
      {kind === 'statement' && (
        <pre dir="ltr" className="statement">
          {text}
        </pre>
      )}
      {kind === 'resource' && <Resource message={message} />}
      {kind === undefined && (
        <p className="text" dir="auto">
          {text}
        </p>
      )}
      {from === 'librarian' && <Hints session={session} number={number} />}
    </li>
  )
}

/** A resource as a catalogue card: what it is, where it is, and how to find it again. */
function Resource({ message: { text, resource, mayExpire } }: { readonly message: Message }) {
  const { says } = useDesk()
  const { url, title, path, policyPage } = resource ?? {}
  const link = url && isWebLink(url) ? url : undefined
  const name = title ?? (policyPage ? says('resource.policy') : link)
  return (
    <div className="resource">
      {name && (
        <p className="name" dir="auto">
          {link ? (
            <a href={link} target="_blank" rel="noopener noreferrer">
              {name}
            </a>
          ) : (
            name
          )}
        </p>
      )}
      {link && <p className="host">{new URL(link).host}</p>}
      <p className="text" dir="auto">
        {text}
      </p>
      {path && (
        <dl>
          <dt>{says('resource.path')}</dt>
          <dd dir="auto">{path}</dd>
        </dl>
      )}
      {mayExpire && <p className="expires">{says('resource.expires')}</p>}
    </div>
  )
}

/** Advice on the message that was sent last. It stops nothing, and goes with the next message. */
function Hints({ session, number }: { readonly session: string; readonly number: number }) {
  const { desk, says } = useDesk()
  const hints = useServing(session, ({ advice }) => (advice?.number === number ? advice.hints : undefined))
  if (!hints) return null
  return (
    <div className="hints" role="status">
      {hints.map(hint => (
        <p key={hint}>{hint}</p>
      ))}
      <Button className="link" onPress={() => desk.talks.ignoreAdvice(session)}>
        {says('advice.ignore')}
      </Button>
    </div>
  )
}

/** Words that the desk has not taken yet, and that look so. */
function UnsentWords({ session, words }: { readonly session: string; readonly words: Unsent }) {
  const { desk, says } = useDesk()
  const { id, frame, wasLeft } = words
  const refused = wasLeft ? says('unsent.left') : words.refused
  // A note looks like one from the beginning, so that nobody fears that the patron reads it.
  const isNote = frame.action === 'note'
  return (
    <li className={`words ${isNote ? 'unsent-note' : 'librarian'} unsent${refused === undefined ? '' : ' refused'}`}>
      {isNote && <p className="who">{says('composer.note')}</p>}
      {frame.action === 'say' && frame.kind === 'statement' ? (
        <pre dir="ltr" className="statement">
          {frame.text}
        </pre>
      ) : (
        <p className="text" dir="auto">
          {frame.text}
        </p>
      )}
      <p className="state">
        {refused === undefined ? <OnItsWay /> : `${says('unsent.not')} ${refused}`}
        {refused !== undefined && (
          <>
            <Button className="link" onPress={() => desk.talks.sendAgain(session, id)}>
              {says('unsent.again')}
            </Button>
            <Button className="link" onPress={() => desk.talks.discard(session, id)}>
              {says('unsent.discard')}
            </Button>
          </>
        )}
      </p>
    </li>
  )
}

function OnItsWay() {
  const { desk, says } = useDesk()
  return <>{says(desk.shift.get().line === 'up' ? 'unsent.sending' : 'unsent.kept')}</>
}

function Typing({ session }: { readonly session: string }) {
  const { says } = useDesk()
  const patron = usePatronName(session)
  const typing = useServing(session, serving => serving.typing)
  const colleague = useServing(session, serving => serving.colleague?.name)
  const name = typing === 'librarian' ? (colleague ?? says('thread.librarian')) : patron
  return (
    <p className="typing" hidden={!typing}>
      {says('thread.typing', { name })}
    </p>
  )
}

import type { VNode } from 'preact'
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import { Icon } from '../../shared/icon.tsx'
import { useTalk, useView } from '../in-view.ts'
import type { Line } from '../talk.ts'
import { ContactForm } from './contact-form.tsx'
import { End } from './end.tsx'
import { EventLine, Words } from './line.tsx'
import { UnsentWords } from './unsent.tsx'
import { Waiting } from './waiting.tsx'

/** Lines do not change, so each is rendered once, however long the conversation gets. */
const rendered = new WeakMap<Line, VNode>()

/** Closer to the end than this, a reader follows the conversation, px. */
const nearEnd = 80

/** The conversation: what was said and what happened, and what is to be done now. */
export function Thread() {
  const { says, conversation } = useView()
  const phase = useTalk(talk => talk.phase)
  const hasContact = useTalk(talk => talk.contact !== undefined)
  const count = useTalk(talk => talk.lines.length + talk.unsent.length)
  const scroll = useRef<HTMLDivElement>(null)
  const follows = useRef(true)
  const shown = useRef(0)
  const [hasNewer, setNewer] = useState(false)

  const toEnd = () => {
    const { current } = scroll
    if (current) current.scrollTop = current.scrollHeight
  }
  useLayoutEffect(() => {
    if (follows.current) toEnd()
    else if (shown.current !== count) setNewer(true)
    shown.current = count
  })
  useEffect(() => {
    const { current } = scroll
    if (!current) return
    // A region that scrolls has to be reachable by keyboard.
    current.tabIndex = 0
    // The keyboard of a phone makes the view smaller, and the end of the conversation stays in it.
    const watching = new ResizeObserver(() => follows.current && toEnd())
    watching.observe(current)
    return () => watching.disconnect()
  }, [])
  const scrolled = ({ currentTarget }: { readonly currentTarget: HTMLElement }) => {
    const { scrollHeight, scrollTop, clientHeight } = currentTarget
    follows.current = scrollHeight - scrollTop - clientHeight < nearEnd
    if (follows.current) setNewer(false)
    conversation.read()
  }

  return (
    <div class="threads">
      <section class="scroll" ref={scroll} aria-label={says('talk.label')} onScroll={scrolled}>
        <Lines />
        {phase === 'waiting' && <Waiting />}
        {hasContact && <ContactForm />}
        {phase === 'talking' && <Typing />}
        {phase === 'over' && <End />}
      </section>
      {hasNewer && (
        <button type="button" class="newer" onClick={toEnd}>
          <Icon of="down" />
          {says('talk.newer')}
        </button>
      )}
    </div>
  )
}

function Lines() {
  const lines = useTalk(talk => talk.lines)
  const unsent = useTalk(talk => talk.unsent)
  return (
    <ol class="lines">
      {lines.map((line, at) => lineOf(line, lines[at - 1]))}
      {unsent.map(words => (
        <UnsentWords key={words.id} words={words} />
      ))}
    </ol>
  )
}

function lineOf(line: Line, before: Line | undefined): VNode {
  const known = rendered.get(line)
  if (known) return known
  const goesOn =
    line.kind === 'words' &&
    before?.kind === 'words' &&
    before.message.from === line.message.from &&
    before.message.name === line.message.name
  const node =
    line.kind === 'words' ? (
      <Words key={line.id} message={line.message} goesOn={goesOn} />
    ) : (
      <EventLine key={line.id} saying={line.saying} />
    )
  rendered.set(line, node)
  return node
}

function Typing() {
  const { says } = useView()
  const typing = useTalk(talk => talk.typing)
  return (
    <p class="typing" hidden={typing === undefined}>
      {says('talk.typing', { name: typing || says('talk.librarian') })}
      <span aria-hidden="true" class="dots" />
    </p>
  )
}

import { useEffect } from 'react'
import { Button } from 'react-aria-components'
import { useDesk, useLibraryName, usePatronName, useServing } from '../in-desk.ts'
import { ask } from '../state/composing.ts'
import { open } from '../state/dialogue.ts'
import { bringIntoView } from '../state/in-view.ts'
import type { Serving } from '../state/shift.ts'
import { useTicking } from '../state/ticker.ts'
import { isRead, languageName, lasting } from '../times.ts'
import { toPatron } from '../to-patron.ts'
import { Clock } from './clock.tsx'
import { Composer } from './composer.tsx'
import { Icon } from './icon.tsx'
import { Thread } from './thread.tsx'
import { Together } from './together.tsx'

/** One session: whom one talks with, what was said, and where one writes. */
export function Session({ session }: { readonly session: string }) {
  const { desk, says } = useDesk()
  const gone = useServing(session, serving => serving.gone)
  const hue = useServing(session, serving => serving.hue) ?? 1
  useEffect(() => bringIntoView('session'), [])
  return (
    <article className={`session hue-${hue}`}>
      <Head session={session} />
      {!gone && <Offered session={session} />}
      {!gone && <Together session={session} />}
      <Thread session={session} />
      {gone ? (
        <div className="ended" role="status">
          <p>{says(gone.key, gone.values)}</p>
          <Button className="plain" onPress={() => desk.putAway(session)}>
            {says('session.put-away')}
          </Button>
          <Begun session={session} />
        </div>
      ) : (
        <>
          <Prompts session={session} />
          <Composer session={session} />
        </>
      )}
    </article>
  )
}

/** What the librarian was writing when the session went to somebody else. It has gone to nobody, and can be copied. */
function Begun({ session }: { readonly session: string }) {
  const { says } = useDesk()
  const begun = useServing(session, serving => serving.begun)
  if (!begun) return null
  return (
    <div className="begun">
      <p className="fine">{says('session.begun')}</p>
      <blockquote dir="auto">{begun}</blockquote>
    </div>
  )
}

function Head({ session }: { readonly session: string }) {
  const { says, language } = useDesk()
  const name = usePatronName(session)
  const library = useLibraryName(useServing(session, serving => serving.library) ?? '')
  const reads = useServing(session, serving => serving.language)
  const isGone = useServing(session, serving => serving.gone !== undefined)
  return (
    <header className="session-head">
      <span className="ribbon" aria-hidden="true" />
      <div className="names">
        <h1 dir="auto">{name}</h1>
        <p>
          <bdi>{library}</bdi>
          {reads &&
            !isRead(language, reads) &&
            ` · ${says('patron.reads', { language: languageName(language, reads) })}`}
          {' · '}
          <Asked session={session} />
        </p>
      </div>
      {!isGone && (
        <>
          <Clock session={session} />
          <Button className="link on-phones" onPress={() => bringIntoView('about')}>
            {says('session.about')}
          </Button>
          <Acts session={session} />
        </>
      )}
    </header>
  )
}

/** What only the librarian who serves can do. */
function Acts({ session }: { readonly session: string }) {
  const { says } = useDesk()
  const mayTransfer = useServing(session, serving => serving.transferTo === undefined)
  const joined = useServing(session, serving => serving.joined)
  const mayCall = useServing(session, ({ colleague, helpFrom }) => !colleague && !helpFrom)
  if (joined) return null
  return (
    <div className="acts">
      {mayCall && (
        <Button className="plain" onPress={() => open({ what: 'help', session })}>
          {says('session.help')}
        </Button>
      )}
      {mayTransfer && (
        <Button className="plain" onPress={() => open({ what: 'transfer', session })}>
          {says('session.transfer')}
        </Button>
      )}
      <Button className="plain" onPress={() => open({ what: 'step-back', session })}>
        {says('session.step-back')}
      </Button>
      <Button className="main" onPress={() => open({ what: 'close', session })}>
        {says('session.close')}
      </Button>
    </div>
  )
}

/** Whoever has offered a patron sees to whom, as long as nobody has answered (R35). */
function Offered({ session }: { readonly session: string }) {
  const { says } = useDesk()
  const name = usePatronName(session)
  const to = useServing(session, serving => serving.transferTo)
  if (to === undefined) return null
  return (
    <section className="together called-for" role="status">
      <Icon of="two" />
      <p>{says('session.transferring', { name, to })}</p>
    </section>
  )
}

function Asked({ session }: { readonly session: string }) {
  const { desk, says } = useDesk()
  const askedAt = useServing(session, serving => serving.askedAt) ?? 0
  const minutes = useTicking(() => Math.max(0, Math.floor((desk.now() - askedAt) / 60_000)))
  return <span>{says('session.asked', { minutes })}</span>
}

/** What the desk proposes: to break the silence, to ask a silent patron, to try words again or to leave them out. */
function Prompts({ session }: { readonly session: string }) {
  const { desk, says } = useDesk()
  const silent = useServing(session, serving => serving.silent)
  const stopped = useServing(session, serving => serving.stopped)
  const reads = useServing(session, serving => serving.language)
  const words = toPatron(silent?.prompt === 'warn' ? 'closing-soon' : 'still-there', reads)
  return (
    <>
      <Silence session={session} />
      {silent && !stopped && (
        <div className="prompt" role="status">
          <p>{says(`silent.${silent.prompt}`, { duration: lasting(desk.now() - silent.since) })}</p>
          {silent.prompt === 'close' ? (
            <Button className="plain" onPress={() => open({ what: 'close', session })}>
              {says('session.close')}
            </Button>
          ) : (
            <Button
              className="plain"
              onPress={() =>
                desk.talks.say({
                  session,
                  text: words,
                  script: `silent-${silent.prompt}`,
                })
              }
            >
              {words}
            </Button>
          )}
        </div>
      )}
      {stopped && (
        <div className="prompt stop" role="alert">
          <p>
            <strong>{says('stopped.title')}</strong> {stopped.reason}
          </p>
          <blockquote dir="auto">{stopped.frame.text}</blockquote>
          <div className="row">
            <Button className="plain" onPress={() => desk.talks.insist(session)}>
              {says('stopped.insist')}
            </Button>
            <Button
              className="link"
              onPress={() => {
                const words = desk.talks.takeBack(session)
                if (words) ask({ words })
              }}
            >
              {says('stopped.change')}
            </Button>
          </div>
        </div>
      )}
    </>
  )
}

/** After two and a half minutes, scripts that break the silence with one key (R16). The librarian who serves has them. */
function Silence({ session }: { readonly session: string }) {
  const { desk, says } = useDesk()
  const from = useServing(session, serving => serving.clockFrom) ?? 0
  const briefing = useServing(session, serving => serving.briefing)
  const joined = useServing(session, serving => serving.joined) ?? false
  const reads = useServing(session, serving => serving.language)
  const state = useTicking(() =>
    joined || desk.now() - from < 150_000 ? 'calm' : desk.now() - from < 180_000 ? 'soon' : 'over',
  )
  if (state === 'calm') return null
  const scripts = searching(briefing)
  return (
    <div className="prompt" role="status">
      <p>{says(`silence.${state}`)}</p>
      <div className="row">
        {(scripts.length > 0 ? scripts : [{ id: 'still-searching', text: toPatron('still-searching', reads) }]).map(
          ({ id, text }) => (
            <Button key={id} className="plain" onPress={() => desk.talks.say({ session, text, script: id })}>
              {text}
            </Button>
          ),
        )}
      </div>
    </div>
  )
}

function searching(briefing: Serving['briefing']) {
  if (!briefing) return []
  const { mine, myLibrary, patronsLibrary } = briefing.scripts
  return [...mine, ...myLibrary, ...patronsLibrary].filter(({ id }) => id.includes('still')).slice(0, 2)
}

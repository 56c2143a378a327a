import { Button } from 'react-aria-components'
import { isWebLink } from '../../../lib/protocol/link.ts'
import { useDesk, useLibraryName, usePatronName, useServing } from '../in-desk.ts'
import { open } from '../state/dialogue.ts'
import type { LibraryCard } from '../state/libraries.ts'
import type { Briefing } from '../state/shift.ts'
import { useTicking } from '../state/ticker.ts'
import { useStore } from '../state/use-store.ts'
import { clockOf, momentThere, timeOf, weekdayOf } from '../times.ts'
import { Statement } from './statement.tsx'

/** Beside the conversation: the patron's library as it is now, and what is known of the patron. */
export function About({ session }: { readonly session: string }) {
  const { says } = useDesk()
  return (
    <aside className="about" aria-label={says('about.label')}>
      <TodayCard session={session} />
      <Patron session={session} />
    </aside>
  )
}

/** The library's now (R44): its local time, whether it is open, and where its page for librarians is. */
function TodayCard({ session }: { readonly session: string }) {
  const { desk, says } = useDesk()
  const id = useServing(session, serving => serving.library) ?? ''
  const briefing = useServing(session, serving => serving.briefing)
  const card = useStore(desk.libraries.known, ({ libraries }) => libraries[id])
  const name = useLibraryName(id)
  const timeZone = briefing?.timeZone ?? card?.timeZone
  return (
    <section className="today" aria-labelledby="today-title">
      <h2 id="today-title" dir="auto">
        {name}
      </h2>
      {timeZone && <LocalTime timeZone={timeZone} />}
      {briefing && <Openness briefing={briefing} />}
      {card && <Ways card={card} />}
      {briefing && briefing.today.facts.length > 0 && (
        <ul className="statements">
          {briefing.today.facts.map(statement => (
            <Statement key={statement.id} session={session} statement={statement} />
          ))}
        </ul>
      )}
      {briefing && (
        <Button className="link" onPress={() => open({ what: 'policy', session })}>
          {says('today.policy-page')}
        </Button>
      )}
      {!briefing && <p className="fine">{says('today.unknown')}</p>}
      <Button className="link" onPress={() => open({ what: 'wrong', session })}>
        {says('today.wrong')}
      </Button>
    </section>
  )
}

function LocalTime({ timeZone }: { readonly timeZone: string }) {
  const { desk, says, language } = useDesk()
  const time = useTicking(() => timeOf(language, desk.now(), timeZone))
  const day = useTicking(() => weekdayOf(language, desk.now(), timeZone))
  return (
    <p className="there">
      <time>{time}</time> <span>{says('today.there', { day })}</span>
    </p>
  )
}

/** Whether it is open there, until or from when, and on what day it is closed. */
function Openness({ briefing: { open: isOpen, timeZone, today } }: { readonly briefing: Briefing }) {
  const { desk, says, language } = useDesk()
  const { closesAt, opensAt, hours, closedToday, holiday } = today
  const next = isOpen ? closesAt : opensAt
  const when = useTicking(() => (next === undefined ? '' : momentThere(language, next, desk.now(), timeZone)))
  const spans = hours.map(({ from, to }) => `${clockOf(language, from)} – ${clockOf(language, to)}`).join(', ')
  return (
    <>
      <p className={isOpen ? 'open' : 'closed'}>
        {when === ''
          ? says(isOpen ? 'today.open' : 'today.closed')
          : says(isOpen ? 'today.open-until' : 'today.closed-until', { when })}
      </p>
      {closedToday && <p>{holiday ? says('today.holiday-named', { holiday }) : says('today.holiday')}</p>}
      {!closedToday && spans && <p>{says('today.hours', { hours: spans })}</p>}
    </>
  )
}

function Ways({ card: { telephone, mail, website } }: { readonly card: LibraryCard }) {
  const { says } = useDesk()
  return (
    <dl className="facts">
      {telephone && (
        <>
          <dt>{says('today.telephone')}</dt>
          <dd dir="ltr">{telephone}</dd>
        </>
      )}
      {mail && (
        <>
          <dt>{says('today.mail')}</dt>
          <dd dir="ltr">{mail}</dd>
        </>
      )}
      {website && isWebLink(website) && (
        <>
          <dt>{says('today.website')}</dt>
          <dd dir="ltr">
            <a href={website} target="_blank" rel="noopener noreferrer">
              {new URL(website).host}
            </a>
          </dd>
        </>
      )}
    </dl>
  )
}

function Patron({ session }: { readonly session: string }) {
  const { desk, says } = useDesk()
  const name = usePatronName(session)
  const email = useServing(session, serving => serving.email)
  const verified = useServing(session, serving => serving.verified)
  const isAsked = useServing(session, serving => serving.contactAsked)
  const answers = useServing(session, serving => serving.answers) ?? []
  const isMine = useServing(session, ({ gone, joined }) => gone === undefined && !joined)
  return (
    <section className="patron" aria-labelledby="patron-title">
      <h2 id="patron-title" dir="auto">
        {name}
      </h2>
      <dl className="facts">
        <dt>{says('contact.email')}</dt>
        <dd dir="auto">
          {email ?? says('contact.none')}
          {email && (
            <span className={verified ? 'verified' : 'unverified'}>
              {says(verified ? `contact.verified.${verified}` : 'contact.unverified')}
            </span>
          )}
        </dd>
        {answers.map(({ label, text }) => (
          <div key={label}>
            <dt dir="auto">{label}</dt>
            <dd dir="auto">{text}</dd>
          </div>
        ))}
      </dl>
      {isMine && (
        <div className="row">
          <Button className="plain" isDisabled={isAsked ?? false} onPress={() => void desk.talks.askContact(session)}>
            {says(isAsked ? 'contact.asked' : email === undefined ? 'contact.ask' : 'contact.ask-again')}
          </Button>
          <Button className="link" onPress={() => open({ what: 'contact', session })}>
            {says('contact.attest')}
          </Button>
        </div>
      )}
    </section>
  )
}

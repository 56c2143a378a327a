import { Button } from 'react-aria-components'
import { useDesk, useServing } from '../in-desk.ts'
import { open } from '../state/dialogue.ts'
import { Icon } from './icon.tsx'
import { LibraryOf } from './pool-name.tsx'

/** Two librarians are in one session, or one has called for the other: who serves, who helps, and how to leave (R41). */
export function Together({ session }: { readonly session: string }) {
  const { says } = useDesk()
  const colleague = useServing(session, serving => serving.colleague)
  const joined = useServing(session, serving => serving.joined) ?? false
  if (!colleague) return <Called session={session} />
  const { name, library, here } = colleague
  return (
    <section className={`together ${joined ? 'joined' : 'helped'}`} aria-label={says('together.label')}>
      <Icon of="two" />
      <p>
        <strong>{says(joined ? 'together.joined' : 'together.helped', { name })}</strong>{' '}
        <span className="fine">
          <LibraryOf librarian={name} library={library} /> {!here && says('together.away')}
        </span>
        <span className="fine why">{says(joined ? 'together.joined.may' : 'together.helped.may', { name })}</span>
      </p>
      <Button className="plain" isDisabled={!here} onPress={() => open({ what: 'leave', session })}>
        {says('together.leave')}
      </Button>
    </section>
  )
}

function Called({ session }: { readonly session: string }) {
  const { desk, says } = useDesk()
  const from = useServing(session, serving => serving.helpFrom)
  if (!from) return null
  return (
    <section className="together called-for" role="status">
      <Icon of="two" />
      <p>{from.name ? says('together.called.person', { name: from.name }) : says('together.called')}</p>
      <Button className="link" onPress={() => void desk.talks.withdrawCall(session)}>
        {says('together.withdraw')}
      </Button>
    </section>
  )
}

import { isWebLink } from '../../../lib/protocol/link.ts'
import { useView } from '../in-view.ts'
import { clockIn, dayIn, weekdayIn } from '../times.ts'

/** How else to reach the library, from its card. It is open from the start if the desk itself is away. */
export function Ways({ isAway }: { readonly isAway: boolean }) {
  const { card, says } = useView()
  const { telephone, mail, website } = card
  // Nothing is known of a library that the desk has never answered for.
  if (!card.name) return null
  return (
    <details class="ways" open={isAway}>
      <summary>{says('ways.title', { library: card.name })}</summary>
      <dl>
        {telephone && (
          <>
            <dt>{says('ways.telephone')}</dt>
            <dd>
              <a href={`tel:${telephone.replace(/[^\d+]/g, '')}`} dir="ltr">
                {telephone}
              </a>
            </dd>
          </>
        )}
        {mail && (
          <>
            <dt>{says('ways.mail')}</dt>
            <dd>
              <a href={`mailto:${encodeURIComponent(mail)}`} dir="ltr">
                {mail}
              </a>
            </dd>
          </>
        )}
        {website && isWebLink(website) && (
          <>
            <dt>{says('ways.website')}</dt>
            <dd>
              <a href={website} target="_blank" rel="noopener noreferrer" dir="ltr">
                {new URL(website).host}
              </a>
            </dd>
          </>
        )}
        <Hours />
      </dl>
    </details>
  )
}

function Hours() {
  const { card, says, language } = useView()
  const { hours, closedDays } = card
  const days = [...new Set(hours.map(({ day }) => day))]
  const spans = (of: string) =>
    hours
      .filter(({ day }) => day === of)
      .map(({ from, to }) => `${clockIn(language, from)} – ${clockIn(language, to)}`)
      .join(', ')
  const today = new Date().toISOString().slice(0, 10)
  const closed = closedDays.filter(day => day >= today).slice(0, 3)
  return (
    <>
      <dt>{says('ways.hours')}</dt>
      <dd>
        {days.length === 0 ? (
          says('ways.always')
        ) : (
          <ul>
            {days.map(day => (
              <li key={day}>
                <span>{weekdayIn(language, day)}</span> <span>{spans(day)}</span>
              </li>
            ))}
          </ul>
        )}
      </dd>
      {closed.length > 0 && (
        <>
          <dt>{says('ways.closed-days')}</dt>
          <dd>{closed.map(day => dayIn(language, day)).join('; ')}</dd>
        </>
      )}
    </>
  )
}

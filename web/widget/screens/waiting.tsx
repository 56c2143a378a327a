import { useEffect, useState } from 'preact/hooks'
import { useTalk, useView } from '../in-view.ts'
import { AddressForm } from './address-form.tsx'

const rungs = ['own', 'group', 'cooperative'] as const
type Rung = (typeof rungs)[number]

/** How far a question has come on its ladder. */
function reached(pools: readonly string[]): Rung {
  if (pools.includes('cooperative')) return 'cooperative'
  return pools.some(pool => pool.startsWith('group:')) ? 'group' : 'own'
}

/** The wait: who can see the question, for how long it has been there, and that nobody has to wait (R6). */
export function Waiting() {
  const { says, card } = useView()
  const rung = reached(useTalk(talk => talk.pools))
  const isOffered = useTalk(talk => talk.isOffered)
  const place = useTalk(talk => talk.place)
  const minutes = useMinutes()
  const library = card.name
  const expected = Math.ceil((place?.expectedWait ?? 0) / 60)
  return (
    <section class="waiting">
      <h3>{says('waiting.title')}</h3>
      <ol class="ladder">
        {rungs.map((each, at) => {
          const isReached = at <= rungs.indexOf(rung)
          return (
            <li key={each} class={isReached ? 'reached' : ''}>
              {says(`waiting.${each}-short`)}
              <span class="unseen"> {says(isReached ? 'waiting.reached' : 'waiting.not-yet')}</span>
            </li>
          )
        })}
      </ol>
      <p>{says(`waiting.${rung}`, { library })}</p>
      {place && (
        <p class="place">{says(place.more ? 'waiting.place-more' : 'waiting.place', { before: place.before })}</p>
      )}
      <p class="fine">
        {says('waiting.since', { minutes })}
        {expected > 0 && ` · ${says('waiting.expect', { minutes: expected })}`}
      </p>
      {isOffered && <Offer />}
    </section>
  )
}

/** Whole minutes since the question was asked. */
function useMinutes(): number {
  const { conversation } = useView()
  const askedAt = useTalk(talk => talk.askedAt)
  const since = () => Math.max(0, Math.floor((conversation.now() - askedAt) / 60_000))
  const [minutes, setMinutes] = useState(0)
  useEffect(() => {
    const counting = setInterval(() => setMinutes(since()), 1_000)
    return () => clearInterval(counting)
  })
  return minutes
}

function Offer() {
  const { says, card, conversation } = useView()
  const email = useTalk(talk => talk.email)
  return (
    <div class="offer">
      <h4>{says('waiting.offer')}</h4>
      <p>{says('waiting.offer-text', { library: card.name })}</p>
      <AddressForm known={email} button={says('waiting.offer-send')} send={conversation.leaveAddress} />
    </div>
  )
}

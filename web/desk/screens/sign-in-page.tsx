import { useEffect, useState } from 'react'
import { Button } from 'react-aria-components'
import type { SignInOffer } from '../../../client/sign-in.ts'
import type { Says } from '../../shared/wording.ts'
import { goToSignIn, lastProvider, providersHere } from '../state/signed-in.ts'

/** The door: which provider somebody signs in with, and why they are not in. */
export function SignInPage({ says, why }: { readonly says: Says; readonly why: string | undefined }) {
  const [providers, setProviders] = useState<readonly SignInOffer[]>([])
  const [problem, setProblem] = useState(why)
  const [isGoing, setIsGoing] = useState(false)

  const go = (offer: SignInOffer, behind?: string) => {
    setIsGoing(true)
    goToSignIn(offer, behind).catch(error => {
      setIsGoing(false)
      setProblem(error instanceof Error ? error.message : String(error))
    })
  }
  useEffect(() => {
    providersHere().then(
      found => {
        setProviders(found)
        const last = found.find(({ id }) => id === lastProvider())
        if (last && why === undefined) go(last)
      },
      () => setProblem(says('door.away')),
    )
  }, [])

  const ways = providers.flatMap(offer => [
    { offer, behind: undefined, name: offer.id },
    ...(offer.behind ?? []).map(behind => ({ offer, behind, name: behind })),
  ])
  return (
    <main className="door">
      <span className="ribbon" aria-hidden="true" />
      <h1>{says('door.title')}</h1>
      <p>{says('door.text')}</p>
      {problem !== undefined && (
        <p className="problem" role="alert">
          {problem}
        </p>
      )}
      {ways.map(({ offer, behind, name }) => (
        <Button key={name} className="main" isDisabled={isGoing} onPress={() => go(offer, behind)}>
          {ways.length === 1 ? says('door.go') : says('door.go-by', { provider: name })}
        </Button>
      ))}
    </main>
  )
}

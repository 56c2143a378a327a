import { loopbackCallbacks } from '../lib/consortium/sign-in.ts'
import { BadConsortiumFile, readConsortium } from './parts/consortium-file.ts'
import { consortiumFile } from './parts/settings.ts'

/**
 * Prints the JSON from which the local cloud simulates the sign-in: the people who sign in, and the providers that no template
 * describes.
 */
function main(): void {
  const { librarians, settings } = readConsortium(consortiumFile())
  const others = settings.signIn.providers.map(({ issuer, audience, secondFactor }) => {
    const [value] = secondFactor?.values ?? []
    return { issuer, audience, ...(secondFactor && value && { secondFactor: { claim: secondFactor.claim, value } }) }
  })
  const people = librarians.map(({ name, email }) => ({ name, email }))
  console.log(JSON.stringify({ people, others, callbacks: loopbackCallbacks }))
}

try {
  main()
} catch (error) {
  if (!(error instanceof BadConsortiumFile)) throw error
  console.error(error.message)
  process.exitCode = 1
}

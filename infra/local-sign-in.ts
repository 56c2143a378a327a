import { loopbackCallbacks } from '../lib/consortium/sign-in.ts'
import { BadConsortiumFile, readConsortium } from './parts/consortium-file.ts'
import { consortiumFile } from './parts/settings.ts'

/**
 * Prints the JSON from which the local cloud simulates the sign-in: the people who sign in, the providers that no template
 * describes, and whom to try the desk with.
 */
function main(): void {
  const { libraries, librarians, settings } = readConsortium(consortiumFile())
  const others = settings.signIn.providers.map(({ issuer, audience, secondFactor }) => {
    const [value] = secondFactor?.values ?? []
    return { issuer, audience, ...(secondFactor && value && { secondFactor: { claim: secondFactor.claim, value } }) }
  })
  const people = librarians.map(({ name, email }) => ({ name, email }))
  const first = { library: libraries[0]?.id, librarian: librarians[0]?.id }
  console.log(JSON.stringify({ people, others, callbacks: loopbackCallbacks, first }))
}

try {
  main()
} catch (error) {
  if (!(error instanceof BadConsortiumFile)) throw error
  console.error(error.message)
  process.exitCode = 1
}

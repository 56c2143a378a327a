import type { Complaint, ConsortiumFile } from './file-shape.ts'
import { consortiumProvider, poolProvider } from './sign-in.ts'
import { signInOf } from './sign-in-fill-in.ts'
import type { SignInInFile } from './sign-in-shape.ts'

/** Keys of the sign-in that contradict each other or the rest of the file. */
export function signInComplaints({ settings, libraries }: ConsortiumFile): readonly Complaint[] {
  const signIn = settings['sign-in']
  if (!signIn) return []
  const known = new Set(libraries.map(({ id }) => id))
  const pool = signIn['user-pool']
  const named = [
    ...listed(['providers'], signIn.providers),
    ...listed(['user-pool', 'saml'], pool?.saml ?? []),
    ...listed(['user-pool', 'oidc'], pool?.oidc ?? []),
  ]
  const issuers = [
    ...(signIn.issuer === undefined ? [] : [{ path: ['issuer'], value: signIn.issuer }]),
    ...signIn.providers.map(({ issuer }, at) => ({ path: ['providers', at, 'issuer'], value: issuer })),
  ]
  const ids = named.map(({ path, provider }) => ({ path: [...path, 'id'], value: provider.id }))
  return [
    ...together(signIn),
    ...repeats(ids, value => `There is another provider "${value}".`),
    ...repeats(issuers, () => 'There is another provider with this issuer.'),
    ...ids
      .filter(({ value }) => value === consortiumProvider || value === poolProvider)
      .map(({ path, value }) => ({ path, sentence: `"${value}" is a name of the desk's own: give another one.` })),
    ...named.flatMap(({ path, provider }) =>
      (provider['speaks-for'].libraries ?? []).flatMap((library, at) =>
        known.has(library)
          ? []
          : [{ path: [...path, 'speaks-for', 'libraries', at], sentence: `There is no library "${library}".` }],
      ),
    ),
    ...tooLong(signIn),
  ].map(({ path, sentence }) => ({ path: ['settings', 'sign-in', ...path], sentence }))
}

/** Librarians whose address nobody vouches for, so that they could not sign in. A user pool vouches for everybody whom it invites. */
export function strandedComplaints({ settings, librarians }: ConsortiumFile): readonly Complaint[] {
  const { providers, userPool } = signInOf(settings['sign-in'])
  if (userPool || providers.some(({ speaksFor }) => !speaksFor)) return []
  const libraries = new Set(providers.flatMap(({ speaksFor }) => speaksFor?.libraries ?? []))
  const domains = new Set(providers.flatMap(({ speaksFor }) => speaksFor?.domains ?? []))
  return librarians.flatMap(({ library, email }, at) => {
    const domain = email.slice(email.lastIndexOf('@') + 1).toLowerCase()
    if (libraries.has(library) || domains.has(domain)) return []
    const sentence = `This librarian could not sign in: no provider speaks for "${library}" or ${domain}, and there is no "user-pool".`
    return [{ path: ['librarians', at], sentence }]
  })
}

type Path = readonly (string | number)[]

function listed<P>(path: Path, providers: readonly P[]): readonly { readonly path: Path; readonly provider: P }[] {
  return providers.map((provider, at) => ({ path: [...path, at], provider }))
}

function together(signIn: SignInInFile): readonly Complaint[] {
  const lacks = (there: keyof SignInInFile, missing: keyof SignInInFile): readonly Complaint[] =>
    signIn[there] === undefined || signIn[missing] !== undefined
      ? []
      : [{ path: [there], sentence: `With "${there}" there has to be "${missing}".` }]
  const ofIssuer = ['audience', 'scopes', 'parameters', 'addresses', 'second-factor'] as const
  return [...lacks('issuer', 'audience'), ...ofIssuer.flatMap(key => lacks(key, 'issuer'))]
}

function repeats(
  all: readonly { readonly path: Path; readonly value: string }[],
  sentence: (value: string) => string,
): readonly Complaint[] {
  return all.flatMap(({ path, value }, at) =>
    all.slice(0, at).some(before => before.value === value) ? [{ path, sentence: sentence(value) }] : [],
  )
}

/**
 * The function that admits librarians gets all this in its environment. AWS limits that to 4 KB, and a quarter is for the rest.
 * https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
 */
const bytesMax = 3000

function tooLong(signIn: SignInInFile): readonly Complaint[] {
  const { providers, userPool } = signInOf(signIn)
  const pooled = [...(userPool?.saml ?? []), ...(userPool?.oidc ?? [])].map(
    ({ id, speaksFor, addresses, secondFactor }) => ({ id, speaksFor, addresses, secondFactor }),
  )
  const bytes = Buffer.byteLength(JSON.stringify([...providers, ...pooled]))
  if (bytes <= bytesMax) return []
  const sentence = `All providers together take ${bytes} bytes, and AWS has room for ${bytesMax}: bind them to domains instead of many libraries, or put a proxy before them.`
  return [{ path: [], sentence }]
}

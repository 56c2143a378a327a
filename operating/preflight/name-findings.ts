import type { Account, Answer, StackFacts } from './account.ts'
import { type Finding, ifKnown, stops, type Wanted } from './finding.ts'

/** Findings about the certificates of the consortium's own names. */
export async function certificateFindings(account: Account, { consortium }: Wanted): Promise<readonly Finding[]> {
  const { domains, cdn } = consortium.settings.deployment
  const { certificate, ...named } = domains ?? {}
  const all = [
    ...(certificate === undefined ? [] : [{ certificate, key: 'domains', names: Object.values(named) }]),
    ...(cdn?.domain ? [{ certificate: cdn.domain.certificate, key: 'cdn', names: [cdn.domain.name] }] : []),
  ]
  return (await Promise.all(all.map(one => findingsOf(account, one)))).flat()
}

interface Certified {
  readonly certificate: string
  /** The key of the consortium file that names it. */
  readonly key: string
  readonly names: readonly string[]
}

async function findingsOf(account: Account, { certificate, key, names }: Certified): Promise<readonly Finding[]> {
  return ifKnown(await account.certificate(certificate), `the certificate in "${key}"`, found => {
    if (!found) return [stops(`The certificate in "${key}" is not in this account and region.`)]
    const uncovered = [...new Set(names)].filter(name => !found.names.some(each => covers(each, name)))
    return [
      ...(found.status === 'ISSUED'
        ? []
        : [stops(`The certificate in "${key}" is ${found.status}: it has to be issued first.`)]),
      ...uncovered.map(name => stops(`The certificate in "${key}" does not cover ${name}.`)),
    ]
  })
}

function covers(pattern: string, name: string): boolean {
  return pattern === name || (pattern.startsWith('*.') && name.slice(name.indexOf('.')) === pattern.slice(1))
}

/** A new stack cannot have a name that another one has, e.g. one of the same file. */
export async function takenNames(
  account: Account,
  { consortium }: Wanted,
  known: Answer<StackFacts>,
): Promise<readonly Finding[]> {
  if (!('missing' in known)) return []
  const { deployment, signIn } = consortium.settings
  const { certificate: _certificate, ...domains } = deployment.domains ?? {}
  const prefix = signIn.userPool?.domainPrefix
  const all = await Promise.all([
    ...[...new Set(Object.values(domains))].map(async name =>
      ifKnown(await account.apiDomain(name), `the domain ${name} in API Gateway`, taken =>
        taken ? [stops(`API Gateway has ${name} already, for another stack: choose another name in "domains".`)] : [],
      ),
    ),
    ...(prefix === undefined
      ? []
      : [
          account
            .signInPages(prefix)
            .then(answer =>
              ifKnown(answer, `the sign-in pages ${prefix}`, taken =>
                taken
                  ? [
                      stops(
                        `Another user pool has the sign-in pages ${prefix} already: choose another "domain-prefix".`,
                      ),
                    ]
                  : [],
              ),
            ),
        ]),
  ])
  return all.flat()
}

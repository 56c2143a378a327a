import { identityOfPool } from '../../lib/consortium/deployment.ts'
import type { Account, Answer, StackFacts } from './account.ts'
import { type Finding, hurts, ifKnown, note, stops, type Wanted } from './finding.ts'

/** Findings about SES. */
export async function mailFindings(
  account: Account,
  wanted: Wanted,
  stack: Answer<StackFacts>,
): Promise<readonly Finding[]> {
  const own = 'value' in stack ? stack.value.identities : []
  const { deployment, sender, repliesDomain } = wanted.consortium.settings
  const identities = [
    {
      name: identityOf(sender, deployment.senderIdentity),
      isExisting: deployment.senderIdentity === 'existing',
      key: 'sender-identity',
    },
    ...(repliesDomain === undefined
      ? []
      : [{ name: repliesDomain, isExisting: deployment.repliesIdentity === 'existing', key: 'replies.identity' }]),
  ]
  const ofIdentities = await Promise.all(identities.map(one => identityFindings(account, one, own)))
  const all = [sandbox(account, wanted), poolFindings(account, wanted), ruleSet(account, wanted)]
  return [...ofIdentities.flat(), ...(await Promise.all(all)).flat()]
}

/** Cognito looks at the identity when it is told of it, which is before the records of a new one can be found. */
async function poolFindings(account: Account, { consortium }: Wanted): Promise<readonly Finding[]> {
  const { deployment, sender, signIn } = consortium.settings
  if (signIn.userPool?.mail !== 'ses') return []
  const name = identityOfPool(sender, deployment.senderIdentity)
  return ifKnown(await account.mailIdentity(name), `the SES identity of ${name}`, found =>
    found?.isVerified
      ? []
      : [
          stops(
            `SES has not verified ${name}, by which the user pool would send ("mail: ses"): deploy with "mail: cognito" until it has.`,
          ),
        ],
  )
}

function identityOf(sender: string, kind: 'domain' | 'address' | 'existing'): string {
  return kind === 'domain' ? sender.slice(sender.lastIndexOf('@') + 1) : sender
}

/**
 * A librarian who is on duty all day ends about ten sessions with a mail, and each such session sends about three: to the library, to
 * the patron, and the answer. A quarter of the librarians are on duty on one day.
 */
function mailsOfADay({ consortium }: Wanted): number {
  return Math.ceil(consortium.librarians.length / 4) * 10 * 3
}

async function sandbox(account: Account, wanted: Wanted): Promise<readonly Finding[]> {
  const { region } = wanted
  const needed = mailsOfADay(wanted)
  return ifKnown(await account.mail(), 'what SES lets this account send', mail => {
    if (!mail) return []
    return [
      ...(mail.isInSandbox
        ? [
            hurts(
              `SES is in its sandbox in ${region}: it sends to verified addresses only, ${mail.mailsADay} a day. Ask AWS for production access in the SES console.`,
            ),
          ]
        : []),
      // SES answers -1 if there is no quota.
      ...(mail.isInSandbox || mail.mailsADay < 0 || mail.mailsADay - mail.mailsSentToday >= needed
        ? []
        : [
            hurts(
              `SES sends ${mail.mailsADay} mails of this account a day (${mail.mailsSentToday} in the last 24 hours), and a desk of this size may need about ${needed}: ask for a higher sending quota. Until then, mails above it wait for the next day.`,
            ),
          ]),
      ...(mail.maySend
        ? []
        : [hurts(`SES has stopped this account from sending in ${region}: the SES console says why.`)]),
    ]
  })
}

interface WantedIdentity {
  readonly name: string
  readonly isExisting: boolean
  /** The key of the consortium file that says whether it exists. */
  readonly key: string
}

/** SES sends with the identity of an address or with that of its domain. */
async function identityFindings(account: Account, { name, isExisting, key }: WantedIdentity, own: readonly string[]) {
  const exact = await account.mailIdentity(name)
  const at = name.lastIndexOf('@')
  const answer = 'missing' in exact && isExisting && at >= 0 ? await account.mailIdentity(name.slice(at + 1)) : exact
  return ifKnown(answer, `the SES identity of ${name}`, found => {
    if (!found && isExisting) return [stops(`SES does not know ${name}, although "${key}" says that it is there.`)]
    if (!found) return [note(`SES will be told of ${name}: its DNS records are in the outputs of the stack.`)]
    return [
      ...(isExisting || own.includes(name)
        ? []
        : [stops(`SES knows ${name} already, so the stack cannot make it: say "existing" in "${key}".`)]),
      ...(found.isVerified
        ? []
        : [hurts(`SES has not verified ${name} yet: add its DNS records, or press the link that SES mailed.`)]),
      ...(found.dkim === 'SUCCESS' || name.includes('@')
        ? []
        : [
            hurts(
              `The DKIM records of ${name} are not found yet (${found.dkim}): mails go out unsigned, and many are refused.`,
            ),
          ]),
      ...(found.mailFrom === undefined || found.mailFrom === 'SUCCESS'
        ? []
        : [hurts(`The records of the MAIL FROM domain of ${name} are not found yet (${found.mailFrom}).`)]),
    ]
  })
}

async function ruleSet(account: Account, { consortium }: Wanted): Promise<readonly Finding[]> {
  const { repliesDomain, deployment } = consortium.settings
  if (repliesDomain === undefined) return []
  return ifKnown(await account.activeRuleSet(), 'which receipt rule set is active', active => {
    if (deployment.ruleSet !== undefined)
      return active === deployment.ruleSet
        ? []
        : [
            hurts(
              `The receipt rule set ${deployment.ruleSet} is not the active one (${active ?? 'none is'}): replies would not come in.`,
            ),
          ]
    if (active === undefined)
      return [
        note(
          'No receipt rule set is active: make that of the stack active after the deployment (docs/operating/email.md).',
        ),
      ]
    return [
      hurts(
        `The receipt rule set ${active} is active, and only one can be: unless it is this stack's, say "replies.rule-set: ${active}", or replies do not come in.`,
      ),
    ]
  })
}

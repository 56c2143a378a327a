import { isKnownToReceive, receivingDoubt } from '../../infra/parts/regions.ts'
import { itemVersions } from '../../lib/aws/upcasters/versions.ts'
import { whyNotOver } from '../release.ts'
import type { Account, Answer, StackFacts } from './account.ts'
import { type Finding, hurts, ifKnown, note, stops, type Wanted } from './finding.ts'
import { mailFindings } from './mail-findings.ts'
import { certificateFindings, takenNames } from './name-findings.ts'

/** Makes all queries and returns what would stop the deployment or harm the desk. Changes nothing. */
export async function findings(account: Account, wanted: Wanted): Promise<readonly Finding[]> {
  const { stack: name } = wanted
  const stack = await account.stack(name)
  const all = await Promise.all([
    bootstrapped(account, wanted),
    stackFindings(name, stack, wanted),
    mailFindings(account, wanted, stack),
    receivingRegion(account, wanted),
    missingTypes(account, wanted),
    concurrencyFindings(account, wanted),
    logRoleFindings(account, wanted),
    certificateFindings(account, wanted),
    takenNames(account, wanted, stack),
    keptTables(account, wanted, stack),
  ])
  return all.flat()
}

/** https://docs.aws.amazon.com/cdk/v2/guide/bootstrapping-env.html */
const bootstrapVersionLeast = 6

async function bootstrapped(account: Account, { region }: Wanted): Promise<readonly Finding[]> {
  return ifKnown(await account.bootstrapVersion(), 'whether the account is bootstrapped', version => {
    if (version === undefined)
      return [stops(`The account is not bootstrapped for the CDK in ${region}: run "npx cdk bootstrap" once.`)]
    if (version >= bootstrapVersionLeast) return []
    return [stops(`The account was bootstrapped by an older CDK (version ${version}): run "npx cdk bootstrap" again.`)]
  })
}

function stackFindings(name: string, answer: Answer<StackFacts>, { release }: Wanted): readonly Finding[] {
  return ifKnown(answer, `the stack ${name}`, stack => {
    if (!stack) return [note(`There is no stack ${name} yet: it will be made.`)]
    const { status } = stack
    return [
      note(`The stack ${name} is there (${status}): it will be changed. Another desk needs another "stack-name".`),
      ...(status === 'ROLLBACK_COMPLETE'
        ? [stops(`The stack ${name} could not be made the last time: delete it first ("npx cdk destroy").`)]
        : []),
      ...(/_FAILED$/.test(status)
        ? [stops(`CloudFormation left ${name} in ${status}: put that right in its console first.`)]
        : []),
      ...(/_IN_PROGRESS$/.test(status)
        ? [stops(`Somebody is changing ${name} just now: wait until that is over.`)]
        : []),
      ...[whyNotOver(stack, { release, items: itemVersions() })].filter(no => no !== undefined).map(stops),
    ]
  })
}

async function receivingRegion(account: Account, { consortium, region }: Wanted): Promise<readonly Finding[]> {
  if (consortium.settings.repliesDomain === undefined) return []
  if (await account.resolves(`inbound-smtp.${region}.amazonaws.com`)) return []
  return [
    isKnownToReceive(region)
      ? note(`The name inbound-smtp.${region}.amazonaws.com could not be looked up.`)
      : stops(receivingDoubt(region)),
  ]
}

async function missingTypes(account: Account, { resourceTypes, region }: Wanted): Promise<readonly Finding[]> {
  const answers = await Promise.all(resourceTypes.map(async type => [type, await account.resourceType(type)] as const))
  const lacking = answers.flatMap(([type, answer]) => ('missing' in answer ? [type] : []))
  if (lacking.length > 0)
    return [stops(`CloudFormation knows no ${lacking.join(', ')} in ${region}: choose another region.`)]
  return answers.some(([, answer]) => 'denied' in answer)
    ? [note(`You may not see which types of resource there are in ${region}.`)]
    : []
}

/**
 * A session keeps a function busy for about a fiftieth of the time. It has a message or a sign of typing every five seconds, and
 * each takes a tenth of a second. A quarter of the librarians may be on duty at once, each with as many sessions as they may
 * have; and patrons who ask and incoming mails need the same again.
 */
function functionsAtOnce({ consortium }: Wanted): number {
  const sessions = consortium.librarians.reduce((sum, { limit }) => sum + limit, 0) / 4
  return Math.max(20, Math.ceil((sessions / 50) * 2))
}

async function concurrencyFindings(account: Account, wanted: Wanted): Promise<readonly Finding[]> {
  return ifKnown(await account.concurrency(), 'how many functions may run at once', limit => {
    const needed = functionsAtOnce(wanted)
    if (limit === undefined || limit >= needed) return []
    return [
      hurts(
        `Lambda runs ${limit} functions of this account at once, and a desk of this size needs about ${needed}: ask for more in Service Quotas ("Concurrent executions").`,
      ),
    ]
  })
}

async function logRoleFindings(account: Account, { consortium, stack }: Wanted): Promise<readonly Finding[]> {
  const isToBeSet = consortium.settings.apiGatewayLogRole === 'create'
  return ifKnown(await account.logRole(), 'the role with which API Gateway writes logs', role => {
    if (role === undefined && !isToBeSet)
      return [stops('API Gateway has no role to write logs with in this account: set "api-gateway-log-role: create".')]
    if (role !== undefined && isToBeSet && !role.includes(`/${stack}-`))
      return [
        hurts(
          `API Gateway writes its logs with ${role}, and "api-gateway-log-role: create" would replace that for the whole account: say "existing".`,
        ),
      ]
    return []
  })
}

/**
 * A deleted stack leaves the resources that it was told to keep. A new stack of the same name creates new tables and does not use
 * the old ones.
 */
async function keptTables(account: Account, { stack }: Wanted, known: Answer<StackFacts>): Promise<readonly Finding[]> {
  if (!('missing' in known)) return []
  return ifKnown(await account.tables(`${stack}-`), 'which tables there are', tables =>
    tables && tables.length > 0
      ? [
          hurts(
            `Tables of an earlier stack ${stack} are still there (${tables.length}, the first is ${tables[0]}). A new one does not use them: see docs/operating/recover.md.`,
          ),
        ]
      : [],
  )
}

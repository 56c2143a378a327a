import { spawnSync } from 'node:child_process'
import { parseArgs } from 'node:util'
import { BadConsortiumFile, readConsortium } from '../infra/parts/consortium-file.ts'
import { consortiumFile, placeOf, release } from '../infra/parts/settings.ts'
import { itemVersions } from '../lib/aws/upcasters/versions.ts'
import type { Account } from './preflight/account.ts'
import { awsAccount } from './preflight/aws-account.ts'
import { whyNotOver } from './release.ts'

/** What is deployed, and where. */
export interface Deploying {
  readonly stack: string
  readonly release: string
  readonly items: string
  /** Whether an older release may replace a newer one. */
  readonly rollBack: boolean
}

/** Why the deployment does not begin; undefined if it may. Reads the stack, and changes nothing. */
export async function whyNotDeploy(
  account: Account,
  { stack, rollBack, ...own }: Deploying,
): Promise<string | undefined> {
  if (rollBack) return undefined
  const running = await account.stack(stack)
  if (!('value' in running)) return undefined
  const no = whyNotOver(running.value, own)
  return no && `${no} Nothing was changed. To roll back all the same, add --roll-back.`
}

/** The options of this command, and the rest, which are those of the CDK. */
export function optionsIn(args: readonly string[]) {
  const cdk = args.filter(arg => arg !== '--roll-back')
  const { values } = parseArgs({
    args: cdk,
    strict: false,
    options: { context: { type: 'string', short: 'c', multiple: true } },
  })
  const pairs = (values.context ?? []).map(each => String(each).split('='))
  const named = new Map(pairs.map(([name = '', ...value]) => [name, value.join('=')]))
  return { cdk, rollBack: args.includes('--roll-back'), named }
}

/** Without a region or credentials nothing can be asked, and nothing could be deployed either. */
function unasked(error: unknown): string {
  const why = error instanceof Error ? error.message : String(error)
  return `The AWS account cannot be asked which release is running (${why}). Nothing was changed.`
}

async function main(args: readonly string[]): Promise<number> {
  const { cdk, rollBack, named } = optionsIn(args)
  const { settings } = readConsortium(consortiumFile(named.get('consortium')))
  const { stack, region } = placeOf(settings.deployment, { stack: named.get('stack'), region: named.get('region') })
  const account = awsAccount(region === undefined ? {} : { region })
  const own = { stack, release: release(), items: itemVersions(), rollBack }
  const no = await whyNotDeploy(account, own).catch(unasked)
  if (no !== undefined) {
    console.error(no)
    return 1
  }
  return spawnSync('cdk', ['deploy', ...cdk], { stdio: 'inherit' }).status ?? 1
}

if (import.meta.main) {
  try {
    process.exitCode = await main(process.argv.slice(2))
  } catch (error) {
    if (!(error instanceof BadConsortiumFile)) throw error
    console.error(error.message)
    process.exitCode = 1
  }
}

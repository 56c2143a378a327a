import { parseArgs } from 'node:util'
import { STSClient } from '@aws-sdk/client-sts'
import { BadConsortiumFile, readConsortium } from '../infra/parts/consortium-file.ts'
import { consortiumFile, placeOf, release } from '../infra/parts/settings.ts'
import { awsAccount } from './preflight/aws-account.ts'
import type { Finding } from './preflight/finding.ts'
import { findings } from './preflight/findings.ts'
import { resourceTypes } from './preflight/resource-types.ts'

const usage = `npm run preflight -- [FILE] [--stack NAME] [--region REGION]

Reads the AWS account with your own credentials and says what would stop a deployment of this consortium file, or hurt the desk.
It changes nothing.`

const words: Readonly<Record<Finding['weight'], string>> = { stops: 'STOPS', hurts: 'hurts', note: 'note ' }

/** Prints the findings, the worst first. Returns the exit code, which is 1 if something would stop the deployment. */
function said(all: readonly Finding[]): number {
  const order = Object.keys(words)
  for (const { weight, sentence } of [...all].sort((a, b) => order.indexOf(a.weight) - order.indexOf(b.weight)))
    console.log(`${words[weight]}  ${sentence}`)
  const count = all.filter(({ weight }) => weight === 'stops').length
  console.log(count === 0 ? '\nNothing stops a deployment.' : `\n${count} of these would stop a deployment.`)
  return count === 0 ? 0 : 1
}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { stack: { type: 'string' }, region: { type: 'string' }, help: { type: 'boolean', default: false } },
  })
  if (values.help) {
    console.log(usage)
    return 0
  }
  const consortium = readConsortium(positionals[0] ?? consortiumFile())
  const place = placeOf(consortium.settings.deployment, values)
  // If the file names no region, the person's own AWS settings do.
  const region = place.region ?? (await new STSClient({}).config.region())
  const account = awsAccount({ region })
  const who = await account.identity()
  console.log(`Account ${'value' in who ? who.value.account : 'unknown'}, ${region}, stack ${place.stack}\n`)
  return said(
    await findings(account, {
      consortium,
      stack: place.stack,
      region,
      release: release(),
      resourceTypes: resourceTypes(consortium),
    }),
  )
}

if (import.meta.main) {
  try {
    process.exitCode = await main()
  } catch (error) {
    if (error instanceof BadConsortiumFile) console.error(error.message)
    else console.error(`AWS cannot be asked: ${error instanceof Error ? error.message : String(error)}`)
    process.exitCode = 2
  }
}

import { parseArgs } from 'node:util'
import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation'
import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { paginateScan } from '@aws-sdk/lib-dynamodb'
import { BadConsortiumFile, readConsortium } from '../infra/parts/consortium-file.ts'
import { consortiumFile } from '../infra/parts/settings.ts'
import { type Invitations, invitations } from '../lib/access/invitations.ts'
import { documents } from '../lib/aws/documents.ts'
import { librarianEntry } from '../lib/aws/stored/directory.ts'
import { opened } from '../lib/aws/stored/open.ts'
import { type UserPool, userPool } from '../lib/aws/user-pool.ts'
import { entryKey, type Librarian } from '../lib/consortium/library.ts'

const usage = `npm run invite -- [--stack Coopdesk] [--region REGION] [--yes] [--again ADDRESS]

The desk invites people by itself when they are new in the directory. This compares its user pool with the whole directory: it invites
every librarian whom the pool does not have, and switches off those who have left. It shows what it would do, and does it with --yes.
With your own credentials for AWS.

  --again  sends this one another first password, as the one before has run out`

/** The planned steps, one line for each person. */
export function planOf({ invite, enable, disable, elsewhere }: Invitations): readonly string[] {
  return [
    ...invite.map(email => `invite ${email}`),
    ...enable.map(({ email }) => `switch on ${email}, who is back`),
    ...disable.map(({ email }) => `switch off ${email}, who has left`),
    ...elsewhere.map(({ email }) => `leave ${email} to the provider of their library`),
  ]
}

/** Invites one person after another. A failure does not stop the other invitations. */
export async function carryOut(
  { invite, enable, disable }: Invitations,
  pool: UserPool,
  say: (line: string) => void,
): Promise<number> {
  let failed = 0
  const each = async (what: string, step: () => Promise<unknown>) => {
    try {
      const outcome = await step()
      if (outcome === 'over-quota')
        throw new Error('Cognito sends no more mails today. The desk tries again by itself.')
      say(`${what}: done.`)
    } catch (error) {
      failed++
      say(`${what}: ${error instanceof Error ? error.message : String(error)}`)
    }
  }
  for (const email of invite) await each(`invite ${email}`, () => pool.invite(email))
  for (const { username, email } of enable) await each(`switch on ${email}`, () => pool.enable(username))
  for (const { username, email } of disable) await each(`switch off ${email}`, () => pool.disable(username))
  return failed
}

async function outputsOf(stack: string, region: string | undefined): Promise<ReadonlyMap<string, string>> {
  const client = new CloudFormationClient(region === undefined ? {} : { region })
  const { Stacks } = await client.send(new DescribeStacksCommand({ StackName: stack }))
  return new Map(
    (Stacks?.[0]?.Outputs ?? []).map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue] as const),
  )
}

async function librariansIn(table: string, region: string | undefined): Promise<readonly Librarian[]> {
  const client = documents(new DynamoDBClient(region === undefined ? {} : { region }))
  const found: Librarian[] = []
  const query = {
    TableName: table,
    FilterExpression: 'begins_with(entry, :kind)',
    ExpressionAttributeValues: { ':kind': entryKey.librarian('') },
  }
  for await (const { Items = [] } of paginateScan({ client }, query))
    for (const item of Items) found.push(opened(librarianEntry, item, String(item.entry)).librarian)
  return found
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      stack: { type: 'string', default: 'Coopdesk' },
      region: { type: 'string' },
      yes: { type: 'boolean', default: false },
      again: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) {
    console.log(usage)
    return 0
  }
  const { stack, region } = values
  const outputs = await outputsOf(stack, region)
  const [id, table] = [outputs.get('UserPoolId'), outputs.get('DirectoryTable')]
  if (!id)
    throw new Error(`The stack ${stack} has no user pool: people sign in with the providers of the consortium file.`)
  if (!table)
    throw new Error(`The stack ${stack} does not say which table is its directory: deploy this release first.`)
  const pool = userPool(id, new CognitoIdentityProviderClient(region === undefined ? {} : { region }))
  if (values.again !== undefined) {
    await pool.invite(values.again.toLowerCase(), true)
    console.log(`invite ${values.again} again: done.`)
    return 0
  }
  const { providers, userPool: settings } = readConsortium(consortiumFile()).settings.signIn
  const speakers = [...providers, ...(settings?.saml ?? []), ...(settings?.oidc ?? [])]
  const plan = invitations(await librariansIn(table, region), await pool.users(), speakers)
  for (const line of planOf(plan)) console.log(line)
  if (values.yes) return (await carryOut(plan, pool, console.log)) > 0 ? 1 : 0
  console.log('Nothing has been done yet: --yes does it.')
  return 0
}

if (import.meta.main) {
  try {
    process.exitCode = await main()
  } catch (error) {
    console.error(error instanceof BadConsortiumFile || error instanceof Error ? error.message : String(error))
    process.exitCode = 2
  }
}

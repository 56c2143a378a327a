import { userInfo } from 'node:os'
import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
import * as v from 'valibot'
import { type Documents, documents } from '../lib/aws/documents.ts'

/** A desk whose directory is read and written: on this machine, or in AWS by the person's own credentials. */
export interface Desk {
  /** What it is called in sentences. */
  readonly name: string
  readonly documents: Documents
  readonly table: string
  /** Who is at work. */
  readonly by: string
  /** Pages that a desk on this machine admits beside those in the file. */
  readonly localOrigins: readonly string[]
}

/** Something that keeps a command from its work, in one sentence for the person at the terminal. */
export class CannotGoOn extends Error {
  override readonly name = 'CannotGoOn'
}

const tables = v.object({ dynamodb: v.string(), tables: v.record(v.string(), v.string()) })

/** The desk that `npm start` runs, at the URL of its HTTP API. */
export async function localDesk(http: string): Promise<Desk> {
  const answer = await fetch(`${http.replace(/\/$/, '')}/_local/tables`).catch(() => undefined)
  if (!answer?.ok) throw new CannotGoOn(`No desk answers at ${http}: is it running (npm start)?`)
  const known = v.parse(tables, await answer.json())
  const { LibrariesTable: table } = known.tables
  if (table === undefined) throw new CannotGoOn(`The desk at ${http} has no directory.`)
  const client = new DynamoDBClient({
    endpoint: known.dynamodb,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  })
  const { port } = new URL(http)
  return {
    name: `the desk at ${http}`,
    documents: documents(client),
    table,
    by: userInfo().username,
    localOrigins: [`http://localhost:${port}`, `http://127.0.0.1:${port}`],
  }
}

/** The desk of a stack. The region is the file's, or the person's own settings say it. */
export async function deployedDesk(stack: string, region: string | undefined): Promise<Desk> {
  const place = region === undefined ? {} : { region }
  const { Stacks } = await new CloudFormationClient(place).send(new DescribeStacksCommand({ StackName: stack }))
  const output = Stacks?.[0]?.Outputs?.find(({ OutputKey }) => OutputKey === 'DirectoryTable')
  if (!output?.OutputValue)
    throw new CannotGoOn(`The stack ${stack} does not say which table is its directory: deploy this release first.`)
  const { Arn = 'unknown' } = await new STSClient(place).send(new GetCallerIdentityCommand({}))
  return {
    name: `the stack ${stack}`,
    documents: documents(new DynamoDBClient({ ...place, maxAttempts: 4 })),
    table: output.OutputValue,
    by: Arn,
    localOrigins: [],
  }
}

import { userInfo } from 'node:os'
import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda'
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
import * as v from 'valibot'
import { BadConsortiumFile } from '../infra/parts/consortium-file.ts'
import { type Documents, documents } from '../lib/aws/documents.ts'

/** A desk whose directory is read and written, either on this machine or in AWS with the person's own credentials. */
export interface Desk {
  /** Its name in sentences. */
  readonly name: string
  readonly documents: Documents
  readonly table: string
  /** The tables of the session log and of the facts. */
  readonly log: { readonly sessions: string; readonly facts: string }
  /** The person who runs the command. */
  readonly by: string
  /** Pages that a desk on this machine admits in addition to those in the file. */
  readonly localOrigins: readonly string[]
  /** The function that hears of changes in the directory. */
  readonly listener: string
  /** Takes these librarians off duty, and has their patrons wait for somebody else. */
  takeOffDuty(librarians: readonly string[]): Promise<void>
  /** Has the mailboxes of these libraries tested by the next run. */
  testMailboxes(libraries: readonly string[]): Promise<void>
  /** Invites whoever is new, and switches off in the user pool whoever had these addresses. */
  invite(gone: readonly string[]): Promise<{ readonly invited: number; readonly waiting: number }>
}

/** Something that keeps a command from its work, in one sentence for the person at the terminal. */
class CannotGoOn extends Error {
  override readonly name = 'CannotGoOn'
}

const known = v.object({
  dynamodb: v.string(),
  lambda: v.string(),
  tables: v.record(v.string(), v.string()),
  outputs: v.record(v.string(), v.string()),
})

function heardBy(lambda: LambdaClient, listener: string): Pick<Desk, 'listener' | 'takeOffDuty' | 'testMailboxes'> {
  const tell = async (news: object) => {
    const { FunctionError } = await lambda.send(
      new InvokeCommand({ FunctionName: listener, Payload: JSON.stringify(news) }),
    )
    if (FunctionError) throw new Error(`The function ${listener} has failed; its log says more.`)
  }
  return {
    listener,
    takeOffDuty: left => tell({ left }),
    testMailboxes: mailboxes => tell({ mailboxes }),
  }
}

const inviting = v.object({ invited: v.number(), waiting: v.number() })

function inviteBy(lambda: LambdaClient, invitations: string): Desk['invite'] {
  return async gone => {
    const { FunctionError, Payload } = await lambda.send(
      new InvokeCommand({ FunctionName: invitations, Payload: JSON.stringify({ gone }) }),
    )
    if (FunctionError || !Payload) throw new Error(`The function ${invitations} has failed; its log says more.`)
    return v.parse(inviting, JSON.parse(new TextDecoder().decode(Payload)))
  }
}

/** The desk that `npm start` runs, at the URL of its HTTP API. */
export async function localDesk(http: string): Promise<Desk> {
  const answer = await fetch(`${http.replace(/\/$/, '')}/_local/tables`).catch(() => undefined)
  if (!answer?.ok) throw new CannotGoOn(`No desk answers at ${http}: is it running (npm start)?`)
  const { dynamodb, lambda, tables, outputs } = v.parse(known, await answer.json())
  const { LibrariesTable: table, SessionsTable: sessions, FactsTable: facts } = tables
  const { DirectoryFunction: listener, InvitationsFunction: invitations } = outputs
  if (!table || !sessions || !facts || !listener || !invitations)
    throw new CannotGoOn(`The desk at ${http} has no directory.`)
  const here = { region: 'us-east-1', credentials: { accessKeyId: 'local', secretAccessKey: 'local' } }
  const { port } = new URL(http)
  const functions = new LambdaClient({ ...here, endpoint: lambda })
  return {
    name: `the desk at ${http}`,
    documents: documents(new DynamoDBClient({ ...here, endpoint: dynamodb })),
    table,
    log: { sessions, facts },
    by: userInfo().username,
    localOrigins: [`http://localhost:${port}`, `http://127.0.0.1:${port}`],
    ...heardBy(functions, listener),
    invite: inviteBy(functions, invitations),
  }
}

/** The desk of a stack. The region comes from the file or from the person's own AWS settings. */
export async function deployedDesk(stack: string, region: string | undefined): Promise<Desk> {
  const place = region === undefined ? {} : { region }
  const { Stacks } = await new CloudFormationClient(place).send(new DescribeStacksCommand({ StackName: stack }))
  const output = (name: string) => Stacks?.[0]?.Outputs?.find(({ OutputKey }) => OutputKey === name)?.OutputValue
  const [table, listener] = [output('DirectoryTable'), output('DirectoryFunction')]
  const [sessions, facts] = [output('SessionsTable'), output('FactsTable')]
  const invitations = output('InvitationsFunction')
  if (!table || !listener || !sessions || !facts || !invitations)
    throw new CannotGoOn(`The stack ${stack} does not say where its tables are: deploy this release first.`)
  const functions = new LambdaClient(place)
  const { Arn = 'unknown' } = await new STSClient(place).send(new GetCallerIdentityCommand({}))
  return {
    name: `the stack ${stack}`,
    documents: documents(new DynamoDBClient({ ...place, maxAttempts: 4 })),
    table,
    log: { sessions, facts },
    by: Arn,
    localOrigins: [],
    ...heardBy(functions, listener),
    invite: inviteBy(functions, invitations),
  }
}

/** One sentence for the person at the terminal. A problem that they can fix is explained, and any other names its origin. */
export function sentence(error: unknown): string {
  if (error instanceof BadConsortiumFile || error instanceof CannotGoOn) return error.message
  return error instanceof Error ? `AWS answers: ${error.message} (${error.name})` : String(error)
}

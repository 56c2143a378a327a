import { isDeepStrictEqual } from 'node:util'
import * as v from 'valibot'
import { expect, test } from 'vitest'
import { plainName, resourcesOf, written } from './deployed.ts'

/** Every permission of a role, as `action on resource`, sorted, except writing its own log, which every function may. */
function permissionsOf(role: string): string[] {
  const statements = resourcesOf('AWS::IAM::Policy')
    .filter(([, { Properties }]) => written(list(Properties.Roles)[0]) === `<${role}>`)
    .flatMap(([, { Properties }]) => statementsOf(Properties.PolicyDocument))
  const all = statements.flatMap(({ Action, Resource }) =>
    list(Action).flatMap(action => list(Resource).map(resource => `${action} on ${written(resource)}`)),
  )
  return [...new Set(all)].filter(permission => !/^logs:.* on <\w+Log>$/.test(permission)).sort()
}

const policy = v.object({
  Statement: v.array(
    v.object({
      Effect: v.literal('Allow'),
      Action: v.unknown(),
      Resource: v.unknown(),
      Condition: v.optional(v.unknown()),
    }),
  ),
})

function statementsOf(document: unknown): v.InferOutput<typeof policy>['Statement'] {
  return v.parse(policy, document).Statement
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [value]
}

const sessions = ['dynamodb:Query on <SessionsTable>', 'dynamodb:PutItem on <SessionsTable>']
const post =
  'execute-api:ManageConnections on arn:<AWS::Partition>:execute-api:<AWS::Region>:<AWS::AccountId>:<SocketApi>/desk/POST/@connections/*'
const depart = ['GetItem', 'UpdateItem', 'DeleteItem'].map(action => `dynamodb:${action} on <RosterTable>`)
const alert = ['dynamodb:Query on <RosterTable>/index/line', 'dynamodb:BatchGetItem on <RosterTable>', ...depart]
const dequeue = 'dynamodb:DeleteItem on <WaitingTable>'
const lookUp = 'dynamodb:GetItem on <LibrariesTable>'
const secret = 'secretsmanager:GetSecretValue on <TicketsSecret>'
const mailSecret = 'secretsmanager:GetSecretValue on <MailTokensSecret>'
const keepLost = ['SendMessage', 'GetQueueAttributes', 'GetQueueUrl'].map(
  action => `sqs:${action} on <LostEventsQueue>`,
)
const wakeSoon = 'states:StartExecution on <SessionTimersMachine>'
const executions = 'arn:<AWS::Partition>:states:<AWS::Region>:<AWS::AccountId>:execution:<SessionTimersMachine>:*'
const replace = [wakeSoon, `states:StopExecution on ${executions}`]
const answer = (machine: string) =>
  ['SendTaskSuccess', 'SendTaskFailure'].map(action => `states:${action} on <${machine}>`)
const file = 'dynamodb:PutItem on <TimersTable>'
const recordFacts = 'dynamodb:PutItem on <FactsTable>'
const correctFacts = 'dynamodb:UpdateItem on <FactsTable>'
const owe = ['dynamodb:PutItem on <FollowUpsTable>', recordFacts, 'states:StartExecution on <FollowUpTimersMachine>']
const change = ['dynamodb:PutItem on <FollowUpsTable>', 'dynamodb:DeleteItem on <FollowUpsTable>', correctFacts]
const changeAndMail = [...change, 'states:StartExecution on <FollowUpTimersMachine>', file]
const send = ['ses:SendRawEmail on arn:<AWS::Partition>:ses:<AWS::Region>:<AWS::AccountId>:identity/<MailIdentity>']
const sendWith =
  'ses:SendRawEmail on arn:<AWS::Partition>:ses:<AWS::Region>:<AWS::AccountId>:configuration-set/<MailConfigurationSet>'
const sendFromReplies =
  'ses:SendRawEmail on arn:<AWS::Partition>:ses:<AWS::Region>:<AWS::AccountId>:identity/<RepliesIdentity>'
const learn = 'dynamodb:UpdateItem on <LibrariesTable>'
const runMailboxTests = [learn, 'dynamodb:DeleteItem on <LibrariesTable>']

const invite = [
  'dynamodb:Scan on <LibrariesTable>',
  'dynamodb:PutItem on <LibrariesTable>',
  'dynamodb:DeleteItem on <LibrariesTable>',
  ...['AdminCreateUser', 'AdminEnableUser', 'AdminDisableUser', 'AdminUserGlobalSignOut'].map(
    action => `cognito-idp:${action} on <SignInUserPool>`,
  ),
  'ses:SendEmail on arn:<AWS::Partition>:ses:<AWS::Region>:<AWS::AccountId>:identity/<MailIdentity>',
]

const permissions: Readonly<Record<string, readonly string[]>> = {
  Invites: [lookUp, ...invite],
  Authorize: [secret],
  Connections: [
    ...sessions,
    ...alert,
    'dynamodb:Query on <WaitingTable>',
    lookUp,
    wakeSoon,
    post,
    post.replace('POST', 'DELETE'),
    'dynamodb:PutItem on <TicketsTable>',
    'dynamodb:UpdateItem on <TicketsTable>',
  ],
  Queue: [
    ...sessions,
    'dynamodb:Query on <WaitingTable>',
    dequeue,
    ...alert,
    'dynamodb:PutItem on <RosterTable>',
    lookUp,
    ...replace,
    post,
  ],
  Messages: [
    ...sessions,
    'dynamodb:GetItem on <RosterTable>',
    'dynamodb:GetItem on <TimersTable>',
    lookUp,
    wakeSoon,
    'states:SendTaskHeartbeat on <SessionTimersMachine>',
    post,
  ],
  Closing: [
    ...sessions,
    dequeue,
    ...depart,
    'dynamodb:Query on <WaitingTable>',
    lookUp,
    wakeSoon,
    ...owe,
    correctFacts,
    'dynamodb:GetItem on <SourcesTable>',
    'dynamodb:PutItem on <SourcesTable>',
    'dynamodb:UpdateItem on <SourcesTable>',
    file,
    mailSecret,
    post,
  ],
  SessionTimer: [
    ...sessions,
    'dynamodb:GetItem on <WaitingTable>',
    'dynamodb:PutItem on <WaitingTable>',
    dequeue,
    ...alert,
    lookUp,
    ...owe,
    file,
    ...replace,
    ...answer('SessionTimersMachine'),
    post,
  ],
  FollowUpTimer: [
    ...sessions,
    lookUp,
    ...change,
    mailSecret,
    ...send,
    sendWith,
    sendFromReplies,
    's3:PutObject on <SentMailsBucket>/*',
    ...['GetItem', 'PutItem', 'UpdateItem'].map(action => `dynamodb:${action} on <SourcesTable>`),
    ...answer('FollowUpTimersMachine'),
  ],
  FollowUpActions: [...sessions, lookUp, ...changeAndMail, 'dynamodb:Query on <FollowUpsTable>'],
  StaffRoomActions: [
    ...sessions,
    ...alert,
    'dynamodb:Query on <RosterTable>/index/here',
    lookUp,
    wakeSoon,
    ...['Query', 'PutItem', 'DeleteItem'].map(action => `dynamodb:${action} on <StaffRoomTable>`),
    post,
  ],
  Links: [...sessions, lookUp, learn, ...changeAndMail, mailSecret, post],
  DeliveryEvents: [...sessions, learn, ...changeAndMail, ...keepLost, post],
  IncomingMail: [
    ...sessions,
    lookUp,
    learn,
    ...changeAndMail,
    mailSecret,
    's3:GetObject on <RepliesBucket>/*',
    's3:GetObject on <SentMailsBucket>/*',
    's3:ListBucket on <SentMailsBucket>',
    ...keepLost,
  ],
  Api: [
    ...sessions,
    'dynamodb:PutItem on <WaitingTable>',
    'dynamodb:Query on <WaitingTable>',
    ...alert,
    lookUp,
    secret,
    'secretsmanager:GetSecretValue on <CdnSecret>',
    wakeSoon,
    file,
    ...['BatchGetItem', 'GetItem', 'PutItem', 'UpdateItem'].map(action => `dynamodb:${action} on <SourcesTable>`),
    ...owe,
    post,
  ],
  Sweep: [
    ...sessions,
    lookUp,
    ...['GetItem', 'PutItem', 'DeleteItem'].map(action => `dynamodb:${action} on <WaitingTable>`),
    ...['GetItem', 'UpdateItem'].map(action => `dynamodb:${action} on <RosterTable>`),
    ...['GetItem', 'PutItem', 'Query'].map(action => `dynamodb:${action} on <TimersTable>`),
    ...replace,
    'dynamodb:Query on <FactsTable>',
    correctFacts,
    `states:DescribeExecution on ${executions}`,
    'states:StartExecution on <FollowUpTimersMachine>',
  ],
  MailboxTests: [
    ...[lookUp, learn, ...runMailboxTests, mailSecret, ...send, sendWith, sendFromReplies],
    ...['GetItem', 'DeleteItem'].map(action => `dynamodb:${action} on <SourcesTable>`),
  ],
  Directory: [
    ...runMailboxTests,
    ...['GetItem', 'PutItem', 'BatchWriteItem', 'Scan'].map(action => `dynamodb:${action} on <LibrariesTable>`),
    ...alert,
    'dynamodb:Query on <WaitingTable>',
    wakeSoon,
  ],
  Settings: [
    lookUp,
    ...['Scan', 'PutItem', 'DeleteItem', 'UpdateItem'].map(action => `dynamodb:${action} on <LibrariesTable>`),
    ...['AdminDisableUser', 'AdminUserGlobalSignOut'].map(action => `cognito-idp:${action} on <SignInUserPool>`),
    ...alert,
    'dynamodb:Query on <WaitingTable>',
    wakeSoon,
  ],
  WebFiles: [
    's3:ListBucket on <CdnPages>',
    ...['PutObject', 'DeleteObject'].map(action => `s3:${action} on <CdnPages>/*`),
  ],
}

test.each(Object.entries(permissions))('%s may do what it needs and no more', (name, expected) => {
  expect(permissionsOf(`${name}Role`)).toEqual([...new Set(expected)].sort())
})

test('every function is in the table above', () => {
  const names = resourcesOf('AWS::Lambda::Function').map(([id]) => plainName(id))
  expect(names.sort()).toEqual(Object.keys(permissions).sort())
})

test('a state machine may call its own function, and write its log', () => {
  const logging = permissionsOf('SessionTimersMachineRole').filter(each => each.startsWith('logs:'))
  expect(logging.every(each => each.endsWith(' on *'))).toBe(true)
  const others = (role: string) => permissionsOf(role).filter(each => !each.startsWith('logs:'))
  expect(others('SessionTimersMachineRole')).toEqual([
    'lambda:InvokeFunction on <SessionTimer>',
    'lambda:InvokeFunction on <SessionTimer>:*',
  ])
  expect(others('FollowUpTimersMachineRole')).toEqual([
    'lambda:InvokeFunction on <FollowUpTimer>',
    'lambda:InvokeFunction on <FollowUpTimer>:*',
  ])
})

test('mail is sent only from the consortium’s address, and follow-ups also from reply addresses', () => {
  const conditions = resourcesOf('AWS::IAM::Policy')
    .flatMap(([, { Properties }]) => statementsOf(Properties.PolicyDocument))
    .filter(({ Action }) => list(Action).some(action => String(action).startsWith('ses:')))
    .map(({ Condition }) => Condition)
  const ours = { StringEquals: { 'ses:FromAddress': 'desk@hudson-lakes.example.org' } }
  const replies = { StringLike: { 'ses:FromAddress': '*@replies.hudson-lakes.example.org' } }
  // Two for follow-ups, two for the tests of mailboxes, and one for invitations.
  expect(conditions).toHaveLength(5)
  expect(conditions).toEqual(expect.arrayContaining([ours, replies]))
  for (const one of conditions) expect([ours, replies]).toContainEqual(one)
})

test('traits of mailboxes are written to separate entries, so they cannot change a library, librarian or sign-in', () => {
  const writes = (actions: unknown) =>
    resourcesOf('AWS::IAM::Policy')
      .flatMap(([, { Properties }]) => statementsOf(Properties.PolicyDocument))
      .filter(({ Resource }) => written(Resource).includes('LibrariesTable'))
      .filter(({ Action }) => isDeepStrictEqual(Action, actions))
  const learning = writes('dynamodb:UpdateItem')
  const under = (...keys: string[]) => ({ 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': keys } })
  const kinds = learning.map(({ Condition }) => Condition)
  expect(kinds).toContainEqual(under('mailbox:*'))
  // The loader and the settings mark that people are to be invited. The settings have a new mailbox tested, too.
  const others = [under('mailbox:*'), under('desk:invitations'), under('mailbox-run:*', 'desk:invitations')]
  for (const one of kinds) expect(others).toContainEqual(one)
  const writing = writes(['dynamodb:DeleteItem', 'dynamodb:PutItem'])
  expect(writing.map(({ Condition }) => Condition)).toEqual([
    under('library:*', 'librarian:*', 'sign-in:*', 'staff-name:*', 'removed:*', 'history:*'),
    under('invited:*', 'desk:invitations'),
  ])
  const runs = writes(['dynamodb:DeleteItem', 'dynamodb:UpdateItem'])
  const ofRuns = { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['mailbox-run:*'] } }
  expect(runs.map(({ Condition }) => Condition)).toEqual([ofRuns, ofRuns])
})

test('a permission comes with its environment variables', () => {
  const namesOf = (name: string) => {
    const [, lambda] = resourcesOf('AWS::Lambda::Function').find(([id]) => id.startsWith(name)) ?? []
    const { Variables } = v.parse(
      v.object({ Variables: v.record(v.string(), v.unknown()) }),
      lambda?.Properties.Environment,
    )
    return Object.keys(Variables).sort()
  }
  const endpoint = 'AWS_ENDPOINT_URL_APIGATEWAYMANAGEMENTAPI'
  expect(namesOf('Authorize')).toEqual(['TICKET_SECRET'])
  expect(namesOf('Messages')).toEqual([
    endpoint,
    'DIRECTORY_TABLE',
    'RETENTION_DAYS',
    'ROSTER_TABLE',
    'SESSIONS_TABLE',
    'SESSION_TIMER',
    'TIMERS_TABLE',
  ])
  expect(namesOf('FollowUpTimer')).toEqual([
    'CONFIGURATION_SET',
    'DIRECTORY_TABLE',
    'FACTS_TABLE',
    'FOLLOW_UPS_TABLE',
    'HTTP_URL',
    'MAIL_SECRET',
    'REPLIES_DOMAIN',
    'RETENTION_DAYS',
    'SENDER',
    'SENT_MAIL_BUCKET',
    'SESSIONS_TABLE',
    'SOURCES_TABLE',
  ])
  expect(namesOf('Api')).toEqual(expect.arrayContaining(['SIGN_IN', 'SOCKET_URL']))
})

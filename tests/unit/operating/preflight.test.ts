import { describe, expect, test } from 'vitest'
import type { Consortium } from '../../../lib/consortium/consortium.ts'
import { parseConsortium } from '../../../lib/consortium/parse.ts'
import type { Finding } from '../../../operating/preflight/finding.ts'
import { findings } from '../../../operating/preflight/findings.ts'
import { accountAnswering, json, jsonError, query, queryError, type Wire } from './wire.ts'

const certificate = 'arn:aws:acm:eu-central-1:123456789012:certificate/0a1b2c3d'

const consortiumWith = (settings = '', librarians = 1): Consortium => {
  const read = parseConsortium(`name: Two Rivers
settings:
  sender: desk@two-rivers.example.org
  replies: { domain: replies.two-rivers.example.org }
${settings}
libraries:
  - { id: east, name: East, time-zone: UTC, mailbox: east@two-rivers.example.org, origins: [] }
librarians:
${Array.from({ length: librarians }, (_, n) => `  - { id: l${n}, name: L, email: l${n}@two-rivers.example.org, library: east }`).join('\n')}
`)
  if ('problems' in read) throw new Error(read.problems[0]?.sentence)
  return read.consortium
}

const identity = (found: object = {}) =>
  json({
    IdentityType: 'DOMAIN',
    VerifiedForSendingStatus: true,
    DkimAttributes: { SigningEnabled: true, Status: 'SUCCESS' },
    MailFromAttributes: { BehaviorOnMxFailure: 'USE_DEFAULT_VALUE' },
    ...found,
  })
const mailAccount = (found: object = {}) =>
  json({
    DedicatedIpAutoWarmupEnabled: false,
    EnforcementStatus: 'HEALTHY',
    ProductionAccessEnabled: true,
    SendingEnabled: true,
    SendQuota: { Max24HourSend: 50_000, MaxSendRate: 14, SentLast24Hours: 0 },
    ...found,
  })
const stackAnswer = (status: string, release = '0.1.0') =>
  query(
    'DescribeStacks',
    `<Stacks><member><StackName>Coopdesk</StackName><CreationTime>2026-11-27T00:00:00Z</CreationTime><StackStatus>${status}</StackStatus><Outputs><member><OutputKey>Release</OutputKey><OutputValue>${release}</OutputValue></member></Outputs></member></Stacks>`,
  )
const noStack = queryError('ValidationError', 'Stack with id Coopdesk does not exist')
const ownIdentities = query(
  'ListStackResources',
  `<StackResourceSummaries>${['two-rivers.example.org', 'replies.two-rivers.example.org']
    .map(
      name =>
        `<member><LogicalResourceId>I</LogicalResourceId><PhysicalResourceId>${name}</PhysicalResourceId><ResourceType>AWS::SES::EmailIdentity</ResourceType><ResourceStatus>CREATE_COMPLETE</ResourceStatus><LastUpdatedTimestamp>2026-11-27T00:00:00Z</LastUpdatedTimestamp></member>`,
    )
    .join('')}</StackResourceSummaries>`,
)

/** An account in which nothing is wrong, and nothing is there yet. */
const empty: Wire = {
  'ssm GetParameter': json({ Parameter: { Name: '/cdk-bootstrap/hnb659fds/version', Type: 'String', Value: '21' } }),
  'cloudformation DescribeStacks': noStack,
  'email GET /v2/email/account': mailAccount(),
  'email DescribeActiveReceiptRuleSet': query('DescribeActiveReceiptRuleSet', ''),
  'lambda GET /2016-08-19/account-settings': json({ AccountLimit: { ConcurrentExecutions: 1000 }, AccountUsage: {} }),
  'apigateway GET /account': json({ cloudwatchRoleArn: 'arn:aws:iam::123456789012:role/logs' }),
  'dynamodb ListTables': json({ TableNames: ['Other-Table'] }),
  'cloudformation DescribeType AWS::SES::ReceiptRule': query(
    'DescribeType',
    '<TypeName>AWS::SES::ReceiptRule</TypeName>',
  ),
}

async function found(changes: Wire = {}, consortium = consortiumWith(), resolves = true) {
  const { account, asked } = accountAnswering({ ...empty, ...changes }, resolves)
  const all = await findings(account, {
    consortium,
    stack: 'Coopdesk',
    region: 'eu-central-1',
    release: '0.1.0',
    resourceTypes: ['AWS::SES::ReceiptRule'],
  })
  return {
    all,
    asked,
    of: (weight: Finding['weight']) => all.filter(one => one.weight === weight).map(({ sentence }) => sentence),
  }
}

test('nothing stops or hurts in an account that is ready, and what will be made is said', async () => {
  const { all } = await found()
  expect(all).toEqual(
    [
      'There is no stack Coopdesk yet: it will be made.',
      'SES will be told of two-rivers.example.org: its DNS records are in the outputs of the stack.',
      'SES will be told of replies.two-rivers.example.org: its DNS records are in the outputs of the stack.',
      'No receipt rule set is active: make that of the stack active after the deployment (docs/operating/email.md).',
    ].map(sentence => ({ weight: 'note', sentence })),
  )
})

test('nothing is asked that could change anything', async () => {
  const { asked } = await found(
    {},
    consortiumWith(`  domains: { certificate: "${certificate}", http: a.two-rivers.example.org }`),
  )
  for (const each of asked) expect(each).toMatch(/ (Get|List|Describe)\w+| GET \//)
})

const named = (name: string) => `email GET /v2/email/identities/${name}`

describe('what would stop a deployment', () => {
  test.each<[string, Wire, string, string?]>([
    [
      'an account without what the CDK needs',
      { 'ssm GetParameter': jsonError('ParameterNotFound') },
      'The account is not bootstrapped for the CDK in eu-central-1: run "npx cdk bootstrap" once.',
    ],
    [
      'an account that an older CDK has bootstrapped',
      { 'ssm GetParameter': json({ Parameter: { Value: '4' } }) },
      'The account was bootstrapped by an older CDK (version 4): run "npx cdk bootstrap" again.',
    ],
    [
      'a first deployment that failed',
      {
        'cloudformation DescribeStacks': stackAnswer('ROLLBACK_COMPLETE'),
        'cloudformation ListStackResources': ownIdentities,
      },
      'The stack Coopdesk could not be made the last time: delete it first ("npx cdk destroy").',
    ],
    [
      'a newer release that runs already',
      {
        'cloudformation DescribeStacks': stackAnswer('UPDATE_COMPLETE', '0.10.0'),
        'cloudformation ListStackResources': ownIdentities,
      },
      'The stack runs release 0.10.0, and this is 0.1.0, which may not be able to read what the newer one has written: see docs/operating/upgrade.md.',
    ],
    [
      'an identity that SES knows already',
      { [named('two-rivers.example.org')]: identity() },
      'SES knows two-rivers.example.org already, so the stack cannot make it: say "existing" in "sender-identity".',
    ],
    [
      'an identity that SES does not know, although the file says so',
      {},
      'SES does not know desk@two-rivers.example.org, although "sender-identity" says that it is there.',
      '  sender-identity: existing',
    ],
    [
      'an account in which API Gateway has no role for logs',
      { 'apigateway GET /account': json({}) },
      'API Gateway has no role to write logs with in this account: set "api-gateway-log-role: create".',
    ],
    [
      'a region without a type of resource',
      { 'cloudformation DescribeType AWS::SES::ReceiptRule': queryError('TypeNotFoundException', 'none') },
      'CloudFormation knows no AWS::SES::ReceiptRule in eu-central-1: choose another region.',
    ],
    [
      'a certificate that is not there',
      { 'acm DescribeCertificate in eu-central-1': jsonError('ResourceNotFoundException') },
      'The certificate in "domains" is not in this account and region.',
      `  domains: { certificate: "${certificate}", http: chat.two-rivers.example.org }`,
    ],
    [
      'a certificate that is not issued',
      {
        'acm DescribeCertificate in eu-central-1': json({
          Certificate: { Status: 'PENDING_VALIDATION', SubjectAlternativeNames: ['*.two-rivers.example.org'] },
        }),
      },
      'The certificate in "domains" is PENDING_VALIDATION: it has to be issued first.',
      `  domains: { certificate: "${certificate}", http: chat.two-rivers.example.org }`,
    ],
    [
      'a certificate for another name',
      {
        'acm DescribeCertificate in eu-central-1': json({
          Certificate: { Status: 'ISSUED', SubjectAlternativeNames: ['*.example.org', 'two-rivers.example.org'] },
        }),
      },
      'The certificate in "domains" does not cover chat.two-rivers.example.org.',
      `  domains: { certificate: "${certificate}", http: chat.two-rivers.example.org }`,
    ],
    [
      'a certificate of the CDN that is not in us-east-1',
      { 'acm DescribeCertificate in us-east-1': jsonError('ResourceNotFoundException') },
      'The certificate in "cdn" is not in this account and region.',
      `  cdn: { domain: ask.two-rivers.example.org, certificate: "${certificate.replace('eu-central-1', 'us-east-1')}" }`,
    ],
    [
      'a certificate of the CDN for another name',
      {
        'acm DescribeCertificate in us-east-1': json({
          Certificate: { Status: 'ISSUED', SubjectAlternativeNames: ['www.two-rivers.example.org'] },
        }),
      },
      'The certificate in "cdn" does not cover ask.two-rivers.example.org.',
      `  cdn: { domain: ask.two-rivers.example.org, certificate: "${certificate.replace('eu-central-1', 'us-east-1')}" }`,
    ],
    [
      'a domain that the APIs of another stack have',
      {
        'acm DescribeCertificate in eu-central-1': json({
          Certificate: { Status: 'ISSUED', SubjectAlternativeNames: ['*.two-rivers.example.org'] },
        }),
        'apigateway GET /domainnames/chat.two-rivers.example.org': json({ domainName: 'chat.two-rivers.example.org' }),
      },
      'API Gateway has chat.two-rivers.example.org already, for another stack: choose another name in "domains".',
      `  domains: { certificate: "${certificate}", http: chat.two-rivers.example.org, links: chat.two-rivers.example.org }`,
    ],
    [
      'sign-in pages that the user pool of another stack has',
      { 'cognito-idp DescribeUserPoolDomain': json({ DomainDescription: { UserPoolId: 'eu-central-1_a' } }) },
      'Another user pool has the sign-in pages two-rivers already: choose another "domain-prefix".',
      '  sign-in: { user-pool: { domain-prefix: two-rivers } }',
    ],
    [
      'a user pool that would send by an identity that SES has not verified',
      {},
      'SES has not verified two-rivers.example.org, by which the user pool would send ("mail: ses"): deploy with "mail: cognito" until it has.',
      '  sign-in: { user-pool: { mail: ses } }',
    ],
    [
      'a user pool that would send by an address that SES has not verified',
      {},
      'SES has not verified desk@two-rivers.example.org, by which the user pool would send ("mail: ses"): deploy with "mail: cognito" until it has.',
      '  sender-identity: address\n  sign-in: { user-pool: { mail: ses } }',
    ],
    [
      'a stack that CloudFormation could not put right',
      {
        'cloudformation DescribeStacks': stackAnswer('UPDATE_ROLLBACK_FAILED'),
        'cloudformation ListStackResources': ownIdentities,
      },
      'CloudFormation left Coopdesk in UPDATE_ROLLBACK_FAILED: put that right in its console first.',
    ],
    [
      'a stack that somebody is changing',
      {
        'cloudformation DescribeStacks': stackAnswer('UPDATE_IN_PROGRESS'),
        'cloudformation ListStackResources': ownIdentities,
      },
      'Somebody is changing Coopdesk just now: wait until that is over.',
    ],
  ])('%s', async (_what, wire, sentence, settings) => {
    expect((await found(wire, consortiumWith(settings))).of('stops')).toEqual([sentence])
  })
})

describe('what would hurt the desk', () => {
  test.each<[string, Wire, string, string?]>([
    [
      'the sandbox of SES',
      {
        'email GET /v2/email/account': mailAccount({
          ProductionAccessEnabled: false,
          SendQuota: { Max24HourSend: 200 },
        }),
      },
      'SES is in its sandbox in eu-central-1: it sends to verified addresses only, 200 a day. Ask AWS for production access in the SES console.',
    ],
    [
      'a daily quota that is nearly used up',
      {
        'email GET /v2/email/account': mailAccount({ SendQuota: { Max24HourSend: 1000, SentLast24Hours: 990 } }),
      },
      'SES sends 1000 mails of this account a day (990 in the last 24 hours), and a desk of this size may need about 30: ask for a higher sending quota. Until then, mails above it wait for the next day.',
    ],
    [
      'an account that SES has stopped',
      { 'email GET /v2/email/account': mailAccount({ SendingEnabled: false }) },
      'SES has stopped this account from sending in eu-central-1: the SES console says why.',
    ],
    [
      'a sender that is not verified yet',
      { [named('desk@two-rivers.example.org')]: identity({ VerifiedForSendingStatus: false }) },
      'SES has not verified desk@two-rivers.example.org yet: add its DNS records, or press the link that SES mailed.',
      '  sender-identity: existing',
    ],
    [
      'DKIM records that are not found yet',
      {
        'cloudformation DescribeStacks': stackAnswer('CREATE_COMPLETE'),
        'cloudformation ListStackResources': ownIdentities,
        [named('two-rivers.example.org')]: identity({ DkimAttributes: { Status: 'PENDING' } }),
      },
      'The DKIM records of two-rivers.example.org are not found yet (PENDING): mails go out unsigned, and many are refused.',
    ],
    [
      'another rule set that is active',
      {
        'email DescribeActiveReceiptRuleSet': query(
          'DescribeActiveReceiptRuleSet',
          '<Metadata><Name>inbound</Name><CreatedTimestamp>2026-01-01T00:00:00Z</CreatedTimestamp></Metadata>',
        ),
      },
      'The receipt rule set inbound is active, and only one can be: unless it is this stack\'s, say "replies.rule-set: inbound", or replies do not come in.',
    ],
    [
      'a log role that would be replaced',
      {},
      'API Gateway writes its logs with arn:aws:iam::123456789012:role/logs, and "api-gateway-log-role: create" would replace that for the whole account: say "existing".',
      '  api-gateway-log-role: create',
    ],
    [
      'tables that an earlier stack left',
      { 'dynamodb ListTables': json({ TableNames: ['Coopdesk-SessionsTable1', 'Other'] }) },
      'Tables of an earlier stack Coopdesk are still there (1, the first is Coopdesk-SessionsTable1). A new one does not use them: see docs/operating/recover.md.',
    ],
  ])('%s', async (_what, wire, sentence, settings) => {
    expect((await found(wire, consortiumWith(settings))).of('hurts')).toEqual([sentence])
  })

  test.each<[string, Wire, string, string?]>([
    [
      'a MAIL FROM domain whose records are not found yet',
      {
        'cloudformation DescribeStacks': stackAnswer('CREATE_COMPLETE'),
        'cloudformation ListStackResources': ownIdentities,
        [named('two-rivers.example.org')]: identity({
          MailFromAttributes: { MailFromDomain: 'bounces.two-rivers.example.org', MailFromDomainStatus: 'PENDING' },
        }),
      },
      'The records of the MAIL FROM domain of two-rivers.example.org are not found yet (PENDING).',
    ],
    [
      'a rule set of one’s own that is not active',
      {},
      'The receipt rule set inbound is not the active one (none is): replies would not come in.',
      'inbound',
    ],
  ])('%s', async (_what, wire, sentence, ruleSet) => {
    const consortium = consortiumWith()
    const { settings } = consortium
    const deployment = { ...settings.deployment, ...(ruleSet && { ruleSet }) }
    const { of } = await found(wire, { ...consortium, settings: { ...settings, deployment } })
    expect(of('hurts')).toEqual([sentence])
  })

  test('fewer functions at once than the people of the desk need', async () => {
    const small = { 'lambda GET /2016-08-19/account-settings': json({ AccountLimit: { ConcurrentExecutions: 10 } }) }
    expect((await found(small)).of('hurts')).toEqual([
      expect.stringContaining(
        'Lambda runs 10 functions of this account at once, and a desk of this size needs about 20',
      ),
    ])
    const enough = { 'lambda GET /2016-08-19/account-settings': json({ AccountLimit: { ConcurrentExecutions: 50 } }) }
    expect((await found(enough)).of('hurts')).toEqual([])
    expect((await found(enough, consortiumWith('', 2000))).of('hurts')).toEqual([
      expect.stringContaining('needs about 60'),
    ])
  })
})

test('a stack that is there may change its own identities, and its tables are not left over', async () => {
  const { of } = await found({
    'cloudformation DescribeStacks': stackAnswer('UPDATE_COMPLETE'),
    'cloudformation ListStackResources': ownIdentities,
    'dynamodb ListTables': json({ TableNames: ['Coopdesk-SessionsTable1'] }),
    [named('two-rivers.example.org')]: identity(),
    [named('replies.two-rivers.example.org')]: identity(),
  })
  expect({ stops: of('stops'), hurts: of('hurts') }).toEqual({ stops: [], hurts: [] })
})

test('an address is known by its domain, where SES has that', async () => {
  const { of } = await found(
    { [named('two-rivers.example.org')]: identity() },
    consortiumWith('  sender-identity: existing'),
  )
  expect({ stops: of('stops'), hurts: of('hurts') }).toEqual({ stops: [], hurts: [] })
})

test('a region in which SES has no endpoint for mail stops a desk that takes replies, if the table lacks it, too', async () => {
  // The table has Frankfurt, so the name server is doubted.
  const known = await found({}, consortiumWith(), false)
  expect(known.of('stops')).toEqual([])
  expect(known.of('note')).toContain('The name inbound-smtp.eu-central-1.amazonaws.com could not be looked up.')
  const { account } = accountAnswering(empty, false)
  const wanted = { stack: 'Coopdesk', region: 'eu-north-1', release: '0.1.0', resourceTypes: [] }
  expect(await findings(account, { ...wanted, consortium: consortiumWith() })).toContainEqual({
    weight: 'stops',
    sentence:
      'SES is not known to take mail in eu-north-1: look for it under "Email receiving endpoints" at https://docs.aws.amazon.com/general/latest/gr/ses.html, or leave "replies" out.',
  })
})

test('what a person may not see is said, and taken for nothing', async () => {
  const refused = 'User: ann is not authorized to perform: lambda:GetAccountSettings'
  const { of } = await found({ 'lambda GET /2016-08-19/account-settings': jsonError('AccessDeniedException', refused) })
  expect(of('note')).toContain(
    `You may not see how many functions may run at once, so nothing is known of it: ${refused}`,
  )
})

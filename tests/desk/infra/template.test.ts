import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Match, Template } from 'aws-cdk-lib/assertions'
import * as v from 'valibot'
import { expect, test } from 'vitest'
import { deployed, plainName, resourcesOf, written } from './deployed.ts'
import { testApp } from './test-app.ts'

const template = Template.fromJSON(deployed)

/** The function behind every route, by route key. */
function routes(): Record<string, string> {
  const integrations = new Map(
    resourcesOf('AWS::ApiGatewayV2::Integration').map(([id, { Properties }]) => [plainName(id), Properties]),
  )
  return Object.fromEntries(
    resourcesOf('AWS::ApiGatewayV2::Route').map(([, { Properties }]) => {
      const integration = integrations.get(written(Properties.Target).replace(/^integrations\/<(.*)>$/, '$1'))
      const uri = written(integration?.IntegrationUri)
      const name = /functions\/<(\w+)>\/invocations$/.exec(uri) ?? /^<(\w+)>$/.exec(uri)
      return [String(Properties.RouteKey), name?.[1] ?? String(integration?.IntegrationType)]
    }),
  )
}

test('a flood of questions uses up no rate of coming back, of signing in, or of the links in mails', () => {
  const [stage] = resourcesOf('AWS::ApiGatewayV2::Stage').filter(([id]) => plainName(id) === 'HttpStage')
  const rates = Object(stage?.[1].Properties.RouteSettings)
  const keys = Object.keys(routes()).filter(key => / .*(sessions|tickets|sign-in|token)/.test(key))
  expect(Object.keys(rates).toSorted()).toEqual(keys.toSorted())
  for (const rate of Object.values(rates))
    expect(rate).toEqual({ ThrottlingRateLimit: expect.any(Number), ThrottlingBurstLimit: expect.any(Number) })
  expect(rates).toMatchObject({
    'POST /tickets': { ThrottlingRateLimit: 20, ThrottlingBurstLimit: 100 },
    'POST /follow-ups/{token}': { ThrottlingRateLimit: 20, ThrottlingBurstLimit: 40 },
  })
})

test('a stage comes after the routes that it names, or it could not be made', () => {
  const [stage] = resourcesOf('AWS::ApiGatewayV2::Stage').filter(([id]) => plainName(id) === 'HttpStage')
  const before = [stage?.[1].DependsOn ?? []].flat()
  const named = Object.keys(Object(stage?.[1].Properties.RouteSettings))
  const there = resourcesOf('AWS::ApiGatewayV2::Route').filter(([id]) => before.includes(id))
  expect(there.map(([, { Properties }]) => Properties.RouteKey).toSorted()).toEqual(named.toSorted())
})

test('every route leads to its function', () => {
  expect(routes()).toEqual({
    $connect: 'Connections',
    $disconnect: 'Connections',
    $default: 'Connections',
    resume: 'Connections',
    place: 'Connections',
    'on-duty': 'Queue',
    'off-duty': 'Queue',
    'pick-up': 'Queue',
    transfer: 'Queue',
    'answer-transfer': 'Queue',
    'accept-rescue': 'Queue',
    queue: 'Queue',
    heard: 'Queue',
    briefing: 'Queue',
    policy: 'Queue',
    say: 'Messages',
    'say-in-staff-room': 'StaffRoomActions',
    'staff-room': 'StaffRoomActions',
    'who-is-here': 'StaffRoomActions',
    'call-for-help': 'StaffRoomActions',
    'withdraw-call': 'StaffRoomActions',
    join: 'StaffRoomActions',
    'leave-session': 'StaffRoomActions',
    note: 'Messages',
    typing: 'Messages',
    'ask-contact': 'Closing',
    'confirm-contact': 'Closing',
    'attest-contact': 'Closing',
    'request-code': 'Closing',
    'enter-code': 'Closing',
    close: 'Closing',
    'report-policy': 'Closing',
    'step-back': 'Closing',
    suggest: 'Closing',
    'leave-address': 'Closing',
    rate: 'Closing',
    leave: 'Closing',
    'follow-ups': 'FollowUpActions',
    mailbox: 'FollowUpActions',
    'follow-up': 'FollowUpActions',
    'take-follow-up': 'FollowUpActions',
    'answer-follow-up': 'FollowUpActions',
    'finish-follow-up': 'FollowUpActions',
    'hand-over-follow-up': 'FollowUpActions',
    'confirm-answer': 'FollowUpActions',
    'reject-answer': 'FollowUpActions',
    'stepped-back-sessions': 'FollowUpActions',
    'request-transcript': 'FollowUpActions',
    'GET /follow-ups/{token}': 'Links',
    'GET /settings': 'Settings',
    'GET /settings/libraries/{library}': 'Settings',
    'POST /settings/libraries/{library}': 'Settings',
    'POST /settings/libraries/{library}/people': 'Settings',
    'POST /settings/people/{librarian}': 'Settings',
    'POST /settings/people/{librarian}/removal': 'Settings',
    'GET /questions/{token}': 'Links',
    'POST /follow-ups/{token}': 'Links',
    'GET /not-me/{token}': 'Links',
    'POST /not-me/{token}': 'Links',
    'GET /mailboxes/{token}': 'Links',
    'POST /mailboxes/{token}': 'Links',
    ping: 'MOCK',
    'GET /libraries/{library}': 'Api',
    'GET /libraries/{library}/availability': 'Api',
    'POST /libraries/{library}/sessions': 'Api',
    'POST /sessions/{session}/tickets': 'Api',
    'POST /tickets': 'Api',
    'GET /sign-in': 'Api',
    'GET /openapi.json': 'Api',
    'GET /asyncapi.json': 'Api',
    'OPTIONS /{proxy+}': 'Api',
  })
})

test('every frame gets a response, and the beginning or end of a connection does not', () => {
  const answering = resourcesOf('AWS::ApiGatewayV2::RouteResponse').map(([, { Properties }]) =>
    written(Properties.RouteId),
  )
  const frames = resourcesOf('AWS::ApiGatewayV2::Route').filter(
    ([, { Properties }]) => !/[ /]/.test(String(Properties.RouteKey)),
  )
  for (const [id, { Properties }] of frames) {
    const answered = !['$connect', '$disconnect'].includes(String(Properties.RouteKey))
    expect(answering.includes(`<${plainName(id)}>`), String(Properties.RouteKey)).toBe(answered)
    expect(Properties.RouteResponseSelectionExpression).toBe(answered ? '$default' : undefined)
  }
})

test('a connection begins with a ticket, which a function signs for the people that it lets in itself', () => {
  template.hasResourceProperties('AWS::ApiGatewayV2::Authorizer', {
    AuthorizerType: 'REQUEST',
    IdentitySource: ['route.request.header.Sec-WebSocket-Protocol'],
  })
  const authorization = Object.fromEntries(
    resourcesOf('AWS::ApiGatewayV2::Route').map(([, { Properties }]) => [
      String(Properties.RouteKey),
      Properties.AuthorizationType,
    ]),
  )
  expect(authorization).toMatchObject({ $connect: 'CUSTOM', 'POST /tickets': 'NONE' })
  expect(Object.values(authorization).filter(each => each !== 'NONE')).toHaveLength(1)
})

test('a ping is answered without a Lambda', () => {
  template.hasResourceProperties('AWS::ApiGatewayV2::IntegrationResponse', {
    IntegrationResponseKey: '/200/',
    ResponseTemplates: { $default: '{"type":"pong"}' },
  })
})

test('R37 R38 every table except the directory and the facts deletes expired items, and no log contains the name of a machine or a page', () => {
  const expiring = resourcesOf('AWS::DynamoDB::Table').map(([id, { Properties }]) => [
    plainName(id),
    Properties.TimeToLiveSpecification,
  ])
  const forgets = { AttributeName: 'expires', Enabled: true }
  expect(Object.fromEntries(expiring)).toEqual({
    SessionsTable: forgets,
    WaitingTable: forgets,
    RosterTable: forgets,
    LibrariesTable: undefined,
    FactsTable: undefined,
    FollowUpsTable: forgets,
    SourcesTable: forgets,
    StaffRoomTable: forgets,
    TicketsTable: forgets,
    TimersTable: forgets,
  })
  const stages = resourcesOf('AWS::ApiGatewayV2::Stage')
  expect(stages).toHaveLength(2)
  for (const [, { Properties }] of stages) {
    const { Format } = v.parse(v.object({ Format: v.string() }), Properties.AccessLogSettings)
    expect(Object.keys(JSON.parse(Format))).toContain('requestId')
    expect(Format).not.toMatch(/sourceIp|userAgent|identity|caller|user|requestPath|\.path/i)
  }
})

test('tables are keyed as the design says', () => {
  const keys = resourcesOf('AWS::DynamoDB::Table').map(([id, { Properties }]) => [
    plainName(id),
    v
      .parse(v.array(v.object({ AttributeName: v.string() })), Properties.KeySchema)
      .map(({ AttributeName }) => AttributeName)
      .join(' + '),
  ])
  expect(Object.fromEntries(keys)).toEqual({
    SessionsTable: 'session + step',
    WaitingTable: 'pool + place',
    RosterTable: 'pool + librarian',
    LibrariesTable: 'entry',
    FactsTable: 'day + session',
    FollowUpsTable: 'owner + session',
    SourcesTable: 'item',
    StaffRoomTable: 'part + item',
    TicketsTable: 'ticket',
    TimersTable: 'slot + session',
  })
  template.allResourcesProperties('AWS::DynamoDB::Table', { BillingMode: 'PAY_PER_REQUEST' })
  const recoverable = template.findResources('AWS::DynamoDB::Table', {
    Properties: { PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true } },
  })
  // What tells where questions come from must be gone within two days (R38), and what is said in the staff room as well (R41).
  expect(
    keys.map(([name = '']) => name).filter(name => !Object.keys(recoverable).some(id => plainName(id) === name)),
  ).toEqual(['SourcesTable', 'StaffRoomTable'])
})

test('every function runs on Node 24 and arm64, and logs JSON to its own log', () => {
  template.resourceCountIs('AWS::Lambda::Function', 19)
  template.allResourcesProperties('AWS::Lambda::Function', {
    Runtime: 'nodejs24.x',
    Architectures: ['arm64'],
    Handler: 'index.handler',
    LoggingConfig: Match.objectLike({
      LogFormat: 'JSON',
      LogGroup: { Ref: Match.stringLikeRegexp('Log[0-9A-F]{8}$') },
    }),
  })
})

test('every log is kept for the days that the consortium sets', () => {
  template.allResourcesProperties('AWS::Logs::LogGroup', { RetentionInDays: 30 })
})

test('no resource has a name that would clash with a second desk in the account', () => {
  const nameOf = {
    'AWS::DynamoDB::Table': 'TableName',
    'AWS::Lambda::Function': 'FunctionName',
    'AWS::IAM::Role': 'RoleName',
    'AWS::StepFunctions::StateMachine': 'StateMachineName',
    'AWS::Cognito::UserPool': 'UserPoolName',
    'AWS::SecretsManager::Secret': 'Name',
    'AWS::SES::ConfigurationSet': 'Name',
    'AWS::SES::ReceiptRuleSet': 'RuleSetName',
    'AWS::S3::Bucket': 'BucketName',
    'AWS::SQS::Queue': 'QueueName',
    'AWS::CloudWatch::Alarm': 'AlarmName',
  }
  for (const [type, name] of Object.entries(nameOf)) {
    const resources = resourcesOf(type)
    expect(resources.length, type).toBeGreaterThan(0)
    for (const [, { Properties }] of resources) expect(Properties).not.toHaveProperty(name)
  }
})

test('irreplaceable data stays when the stack is deleted', () => {
  const kept = Object.entries(deployed.Resources).flatMap(([id, { DeletionPolicy }]) =>
    DeletionPolicy === 'Retain' ? [plainName(id)] : [],
  )
  expect(kept.sort()).toEqual([
    'FactsTable',
    'FollowUpsTable',
    'LibrariesTable',
    'MailTokensSecret',
    'RepliesBucket',
    'RosterTable',
    'SentMailsBucket',
    'SessionsTable',
    'SignInUserPool',
    'TicketsSecret',
    'WaitingTable',
  ])
})

/** The providers that the functions which let librarians in, invite them, and take their settings are told of. */
function providersTold(template: Template): string {
  const functions = Object.values(template.findResources('AWS::Lambda::Function'))
  const told = functions.flatMap(({ Properties }) => Properties.Environment?.Variables?.SIGN_IN ?? [])
  expect(told).toHaveLength(3)
  const [one, ...others] = told.map(written)
  for (const other of others) expect(other).toEqual(one)
  return one ?? ''
}

test('librarians sign in on pages of the pool, by code with PKCE, without a secret, at the callbacks that terminals use and at the desk', () => {
  template.hasResourceProperties('AWS::Cognito::UserPoolDomain', { ManagedLoginVersion: 2 })
  template.resourceCountIs('AWS::Cognito::ManagedLoginBranding', 1)
  template.hasResourceProperties('AWS::Cognito::UserPoolClient', {
    GenerateSecret: false,
    AllowedOAuthFlows: ['code'],
    AllowedOAuthScopes: ['openid', 'email', 'profile'],
    CallbackURLs: [
      ...[4531, 4532, 4533].map(port => `http://localhost:${port}/signed-in`),
      Match.objectLike({ 'Fn::Join': ['', Match.arrayWith(['https://'])] }),
    ],
    SupportedIdentityProviders: ['COGNITO'],
    EnableTokenRevocation: true,
    RefreshTokenValidity: 24 * 60,
  })
  template.hasResourceProperties('AWS::Cognito::UserPool', {
    AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
    MfaConfiguration: 'ON',
    EnabledMfas: ['SOFTWARE_TOKEN_MFA'],
    UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ['email'] },
  })
  expect(JSON.parse(providersTold(template).replace(/<\w+>/g, 'x'))).toMatchObject([{ id: 'user-pool', behind: [] }])
})

test('providers behind the pool are mapped so that an address, and a second factor, can be trusted', () => {
  const federated = deployedWith(example =>
    example.replace(
      'settings:',
      `settings:
  sign-in:
    user-pool:
      domain-prefix: hudson-lakes-desk
      second-factor: optional
      mail: ses
      saml:
        - id: college-saml
          metadata-url: https://idp.state-college.example.org/metadata
          email-attribute: urn:oid:0.9.2342.19200300.100.1.3
          speaks-for: { libraries: [state-college] }
          second-factor: { claim: authnContext, values: [mfa] }
      oidc:
        - id: riverside-login
          issuer: https://login.riverside-library.example.org
          audience: coopdesk
          secret: coopdesk/riverside
          speaks-for: { domains: [riverside-library.example.org] }`,
    ),
  )
  federated.hasResourceProperties('AWS::Cognito::UserPoolDomain', { Domain: 'hudson-lakes-desk' })
  federated.hasResourceProperties('AWS::Cognito::UserPool', {
    MfaConfiguration: 'OPTIONAL',
    EmailConfiguration: Match.objectLike({ EmailSendingAccount: 'DEVELOPER' }),
    Schema: Match.arrayWith([Match.objectLike({ Name: 'second_factor', Mutable: true })]),
  })
  federated.hasResourceProperties('AWS::Cognito::UserPoolIdentityProvider', {
    ProviderName: 'college-saml',
    ProviderType: 'SAML',
    AttributeMapping: { email: 'urn:oid:0.9.2342.19200300.100.1.3', 'custom:second_factor': 'authnContext' },
  })
  federated.hasResourceProperties('AWS::Cognito::UserPoolIdentityProvider', {
    ProviderName: 'riverside-login',
    ProviderType: 'OIDC',
    AttributeMapping: { email: 'email', email_verified: 'email_verified' },
    ProviderDetails: Match.objectLike({
      client_secret: '{{resolve:secretsmanager:coopdesk/riverside:SecretString:::}}',
    }),
  })
  federated.hasResourceProperties('AWS::Cognito::UserPoolClient', {
    SupportedIdentityProviders: ['COGNITO', 'college-saml', 'riverside-login'],
  })
  expect(providersTold(federated)).toContain('"id":"college-saml","addresses":"any"')
})

test('the user pool sends by the identity that SES has of the sender: of one address, or of its domain', () => {
  const sentBy = (settings: string) => {
    const pooled = `settings:\n  sign-in: { user-pool: { mail: ses } }\n${settings}`
    const pools = deployedWith(example => example.replace('settings:\n', pooled)).findResources(
      'AWS::Cognito::UserPool',
    )
    const [pool] = Object.values(pools)
    return written(pool?.Properties.EmailConfiguration.SourceArn).split('identity/').at(-1)
  }
  expect(sentBy('  sender-identity: address\n')).toBe('desk@hudson-lakes.example.org')
  expect([sentBy(''), sentBy('  sender-identity: existing\n')]).toEqual([
    'hudson-lakes.example.org',
    'hudson-lakes.example.org',
  ])
})

test('a provider on somebody’s own machine cannot be deployed', () => {
  expect(() =>
    deployedWith(example =>
      example.replace('settings:', 'settings:\n  sign-in: { issuer: "http://localhost:8080", audience: desk }'),
    ),
  ).toThrow('The issuer http://localhost:8080 is on your own machine')
})

/** The deployment of the example with these changes. */
function deployedWith(change: (example: string) => string): Template {
  const file = join(mkdtempSync(join(tmpdir(), 'coopdesk-consortium-')), 'consortium.yaml')
  writeFileSync(file, change(readFileSync('examples/consortium.yaml', 'utf8')))
  return Template.fromJSON(testApp(file).synth().getStackByName('Coopdesk').template)
}

test('events that an asynchronous function could not process are kept for two weeks and raise an alarm', () => {
  template.resourceCountIs('AWS::SQS::Queue', 1)
  template.hasResourceProperties('AWS::SQS::Queue', { SqsManagedSseEnabled: true, MessageRetentionPeriod: 14 * 86_400 })
  const asynchronous = resourcesOf('AWS::Lambda::EventInvokeConfig').map(([, { Properties }]) => [
    written(Properties.FunctionName),
    written(
      v.parse(v.object({ OnFailure: v.object({ Destination: v.unknown() }) }), Properties.DestinationConfig).OnFailure
        .Destination,
    ),
  ])
  expect(asynchronous.sort()).toEqual([
    ['<DeliveryEvents>', '<LostEventsQueue>'],
    ['<IncomingMail>', '<LostEventsQueue>'],
  ])
  template.hasResourceProperties('AWS::CloudWatch::Alarm', {
    MetricName: 'ApproximateNumberOfMessagesVisible',
    Dimensions: [{ Name: 'QueueName', Value: Match.anyValue() }],
    ComparisonOperator: 'GreaterThanThreshold',
    Threshold: 0,
  })
})

test('R38 mail, and events that failed, are kept no longer than words', () => {
  const expiry = (days: number) => ({
    LifecycleConfiguration: { Rules: [Match.objectLike({ ExpirationInDays: days, Status: 'Enabled' })] },
  })
  template.hasResourceProperties('AWS::S3::Bucket', expiry(14))
  // The sent mails, with which replies are compared.
  template.hasResourceProperties('AWS::S3::Bucket', expiry(90))
  // The libraries open every day, since follow-ups that outlast the words are refused.
  const brief = deployedWith(example =>
    example
      .replaceAll(/^ {4}(closed-days:.*|holidays:|hours:)\n( {6}.*\n)*/gm, '')
      .replace('retention-days: 90', 'retention-days: 12')
      .replace('answer-within: 5', 'answer-within: 1')
      .replace('escalate-after: 2', 'escalate-after: 1'),
  )
  brief.hasResourceProperties('AWS::S3::Bucket', expiry(12))
  brief.hasResourceProperties('AWS::SQS::Queue', { MessageRetentionPeriod: 12 * 86_400 })
})

test('a consortium may bring its own sign-in, and leave nothing behind', () => {
  const settings = `settings:
  sign-in: { issuer: "https://sign-in.example.org", audience: desk }`
  const other = deployedWith(example =>
    example.replace('settings:', settings).replace('data-on-removal: keep', 'data-on-removal: delete'),
  )
  other.resourceCountIs('AWS::Cognito::UserPool', 0)
  other.allResources('AWS::DynamoDB::Table', { DeletionPolicy: 'Delete' })
  other.allResources('AWS::S3::Bucket', { DeletionPolicy: 'Delete' })
  expect(providersTold(other)).toContain('"issuer":"https://sign-in.example.org","audience":"desk"')
})

test('the outputs tell the operator where everything is', () => {
  expect(Object.keys(deployed.Outputs).sort()).toEqual([
    'AlarmTopic',
    'Audience',
    'DirectoryFunction',
    'DirectoryTable',
    'DkimRecord1',
    'DkimRecord2',
    'DkimRecord3',
    'FactsTable',
    'HttpUrl',
    'InvitationsFunction',
    'Issuer',
    'ItemVersions',
    'LostEventsAlarm',
    'LostEventsQueue',
    'MissingTimersAlarm',
    'PagesUrl',
    'ReceiptRuleSet',
    'Release',
    'RepliesDkimRecord1',
    'RepliesDkimRecord2',
    'RepliesDkimRecord3',
    'RepliesMxRecord',
    'SessionsTable',
    'SignInPages',
    'SilentMailboxesAlarm',
    'SocketUrl',
    'UnreadableItemsAlarm',
    'UserPoolId',
  ])
})

test('SES signs for both sender domains in their own name, as DMARC requires', () => {
  for (const EmailIdentity of ['hudson-lakes.example.org', 'replies.hudson-lakes.example.org'])
    template.hasResourceProperties('AWS::SES::EmailIdentity', {
      EmailIdentity,
      // Easy DKIM, which is on unless it is turned off: its signature names the domain of the identity.
      DkimAttributes: Match.absent(),
    })
  template.resourceCountIs('AWS::SES::EmailIdentity', 2)
})

test('R31 the desk is told of a mail that did not arrive, was not sent, or was complained about', () => {
  template.hasResourceProperties('AWS::SES::ConfigurationSetEventDestination', {
    EventDestination: { MatchingEventTypes: ['bounce', 'complaint', 'reject'] },
  })
  template.hasResourceProperties('AWS::Events::Rule', {
    EventPattern: {
      source: ['aws.ses'],
      'detail-type': ['Email Bounced', 'Email Complaint Received', 'Email Rejected'],
    },
  })
})

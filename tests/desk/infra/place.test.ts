import { Match, Template } from 'aws-cdk-lib/assertions'
import { expect, test } from 'vitest'
import { example, stackWith, templateWith } from './deployed-with.ts'
import { testApp } from './test-app.ts'

test('the file names the stack and its region; a command may name others, for a trial that leaves the desk alone', () => {
  expect(stackWith('  stack-name: Rivers\n  region: eu-central-1')).toMatchObject({
    stackName: 'Rivers',
    environment: { region: 'eu-central-1' },
  })
  expect(
    stackWith('  stack-name: Rivers\n  region: eu-central-1', { stack: 'Trial', region: 'us-west-2' }),
  ).toMatchObject({
    stackName: 'Trial',
    environment: { region: 'us-west-2' },
  })
  expect(() => testApp('examples/consortium.yaml', { stack: '-' })).toThrow('The stack must be letters')
})

test('whatever has a name of its own has that of its stack in it: two desks stand in one account', () => {
  for (const stack of ['One', 'Other']) {
    const groups = Template.fromJSON(stackWith('', { stack }).template).findResources('AWS::Logs::LogGroup')
    const names = Object.values(groups).flatMap(({ Properties }) => Properties.LogGroupName ?? [])
    // What AWS delivers logs to by itself begins so, or the account's policy for logs would run full.
    expect(names.sort()).toEqual([
      `/aws/vendedlogs/apis/${stack}-Http`,
      `/aws/vendedlogs/apis/${stack}-Socket`,
      `/aws/vendedlogs/states/${stack}-FollowUpTimers`,
      `/aws/vendedlogs/states/${stack}-SessionTimers`,
    ])
  }
})

test('the one log role of the account is set only where the file asks for it', () => {
  templateWith('').resourceCountIs('AWS::ApiGateway::Account', 0)
  templateWith('  api-gateway-log-role: create').resourceCountIs('AWS::ApiGateway::Account', 1)
})

const mayBe = (names: readonly string[]) =>
  names.map(name => ({ 'Fn::Join': ['', Match.arrayWith([Match.stringLikeRegexp(`:identity/${name}$`)])] }))

test('SES is asked for the domain of the sender, for the one address, or for nothing that it has already', () => {
  templateWith('').hasResourceProperties('AWS::SES::EmailIdentity', { EmailIdentity: 'hudson-lakes.example.org' })
  const single = templateWith('  sender-identity: address')
  single.hasResourceProperties('AWS::SES::EmailIdentity', { EmailIdentity: 'desk@hudson-lakes.example.org' })
  expect(Object.keys(single.findOutputs('DkimRecord1'))).toEqual([])

  const known = templateWith('  sender-identity: existing')
  known.resourcePropertiesCountIs('AWS::SES::EmailIdentity', { EmailIdentity: 'hudson-lakes.example.org' }, 0)
  known.hasResourceProperties('AWS::IAM::Policy', {
    PolicyDocument: {
      Statement: Match.arrayWith([
        Match.objectLike({
          Action: 'ses:SendRawEmail',
          Resource: Match.arrayWith(mayBe(['desk@hudson-lakes.example.org', 'hudson-lakes.example.org'])),
        }),
      ]),
    },
  })
})

test('a second desk takes its replies by the rule set that is active, for a domain that SES has', () => {
  const shared = templateWith(
    '',
    example.replace(/replies:\n {4}(domain: .*)/, 'replies: { $1, identity: existing, rule-set: inbound }'),
  )
  shared.resourceCountIs('AWS::SES::ReceiptRuleSet', 0)
  shared.hasResourceProperties('AWS::SES::ReceiptRule', { RuleSetName: 'inbound' })
  shared.resourceCountIs('AWS::SES::EmailIdentity', 1)
})

test('a MAIL FROM domain comes with its records', () => {
  const { MailFromMxRecord, MailFromTxtRecord } = templateWith('  mail-from: bounces.hudson-lakes.example.org').toJSON()
    .Outputs
  expect(JSON.stringify(MailFromMxRecord)).toContain('bounces.hudson-lakes.example.org MX 10 feedback-smtp.')
  expect(MailFromTxtRecord.Value).toBe('bounces.hudson-lakes.example.org TXT "v=spf1 include:amazonses.com ~all"')
})

const certificate = 'arn:aws:acm:us-east-1:123456789012:certificate/0a1b2c3d'

test('names of the consortium stand before both APIs, and links in mails keep theirs when the API is made anew', () => {
  const named = templateWith(`  domains:
    certificate: ${certificate}
    http: chat.hudson-lakes.example.org
    socket: socket.hudson-lakes.example.org
    links: ask.hudson-lakes.example.org`)
  const names = ['chat', 'socket', 'ask'].map(each => `${each}.hudson-lakes.example.org`)
  for (const DomainName of names)
    named.hasResourceProperties('AWS::ApiGatewayV2::DomainName', {
      DomainName,
      DomainNameConfigurations: [{ CertificateArn: certificate, EndpointType: 'REGIONAL', SecurityPolicy: 'TLS_1_2' }],
    })
  named.resourceCountIs('AWS::ApiGatewayV2::ApiMapping', 3)
  expect(named.toJSON().Outputs).toMatchObject({
    HttpUrl: { Value: 'https://chat.hudson-lakes.example.org/' },
    SocketUrl: { Value: 'wss://socket.hudson-lakes.example.org' },
  })
  named.hasResourceProperties('AWS::Lambda::Function', {
    Environment: { Variables: Match.objectLike({ HTTP_URL: 'https://ask.hudson-lakes.example.org/' }) },
  })
})

test('everything that can be tagged bears the tags of the file', () => {
  expect(stackWith('  tags: { project: reference desk }').tags).toEqual({ project: 'reference desk' })
})

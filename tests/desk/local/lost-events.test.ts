import { afterEach, beforeEach, expect, test } from 'vitest'
import { type VirtualClock, virtualClock } from '../../../local/clock.ts'
import type { Cloud, CloudEvent } from '../../../local/cloud.ts'
import { type Fixture, fixture, told } from './fixture.ts'

type Resources = Parameters<Parameters<Fixture['edit']>[0]>[0]

let made: Fixture
let clock: VirtualClock
let cloud: Cloud | undefined
let events: CloudEvent[]
beforeEach(async () => {
  made = await fixture()
  clock = virtualClock(Date.UTC(2026, 2, 4, 20, 15))
  events = []
})
afterEach(async () => {
  await cloud?.stop()
  await made.remove()
})

const att = (id: string) => ({ 'Fn::GetAtt': [id, 'Arn'] })

/** A function that expects a different event gets delivery events, and fails each time. */
function eventStream(resources: Resources): void {
  const targets = [{ Id: 'Loader', Arn: att('Loader') }]
  resources.Returned = {
    Type: 'AWS::Events::Rule',
    Properties: { EventPattern: { source: ['aws.ses'] }, Targets: targets },
  }
  resources.ReturnedPermission = {
    Type: 'AWS::Lambda::Permission',
    Properties: {
      Action: 'lambda:InvokeFunction',
      FunctionName: att('Loader'),
      Principal: 'events.amazonaws.com',
      SourceArn: att('Returned'),
    },
  }
  resources.Notices = {
    Type: 'AWS::SES::ConfigurationSetEventDestination',
    Properties: { ConfigurationSetName: { Ref: 'Set' }, EventDestination: { MatchingEventTypes: ['bounce'] } },
  }
  resources.LostQueue = { Type: 'AWS::SQS::Queue', Properties: {} }
  resources.Keep = {
    Type: 'AWS::Lambda::EventInvokeConfig',
    Properties: {
      FunctionName: { Ref: 'Loader' },
      Qualifier: '$LATEST',
      DestinationConfig: { OnFailure: { Destination: att('LostQueue') } },
    },
  }
}

const maySend = (resources: Resources): void => {
  resources.KeepPolicy = {
    Type: 'AWS::IAM::Policy',
    Properties: {
      PolicyName: 'Keep',
      Roles: [{ Ref: 'PuppetRole' }],
      PolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'sqs:SendMessage', Resource: att('LostQueue') }] },
    },
  }
}

/** Has a mail come back. */
const bounce = (from: Cloud) =>
  told(from, 'SendEmail', {
    Source: 'desk@library.example',
    Destination: { ToAddresses: ['bounce@simulator.amazonses.com'] },
    Message: { Subject: { Data: 'Your question' }, Body: { Text: { Data: 'An answer' } } },
    ConfigurationSetName: 'desk-mail',
  })

/** Starts the cloud and has a mail come back; resolves when the function has been tried as often as it will be. */
async function afterBounce(...changes: ((resources: Resources) => void)[]): Promise<Cloud> {
  await made.edit(resources => {
    for (const change of changes) change(resources)
  })
  cloud = await made.start({ clock, onEvent: event => events.push(event) })
  await bounce(cloud)
  await clock.advance(170_000)
  expect(cloud.queued('LostQueue')).toEqual([])
  await clock.advance(60_000)
  return cloud
}

const lost = () => events.filter(({ kind }) => kind === 'lost')

test('an event that a function fails to process three times is put into its queue unchanged and shown', async () => {
  const { queued, ledger } = await afterBounce(eventStream, maySend)
  expect(queued('LostQueue')).toMatchObject([
    {
      requestContext: { condition: 'RetriesExhausted', approximateInvokeCount: 3 },
      requestPayload: { source: 'aws.ses', 'detail-type': 'Email Bounced', detail: { eventType: 'Bounce' } },
      responsePayload: { errorType: 'TypeError' },
    },
  ])
  expect(ledger.byFunction().Loader?.invocations).toBe(1 + 3)
  expect(lost()).toMatchObject([{ functionId: 'Loader', line: expect.stringContaining('"eventType":"Bounce"') }])
})

test('a function that may not send to its queue loses the event, and that is shown', async () => {
  const { queued } = await afterBounce(eventStream)
  expect(queued('LostQueue')).toEqual([])
  expect(lost()).toMatchObject([{ line: expect.stringMatching(/^LOST: the function may not send to arn:aws:sqs:/) }])
})

test('a cloud that is cleared has no failed events, and does not try any again', async () => {
  const { queued, ledger, clear } = await afterBounce(eventStream, maySend)
  if (cloud) await bounce(cloud)
  await clear()
  expect(queued('LostQueue')).toEqual([])
  const before = ledger.byFunction().Loader?.invocations
  await clock.advance(600_000)
  expect(ledger.byFunction().Loader?.invocations).toBe(before)
  expect(queued('LostQueue')).toEqual([])
})

test('a function without a queue loses its events silently, as in AWS', async () => {
  const { queued } = await afterBounce(eventStream, maySend, resources => {
    delete resources.Keep
  })
  expect(queued('LostQueue')).toEqual([])
  expect(lost()).toEqual([])
})

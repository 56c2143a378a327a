import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { deployed } from '../desk/infra/deployed.ts'

/**
 * What holds something that a deployment must not lose, with the properties that have CloudFormation make a new one, empty, when
 * they change. A state machine holds the timers that sleep; a secret holds the validity of what it has signed.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/
 */
const replacedBy: Readonly<Record<string, readonly string[]>> = {
  'AWS::DynamoDB::Table': ['KeySchema', 'AttributeDefinitions', 'TableName', 'LocalSecondaryIndexes'],
  'AWS::DynamoDB::GlobalTable': ['KeySchema', 'AttributeDefinitions', 'TableName', 'LocalSecondaryIndexes'],
  'AWS::S3::Bucket': ['BucketName'],
  'AWS::SQS::Queue': ['QueueName', 'FifoQueue'],
  'AWS::SecretsManager::Secret': ['Name', 'GenerateSecretString'],
  'AWS::StepFunctions::StateMachine': ['StateMachineName', 'StateMachineType'],
  'AWS::Cognito::UserPool': ['AliasAttributes', 'UsernameAttributes', 'UsernameConfiguration', 'Schema'],
  'AWS::SES::EmailIdentity': ['EmailIdentity'],
}

/** By logical id: its type, and those of its properties that are set. */
const holdsData = Object.fromEntries(
  Object.entries(deployed.Resources).flatMap(([id, { Type, Properties }]) => {
    const names = replacedBy[Type]
    if (!names) return []
    const set = names.flatMap(name => (Properties[name] === undefined ? [] : [[name, Properties[name]] as const]))
    return [[id, { Type, ...Object.fromEntries(set) }]]
  }),
)

const listed: unknown = JSON.parse(readFileSync(new URL('./holds-data.json', import.meta.url), 'utf8'))

test('nothing that holds data is replaced by a deployment', () => {
  expect(
    holdsData,
    `A resource that holds data has another logical id, key or name than tests/releases/holds-data.json lists. CloudFormation would
make a new, empty one and leave or delete the other: sessions, follow-ups and timers would be lost to the desk. If it is meant
(there is nothing in it yet, or what is in it is moved by hand: docs/operating/data.md), write what is new into that file.`,
  ).toEqual(listed)
})

test('what a deployment would leave behind is what the consortium wants kept', () => {
  const tables = Object.entries(deployed.Resources).filter(([, { Type }]) => Type === 'AWS::DynamoDB::Table')
  expect(tables.length).toBeGreaterThanOrEqual(6)
  for (const [id, { DeletionPolicy }] of tables)
    expect([id, DeletionPolicy]).toEqual([id, /^(Sources|StaffRoom|Tickets|Timers)/.test(id) ? 'Delete' : 'Retain'])
})

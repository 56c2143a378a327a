import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { App } from 'aws-cdk-lib'
import { Annotations, Match } from 'aws-cdk-lib/assertions'
import { afterEach, expect, test } from 'vitest'
import { lackingIn } from '../../../infra/parts/regions.ts'
import { CoopdeskStack } from '../../../infra/stack.ts'
import { example } from './deployed-with.ts'
import { testApp } from './test-app.ts'

const before = process.env.CDK_DEFAULT_REGION
afterEach(() => {
  if (before === undefined) delete process.env.CDK_DEFAULT_REGION
  else process.env.CDK_DEFAULT_REGION = before
})

/** The warnings of a synthesis of the example with these settings. */
function warnings(settings: string): readonly string[] {
  const file = join(mkdtempSync(join(tmpdir(), 'coopdesk-consortium-')), 'consortium.yaml')
  writeFileSync(file, example.replace('settings:\n', `settings:\n${settings}\n`))
  return Annotations.fromStack(stackIn(testApp(file)))
    .findWarning('*', Match.anyValue())
    .map(({ entry }) => String(entry.data).replace(/ \[ack: .*/, ''))
}

function stackIn(app: App): CoopdeskStack {
  const stack = app.node.findChild('Coopdesk')
  if (!(stack instanceof CoopdeskStack)) throw new Error('The app has one stack.')
  return stack
}

const noCdn = '  cdn: { enabled: false }'
const budget = '  operator: it@hudson-lakes.example.org\n  monthly-budget: 100'

test('a synthesis warns of a region in which SES is not known to receive', () => {
  expect(warnings(`  region: eu-north-1\n${noCdn}`)).toEqual([
    'SES is not known to take mail in eu-north-1: look for it under "Email receiving endpoints" at https://docs.aws.amazon.com/general/latest/gr/ses.html, or leave "replies" out.',
  ])
})

test('a synthesis warns of types of resource that the region is known to lack, and of those alone that the desk needs', () => {
  const lacks = (types: string) =>
    `CloudFormation is not known to have ${types} in ap-southeast-3: "npm run preflight" asks it. Choose another region, or leave out what needs them.`
  expect(warnings(`  region: ap-southeast-3\n${noCdn}\n${budget}`)).toEqual([lacks('AWS::Budgets::Budget')])
  expect(warnings(`  region: ap-southeast-3\n${noCdn}`)).toEqual([])
  expect(warnings(`  region: us-east-1\n${budget}`)).toEqual([])
})

test('the region of the person’s own AWS settings is looked at where the file names none', () => {
  process.env.CDK_DEFAULT_REGION = 'ap-southeast-3'
  expect(warnings(budget)).toEqual([expect.stringContaining('AWS::Budgets::Budget in ap-southeast-3')])
})

test('one line of the table stands for every type of a service that it names', () => {
  const types = ['AWS::SES::EmailIdentity', 'AWS::SES::ReceiptRule', 'AWS::SES::ReceiptRuleSet', 'AWS::SQS::Queue']
  expect(lackingIn('eu-south-2', types)).toEqual(types.slice(0, 3))
  expect(lackingIn('eu-central-2', types)).toEqual(types.slice(1, 3))
  expect(lackingIn('eu-central-1', types)).toEqual([])
})

import { CfnBucket } from 'aws-cdk-lib/aws-s3'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addRules } from '../../../infra/app.ts'
import { testApp } from './test-app.ts'

beforeAll(() => {
  delete process.env.CDK_VALIDATION
})
afterAll(() => {
  process.env.CDK_VALIDATION = 'false'
})

test('the template breaks no rule of CloudFormation or AWS Solutions', async () => {
  const app = testApp()
  await addRules(app)
  expect(() => app.synth()).not.toThrow()
})

test('a resource that breaks one fails the synthesis', async () => {
  const app = testApp()
  await addRules(app)
  new CfnBucket(app.node.findChild('Coopdesk'), 'OpenBucket')
  expect(() => app.synth()).toThrow('AwsSolutions-S1')
})

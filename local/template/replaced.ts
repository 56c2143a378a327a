import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { type Fields, fields, parseJson } from './shape.ts'
import type { Template } from './template.ts'

/**
 * The resources that hold data, with the properties whose change makes CloudFormation create a new, empty resource.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/
 */
const replacedBy: Record<string, string[]> = {
  'AWS::DynamoDB::Table': ['KeySchema', 'TableName', 'LocalSecondaryIndexes'],
  'AWS::S3::Bucket': ['BucketName'],
  'AWS::SQS::Queue': ['QueueName', 'FifoQueue'],
  'AWS::SecretsManager::Secret': ['Name'],
  'AWS::StepFunctions::StateMachine': ['StateMachineName', 'StateMachineType'],
}

function holding(template: Template): Record<string, Fields> {
  return Object.fromEntries(
    Object.entries(replacedBy).flatMap(([type, names]) =>
      template.ofType(type).map(({ id, properties }) => {
        return [id, Object.fromEntries(names.map(name => [name, properties[name] ?? null]))] as const
      }),
    ),
  )
}

/**
 * Compares the template with the one under which the data was stored, as a stack update would. It throws one sentence that names
 * the resources that would be replaced or left behind. Otherwise it stores the new template.
 */
export function refuseReplacement(template: Template, file: string): void {
  const now = holding(template)
  const before = existsSync(file) ? fields(parseJson(readFileSync(file, 'utf8'))) : {}
  const replaced = Object.entries(before).flatMap(([id, properties]) => {
    if (!(id in now)) return [`${id} (gone from the template)`]
    const changed = Object.entries(fields(properties)).filter(
      ([name, value]) => JSON.stringify(value) !== JSON.stringify(now[id]?.[name] ?? null),
    )
    return changed.length > 0 ? [`${id} (${changed.map(([name]) => name).join(', ')})`] : []
  })
  if (replaced.length > 0)
    throw new Error(
      `The data was kept under another template, and an update to this one would replace ${replaced.join(', ')}: what is in there would be lost. Nothing was started.`,
    )
  writeFileSync(file, JSON.stringify(now), { mode: 0o600 })
}

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as v from 'valibot'
import { root } from '../../../infra/parts/consortium-file.ts'

const template = v.object({
  Resources: v.record(
    v.string(),
    v.object({
      Type: v.string(),
      Properties: v.optional(v.record(v.string(), v.unknown()), {}),
      DeletionPolicy: v.optional(v.string()),
      DependsOn: v.optional(v.union([v.string(), v.array(v.string())])),
    }),
  ),
  Outputs: v.record(v.string(), v.unknown()),
})

/** The template that the example consortium is deployed with, as it was synthesised before the tests. */
export const deployed = v.parse(
  template,
  JSON.parse(readFileSync(join(root, 'cdk.out', 'Coopdesk.template.json'), 'utf8')),
)

/** Every resource of a type, by logical id. */
export function resourcesOf(type: string): [string, (typeof deployed.Resources)[string]][] {
  return Object.entries(deployed.Resources).filter(([, resource]) => resource.Type === type)
}

/** A logical id without the digest that the CDK puts at its end. */
export function plainName(logicalId: string): string {
  return logicalId.replace(/[0-9A-F]{8}$/, '')
}

/** A value of a template as text: references to resources by their plain names, in angle brackets. */
export function written(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value)
  if ('Ref' in value) return `<${plainName(String(value.Ref))}>`
  if ('Fn::GetAtt' in value && Array.isArray(value['Fn::GetAtt'])) return `<${plainName(value['Fn::GetAtt'][0])}>`
  if ('Fn::Join' in value && Array.isArray(value['Fn::Join'])) return value['Fn::Join'][1].map(written).join('')
  return JSON.stringify(value)
}

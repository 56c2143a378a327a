import { Stack, Validations } from 'aws-cdk-lib'
import type { IConstruct } from 'constructs'

/** States why this construct does not follow a rule of the AWS Solutions pack, e.g. `SMG4`. */
export function acknowledge(construct: IConstruct, rule: string, reason: string): void {
  Validations.of(construct).acknowledge({ id: `AwsSolutions-${rule}`, reason })
}

/** States why a role's policy may name this one resource with a wildcard. Other wildcards are still reported. */
export function acknowledgeWildcard(role: IConstruct, resource: string, reason: string): void {
  acknowledge(role, `IAM5[Resource::${written(Stack.of(role).resolve(resource))}]`, reason)
}

/** A resource name as the pack writes it: references to other resources in angle brackets. */
function written(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value)
  if ('Ref' in value) return `<${String(value.Ref)}>`
  if ('Fn::GetAtt' in value && Array.isArray(value['Fn::GetAtt'])) return `<${value['Fn::GetAtt'].join('.')}>`
  if ('Fn::Join' in value && Array.isArray(value['Fn::Join'])) {
    const [separator, parts] = value['Fn::Join']
    if (Array.isArray(parts)) return parts.map(written).join(String(separator))
  }
  throw new Error(`Cannot write ${JSON.stringify(value)} as the name of a resource.`)
}

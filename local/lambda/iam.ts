import { account, partition } from '../template/physical.ts'
import { type Fields, fields, list, text, texts } from '../template/shape.ts'
import type { Template } from '../template/template.ts'

/** The values of a request for the conditions of a policy, such as `ses:FromAddress`. */
export type RequestFacts = Record<string, string | string[]>

/** The permissions in the roles and policies of the template. */
export interface Iam {
  /** Whether the role (by ARN) may do this to that resource. Any denial wins. */
  allows(roleArn: string, action: string, resource: string, facts?: RequestFacts): boolean
}

/** Whether a text matches an IAM pattern, where `*` matches any characters and `?` matches one. */
export function fits(pattern: string, value: string): boolean {
  const expression = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.')
  return new RegExp(`^${expression}$`, 's').test(value)
}

/** The managed policies that are known by name: only the one for a function's logs. */
const managed: Record<string, Fields> = {
  [`arn:${partition}:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole`]: {
    Effect: 'Allow',
    Action: ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'],
    Resource: '*',
  },
}

type Comparison = (wanted: string, found: string) => boolean
const comparisons: Record<string, Comparison> = {
  StringEquals: (wanted, found) => wanted === found,
  StringEqualsIgnoreCase: (wanted, found) => wanted.toLowerCase() === found.toLowerCase(),
  StringLike: fits,
  ArnEquals: fits,
  ArnLike: fits,
}

function conditionHolds(operator: string, wanted: Fields, facts: RequestFacts): boolean {
  const [, set, name = ''] = /^(?:(ForAllValues|ForAnyValue):)?(\w+)$/.exec(operator) ?? []
  const compare = comparisons[name]
  if (!compare) throw new Error(`The template has a policy condition that the local cloud does not read: ${operator}.`)
  return Object.entries(wanted).every(([key, values]) => {
    const found = texts(facts[key])
    const matches = (one: string) => texts(values).some(value => compare(value, one))
    return set === 'ForAllValues' ? found.every(matches) : found.some(matches)
  })
}

function statementFits(statement: Fields, action: string, resource: string, facts: RequestFacts): boolean {
  return (
    texts(statement.Action).some(pattern => fits(pattern.toLowerCase(), action.toLowerCase())) &&
    texts(statement.Resource).some(pattern => fits(pattern, resource)) &&
    Object.entries(fields(statement.Condition)).every(([operator, wanted]) =>
      conditionHolds(operator, fields(wanted), facts),
    )
  )
}

const statementsOf = (document: unknown): Fields[] => list(fields(document).Statement).map(fields)

/** Whether these statements allow the action on the resource: an `Allow` matches and no `Deny` does. */
export function permits(statements: Fields[], action: string, resource: string, facts: RequestFacts = {}): boolean {
  const fitting = statements.filter(statement => statementFits(statement, action, resource, facts))
  return fitting.length > 0 && fitting.every(({ Effect }) => Effect === 'Allow')
}

function attached(template: Template, role: { ref: string; properties: Fields }): Fields[] {
  const own = list(role.properties.Policies).flatMap(policy => statementsOf(fields(policy).PolicyDocument))
  const byName = texts(role.properties.ManagedPolicyArns).flatMap(name => list(managed[name]).map(fields))
  const elsewhere = template
    .ofType('AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy', 'AWS::IAM::RolePolicy')
    .filter(({ properties: { Roles, RoleName } }) => [...texts(Roles), ...texts(RoleName)].includes(role.ref))
    .flatMap(({ properties }) => statementsOf(properties.PolicyDocument))
  return [...own, ...byName, ...elsewhere]
}

/** Reads every role of the template. Throws if a statement uses an unknown feature. */
export function readIam(template: Template): Iam {
  const roles = new Map(template.ofType('AWS::IAM::Role').map(role => [role.arn, attached(template, role)]))
  for (const statement of [...roles.values()].flat()) {
    const unread = ['NotAction', 'NotResource', 'NotPrincipal'].find(key => key in statement)
    if (unread) throw new Error(`The template has a policy with ${unread}, which the local cloud does not read.`)
  }
  return {
    allows: (roleArn, action, resource, facts) => permits(roles.get(roleArn) ?? [], action, resource, facts),
  }
}

/** The ARN of a role as assumed by a function or an execution. */
export function assumedRole(roleArn: string, session: string): string {
  const role = roleArn.slice(roleArn.lastIndexOf('/') + 1)
  return `arn:${partition}:sts::${account}:assumed-role/${role}/${session}`
}

/** The sentence with which AWS refuses a call. */
export function refusal(user: string, action: string, resource: string): string {
  const because = `because no identity-based policy allows the ${action} action`
  return `User: ${user} is not authorized to perform: ${action} on resource: ${resource} ${because}`
}

/** Whether a permission of the template lets a service (`apigateway.amazonaws.com`) invoke a function from that source. */
export function mayInvoke(template: Template): (service: string, functionArn: string, sourceArn: string) => boolean {
  const permissions = template.ofType('AWS::Lambda::Permission').map(({ properties }) => properties)
  return (service, functionArn, sourceArn) =>
    permissions.some(({ Action, FunctionName, Principal, SourceArn }) => {
      const named = String(FunctionName)
      const about = named === functionArn || functionArn.endsWith(`:function:${named}`)
      const from = text(SourceArn)
      const may = Action === 'lambda:InvokeFunction' || Action === 'lambda:*'
      return may && about && Principal === service && (from === undefined || fits(from, sourceArn))
    })
}

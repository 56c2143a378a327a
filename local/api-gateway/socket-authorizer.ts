import { permits } from '../lambda/iam.ts'
import type { Lambda } from '../lambda/lambda.ts'
import { type Fields, fields, isFields, list, text, texts } from '../template/shape.ts'
import type { Authorizer } from './routes.ts'

/** The decision of an authorizer: the context for later frames, or the status with which the handshake fails. */
export type Decision = { authorizer: Record<string, string> } | { status: number; message: string }

type Asked = { headers: Record<string, string>; query: URLSearchParams }

const unauthorized: Decision = { status: 401, message: 'Unauthorized' }
const forbidden: Decision = { status: 403, message: 'Forbidden' }
const broken: Decision = { status: 500, message: 'Internal server error' }

function hasIdentity(source: string, { headers, query }: Asked): boolean {
  const [, , place, name = ''] = source.split('.')
  if (place === 'querystring') return Boolean(query.get(name))
  if (place !== 'header') return true
  return Object.entries(headers).some(([header, value]) => header.toLowerCase() === name.toLowerCase() && value !== '')
}

/** The context with its values as text, as later frames show them; undefined if it holds more than plain values. */
function carried(answer: Fields): Record<string, string> | undefined {
  const context = Object.entries(fields(answer.context))
  if (context.some(([, value]) => typeof value === 'object' && value !== null)) return undefined
  const values = context.filter(([, value]) => value !== null).map(([name, value]) => [name, String(value)] as const)
  return { principalId: String(answer.principalId), ...Object.fromEntries(values) }
}

/**
 * Asks a REQUEST authorizer. If an identity source is missing, the result is 401 and the authorizer is not asked.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-lambda-auth.html
 */
export async function authorize(
  authorizer: Authorizer,
  lambda: Lambda,
  asked: Asked,
  event: Fields,
): Promise<Decision> {
  const { properties, functionId, allowed } = authorizer
  if (!texts(properties.IdentitySource).every(source => hasIdentity(source, asked))) return unauthorized
  if (!functionId || !allowed) return broken
  const outcome = await lambda.invoke(functionId, event)
  if (!outcome.ok) return outcome.errorMessage === 'Unauthorized' ? unauthorized : broken
  const answer = outcome.payload
  if (!isFields(answer) || !isFields(answer.policyDocument) || text(answer.principalId) === undefined) return broken
  const statements = list(answer.policyDocument.Statement).map(fields)
  if (!permits(statements, 'execute-api:Invoke', String(event.methodArn))) return forbidden
  const context = carried(answer)
  return context ? { authorizer: context } : broken
}

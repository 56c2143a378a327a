import { type AwsService, jsonError, refuseInJson } from '../aws-endpoint.ts'
import { isForLoopback } from '../loopback.ts'
import { parseJson } from '../template/shape.ts'
import type { Caller, Lambda } from './lambda.ts'

/** The access key of the person at this machine. */
const ownKey = 'local'

/** The person at this machine. They have no role of the template, and may only invoke functions. */
const person: Caller = { functionId: '', roleArn: '', user: 'the person at this machine', count: () => {} }

/** The caller who signs with the key of the person at this machine. */
export const personWith = (accessKey: string): Caller | undefined => (accessKey === ownKey ? person : undefined)

/**
 * Lambda's Invoke API, as far as tools on this machine use it: a call that waits for its outcome.
 * https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
 */
export function invokeApi(lambda: Pick<Lambda, 'find' | 'invoke'>): AwsService {
  const named = (path: string) =>
    decodeURIComponent(/^\/2015-03-31\/functions\/([^/?]+)\/invocations/.exec(path)?.[1] ?? '')
  return {
    operation: ({ path }) => (named(path) ? 'Invoke' : path),
    needs: ({ path, caller }) =>
      caller === person
        ? []
        : [{ action: 'lambda:InvokeFunction', resource: lambda.find(named(path))?.arn ?? named(path) }],
    refuse: (need, user) => ({ ...refuseInJson(need, user), status: 403 }),
    answer: async ({ operation, path, headers, body }) => {
      if (!isForLoopback(headers.host)) return jsonError(403, 'AccessDeniedException', 'Forbidden')
      const waits = (headers['x-amz-invocation-type'] ?? 'RequestResponse') === 'RequestResponse'
      if (operation !== 'Invoke' || !waits)
        return jsonError(501, 'NotImplemented', `The local cloud does not run this call.`)
      const found = lambda.find(named(path))
      if (!found) return jsonError(404, 'ResourceNotFoundException', `Function not found: ${named(path)}`)
      const outcome = await lambda.invoke(found.id, parseJson(body.toString()))
      if (outcome.ok) return { status: 200, body: JSON.stringify(outcome.payload ?? null) }
      const { errorType, errorMessage } = outcome
      const failed = { 'x-amz-function-error': 'Unhandled' }
      return { status: 200, headers: failed, body: JSON.stringify({ errorType, errorMessage }) }
    },
  }
}

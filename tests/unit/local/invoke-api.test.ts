import { describe, expect, it } from 'vitest'
import type { Call } from '../../../local/aws-endpoint.ts'
import { invokeApi, personWith } from '../../../local/lambda/invoke-api.ts'
import type { Caller } from '../../../local/lambda/lambda.ts'

const person = personWith('local')
const role: Caller = { functionId: 'Api', roleArn: 'arn:aws:iam::000000000000:role/api', user: 'api', count: () => {} }

const invoked: unknown[] = []
const api = invokeApi({
  find: name => (name === 'desk-directory' ? { id: 'Directory', arn: 'arn:aws:lambda:directory' } : undefined),
  invoke: async (functionId, event) => {
    invoked.push([functionId, event])
    const about = { session: undefined, requestId: '1' }
    return event === null
      ? { ok: false, errorType: 'TypeError', errorMessage: 'No event.', ...about }
      : { ok: true, payload: undefined, ...about }
  },
})

const call = (name: string, event: unknown, more: Partial<Call> = {}): Call => {
  const path = `/2015-03-31/functions/${name}/invocations`
  const asked = {
    ...{ service: 'lambda', method: 'POST', path, headers: { host: '127.0.0.1:4599' } },
    ...{ body: Buffer.from(JSON.stringify(event)), caller: person ?? role },
    ...more,
  }
  return { ...asked, operation: api.operation(asked) }
}

describe("Lambda's Invoke API on this machine", () => {
  it('runs the function with the event, and answers its payload', async () => {
    expect(await api.answer(call('desk-directory', { left: ['rob'] }))).toEqual({ status: 200, body: 'null' })
    expect(invoked).toEqual([['Directory', { left: ['rob'] }]])
  })

  it('says that a function has failed as AWS does: with a header beside status 200', async () => {
    const { status, headers, body } = await api.answer(call('desk-directory', null))
    expect([status, headers?.['x-amz-function-error']]).toEqual([200, 'Unhandled'])
    expect(JSON.parse(String(body))).toEqual({ errorType: 'TypeError', errorMessage: 'No event.' })
  })

  it('lets the person at this machine in, and a function only as its role allows', () => {
    expect(personWith('another key')).toBeUndefined()
    expect(api.needs(call('desk-directory', {}))).toEqual([])
    expect(api.needs(call('desk-directory', {}, { caller: role }))).toEqual([
      { action: 'lambda:InvokeFunction', resource: 'arn:aws:lambda:directory' },
    ])
  })

  it('a page that has another name resolve to this machine invokes nothing', async () => {
    const before = invoked.length
    const foreign = call('desk-directory', {}, { headers: { host: 'page.example.org:4599' } })
    expect((await api.answer(foreign)).status).toBe(403)
    expect((await api.answer(call('no-such-function', {}))).status).toBe(404)
    const later = call('desk-directory', {}, { headers: { host: '127.0.0.1', 'x-amz-invocation-type': 'Event' } })
    expect((await api.answer(later)).status).toBe(501)
    expect(invoked).toHaveLength(before)
  })
})

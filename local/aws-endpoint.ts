import type { IncomingHttpHeaders, IncomingMessage, Server } from 'node:http'
import type { Activity } from './activity.ts'
import type { Clock } from './clock.ts'
import { type Iam, type RequestFacts, refusal } from './lambda/iam.ts'
import type { Caller } from './lambda/lambda.ts'
import { reason } from './template/shape.ts'

/** One call of an SDK, before anything is done about it. */
export interface Call {
  /** The first part of the path, which names the service. */
  service: string
  /** `PutItem`, `StartExecution`, `SendEmail` … */
  operation: string
  method: string
  /** The path after the service's own part. */
  path: string
  headers: IncomingHttpHeaders
  body: Buffer
  caller: Caller
}

export interface Reply {
  status: number
  headers?: Record<string, string>
  body: string | Buffer
}

/** Something the caller's role must allow. */
export interface Need {
  action: string
  resource: string
  facts?: RequestFacts
}

/** One AWS service as the endpoint sees it. */
export interface AwsService {
  operation(call: Omit<Call, 'operation'>): string
  needs(call: Call): Need[]
  /** The service's own form of an access error. */
  refuse(need: Need, user: string): Reply
  answer(call: Call): Promise<Reply>
}

/** Intercepts a call, for faults, delays and observation in tests. */
export type Intercept = (call: Call, next: () => Promise<Reply>) => Promise<Reply>

/** An error in the JSON protocols of AWS. */
export const jsonError = (status: number, type: string, message: string): Reply => ({
  status,
  headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amzn-errortype': type },
  body: JSON.stringify({ __type: type, message, Message: message }),
})

/** A response in the JSON protocols of AWS. */
export const jsonReply = (value: unknown): Reply => ({
  status: 200,
  headers: { 'content-type': 'application/x-amz-json-1.0' },
  body: JSON.stringify(value),
})

/** The access error of the JSON protocols. */
export const refuseInJson = ({ action, resource }: Need, user: string): Reply =>
  jsonError(400, 'AccessDeniedException', refusal(user, action, resource))

/** The operation named by the `X-Amz-Target` header. */
export const targetOperation = (call: { headers: IncomingHttpHeaders }): string =>
  String(call.headers['x-amz-target'] ?? '')
    .split('.')
    .at(-1) ?? ''

/** The whole body of a request. */
export async function bodyOf(request: IncomingMessage, limit = Number.POSITIVE_INFINITY): Promise<Buffer | undefined> {
  const parts: Buffer[] = []
  let size = 0
  for await (const part of request) {
    size += part.length
    if (size <= limit) parts.push(part)
  }
  return size > limit ? undefined : Buffer.concat(parts)
}

/** Listens on loopback. If the port is taken, it throws one sentence. */
export function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const taken = `Port ${port} is taken: stop what uses it, or choose another one.`
      reject(new Error(error.code === 'EADDRINUSE' ? taken : `Port ${port} could not be opened: ${error.message}.`))
    })
    server.listen(port, '127.0.0.1', () => {
      const address = server.address()
      resolve(typeof address === 'object' && address ? address.port : port)
    })
  })
}

/** Closes a server, and the connections that are kept open to it. */
export function close(server: Server): Promise<void> {
  return new Promise(resolve => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}

interface EndpointOptions {
  clock: Clock
  services: Record<string, AwsService>
  iam: Iam
  caller: (accessKey: string) => Caller | undefined
  activity: Activity
  intercept: Intercept
  /** Takes what a custom resource puts to its ResponseURL. It is unsigned, so it does not go to a service. */
  cloudFormation(path: string, body: Buffer): void
}

/** The loopback address that the functions' SDKs talk to, with a path for each service. Every call passes through here. */
export function awsEndpoint(server: Server, options: EndpointOptions): void {
  const { services, iam, caller, activity, intercept, cloudFormation } = options

  const handle = async (call: Call, service: AwsService): Promise<Reply> => {
    const missing = service.needs(call).find(({ action, resource, facts }) => {
      return !iam.allows(call.caller.roleArn, action, resource, facts)
    })
    return missing ? service.refuse(missing, call.caller.user) : service.answer(call)
  }
  const answer = async (request: IncomingMessage): Promise<Reply> => {
    const [, name = '', path = '/'] = /^\/([^/?]*)(.*)$/.exec(request.url ?? '') ?? []
    const body = (await bodyOf(request)) ?? Buffer.alloc(0)
    if (name === 'cloudformation-response') {
      cloudFormation(path, body)
      return { status: 200, body: '' }
    }
    const service = services[name]
    if (!service) return jsonError(501, 'NotImplemented', 'The local cloud does not run this service.')
    const [, accessKey = ''] = /Credential=([^/]+)\//.exec(request.headers.authorization ?? '') ?? []
    const known = caller(accessKey)
    if (!known) return jsonError(403, 'UnrecognizedClientException', 'The security token in the request is invalid.')
    const { method = 'GET', headers } = request
    const asked = { service: name, method, path, headers, body, caller: known }
    const call = { ...asked, operation: service.operation(asked) }
    return intercept(call, () => handle(call, service))
  }
  server.on('request', (request, response) => {
    void activity.during(async () => {
      const reply = await answer(request).catch(thrown => jsonError(500, 'InternalFailure', reason(thrown)))
      // If the date is far from its own, the SDK assumes a skewed clock and repeats the call whatever the response was.
      response.setHeader('date', new Date(options.clock.now()).toUTCString())
      response.writeHead(reply.status, reply.headers).end(reply.body)
    })
  })
}

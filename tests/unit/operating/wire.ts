import type { Account } from '../../../operating/preflight/account.ts'
import { awsAccount } from '../../../operating/preflight/aws-account.ts'

/** What a service answers on the wire: a status, and a body in its own protocol. */
export interface WireAnswer {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body: string
}

/** Answers by `service operation`, in the shapes of the services' published models. */
export type Wire = Readonly<Record<string, WireAnswer>>

/** The name of an error as each protocol has it. */
export const jsonError = (name: string, message = ''): WireAnswer => ({
  status: 400,
  headers: { 'x-amzn-errortype': name },
  body: JSON.stringify({ __type: name, message }),
})
export const queryError = (code: string, message: string): WireAnswer => ({
  status: 400,
  body: `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error><RequestId>1</RequestId></ErrorResponse>`,
})
export const query = (operation: string, result: string): WireAnswer => ({
  body: `<${operation}Response><${operation}Result>${result}</${operation}Result></${operation}Response>`,
})
export const json = (value: unknown): WireAnswer => ({ body: JSON.stringify(value) })

/** An account whose answers come over the wire, and all that it was asked. */
export function accountAnswering(
  wire: Wire,
  resolves = true,
): { readonly account: Account; readonly asked: readonly string[] } {
  const asked: string[] = []
  const handle = async (request: WireRequest) => {
    const name = operationOf(request)
    asked.push(name)
    const { status = 200, headers = {}, body } = wire[name] ?? jsonError('NotFoundException')
    return { response: { statusCode: status, headers: { ...headers }, body: new TextEncoder().encode(body) } }
  }
  const requestHandler = { handle, destroy: () => {} }
  const credentials = { accessKeyId: 'a', secretAccessKey: 'b' }
  return {
    account: { ...awsAccount({ region: 'eu-central-1', credentials, requestHandler }), resolves: async () => resolves },
    asked,
  }
}

interface WireRequest {
  readonly hostname: string
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: unknown
}

/** `sts GetCallerIdentity`, or for REST services `lambda GET /2016-08-19/account-settings`. */
function operationOf({ hostname, method, path, headers, body }: WireRequest): string {
  const [service, region = ''] = hostname.split('.')
  const target = headers['x-amz-target']?.split('.').at(-1)
  const action = typeof body === 'string' ? /Action=(\w+)/.exec(body)?.[1] : undefined
  const about =
    target === undefined && action === 'DescribeType' ? ` ${/TypeName=([^&]+)/.exec(String(body))?.[1]}` : ''
  // Only a certificate is looked for in two regions.
  const place = service === 'acm' ? ` in ${region}` : ''
  return `${service} ${target ?? action ?? `${method} ${decodeURIComponent(path)}`}${decodeURIComponent(about)}${place}`
}

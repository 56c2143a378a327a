import { Stack } from 'aws-cdk-lib'
import { type ThrottleSettings, WebSocketApi, WebSocketStage } from 'aws-cdk-lib/aws-apigatewayv2'
import { WebSocketLambdaAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers'
import { WebSocketLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations'
import type { ILogGroup } from 'aws-cdk-lib/aws-logs'
import { Construct } from 'constructs'
import type { Domains } from '../lib/consortium/consortium.ts'
import { env } from '../lib/env.ts'
import { type ActionRecords, type AnsweringFunction, namesOf } from '../lib/protocol/action.ts'
import { accessLog } from './parts/access-log.ts'
import { acknowledge } from './parts/acknowledge.ts'
import { CustomDomain } from './parts/custom-domain.ts'
import type { DeskFunction } from './parts/desk-function.ts'
import { deliveredLogGroup } from './parts/log-group.ts'
import { addPing } from './ping.ts'
import { SocketLogRole } from './socket-log-role.ts'

export interface SocketProps {
  /** Checks the ticket of a new connection. */
  readonly authorizer: DeskFunction
  /** Days that the access log is kept. */
  readonly logRetentionDays: number
  /** Set the role that API Gateway writes WebSocket logs with, for the whole account and region. */
  readonly setsLogRole: boolean
  /**
   * Frames per second and in a burst, for all connections together.
   * @default - 1,000 a second, 2,000 at once: an account has 10,000 and 5,000 for all its APIs
   */
  readonly throttle?: ThrottleSettings
  /** @default - the name that API Gateway gives */
  readonly domains?: Domains
}

const stageName = 'desk'
// The only header that a browser lets a page set. The URL would be logged on the way.
const ticketHeader = 'route.request.header.Sec-WebSocket-Protocol'

/** The WebSocket API. Frames are routed by their `action`, and pushes go out through `@connections`. */
export class Socket extends Construct {
  /** The URL that clients open their WebSocket on. */
  readonly url: string
  /** A line for each request. */
  readonly accessLog: ILogGroup
  private readonly api: WebSocketApi
  private readonly stage: WebSocketStage
  private readonly authorizer: WebSocketLambdaAuthorizer

  constructor(scope: Construct, id: string, props: SocketProps) {
    super(scope, id)
    this.accessLog = deliveredLogGroup(this, 'AccessLog', 'apis', props.logRetentionDays)
    this.api = new WebSocketApi(this, 'Api', { apiName: `${Stack.of(this).stackName} socket` })
    this.authorizer = new WebSocketLambdaAuthorizer('Authorizer', props.authorizer, { identitySource: [ticketHeader] })
    this.stage = new WebSocketStage(this, 'Stage', {
      webSocketApi: this.api,
      stageName,
      autoDeploy: true,
      throttle: props.throttle ?? { rateLimit: 1000, burstLimit: 2000 },
      accessLogSettings: accessLog(this.accessLog, [
        'eventType',
        'routeKey',
        'connectionId',
        'status',
        'integrationLatency',
        'authorizer.error',
        'integrationErrorMessage',
      ]),
    })
    if (props.setsLogRole) this.stage.node.addDependency(new SocketLogRole(this, 'LogRole'))
    this.url = this.placed(props.domains) ?? this.stage.url
    addPing(this.api)
    acknowledge(
      this.api,
      'APIG4',
      'A ticket is checked on $connect, the only route on which API Gateway allows an authorizer.',
    )
  }

  /** The URL under the consortium's own domain name. A mapping without a key leads to the stage. */
  private placed(domains: Domains | undefined): string | undefined {
    if (domains?.socket === undefined) return undefined
    new CustomDomain(this, 'Domain', {
      name: domains.socket,
      certificate: domains.certificate,
      apiId: this.api.apiId,
      stage: this.stage,
      output: 'SocketDomainRecord',
    })
    return `wss://${domains.socket}`
  }

  /**
   * Routes every action to the function that its record names, and all other frames to `otherwise`. The function's result goes
   * back to the sender as the acknowledgement.
   */
  routeFrames(
    functions: Readonly<Record<AnsweringFunction, DeskFunction>>,
    records: ActionRecords,
    otherwise: AnsweringFunction,
  ): void {
    for (const [name, fn] of Object.entries(functions)) {
      const integration = new WebSocketLambdaIntegration(fn.node.id, fn)
      const its = namesOf(records).filter(action => records[action]?.answeredBy === name)
      for (const key of name === otherwise ? ['$default', ...its] : its)
        this.api.addRoute(key, { integration, returnResponse: true })
    }
  }

  /** Tells `fn` about connections that begin, after the authorizer, and about those that end. */
  routeConnections(fn: DeskFunction): void {
    const integration = new WebSocketLambdaIntegration(fn.node.id, fn)
    this.api.addRoute('$connect', { integration, authorizer: this.authorizer })
    this.api.addRoute('$disconnect', { integration })
  }

  /** May send to connections; the SDK reads the endpoint from the environment itself. */
  grantPost(fn: DeskFunction): void {
    fn.allowAny(
      'execute-api:ManageConnections',
      this.api.arnForExecuteApiV2('POST/@connections/*', stageName),
      'Connections come and go, and any that is open on this stage may be written to.',
    )
    fn.addEnvironment('AWS_ENDPOINT_URL_APIGATEWAYMANAGEMENTAPI', this.stage.callbackUrl)
  }

  /** May end connections. */
  grantClose(fn: DeskFunction): void {
    fn.allowAny(
      'execute-api:ManageConnections',
      this.api.arnForExecuteApiV2('DELETE/@connections/*', stageName),
      'A session with too many sockets loses its oldest, whichever that is.',
    )
  }

  /** Tells clients where to connect. */
  tellUrl(fn: DeskFunction): void {
    fn.addEnvironment(env.socketUrl, this.url)
  }
}

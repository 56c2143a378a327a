import { HttpApi as Api, HttpMethod, HttpStage, type ThrottleSettings } from 'aws-cdk-lib/aws-apigatewayv2'
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations'
import { Construct } from 'constructs'
import { env } from '../lib/env.ts'
import { accessLog } from './parts/access-log.ts'
import { acknowledge } from './parts/acknowledge.ts'
import type { DeskFunction } from './parts/desk-function.ts'

export interface HttpApiProps {
  /** Answers patrons and librarians. */
  readonly handler: DeskFunction
  /** Answers the links in mails. */
  readonly links: DeskFunction
  /** Days that the access log is kept. */
  readonly logRetentionDays: number
  /**
   * Requests per second and at once: anybody on the web may ask.
   * @default - 100 a second, 200 at once
   */
  readonly throttle?: ThrottleSettings
}

/** The HTTP API: patrons ask and come back, librarians exchange their sign-in for a ticket. */
export class HttpApi extends Construct {
  /** Base URL of its routes. */
  readonly url: string
  private readonly api: Api

  constructor(scope: Construct, id: string, props: HttpApiProps) {
    super(scope, id)
    const handler = new HttpLambdaIntegration('Handler', props.handler)
    const links = new HttpLambdaIntegration('Links', props.links)
    this.api = new Api(this, 'Api', { apiName: 'Coopdesk', createDefaultStage: false })
    const stage = new HttpStage(this, 'Stage', {
      httpApi: this.api,
      autoDeploy: true,
      throttle: props.throttle ?? { rateLimit: 100, burstLimit: 200 },
      accessLogSettings: accessLog(this, 'AccessLog', props.logRetentionDays, [
        'routeKey',
        'status',
        'responseLatency',
        'error.message',
        'integrationErrorMessage',
      ]),
    })
    this.url = stage.url

    this.route(handler, HttpMethod.POST, '/libraries/{library}/sessions', 'Any patron may ask.')
    this.route(handler, HttpMethod.POST, '/sessions/{session}/tickets', 'The function checks a token of its own.')
    this.route(handler, HttpMethod.GET, '/sign-in', 'Where to sign in is public.')
    // A JWT authorizer of an HTTP API knows one issuer, RSA keys alone, and says why to nobody.
    this.route(handler, HttpMethod.POST, '/tickets', 'The function checks the id token.')
    // Each library allows web pages of its own, so the function answers preflights and not the API.
    for (const method of [HttpMethod.GET, HttpMethod.POST])
      this.route(links, method, '/follow-ups/{token}', 'The function checks the token in the path.')
    this.route(links, HttpMethod.GET, '/questions/{token}', 'The function checks the token in the path.')
    this.route(handler, HttpMethod.OPTIONS, '/{proxy+}', 'A preflight carries no credentials.')
  }

  /** May write links that lead here. */
  tellUrl(fn: DeskFunction): void {
    fn.addEnvironment(env.httpUrl, this.url)
  }

  private route(integration: HttpLambdaIntegration, method: HttpMethod, path: string, whyOpen: string): void {
    for (const route of this.api.addRoutes({ path, methods: [method], integration }))
      acknowledge(route, 'APIG4', whyOpen)
  }
}

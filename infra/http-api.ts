import { HttpApi as Api, HttpMethod, HttpStage, type ThrottleSettings } from 'aws-cdk-lib/aws-apigatewayv2'
import { HttpJwtAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers'
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations'
import { Construct } from 'constructs'
import { accessLog } from './access-log.ts'
import { acknowledge } from './acknowledge.ts'
import type { DeskFunction } from './desk-function.ts'
import type { SignIn } from './sign-in.ts'

export interface HttpApiProps {
  /** Answers every route. */
  readonly handler: DeskFunction
  /** Vouches for librarians. */
  readonly signIn: SignIn
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
  private readonly integration: HttpLambdaIntegration

  constructor(scope: Construct, id: string, props: HttpApiProps) {
    super(scope, id)
    this.integration = new HttpLambdaIntegration('Handler', props.handler)
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

    const signIn = new HttpJwtAuthorizer('SignIn', props.signIn.issuer, { jwtAudience: [props.signIn.audience] })
    this.route(HttpMethod.POST, '/libraries/{library}/sessions', { open: 'Any patron may ask.' })
    this.route(HttpMethod.POST, '/sessions/{session}/tickets', { open: 'The function checks a token of its own.' })
    this.route(HttpMethod.POST, '/tickets', { authorizer: signIn })
    // Each library allows web pages of its own, so the function answers preflights and not the API.
    this.route(HttpMethod.OPTIONS, '/{proxy+}', { open: 'A preflight carries no credentials.' })
  }

  private route(
    method: HttpMethod,
    path: string,
    access: { readonly open: string } | { readonly authorizer: HttpJwtAuthorizer },
  ): void {
    const routes = this.api.addRoutes({
      path,
      methods: [method],
      integration: this.integration,
      ...('authorizer' in access && { authorizer: access.authorizer }),
    })
    if ('open' in access) for (const route of routes) acknowledge(route, 'APIG4', access.open)
  }
}

import { Stack } from 'aws-cdk-lib'
import { HttpApi as Api, HttpMethod, HttpStage, type ThrottleSettings } from 'aws-cdk-lib/aws-apigatewayv2'
import { HttpJwtAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers'
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations'
import type { ILogGroup } from 'aws-cdk-lib/aws-logs'
import { Construct } from 'constructs'
import type { Domains } from '../lib/consortium/consortium.ts'
import { env } from '../lib/env.ts'
import { accessLog } from './parts/access-log.ts'
import { acknowledge } from './parts/acknowledge.ts'
import { CustomDomain } from './parts/custom-domain.ts'
import type { DeskFunction } from './parts/desk-function.ts'
import { deliveredLogGroup } from './parts/log-group.ts'
import type { SignIn } from './sign-in.ts'

export interface HttpApiProps {
  /** Answers patrons and librarians. */
  readonly handler: DeskFunction
  /** Answers the links in mails. */
  readonly links: DeskFunction
  /** Vouches for librarians. */
  readonly signIn: SignIn
  /** Days that the access log is kept. */
  readonly logRetentionDays: number
  /**
   * Requests per second and at once: anybody on the web may ask.
   * @default - 100 a second, 200 at once
   */
  readonly throttle?: ThrottleSettings
  /** @default - the names that API Gateway gives */
  readonly domains?: Domains
}

/** The HTTP API: patrons ask and come back, librarians exchange their sign-in for a ticket. */
export class HttpApi extends Construct {
  /** Base URL of its routes. */
  readonly url: string
  /** A line for each request. */
  readonly accessLog: ILogGroup
  /** Base URL of the links in mails: they are pressed for as long as mails are kept. */
  private readonly linksUrl: string
  private readonly api: Api

  constructor(scope: Construct, id: string, props: HttpApiProps) {
    super(scope, id)
    this.accessLog = deliveredLogGroup(this, 'AccessLog', 'apis', props.logRetentionDays)
    const handler = new HttpLambdaIntegration('Handler', props.handler)
    const links = new HttpLambdaIntegration('Links', props.links)
    this.api = new Api(this, 'Api', { apiName: Stack.of(this).stackName, createDefaultStage: false })
    const stage = new HttpStage(this, 'Stage', {
      httpApi: this.api,
      autoDeploy: true,
      throttle: props.throttle ?? { rateLimit: 100, burstLimit: 200 },
      accessLogSettings: accessLog(this.accessLog, [
        'routeKey',
        'status',
        'responseLatency',
        'error.message',
        'integrationErrorMessage',
      ]),
    })
    const { domains } = props
    this.url = this.placed('Http', stage, domains?.http, domains) ?? stage.url
    const forLinks = domains?.links === domains?.http ? undefined : domains?.links
    this.linksUrl = this.placed('Links', stage, forLinks, domains) ?? this.url

    const signIn = new HttpJwtAuthorizer('SignIn', props.signIn.issuer, { jwtAudience: [props.signIn.audience] })
    this.route(handler, HttpMethod.POST, '/libraries/{library}/sessions', { open: 'Any patron may ask.' })
    this.route(handler, HttpMethod.POST, '/sessions/{session}/tickets', {
      open: 'The function checks a token of its own.',
    })
    this.route(handler, HttpMethod.POST, '/tickets', { authorizer: signIn })
    // Each library allows web pages of its own, so the function answers preflights and not the API.
    for (const method of [HttpMethod.GET, HttpMethod.POST])
      this.route(links, method, '/follow-ups/{token}', { open: 'The function checks the token in the path.' })
    this.route(links, HttpMethod.GET, '/questions/{token}', { open: 'The function checks the token in the path.' })
    this.route(handler, HttpMethod.OPTIONS, '/{proxy+}', { open: 'A preflight carries no credentials.' })
  }

  /** May write links that lead here. */
  tellUrl(fn: DeskFunction): void {
    fn.addEnvironment(env.httpUrl, this.linksUrl)
  }

  /** The API's URL under a name of the consortium's own. */
  private placed(use: string, stage: HttpStage, name?: string, domains?: Domains): string | undefined {
    if (name === undefined || domains === undefined) return undefined
    const { certificate } = domains
    const output = `${use}DomainRecord`
    new CustomDomain(this, `${use}Domain`, { name, certificate, apiId: this.api.apiId, stage, output })
    return `https://${name}/`
  }

  private route(
    integration: HttpLambdaIntegration,
    method: HttpMethod,
    path: string,
    access: { readonly open: string } | { readonly authorizer: HttpJwtAuthorizer },
  ): void {
    const routes = this.api.addRoutes({
      path,
      methods: [method],
      integration,
      ...('authorizer' in access && { authorizer: access.authorizer }),
    })
    if ('open' in access) for (const route of routes) acknowledge(route, 'APIG4', access.open)
  }
}

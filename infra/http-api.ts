import { Stack } from 'aws-cdk-lib'
import { HttpApi as Api, HttpMethod, HttpStage, type ThrottleSettings } from 'aws-cdk-lib/aws-apigatewayv2'
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

export interface HttpApiProps {
  /** Handles the requests of patrons and librarians. */
  readonly handler: DeskFunction
  /** Handles the links in mails. */
  readonly links: DeskFunction
  /** Handles the settings. */
  readonly settings: DeskFunction
  /** Days that the access log is kept. */
  readonly logRetentionDays: number
  /** Requests per second and in a burst, since anybody on the web may send them. @default - 100 a second, 200 at once */
  readonly throttle?: ThrottleSettings
  /** @default - the names that API Gateway gives */
  readonly domains?: Domains
}

/** The HTTP API, where patrons ask and come back, and librarians exchange their sign-in for a ticket. */
export class HttpApi extends Construct {
  /** Base URL of its routes. */
  readonly url: string
  /** The same under the name that API Gateway gives, which is there before any other. */
  readonly ownUrl: string
  /** A line for each request. */
  readonly accessLog: ILogGroup
  /** Base URL of the links in mails. It must keep working for as long as people keep mails. */
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
    this.ownUrl = stage.url
    const { domains } = props
    this.url = this.placed('Http', stage, domains?.http, domains) ?? stage.url
    const forLinks = domains?.links === domains?.http ? undefined : domains?.links
    this.linksUrl = this.placed('Links', stage, forLinks, domains) ?? this.url

    this.route(handler, HttpMethod.POST, '/libraries/{library}/sessions', 'Any patron may ask.')
    this.route(handler, HttpMethod.GET, '/libraries/{library}', 'What a library says of itself is public.')
    this.route(handler, HttpMethod.GET, '/libraries/{library}/availability', 'Whether somebody is there is public.')
    for (const path of ['/openapi.json', '/asyncapi.json'])
      this.route(handler, HttpMethod.GET, path, 'How to talk to the desk is public.')
    this.route(handler, HttpMethod.POST, '/sessions/{session}/tickets', 'The function checks its own token.')
    this.route(handler, HttpMethod.GET, '/sign-in', 'Where to sign in is public.')
    // A JWT authorizer of an HTTP API supports one issuer and RSA keys only, and never gives a reason for a refusal.
    this.route(handler, HttpMethod.POST, '/tickets', 'The function checks the id token.')
    // Each library allows its own web pages, so the function answers preflights and the API does not.
    for (const path of ['/follow-ups/{token}', '/mailboxes/{token}', '/not-me/{token}'])
      for (const method of [HttpMethod.GET, HttpMethod.POST])
        this.route(links, method, path, 'The function checks the token in the path.')
    const settings = new HttpLambdaIntegration('Settings', props.settings)
    for (const path of ['/settings', '/settings/libraries/{library}'])
      this.route(settings, HttpMethod.GET, path, 'The function checks the id token.')
    for (const path of [
      '/libraries/{library}',
      '/libraries/{library}/people',
      '/people/{librarian}',
      '/people/{librarian}/removal',
    ])
      this.route(settings, HttpMethod.POST, `/settings${path}`, 'The function checks the id token.')
    this.route(links, HttpMethod.GET, '/questions/{token}', 'The function checks the token in the path.')
    this.route(handler, HttpMethod.OPTIONS, '/{proxy+}', 'A preflight carries no credentials.')
  }

  /** May write links to this API. */
  tellUrl(fn: DeskFunction): void {
    fn.addEnvironment(env.httpUrl, this.linksUrl)
  }

  /** The API's URL under the consortium's own domain name. */
  private placed(use: string, stage: HttpStage, name?: string, domains?: Domains): string | undefined {
    if (name === undefined || domains === undefined) return undefined
    const { certificate } = domains
    const output = `${use}DomainRecord`
    new CustomDomain(this, `${use}Domain`, { name, certificate, apiId: this.api.apiId, stage, output })
    return `https://${name}/`
  }

  private route(integration: HttpLambdaIntegration, method: HttpMethod, path: string, whyOpen: string): void {
    for (const route of this.api.addRoutes({ path, methods: [method], integration }))
      acknowledge(route, 'APIG4', whyOpen)
  }
}

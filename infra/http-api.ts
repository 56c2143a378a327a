import { Stack } from 'aws-cdk-lib'
import {
  HttpApi as Api,
  CfnRoute,
  CfnStage,
  HttpMethod,
  type HttpRoute,
  HttpStage,
  type ThrottleSettings,
} from 'aws-cdk-lib/aws-apigatewayv2'
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
  /** @default - the names that API Gateway gives */
  readonly domains?: Domains
}

/**
 * Requests per second and in a burst, since anybody on the web may send them. This is the last resort: the desk's own limits are met
 * before. Each of these routes has a rate of its own, so that a flood of questions keeps no librarian from signing in, no patron
 * from coming back, and nobody from the links in their mails. The other routes share the rate of the stage.
 */
const rates = {
  stage: { rateLimit: 100, burstLimit: 200 },
  questions: { rateLimit: 100, burstLimit: 200 },
  comingBack: { rateLimit: 100, burstLimit: 200 },
  signIn: { rateLimit: 20, burstLimit: 100 },
  links: { rateLimit: 20, burstLimit: 40 },
} satisfies Readonly<Record<string, ThrottleSettings>>

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
      throttle: rates.stage,
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

    const asks = this.route(handler, HttpMethod.POST, '/libraries/{library}/sessions', 'Any patron may ask.')
    this.route(handler, HttpMethod.GET, '/libraries/{library}', 'What a library says of itself is public.')
    this.route(handler, HttpMethod.GET, '/libraries/{library}/availability', 'Whether somebody is there is public.')
    for (const path of ['/openapi.json', '/asyncapi.json'])
      this.route(handler, HttpMethod.GET, path, 'How to talk to the desk is public.')
    const comeBack = this.route(
      handler,
      HttpMethod.POST,
      '/sessions/{session}/tickets',
      'The function checks its own token.',
    )
    const signIn = [
      this.route(handler, HttpMethod.GET, '/sign-in', 'Where to sign in is public.'),
      // A JWT authorizer of an HTTP API supports one issuer and RSA keys only, and never gives a reason for a refusal.
      this.route(handler, HttpMethod.POST, '/tickets', 'The function checks the id token.'),
    ]
    const inMails = ['/follow-ups/{token}', '/mailboxes/{token}', '/not-me/{token}'].flatMap(path =>
      [HttpMethod.GET, HttpMethod.POST].map(method =>
        this.route(links, method, path, 'The function checks the token in the path.'),
      ),
    )
    const status = this.route(links, HttpMethod.GET, '/questions/{token}', 'The function checks the token in the path.')
    // Each library allows its own web pages, so the function answers preflights and the API does not.
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
    this.route(handler, HttpMethod.OPTIONS, '/{proxy+}', 'A preflight carries no credentials.')
    setRates(stage, [
      [rates.questions, [asks]],
      [rates.comingBack, [comeBack]],
      [rates.signIn, signIn],
      [rates.links, [...inMails, status]],
    ])
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

  private route(integration: HttpLambdaIntegration, method: HttpMethod, path: string, whyOpen: string): Placed {
    const [route] = this.api.addRoutes({ path, methods: [method], integration })
    if (!route) throw new Error(`There is no route for ${method} ${path}.`)
    acknowledge(route, 'APIG4', whyOpen)
    return { key: `${method} ${path}`, route }
  }
}

interface Placed {
  readonly key: string
  readonly route: HttpRoute
}

/** Gives each of these routes a rate of its own. A stage cannot name routes that do not exist yet, so it comes after them. */
function setRates(stage: HttpStage, all: readonly (readonly [ThrottleSettings, readonly Placed[]])[]): void {
  const cfn = stage.node.defaultChild
  if (!(cfn instanceof CfnStage)) throw new Error('The stage has no resource.')
  const settings = all.flatMap(([{ rateLimit, burstLimit }, routes]) =>
    routes.map(({ key, route }) => {
      if (route.node.defaultChild instanceof CfnRoute) cfn.addResourceDependency(route.node.defaultChild)
      return [key, { ThrottlingRateLimit: rateLimit, ThrottlingBurstLimit: burstLimit }] as const
    }),
  )
  cfn.routeSettings = Object.fromEntries(settings)
}

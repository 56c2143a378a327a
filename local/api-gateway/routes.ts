import { mayInvoke } from '../lambda/iam.ts'
import type { Lambda } from '../lambda/lambda.ts'
import type { Rate } from '../limits.ts'
import { account, partition, region, urlSuffix } from '../template/physical.ts'
import { type Fields, fields, text, texts } from '../template/shape.ts'
import type { Resource, Template } from '../template/template.ts'

/** The target of a route: a Lambda function, or a response that API Gateway makes itself. */
export type Integration =
  | { kind: 'lambda'; functionId: string; functionArn: string; allowed: boolean }
  | { kind: 'mock'; answer: string | undefined }

/** An authorizer of a route. */
export interface Authorizer {
  id: string
  name: string
  properties: Fields
  /** The function of a REQUEST authorizer. */
  functionId: string | undefined
  allowed: boolean
}

/** One route of an API. */
export interface Route {
  key: string
  integration: Integration | undefined
  authorizer: Authorizer | undefined
  scopes: string[]
  /** Whether the integration's response goes back to the client of a WebSocket. */
  responds: boolean
}

/** One API of the template. */
export interface Api {
  id: string
  properties: Fields
  stage: string
  domain: string
  routes: Route[]
  /**
   * The throttles of its stage, for every route or for one of them.
   * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-throttling.html
   */
  throttle(route: string): Rate | undefined
}

type Context = { template: Template; lambda: Lambda; may: ReturnType<typeof mayInvoke> }

const functionIn = (lambda: Lambda, uri: unknown) =>
  lambda.find(/(arn:[^/]*:function:[^/:]+)/.exec(text(uri) ?? '')?.[1] ?? '')

const sourceArn = (apiId: string, rest: string) => `arn:${partition}:execute-api:${region}:${account}:${apiId}/${rest}`

function integrationOf(
  context: Context,
  api: { ref: string; stage: string },
  route: Resource,
): Integration | undefined {
  const { template, lambda, may } = context
  const target = text(route.properties.Target)?.replace('integrations/', '')
  const integration = template.ofType('AWS::ApiGatewayV2::Integration').find(({ ref }) => ref === target)
  if (!integration) return undefined
  if (integration.properties.IntegrationType === 'MOCK') {
    const response = template
      .ofType('AWS::ApiGatewayV2::IntegrationResponse')
      .find(({ properties }) => properties.IntegrationId === integration.ref)
    return { kind: 'mock', answer: texts(Object.values(fields(response?.properties.ResponseTemplates)))[0] }
  }
  const found = functionIn(lambda, integration.properties.IntegrationUri)
  if (!found) throw new Error(`The route ${String(route.properties.RouteKey)} leads to no function of the template.`)
  const path = String(route.properties.RouteKey).replace(/^ANY /, '* ').replace(' ', '')
  const from = sourceArn(api.ref, `${api.stage}/${path}`)
  return {
    kind: 'lambda',
    functionId: found.id,
    functionArn: found.arn,
    allowed: may('apigateway.amazonaws.com', found.arn, from),
  }
}

function authorizerOf({ template, lambda, may }: Context, apiId: string, route: Resource): Authorizer | undefined {
  const wanted = route.properties.AuthorizerId
  const authorizer = template.ofType('AWS::ApiGatewayV2::Authorizer').find(({ ref }) => ref === wanted)
  if (!authorizer) return undefined
  const { id, ref, properties } = authorizer
  const found = functionIn(lambda, properties.AuthorizerUri)
  const allowed =
    found !== undefined && may('apigateway.amazonaws.com', found.arn, sourceArn(apiId, `authorizers/${ref}`))
  return { id, name: text(properties.Name) ?? id, properties, functionId: found?.id, allowed }
}

function rateOf({ DefaultRouteSettings, RouteSettings }: Fields, route: string): Rate | undefined {
  const settings = { ...fields(DefaultRouteSettings), ...fields(fields(RouteSettings)[route]) }
  const [perSecond, atOnce] = [settings.ThrottlingRateLimit, settings.ThrottlingBurstLimit].map(Number)
  return perSecond && atOnce ? { perSecond, atOnce } : undefined
}

/** The APIs of this protocol in the template, with their routes and targets. */
export function readApis(template: Template, lambda: Lambda, protocol: 'HTTP' | 'WEBSOCKET'): Api[] {
  const context = { template, lambda, may: mayInvoke(template) }
  const of = (type: string, apiId: string) =>
    template.ofType(`AWS::ApiGatewayV2::${type}`).filter(({ properties }) => properties.ApiId === apiId)

  return template
    .ofType('AWS::ApiGatewayV2::Api')
    .filter(({ properties }) => properties.ProtocolType === protocol)
    .map(({ ref, properties }) => {
      const [declared] = of('Stage', ref)
      const stage = text(declared?.properties.StageName) ?? '$default'
      const responding = new Set(of('RouteResponse', ref).map(response => response.properties.RouteId))
      const routes = of('Route', ref).map(route => ({
        key: String(route.properties.RouteKey),
        integration: integrationOf(context, { ref, stage }, route),
        authorizer: authorizerOf(context, ref, route),
        scopes: texts(route.properties.AuthorizationScopes),
        responds: 'RouteResponseSelectionExpression' in route.properties && responding.has(route.ref),
      }))
      const throttle = (route: string) => rateOf(declared?.properties ?? {}, route)
      return { id: ref, properties, stage, domain: `${ref}.execute-api.${region}.${urlSuffix}`, routes, throttle }
    })
}

/** The time as API Gateway writes it for people: `04/Mar/2026:20:15:00 +0000`. */
export function requestTime(ms: number): string {
  const [, day, month, year, time] = new Date(ms).toUTCString().split(' ')
  return `${day}/${month}/${year}:${time} +0000`
}

import { type Fields, fields, list, text, texts } from '../template/shape.ts'
import type { Template } from '../template/template.ts'

/** Where a distribution gets what it does not have: a bucket, or an API with headers that it adds. */
export type Origin = { kind: 'bucket'; bucket: string } | { kind: 'api'; headers: Record<string, string> }

/** For how long it keeps a response, seconds, whatever the origin says. */
export interface Kept {
  least: number
  usual: number
  most: number
}

/** What a distribution does with the paths of a pattern. */
export interface Behaviour {
  /** `/libraries/*`; undefined for all others. */
  pattern: string | undefined
  origin: Origin
  methods: string[]
  kept: Kept
  /** Headers that each response gets. */
  headers: Record<string, string>
}

/** The CDN of a template. */
export interface Distribution {
  domains: string[]
  /** What stands at the root, e.g. `index.html`. */
  root: string
  behaviours: Behaviour[]
}

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html */
const managed: Record<string, Kept> = {
  '658327ea-f89d-4fab-a63d-7e88639e58f6': { least: 1, usual: 86_400, most: 31_536_000 },
  '4135ea2d-6df8-44a3-9df3-4b5a84be39ad': { least: 0, usual: 0, most: 0 },
}

function keptBy(template: Template, id: string): Kept {
  const policy = template.ofType('AWS::CloudFront::CachePolicy').find(({ ref }) => ref === id)
  const { MinTTL, DefaultTTL, MaxTTL } = fields(policy?.properties.CachePolicyConfig)
  const kept = policy ? { least: Number(MinTTL), usual: Number(DefaultTTL), most: Number(MaxTTL) } : managed[id]
  if (!kept) throw new Error(`The local cloud does not know the cache policy ${id}.`)
  return kept
}

/** The headers of a policy, as far as this project uses them. */
function headersOf(template: Template, id: string | undefined): Record<string, string> {
  const policy = template.ofType('AWS::CloudFront::ResponseHeadersPolicy').find(({ ref }) => ref === id)
  const { SecurityHeadersConfig, CorsConfig, CustomHeadersConfig } = fields(
    policy?.properties.ResponseHeadersPolicyConfig,
  )
  const security = fields(SecurityHeadersConfig)
  const csp = text(fields(security.ContentSecurityPolicy).ContentSecurityPolicy)
  const referrer = text(fields(security.ReferrerPolicy).ReferrerPolicy)
  const origins = texts(fields(fields(CorsConfig).AccessControlAllowOrigins).Items)
  const custom = list(fields(CustomHeadersConfig).Items).map(fields)
  return {
    ...(csp !== undefined && { 'content-security-policy': csp }),
    ...(referrer !== undefined && { 'referrer-policy': referrer }),
    ...(security.ContentTypeOptions !== undefined && { 'x-content-type-options': 'nosniff' }),
    ...(origins.includes('*') && { 'access-control-allow-origin': '*' }),
    ...Object.fromEntries(custom.map(({ Header, Value }) => [String(Header).toLowerCase(), String(Value)])),
  }
}

function originOf(template: Template, declared: Fields, resolved: (text: string) => string): Origin {
  const host = String(declared.DomainName)
  const bucket = template.ofType('AWS::S3::Bucket').find(({ ref }) => host.startsWith(`${ref}.s3.`))
  if (bucket) return { kind: 'bucket', bucket: bucket.ref }
  const added = list(declared.OriginCustomHeaders).map(fields)
  const headers = added.map(({ HeaderName, HeaderValue }) => [
    String(HeaderName).toLowerCase(),
    resolved(String(HeaderValue)),
  ])
  return { kind: 'api', headers: Object.fromEntries(headers) }
}

/** Reads the distribution of a template, if it has one. `resolved` puts in the values of secrets. */
export function readDistribution(template: Template, resolved: (text: string) => string): Distribution | undefined {
  const [declared] = template.ofType('AWS::CloudFront::Distribution')
  if (!declared) return undefined
  const config = fields(declared.properties.DistributionConfig)
  const origins = new Map(
    list(config.Origins)
      .map(fields)
      .map(one => [String(one.Id), originOf(template, one, resolved)]),
  )
  const behaviourOf = (one: Fields): Behaviour => {
    const origin = origins.get(String(one.TargetOriginId))
    if (!origin) throw new Error('The distribution names an origin that it does not have.')
    return {
      pattern: text(one.PathPattern),
      origin,
      methods: one.AllowedMethods ? texts(one.AllowedMethods) : ['GET', 'HEAD'],
      kept: keptBy(template, String(one.CachePolicyId)),
      headers: headersOf(template, text(one.ResponseHeadersPolicyId)),
    }
  }
  return {
    domains: texts(config.Aliases),
    root: text(config.DefaultRootObject) ?? '',
    behaviours: [...list(config.CacheBehaviors).map(fields), fields(config.DefaultCacheBehavior)].map(behaviourOf),
  }
}

/** The behaviour for a path: the first whose pattern fits, with `*` for any text and `?` for any character. */
export function behaviourFor({ behaviours }: Distribution, path: string): Behaviour | undefined {
  return behaviours.find(({ pattern }) => {
    if (pattern === undefined) return true
    const expression = pattern
      .replace(/[.+^$(){}|[\]\\]/g, '\\$&')
      .replaceAll('*', '.*')
      .replaceAll('?', '.')
    return new RegExp(`^${expression}$`).test(path)
  })
}

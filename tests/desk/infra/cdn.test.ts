import { Match, Template } from 'aws-cdk-lib/assertions'
import * as v from 'valibot'
import { describe, expect, test } from 'vitest'
import { deployed, resourcesOf, written } from './deployed.ts'
import { templateWith } from './deployed-with.ts'

const template = Template.fromJSON(deployed)

const behaviour = v.looseObject({
  PathPattern: v.optional(v.string(), 'default'),
  AllowedMethods: v.optional(v.array(v.string()), ['GET', 'HEAD']),
  CachePolicyId: v.unknown(),
  TargetOriginId: v.string(),
})
const origin = v.looseObject({
  Id: v.string(),
  DomainName: v.unknown(),
  OriginShield: v.optional(v.unknown()),
  OriginAccessControlId: v.optional(v.unknown()),
  OriginCustomHeaders: v.optional(v.array(v.looseObject({ HeaderName: v.string(), HeaderValue: v.unknown() }))),
})
const config = v.object({
  DistributionConfig: v.looseObject({
    CacheBehaviors: v.array(behaviour),
    DefaultCacheBehavior: behaviour,
    Origins: v.array(origin),
  }),
})

function distribution() {
  const [[, { Properties }] = ['', { Properties: {} }]] = resourcesOf('AWS::CloudFront::Distribution')
  const { CacheBehaviors, DefaultCacheBehavior, Origins } = v.parse(config, Properties).DistributionConfig
  const origins = new Map(Origins.map(one => [one.Id, one]))
  const all = [...CacheBehaviors, DefaultCacheBehavior]
  return {
    origins: Origins,
    behaviours: new Map(all.map(one => [one.PathPattern, { ...one, origin: origins.get(one.TargetOriginId) }])),
  }
}

/** The ids of AWS's own policies that cache as long as the origin says, and not at all. */
const [optimized, disabled] = ['658327ea-f89d-4fab-a63d-7e88639e58f6', '4135ea2d-6df8-44a3-9df3-4b5a84be39ad']

describe('the CDN', () => {
  test('keeps what a library says for as long as the desk says, five minutes at most, and no request of one person', () => {
    const { behaviours } = distribution()
    const policies = new Map([...behaviours].map(([path, { CachePolicyId }]) => [path, written(CachePolicyId)]))
    expect(Object.fromEntries(policies)).toEqual({
      '/widget/*': optimized,
      '/libraries/*': '<CdnShared>',
      '/sessions/*': disabled,
      '/tickets': disabled,
      '/sign-in': disabled,
      '/settings': disabled,
      '/settings/*': disabled,
      '/openapi.json': '<CdnShared>',
      '/asyncapi.json': '<CdnShared>',
      default: optimized,
    })
    template.hasResourceProperties('AWS::CloudFront::CachePolicy', {
      CachePolicyConfig: Match.objectLike({ MinTTL: 0, DefaultTTL: 0, MaxTTL: 300 }),
    })
  })

  test('takes questions, and passes on everything that a browser sends but its host', () => {
    const { behaviours } = distribution()
    for (const path of ['/libraries/*', '/sessions/*', '/tickets', '/settings', '/settings/*'])
      expect(behaviours.get(path)).toMatchObject({
        AllowedMethods: expect.arrayContaining(['GET', 'OPTIONS', 'POST']),
        OriginRequestPolicyId: 'b689b0a8-53d0-40ab-baf2-68738e2966ac',
        ViewerProtocolPolicy: 'https-only',
      })
    expect(behaviours.get('/widget/*')?.AllowedMethods).toEqual(['GET', 'HEAD'])
  })

  test('asks the API through Origin Shield over TLS 1.2, and proves who it is', () => {
    const api = distribution().behaviours.get('/libraries/*')?.origin
    expect(api).toMatchObject({
      CustomOriginConfig: { OriginProtocolPolicy: 'https-only', OriginSSLProtocols: ['TLSv1.2'] },
      OriginShield: { Enabled: true, OriginShieldRegion: { Ref: 'AWS::Region' } },
    })
    const [proof] = api?.OriginCustomHeaders ?? []
    expect(proof?.HeaderName).toBe('x-coopdesk-cdn')
    expect(written(proof?.HeaderValue)).toBe('{{resolve:secretsmanager:<CdnSecret>:SecretString:::}}')
  })

  test('alone reads the bucket of the pages', () => {
    const pages = distribution().behaviours.get('default')?.origin
    expect(written(pages?.OriginAccessControlId)).toMatch(/^<CdnPagesAccess/)
    template.hasResourceProperties('AWS::S3::BucketPolicy', {
      PolicyDocument: Match.objectLike({
        Statement: Match.arrayWith([
          Match.objectLike({
            Action: 's3:GetObject',
            Effect: 'Allow',
            Principal: { Service: 'cloudfront.amazonaws.com' },
            Condition: Match.objectLike({ StringEquals: Match.anyValue() }),
          }),
        ]),
      }),
    })
  })

  test('gives pages a policy under which no text becomes a script, and lets only those for patrons be framed', () => {
    const policies = resourcesOf('AWS::CloudFront::ResponseHeadersPolicy').map(([, { Properties }]) => {
      const text = written(Properties.ResponseHeadersPolicyConfig)
      expect(text).toContain("default-src 'none'; script-src 'self'")
      expect(text).toContain("require-trusted-types-for 'script'; trusted-types 'none'")
      return text.includes('frame-ancestors *')
    })
    expect(policies.sort()).toEqual([false, true])
  })

  const certificate = 'arn:aws:acm:us-east-1:123456789012:certificate/0a1b2c3d'

  test('has the domain of the file, and a desk may go without it', () => {
    const named = templateWith(
      `  cdn: { domain: ask.hudson-lakes.example.org, certificate: "${certificate}", origin-shield: eu-west-1 }`,
    )
    named.hasResourceProperties('AWS::CloudFront::Distribution', {
      DistributionConfig: Match.objectLike({
        Aliases: ['ask.hudson-lakes.example.org'],
        ViewerCertificate: Match.objectLike({ AcmCertificateArn: certificate, MinimumProtocolVersion: 'TLSv1.2_2021' }),
        Origins: Match.arrayWith([
          Match.objectLike({ OriginShield: { Enabled: true, OriginShieldRegion: 'eu-west-1' } }),
        ]),
      }),
    })
    expect(named.toJSON().Outputs.PagesUrl.Value).toBe('https://ask.hudson-lakes.example.org/')
    const without = templateWith('  cdn: { enabled: false }')
    for (const type of ['Distribution', 'CachePolicy', 'ResponseHeadersPolicy'])
      without.resourceCountIs(`AWS::CloudFront::${type}`, 0)
    expect(without.toJSON().Outputs).not.toHaveProperty('PagesUrl')
  })

  test('shares no name with that of another desk in the account', () => {
    for (const [, { Properties }] of [
      ...resourcesOf('AWS::CloudFront::CachePolicy'),
      ...resourcesOf('AWS::CloudFront::ResponseHeadersPolicy'),
      ...resourcesOf('AWS::CloudFront::OriginAccessControl'),
    ])
      expect(JSON.stringify(Properties)).toMatch(/"Name":\{"Fn::Join":\["",\["Coopdesk-",\{"Ref":"AWS::Region"\},/)
  })
})

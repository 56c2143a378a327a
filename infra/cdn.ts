import { CfnOutput, CustomResource, Duration, Fn, RemovalPolicy, Stack } from 'aws-cdk-lib'
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager'
import {
  AllowedMethods,
  type BehaviorOptions,
  CachePolicy,
  Distribution,
  HttpVersion,
  OriginProtocolPolicy,
  OriginRequestPolicy,
  OriginSslPolicy,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront'
import { HttpOrigin } from 'aws-cdk-lib/aws-cloudfront-origins'
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { BlockPublicAccess, Bucket, BucketEncryption } from 'aws-cdk-lib/aws-s3'
import { Construct } from 'constructs'
import type { Cdn as Settings } from '../lib/consortium/consortium.ts'
import { cdnHeader, env } from '../lib/env.ts'
import { pageHeaders } from './page-headers.ts'
import { acknowledge } from './parts/acknowledge.ts'
import { BucketOrigin } from './parts/bucket-origin.ts'
import type { DeskFunction } from './parts/desk-function.ts'
import { SigningSecret } from './parts/signing-secret.ts'

export interface CdnProps {
  readonly settings: Settings
  /** Base URL of the HTTP API under the name that API Gateway gave it. */
  readonly api: string
  /** URL of the socket. */
  readonly socket: string
  /** The addresses with which the desk's page signs librarians in. */
  readonly signIn: readonly string[]
  /** Copies the pages in its bundle into their bucket. */
  readonly webFiles: DeskFunction
  /** Changes whenever the pages do. */
  readonly fingerprint: string
}

/**
 * CloudFront before the HTTP API and the pages. A page and what it asks have one address. What many pages ask at once reaches a
 * function once in five seconds for each library.
 */
export class Cdn extends Construct {
  /** Base URL of the pages. */
  readonly url: string
  private readonly secret: SigningSecret

  constructor(scope: Construct, id: string, props: CdnProps) {
    super(scope, id)
    const { settings, webFiles } = props
    this.secret = new SigningSecret(this, 'Secret', {
      description: 'Proves to the HTTP API that a request comes from the CDN',
      notRotated:
        'CloudFront gets it with a deployment. It opens nothing: it only tells whose word on an address counts.',
      keep: false,
      variable: env.cdnSecret,
    })
    const bucket = this.pages(webFiles, props.fingerprint)
    const distribution = this.distribution(bucket, props)
    this.url = `https://${settings.domain?.name ?? distribution.distributionDomainName}/`
    const stack = Stack.of(this)
    new CfnOutput(stack, 'PagesUrl', { description: 'The pages, and the HTTP API behind the CDN', value: this.url })
    if (settings.domain)
      new CfnOutput(stack, 'PagesDomainRecord', {
        description: `CNAME record for the DNS of ${settings.domain.name}`,
        value: `${settings.domain.name} CNAME ${distribution.distributionDomainName}`,
      })
  }

  /** Believes what the CDN says of the source of a request. */
  tellSecret(fn: DeskFunction): void {
    this.secret.grantUse(fn)
  }

  /** Admits these pages at every library, since they are the desk's own. */
  tellUrl(fn: DeskFunction): void {
    fn.addEnvironment(env.pagesUrl, this.url)
  }

  /** Of all distributions, this one may read the bucket. */
  private readBy(distribution: Distribution, bucket: Bucket): void {
    bucket.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('cloudfront.amazonaws.com')],
        actions: ['s3:GetObject'],
        resources: [bucket.arnForObjects('*')],
        conditions: { StringEquals: { 'AWS:SourceArn': distribution.distributionArn } },
      }),
    )
  }

  /** The bucket of the pages, which a deployment fills. */
  private pages(webFiles: DeskFunction, fingerprint: string): Bucket {
    const bucket = new Bucket(this, 'Pages', {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      removalPolicy: RemovalPolicy.DESTROY,
    })
    acknowledge(bucket, 'S1', 'Everything in it is public, and only the CDN reads it.')
    const files = bucket.arnForObjects('*')
    webFiles.allow(['s3:ListBucket'], [bucket.bucketArn])
    for (const action of ['s3:PutObject', 's3:DeleteObject'])
      webFiles.allowAny(action, files, 'The names of files hold hashes of their contents.')
    webFiles.addEnvironment(env.webBucket, bucket.bucketName)
    const put = new CustomResource(this, 'Files', {
      resourceType: 'Custom::WebFiles',
      serviceToken: webFiles.functionArn,
      serviceTimeout: Duration.minutes(5),
      properties: { fingerprint },
    })
    put.node.addDependency(bucket, webFiles.ownRole)
    return bucket
  }

  private distribution(bucket: Bucket, { settings, api, socket, signIn }: CdnProps): Distribution {
    const { domain, originShield } = settings
    const stack = Stack.of(this)
    const shield = originShield ?? stack.region
    const name = `${stack.stackName}-${stack.region}`
    const headers = pageHeaders(this, { name, api, socket, signIn })
    const desk = new HttpOrigin(Fn.select(2, Fn.split('/', api)), {
      protocolPolicy: OriginProtocolPolicy.HTTPS_ONLY,
      originSslProtocols: [OriginSslPolicy.TLS_V1_2],
      customHeaders: { [cdnHeader]: this.secret.secretValue.unsafeUnwrap() },
      originShieldRegion: shield,
    })
    const pages = {
      origin: new BucketOrigin(this, bucket, `${name}-pages`),
      cachePolicy: CachePolicy.CACHING_OPTIMIZED,
      viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
    }
    const asked: BehaviorOptions = {
      origin: desk,
      allowedMethods: AllowedMethods.ALLOW_ALL,
      viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY,
      originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
      cachePolicy: CachePolicy.CACHING_DISABLED,
    }
    const shared = new CachePolicy(this, 'Shared', {
      cachePolicyName: `${name}-shared`,
      comment: 'As long as the desk says, and the same for everybody',
      minTtl: Duration.seconds(0),
      defaultTtl: Duration.seconds(0),
      maxTtl: Duration.minutes(5),
      enableAcceptEncodingGzip: true,
      enableAcceptEncodingBrotli: true,
    })
    const distribution = new Distribution(this, 'Distribution', {
      comment: stack.stackName,
      defaultRootObject: 'index.html',
      httpVersion: HttpVersion.HTTP2_AND_3,
      ...(domain && {
        domainNames: [domain.name],
        certificate: Certificate.fromCertificateArn(this, 'Certificate', domain.certificate),
      }),
      defaultBehavior: { ...pages, responseHeadersPolicy: headers.desk },
      additionalBehaviors: {
        '/widget/*': { ...pages, responseHeadersPolicy: headers.widget },
        '/libraries/*': { ...asked, cachePolicy: shared },
        '/sessions/*': asked,
        '/tickets': asked,
        '/sign-in': asked,
        '/settings': asked,
        '/settings/*': asked,
        '/openapi.json': { ...asked, cachePolicy: shared },
        '/asyncapi.json': { ...asked, cachePolicy: shared },
      },
    })
    acknowledge(distribution, 'CFR1', 'Patrons and librarians may be anywhere.')
    acknowledge(distribution, 'CFR2', 'The HTTP API throttles, and the desk limits the questions of each source.')
    acknowledge(distribution, 'CFR3', 'Its log would keep the addresses of patrons and the pages that they open (R38).')
    if (!domain)
      acknowledge(distribution, 'CFR4', 'Under the name that CloudFront gives, its own certificate decides on TLS.')
    this.readBy(distribution, bucket)
    return distribution
  }
}

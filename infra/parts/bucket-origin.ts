import type { CfnDistribution } from 'aws-cdk-lib/aws-cloudfront'
import { CfnOriginAccessControl, OriginBase } from 'aws-cdk-lib/aws-cloudfront'
import type { Bucket } from 'aws-cdk-lib/aws-s3'
import type { Construct } from 'constructs'

/** A bucket that a distribution reads, and signs each request for. Nobody else reads it. */
export class BucketOrigin extends OriginBase {
  /** `name` is unique in the account, since CloudFront has no regions. */
  constructor(scope: Construct, bucket: Bucket, name: string) {
    const control = new CfnOriginAccessControl(scope, 'PagesAccess', {
      originAccessControlConfig: {
        name,
        originAccessControlOriginType: 's3',
        signingBehavior: 'always',
        signingProtocol: 'sigv4',
      },
    })
    super(bucket.bucketRegionalDomainName, { originAccessControlId: control.attrId })
  }

  protected override renderS3OriginConfig(): CfnDistribution.S3OriginConfigProperty {
    return { originAccessIdentity: '' }
  }
}

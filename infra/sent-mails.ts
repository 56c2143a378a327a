import { Duration, RemovalPolicy } from 'aws-cdk-lib'
import { BlockPublicAccess, Bucket, BucketEncryption } from 'aws-cdk-lib/aws-s3'
import { Construct } from 'constructs'
import { env } from '../lib/env.ts'
import { acknowledge } from './parts/acknowledge.ts'
import type { DeskFunction } from './parts/desk-function.ts'

export interface SentMailsProps {
  /** Days that the words of a session, and so its mails, are kept (R38). */
  readonly retentionDays: number
  /** Keep the bucket, and the mails in it, when the stack is deleted. */
  readonly keep: boolean
}

/** Each mail as it went out, by which the quotations in a reply are recognised. */
export class SentMails extends Construct {
  private readonly bucket: Bucket

  constructor(scope: Construct, id: string, props: SentMailsProps) {
    super(scope, id)
    this.bucket = new Bucket(this, 'Bucket', {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      lifecycleRules: [{ expiration: Duration.days(props.retentionDays) }],
      removalPolicy: props.keep ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    })
    acknowledge(this.bucket, 'S1', 'Only two functions write and read here, and they log every mail that they handle.')
  }

  /** May store the mails that it sends. */
  grantKeep(fn: DeskFunction): void {
    fn.allowAny('s3:PutObject', this.bucket.arnForObjects('*'), 'One object for each mail of each session.')
    fn.addEnvironment(env.sentMailBucket, this.bucket.bucketName)
  }

  /** May read the stored mails. Listing is allowed so that an absent one is reported as missing, not as forbidden. */
  grantRead(fn: DeskFunction): void {
    fn.allowAny('s3:GetObject', this.bucket.arnForObjects('*'), 'One object for each mail of each session.')
    fn.allow(['s3:ListBucket'], [this.bucket.bucketArn])
    fn.addEnvironment(env.sentMailBucket, this.bucket.bucketName)
  }
}

import { CfnOutput, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib'
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { BlockPublicAccess, Bucket, BucketEncryption } from 'aws-cdk-lib/aws-s3'
import { CfnReceiptRule, CfnReceiptRuleSet } from 'aws-cdk-lib/aws-ses'
import { Construct } from 'constructs'
import { env } from '../lib/env.ts'
import { acknowledge } from './parts/acknowledge.ts'
import type { DeskFunction } from './parts/desk-function.ts'
import { mailIdentity } from './parts/mail-identity.ts'

export interface IncomingMailProps {
  /** The domain that replies come to, which is used for nothing else. */
  readonly domain: string
  /** Whether SES has this domain already. */
  readonly isKnown: boolean
  /**
   * The receipt rule set to add the rule to. Only one is active per account and region, so two desks share it.
   * @default - the stack creates a rule set
   */
  readonly ruleSet?: string
  /** Processes a mail once it is stored. */
  readonly handler: DeskFunction
  /** Days that the words of a session are kept (R38). */
  readonly retentionDays: number
  /** Keep the bucket, and the mail in it, when the stack is deleted. */
  readonly keep: boolean
}

/** Mail to the desk: SES checks and stores it, and invokes a function. */
export class IncomingMail extends Construct {
  /** The domain of replies, as SES knows it: mail from it is signed in its name. */
  readonly identityArns: readonly string[]
  private readonly bucket: Bucket

  constructor(scope: Construct, id: string, props: IncomingMailProps) {
    super(scope, id)
    this.bucket = new Bucket(this, 'Bucket', {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      // A processed mail is in the session. One that was not can be inspected for two weeks, if words are kept for as long.
      lifecycleRules: [{ expiration: Duration.days(Math.min(14, props.retentionDays)) }],
      // A bucket with mail in it cannot be deleted, so it has to be emptied before the stack is. The CDK could empty it, but
      // with a function that answers CloudFormation only over HTTPS, which the local cloud does not offer.
      removalPolicy: props.keep ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    })
    acknowledge(
      this.bucket,
      'S1',
      'Only SES writes and only one function reads, and that logs every mail it processes.',
    )
    this.identityArns = mailIdentity(this, {
      name: props.domain,
      existing: props.isKnown,
      outputs: 'Replies',
      purpose: 'domain of replies',
    })
    const stack = Stack.of(this)
    const ruleSetName = props.ruleSet ?? new CfnReceiptRuleSet(this, 'Rules').ref
    this.bucket.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('ses.amazonaws.com')],
        actions: ['s3:PutObject'],
        resources: [this.bucket.arnForObjects('*')],
        conditions: { StringEquals: { 'aws:SourceAccount': stack.account } },
      }),
    )
    props.handler.addPermission('Ses', {
      principal: new ServicePrincipal('ses.amazonaws.com'),
      sourceAccount: stack.account,
    })
    const rule = new CfnReceiptRule(this, 'Replies', {
      ruleSetName,
      rule: {
        enabled: true,
        recipients: [props.domain],
        scanEnabled: true,
        tlsPolicy: 'Require',
        actions: [
          { s3Action: { bucketName: this.bucket.bucketName } },
          { lambdaAction: { functionArn: props.handler.functionArn, invocationType: 'Event' } },
        ],
      },
    })
    // SES tests whether it may write and invoke when the rule is created.
    if (this.bucket.policy) rule.node.addDependency(this.bucket.policy)
    rule.node.addDependency(props.handler)
    new CfnOutput(stack, 'RepliesMxRecord', {
      description: 'MX record for the DNS of the domain of replies',
      value: `${props.domain} MX 10 inbound-smtp.${stack.region}.amazonaws.com`,
    })
    // Only one rule set per account and region is active, and its owner has to choose it.
    new CfnOutput(stack, 'ReceiptRuleSet', {
      description: 'Make it the active one: aws ses set-active-receipt-rule-set --rule-set-name …',
      value: ruleSetName,
    })
  }

  /** May read what was stored. */
  grantRead(fn: DeskFunction): void {
    fn.allowAny('s3:GetObject', this.bucket.arnForObjects('*'), 'SES names the objects; each is one mail.')
    fn.addEnvironment(env.mailBucket, this.bucket.bucketName)
  }
}

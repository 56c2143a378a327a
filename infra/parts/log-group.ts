import { RemovalPolicy, Stack } from 'aws-cdk-lib'
import { LogGroup } from 'aws-cdk-lib/aws-logs'
import type { Construct } from 'constructs'

/**
 * A log group to which an AWS service delivers logs. Without this name prefix each group would be added to the account's single
 * resource policy for logs, which has room for about ten. https://docs.aws.amazon.com/step-functions/latest/dg/bp-cwl.html
 */
export function deliveredLogGroup(scope: Construct, id: string, service: string, retentionDays: number): LogGroup {
  const { stackName } = Stack.of(scope)
  const logGroupName = `/aws/vendedlogs/${service}/${stackName}-${scope.node.id}`
  return new LogGroup(scope, id, { logGroupName, retention: retentionDays, removalPolicy: RemovalPolicy.DESTROY })
}

/** A log group that keeps logs for `retentionDays` (a period that CloudWatch Logs allows) and is deleted with the stack. */
export function deskLogGroup(scope: Construct, id: string, retentionDays: number): LogGroup {
  return new LogGroup(scope, id, { retention: retentionDays, removalPolicy: RemovalPolicy.DESTROY })
}

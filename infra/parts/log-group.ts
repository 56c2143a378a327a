import { RemovalPolicy, Stack } from 'aws-cdk-lib'
import { LogGroup } from 'aws-cdk-lib/aws-logs'
import type { Construct } from 'constructs'

/**
 * A log group that AWS delivers to by itself. Without this beginning of its name each adds to the account's one resource policy for
 * logs, which has room for some ten of them.
 * https://docs.aws.amazon.com/step-functions/latest/dg/bp-cwl.html
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

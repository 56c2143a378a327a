import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway'
import { type IAccessLogSettings, LogGroupLogDestination } from 'aws-cdk-lib/aws-apigatewayv2'
import type { Construct } from 'constructs'
import { deskLogGroup } from './log-group.ts'

/** Logs a line of JSON per request with these `$context` fields, never the address of a machine or a page (R38). */
export function accessLog(
  scope: Construct,
  id: string,
  retentionDays: number,
  fields: readonly string[],
): IAccessLogSettings {
  const line = Object.fromEntries(['requestId', ...fields].map(field => [field, `$context.${field}`]))
  return {
    destination: new LogGroupLogDestination(deskLogGroup(scope, id, retentionDays)),
    format: AccessLogFormat.custom(JSON.stringify(line)),
  }
}

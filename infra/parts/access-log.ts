import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway'
import { type IAccessLogSettings, LogGroupLogDestination } from 'aws-cdk-lib/aws-apigatewayv2'
import type { Construct } from 'constructs'
import { deliveredLogGroup } from './log-group.ts'

/** One line of JSON per request, made of these `$context` fields; never the address of a machine or a page (R38). */
export function accessLog(
  scope: Construct,
  id: string,
  retentionDays: number,
  fields: readonly string[],
): IAccessLogSettings {
  const line = Object.fromEntries(['requestId', ...fields].map(field => [field, `$context.${field}`]))
  return {
    destination: new LogGroupLogDestination(deliveredLogGroup(scope, id, 'apis', retentionDays)),
    format: AccessLogFormat.custom(JSON.stringify(line)),
  }
}

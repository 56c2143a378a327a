import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway'
import { type IAccessLogSettings, LogGroupLogDestination } from 'aws-cdk-lib/aws-apigatewayv2'
import type { ILogGroup } from 'aws-cdk-lib/aws-logs'

/** Logs a line of JSON per request with these `$context` fields, never the address of a machine or a page (R38). */
export function accessLog(logGroup: ILogGroup, fields: readonly string[]): IAccessLogSettings {
  const line = Object.fromEntries(['requestId', ...fields].map(field => [field, `$context.${field}`]))
  return {
    destination: new LogGroupLogDestination(logGroup),
    format: AccessLogFormat.custom(JSON.stringify(line)),
  }
}

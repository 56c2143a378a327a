import { Duration } from 'aws-cdk-lib'
import {
  HeadersReferrerPolicy,
  ResponseHeadersPolicy,
  type ResponseHeadersPolicyProps,
} from 'aws-cdk-lib/aws-cloudfront'
import type { Construct } from 'constructs'

/**
 * React Aria sets two style elements. They are named by their hashes, since a page from a bucket has no fresh nonce; the second is
 * for iPhones.
 */
const ariaStyles = [
  "'sha256-38RhXrc7EdReTKsOm23ZPOCUgniTUUcjky8QOOrQx6o='",
  "'sha256-gYiS/BvZvRcK27JIXTuwhZ3hs2+VJ1X+2gUlE+farlg='",
].join(' ')

/**
 * The headers of the pages. Their content policy makes it impossible for a text to become a script. Pages for patrons may be framed
 * by any site and their scripts loaded by any page; those for librarians may not.
 */
export function pageHeaders(
  scope: Construct,
  {
    name,
    api,
    socket,
    signIn,
  }: { readonly name: string; readonly api: string; readonly socket: string; readonly signIn: readonly string[] },
): { readonly widget: ResponseHeadersPolicy; readonly desk: ResponseHeadersPolicy } {
  const common = [
    "default-src 'none'",
    "script-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ]
  const widget = [
    ...common,
    `connect-src 'self' ${api} ${socket}`,
    "style-src 'self'",
    "img-src 'self' https: data:",
    'frame-ancestors *',
  ]
  const desk = [
    ...common,
    `connect-src ${["'self'", api, socket, ...signIn].join(' ')}`,
    `style-src 'self' ${ariaStyles}`,
    "img-src 'self' https: data:",
    "font-src 'self'",
    "media-src 'self'",
    "manifest-src 'self'",
    "frame-ancestors 'none'",
  ]
  return {
    widget: new ResponseHeadersPolicy(scope, 'WidgetHeaders', {
      responseHeadersPolicyName: `${name}-widget`,
      comment: 'Pages for patrons',
      securityHeadersBehavior: security(widget),
      corsBehavior: {
        accessControlAllowOrigins: ['*'],
        accessControlAllowHeaders: ['*'],
        accessControlAllowMethods: ['GET', 'HEAD'],
        accessControlAllowCredentials: false,
        originOverride: true,
      },
      customHeadersBehavior: {
        customHeaders: [{ header: 'cross-origin-resource-policy', value: 'cross-origin', override: true }],
      },
    }),
    desk: new ResponseHeadersPolicy(scope, 'DeskHeaders', {
      responseHeadersPolicyName: `${name}-desk`,
      comment: 'Pages for librarians',
      securityHeadersBehavior: security(desk),
      customHeadersBehavior: {
        customHeaders: [{ header: 'cross-origin-opener-policy', value: 'same-origin', override: true }],
      },
    }),
  }
}

function security(policy: readonly string[]): NonNullable<ResponseHeadersPolicyProps['securityHeadersBehavior']> {
  return {
    contentSecurityPolicy: { contentSecurityPolicy: policy.join('; '), override: true },
    contentTypeOptions: { override: true },
    referrerPolicy: { referrerPolicy: HeadersReferrerPolicy.NO_REFERRER, override: true },
    strictTransportSecurity: { accessControlMaxAge: Duration.days(365), override: true },
  }
}

import { timingSafeEqual } from 'node:crypto'
import type { APIGatewayProxyEventV2 } from 'aws-lambda'
import { cdnHeader } from '../env.ts'

/**
 * The address of the machine that sent a request. Behind the CDN the connection comes from one of its servers. The CDN adds the
 * address that it saw to `x-forwarded-for`, and it proves with a secret that it is the CDN: anybody else could write anything there.
 */
export async function sourceAddress(
  { headers, requestContext }: APIGatewayProxyEventV2,
  cdnKey?: () => Promise<Uint8Array>,
): Promise<string | undefined> {
  const { sourceIp } = requestContext.http
  const proof = headers[cdnHeader]
  if (proof === undefined || cdnKey === undefined || !isSame(proof, await cdnKey())) return sourceIp || undefined
  const seen = (headers['x-forwarded-for'] ?? '').split(',').map(address => address.trim())
  // API Gateway adds the address of the CDN's server.
  return seen.findLast(address => address !== '' && address !== sourceIp)
}

function isSame(proof: string, key: Uint8Array): boolean {
  const given = new TextEncoder().encode(proof)
  return given.length === key.length && timingSafeEqual(given, key)
}

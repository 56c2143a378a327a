import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './consortium-file.ts'

/**
 * The context in `cdk.json`. It is read here too, so that a synthesis is the same with and without the CDK's command line.
 */
export function cdkContext(): Readonly<Record<string, unknown>> {
  const read: unknown = JSON.parse(readFileSync(join(root, 'cdk.json'), 'utf8'))
  const context = typeof read === 'object' && read !== null && 'context' in read ? read.context : undefined
  return typeof context === 'object' && context !== null ? { ...context } : {}
}

/** The file that describes the consortium: COOPDESK_CONSORTIUM, or else the context `consortium`. */
export function consortiumFile(context: unknown = cdkContext().consortium): string {
  const file = process.env.COOPDESK_CONSORTIUM ?? context
  if (typeof file !== 'string') throw new Error('The context "consortium" in cdk.json must name the consortium file.')
  return file
}

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as v from 'valibot'
import type { Deployment } from '../../lib/consortium/consortium.ts'
import { region, stackName } from '../../lib/consortium/deployment-shape.ts'
import { BadConsortiumFile, root } from './consortium-file.ts'

/**
 * The context in `cdk.json`. It is read here too, so that a synthesis is the same with and without the CDK's command line.
 */
export function cdkContext(): Readonly<Record<string, unknown>> {
  const read: unknown = JSON.parse(readFileSync(join(root, 'cdk.json'), 'utf8'))
  const context = typeof read === 'object' && read !== null && 'context' in read ? read.context : undefined
  return typeof context === 'object' && context !== null ? { ...context } : {}
}

/** The version of this release, from package.json. */
export function release(): string {
  const read: unknown = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  return v.parse(v.object({ version: v.string() }), read).version
}

/** The file that describes the consortium: the one that the command names, or COOPDESK_CONSORTIUM, or the example. */
export function consortiumFile(context: unknown = cdkContext().consortium): string {
  const usual = cdkContext().consortium
  const file = context === usual ? (process.env.COOPDESK_CONSORTIUM ?? usual) : context
  if (typeof file !== 'string') throw new Error('The context "consortium" in cdk.json must name the consortium file.')
  return file
}

/** A stack and a region, named by the command or else by the file. A trial deployment of the same file is another stack. */
export function placeOf(
  { stackName: own, region: ownRegion }: Deployment,
  context: { readonly stack?: unknown; readonly region?: unknown },
): { readonly stack: string; readonly region?: string } {
  const stack = named('stack', stackName, context.stack) ?? own
  // An empty value means no region, so the person's own AWS settings decide.
  const place = context.region === '' ? undefined : (named('region', region, context.region) ?? ownRegion)
  return { stack, ...(place !== undefined && { region: place }) }
}

function named(option: string, shape: v.GenericSchema<unknown, string>, value: unknown): string | undefined {
  if (value === undefined) return undefined
  const read = v.safeParse(shape, value)
  if (read.success) return read.output
  throw new BadConsortiumFile(`-c ${option}=${String(value)}: The ${option} ${read.issues[0].message}.`)
}

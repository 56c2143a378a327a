import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { App } from 'aws-cdk-lib'
import { coopdeskApp } from '../../../infra/app.ts'
import { functionNames } from '../../../infra/parts/functions.ts'

/** The app for a consortium file as it is deployed, but with bundles that do nothing. */
export function testApp(file = 'examples/consortium.yaml', context: Readonly<Record<string, string>> = {}): App {
  const outdir = mkdtempSync(join(tmpdir(), 'coopdesk-cdk-'))
  return coopdeskApp({ bundles: emptyBundles(), outdir, context: { consortium: file, ...context } })
}

function emptyBundles(): string {
  const folder = mkdtempSync(join(tmpdir(), 'coopdesk-bundles-'))
  for (const name of functionNames) {
    mkdirSync(join(folder, name))
    writeFileSync(join(folder, name, 'index.mjs'), `export const handler = async () => '${name}'\n`)
  }
  return folder
}

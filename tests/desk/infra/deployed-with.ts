import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Template } from 'aws-cdk-lib/assertions'
import { testApp } from './test-app.ts'

export const example = readFileSync('examples/consortium.yaml', 'utf8')

/** The example with these lines among its settings, as it would be deployed. */
export function stackWith(settings: string, context: Readonly<Record<string, string>> = {}, from = example) {
  const file = join(mkdtempSync(join(tmpdir(), 'coopdesk-consortium-')), 'consortium.yaml')
  writeFileSync(file, from.replace('settings:\n', `settings:\n${settings}\n`))
  const stack = context.stack ?? /stack-name: (\w+)/.exec(settings)?.[1] ?? 'Coopdesk'
  return testApp(file, context).synth().getStackByName(stack)
}

export function templateWith(settings: string, from = example): Template {
  return Template.fromJSON(stackWith(settings, {}, from).template)
}

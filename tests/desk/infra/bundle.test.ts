import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import * as v from 'valibot'
import { expect, test } from 'vitest'
import { bundleFunctions } from '../../../infra/bundle.ts'
import { baseJson, entriesJson, readConsortium, root } from '../../../infra/parts/consortium-file.ts'
import { type FunctionName, functionNames } from '../../../infra/parts/functions.ts'

const read = v.parse(
  v.object({ outputs: v.record(v.string(), v.object({ inputs: v.record(v.string(), v.unknown()) })) }),
  JSON.parse(readFileSync(join(root, 'dist', 'meta.json'), 'utf8')),
)

/** The AWS clients in a bundle, by the last part of their packages' names. */
function clientsIn(name: FunctionName): string[] {
  const inputs = Object.keys(read.outputs[`dist/functions/${name}/index.mjs`]?.inputs ?? {})
  const clients = inputs.flatMap(path => /node_modules\/@aws-sdk\/client-([^/]+)/.exec(path)?.[1] ?? [])
  return [...new Set(clients)].sort()
}

const clients: Readonly<Record<FunctionName, readonly string[]>> = {
  authorize: ['secrets-manager'],
  connections: ['apigatewaymanagementapi', 'dynamodb', 'sfn'],
  queue: ['apigatewaymanagementapi', 'dynamodb', 'sfn'],
  messages: ['apigatewaymanagementapi', 'dynamodb', 'sfn'],
  closing: ['apigatewaymanagementapi', 'dynamodb', 'secrets-manager', 'sfn'],
  'session-timer': ['apigatewaymanagementapi', 'dynamodb', 'sfn'],
  'follow-up-timer': ['dynamodb', 's3', 'secrets-manager', 'ses', 'sfn'],
  'follow-ups': ['dynamodb', 'sfn'],
  'staff-room': ['apigatewaymanagementapi', 'dynamodb', 'sfn'],
  links: ['apigatewaymanagementapi', 'dynamodb', 'secrets-manager', 'sfn'],
  'incoming-mail': ['dynamodb', 's3', 'secrets-manager', 'sfn'],
  'delivery-events': ['apigatewaymanagementapi', 'dynamodb', 'sfn'],
  api: ['apigatewaymanagementapi', 'dynamodb', 'secrets-manager', 'sfn'],
  sweep: ['dynamodb', 'sfn'],
  'mailbox-tests': ['dynamodb', 'secrets-manager', 'ses'],
  directory: ['dynamodb', 'sfn'],
  settings: ['cognito-identity-provider', 'dynamodb', 'sfn'],
  'web-files': ['s3'],
  invitations: ['cognito-identity-provider', 'dynamodb', 'ses'],
}

test.each(functionNames)('%s contains the AWS clients that it uses and no others', name => {
  expect(clientsIn(name)).toEqual(clients[name])
})

test('no bundle imports node:http, since Node would load undici for it at every cold start', () => {
  for (const name of functionNames) {
    const code = readFileSync(join(root, 'dist/functions', name, 'index.mjs'), 'utf8')
    expect(code.includes('("node:http")'), name).toBe(true)
    expect(/(from|import\()\s*"(node:)?http"/.test(code), name).toBe(false)
  }
})

test('every file in functions/ is a function, and every function has a file', () => {
  const files = readdirSync(join(root, 'functions')).map(file => file.replace(/\.ts$/, ''))
  expect(files.sort()).toEqual([...functionNames].sort())
})

test('the directory function contains the whole consortium file', () => {
  const entries = readFileSync(join(root, 'cdk.out/directory-with-entries/consortium.json'), 'utf8')
  expect(entries).toBe(entriesJson(readConsortium('examples/consortium.yaml')))
})

test('the settings function contains what the file says beside its members', () => {
  const base = readFileSync(join(root, 'cdk.out/settings-with-file/consortium.json'), 'utf8')
  expect(base).toBe(baseJson('examples/consortium.yaml'))
  expect(base).not.toContain('state-college')
})

test('a bundle is a module that can contain a CommonJS package', async () => {
  const from = mkdtempSync(join(tmpdir(), 'coopdesk-functions-'))
  const to = join(from, 'dist')
  writeFileSync(join(from, 'needs-require.cjs'), "module.exports = require('node:' + 'os').EOL.length\n")
  for (const name of functionNames)
    writeFileSync(
      join(from, `${name}.ts`),
      `import length from './needs-require.cjs'\nexport const handler = async (): Promise<string> => '${name}' + length\n`,
    )
  await bundleFunctions({ from, to })
  // In a separate process, since the test runner provides `require` to the modules that it loads.
  const call = `import { handler } from '${pathToFileURL(join(to, 'follow-ups', 'index.mjs'))}'\nconsole.log(await handler())`
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', call], { encoding: 'utf8' })
  expect({ stdout, stderr }).toEqual({ stdout: 'follow-ups1\n', stderr: '' })
})

test('the synthesis reports each mistake in the file in a line with one sentence', () => {
  const folder = mkdtempSync(join(tmpdir(), 'coopdesk-consortium-'))
  const file = join(folder, 'consortium.yaml')
  const example = readFileSync(join(root, 'examples/consortium.yaml'), 'utf8')
  writeFileSync(file, example.replace('America/Chicago', 'America/Chikago').replace('limit: 4', 'limit: 0'))
  const { status, stderr, stdout } = run('infra/app.ts', file, folder)
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' })
  const line = (text: string) => example.slice(0, example.indexOf(text)).split('\n').length
  expect(stderr.trimEnd().split('\n')).toEqual([
    `${file}:${line('America/Chicago')}: "time-zone" must be the IANA name of a time zone, e.g. America/New_York.`,
    `${file}:${line('limit: 4')}: "limit" must be a whole number of sessions between 1 and 20.`,
  ])
  expect(existsSync(join(folder, 'cdk.out', 'Coopdesk.template.json'))).toBe(false)
})

function run(script: string, consortium: string, folder: string) {
  return spawnSync(process.execPath, [script], {
    cwd: root,
    encoding: 'utf8',
    env: {
      ...process.env,
      COOPDESK_CONSORTIUM: consortium,
      CDK_VALIDATION: 'false',
      CDK_OUTDIR: join(folder, 'cdk.out'),
    },
  })
}

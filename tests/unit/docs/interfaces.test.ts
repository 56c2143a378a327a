import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Parser } from '@asyncapi/parser'
import type * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { arrivals } from '../../../lib/http/admission.ts'
import { documentRoutes } from '../../../lib/http/documents.ts'
import { libraryPage } from '../../../lib/http/library-page.ts'
import { signInRoutes } from '../../../lib/http/sign-in.ts'
import { actions } from '../../../lib/protocol/actions.ts'
import { documentNames } from '../../../lib/protocol/documents.ts'
import { pushes, replies } from '../../../lib/protocol/frames-out.ts'
import { question } from '../../../lib/protocol/question.ts'
import { asyncApi } from '../../../tools/protocol/asyncapi.ts'
import { documentFile, documentText } from '../../../tools/protocol/documents.ts'
import { needsCode } from '../../../tools/protocol/json-schema.ts'
import { openApi } from '../../../tools/protocol/openapi.ts'
import { routes } from '../../../tools/protocol/routes.ts'
import { deskBefore } from '../open-desk.ts'
import { settingsDesk } from '../settings-desk.ts'

const manifest = createRequire(import.meta.url).resolve('@redocly/cli/package.json')

/** What the standard linter of OpenAPI finds in a document. */
function redocly(file: string): unknown {
  const cli = join(dirname(manifest), 'bin', 'cli.js')
  const env = {
    ...process.env,
    REDOCLY_TELEMETRY: 'off',
    REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true',
    NODE_NO_WARNINGS: '1',
  }
  const args = [cli, 'lint', file, '--format=json', '--extends=recommended']
  const { stdout } = spawnSync(process.execPath, args, { encoding: 'utf8', env, cwd: dirname(file) })
  return JSON.parse(stdout)
}

it.each(documentNames)('%s is current: if not, `npm run docs`', name => {
  expect(readFileSync(documentFile(name), 'utf8')).toBe(documentText(name))
})

describe('the OpenAPI document', () => {
  it('is clean to the standard linter', () => {
    expect(redocly(fileURLToPath(documentFile('openapi.json')))).toMatchObject({
      totals: { errors: 0, warnings: 0, ignored: 0 },
      problems: [],
    })
  })

  it('has every route that the desk answers, and no other', async () => {
    const { ports } = await deskBefore()
    const answered = {
      ...arrivals(ports),
      ...libraryPage(ports),
      ...documentRoutes(async () => ({})),
      ...signInRoutes({ ...ports, signIns: { providers: [], read: never, userInfo: never } }),
      ...settingsDesk().routes,
    }
    expect(Object.keys(routes).toSorted()).toEqual(Object.keys(answered).toSorted())
    const { paths } = openApi()
    const documented = Object.entries(paths as Record<string, object>).flatMap(([path, methods]) =>
      Object.keys(methods).map(method => `${method.toUpperCase()} ${path}`),
    )
    expect(documented.toSorted()).toEqual(Object.keys(routes).toSorted())
  })
})

const never = () => Promise.reject(new Error('Nobody signs in here.'))

describe('the AsyncAPI document', () => {
  it('is clean to the standard parser', async () => {
    const { document, diagnostics } = await new Parser().parse(JSON.stringify(asyncApi()))
    expect(diagnostics).toEqual([])
    expect(document?.messages().all()).toHaveLength(
      Object.keys(actions).length + replies.length + Object.keys(pushes).length,
    )
  })
})

it('what JSON Schema cannot say is checked by the desk alone, in these frames and this body', () => {
  const sent: readonly (readonly [string, v.GenericSchema])[] = [
    ...Object.entries(actions).map(([action, { frame }]) => [action, frame] as const),
    ['question', question],
  ]
  expect(sent.filter(([, schema]) => needsCode(schema)).map(([name]) => name)).toEqual([
    ...['pick-up', 'transfer', 'say', 'note', 'report-policy', 'confirm-contact', 'attest-contact'],
    ...[
      'request-code',
      'close',
      'step-back',
      'leave-address',
      'answer-follow-up',
      'finish-follow-up',
      'hand-over-follow-up',
      'confirm-answer',
      'say-in-staff-room',
      'call-for-help',
    ],
    'question',
  ])
  const received = [...replies, ...Object.values(pushes)]
  expect(received.filter(needsCode)).toEqual([])
})

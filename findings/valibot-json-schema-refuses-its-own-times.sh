#!/usr/bin/env bash
# The JSON Schema made from Valibot's isoDateTime() and isoTime() refuses every value that Valibot accepts.
#
# Expected: a value that passes the Valibot schema passes the JSON Schema made from it. The package throws on what JSON Schema
#   cannot say, so what it does say can be relied on.
# Seen with: valibot 1.5.0, @valibot/to-json-schema 1.8.0, judged by ajv 8.20.0 with ajv-formats 3.0.1. isoDateTime() accepts
#   "2026-11-27T09:30" and nothing with seconds or an offset; it becomes the format "date-time", which requires both (RFC 3339).
#   isoTime() and the format "time" miss each other in the same way. No value passes both. isoTimestamp() fits.
# Who is hurt: clients written from an OpenAPI or AsyncAPI document. The server refuses what the document tells them to send. Tests
#   that only check whether the document is valid see nothing.
# Instead: use isoTimestamp() for moments, and for a local time a regex(), which becomes a pattern. Run every example of the
#   document through both schemas.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --prefix "$folder" --no-save --no-audit --no-fund --loglevel=error \
  valibot@1.5.0 @valibot/to-json-schema@1.8.0 ajv@8.20.0 ajv-formats@3.0.1
cd "$folder"
cat > try.mjs <<'JS'
import { readFileSync } from 'node:fs'
import { isDeepStrictEqual } from 'node:util'
import { toJsonSchema } from '@valibot/to-json-schema'
import ajvModule from 'ajv'
import formats from 'ajv-formats'
import * as v from 'valibot'

const version = name => JSON.parse(readFileSync(`node_modules/${name}/package.json`)).version
console.log('valibot', version('valibot'), '@valibot/to-json-schema', version('@valibot/to-json-schema'))
const ajv = new ajvModule.default()
formats.default(ajv)
const actions = { isoDateTime: v.isoDateTime(), isoTime: v.isoTime(), isoTimestamp: v.isoTimestamp() }
const values = [
  '2026-11-27T09:30', '2026-11-27T09:30:00', '2026-11-27T09:30Z', '2026-11-27T09:30:00Z', '2026-11-27T09:30:00+01:00',
  '09:30', '09:30:00', '09:30Z', '09:30:00Z',
]
const seen = {}
for (const [name, action] of Object.entries(actions)) {
  const schema = v.pipe(v.string(), action)
  const { format, ...json } = toJsonSchema(schema)
  const judge = ajv.compile({ ...json, format })
  const byValibot = values.filter(value => v.safeParse(schema, value).success)
  const byJsonSchema = values.filter(value => judge(value))
  seen[name] = { format, byValibot, both: byValibot.filter(value => byJsonSchema.includes(value)) }
  console.log(`${name}() becomes "${format}": Valibot accepts ${byValibot.join(', ')}; JSON Schema accepts ${byJsonSchema.join(', ')}`)
}
const moments = ['2026-11-27T09:30:00Z', '2026-11-27T09:30:00+01:00']
const stated = {
  isoDateTime: { format: 'date-time', byValibot: ['2026-11-27T09:30'], both: [] },
  isoTime: { format: 'time', byValibot: ['09:30'], both: [] },
  isoTimestamp: { format: 'date-time', byValibot: moments, both: moments },
}
const same = isDeepStrictEqual(seen, stated)
console.log(same ? 'As stated: no value passes both.' : 'CHANGED: the two agree or differ in another way.')
process.exitCode = same ? 0 : 1
JS
node try.mjs

import { toJsonSchema } from '@valibot/to-json-schema'
import * as v from 'valibot'

/** What a JSON Schema cannot say, and what changes a value instead of judging it. */
const unsayable = ['check', 'partial_check', 'raw_check', 'forward'] as const
const harmless = ['trim', 'transform', 'readonly', 'parse_json', 'to_lower_case'] as const

type JsonSchema = Readonly<Record<string, unknown>>

const node = v.looseObject({
  properties: v.optional(v.record(v.string(), v.unknown())),
  items: v.optional(v.unknown()),
})

/**
 * The JSON Schema (2020-12) of what may be sent, with the meaning of each field by its path: `patron.name`, `messages[].text`. What
 * only code can check is left out; the desk checks it all the same.
 */
export function jsonSchema(schema: v.GenericSchema, meanings: Readonly<Record<string, string>> = {}): JsonSchema {
  const { $schema: _dialect, ...converted } = toJsonSchema(schema, {
    typeMode: 'input',
    target: 'draft-2020-12',
    errorMode: 'throw',
    ignoreActions: [...unsayable, ...harmless],
  })
  return described(converted, meanings, '')
}

/** Whether only code can check a schema whole. */
export function needsCode(schema: v.GenericSchema): boolean {
  try {
    toJsonSchema(schema, { typeMode: 'input', errorMode: 'throw', ignoreActions: [...harmless] })
    return false
  } catch {
    return true
  }
}

function described(schema: unknown, meanings: Readonly<Record<string, string>>, path: string): JsonSchema {
  const { properties, items, ...kept } = v.parse(node, schema)
  const description = meanings[path]
  return {
    ...kept,
    ...(description !== undefined && { description }),
    ...(items !== undefined && { items: described(items, meanings, `${path}[]`) }),
    ...(properties && {
      properties: Object.fromEntries(
        Object.entries(properties).map(([key, value]) => [
          key,
          described(value, meanings, path === '' ? key : `${path}.${key}`),
        ]),
      ),
    }),
  }
}

import { toJsonSchema } from '@valibot/to-json-schema'
import * as v from 'valibot'
import { fileShape } from '../../lib/consortium/file-shape.ts'
import { explainedAs, words } from './words.ts'

const node = v.looseObject({
  properties: v.optional(v.record(v.string(), v.unknown())),
  items: v.optional(v.unknown()),
})

/**
 * A JSON Schema of the consortium file for editors, with the meaning and bounds of each key. The build checks what only code
 * can check: time zones, origins, and values that must agree.
 */
export function schemaJson(): string {
  const schema = toJsonSchema(fileShape, {
    typeMode: 'input',
    target: 'draft-07',
    ignoreActions: ['check', 'raw_check', 'trim', 'to_lower_case'],
  })
  return `${JSON.stringify(described(schema, ''), undefined, 2)}\n`
}

/** A schema with descriptions of its keys and the keys inside them. */
function described(schema: unknown, path: string): object {
  const { properties, items, ...kept } = v.parse(node, schema)
  const means = words[explainedAs(path.replace(/\[\]$/, ''))]?.means
  return {
    ...kept,
    ...(means && !path.endsWith('[]') && { description: means }),
    ...(items !== undefined && { items: described(items, `${path}[]`) }),
    ...(properties && {
      properties: Object.fromEntries(
        Object.entries(properties).map(([key, value]) => [key, described(value, path ? `${path}.${key}` : key)]),
      ),
    }),
  }
}

import * as v from 'valibot'
import { table } from './markdown.ts'
import type { Words } from './prose/shape.ts'

/** One field of a frame, in words. */
export interface Field {
  /** Its path: `patron.name`, `messages[].text`. */
  readonly name: string
  readonly optional: boolean
  readonly type: string
  readonly meaning: string
}

/** The parts of a valibot schema's description that are used here. */
const node = v.object({
  type: v.string(),
  kind: v.string(),
  entries: v.optional(v.record(v.string(), v.unknown())),
  wrapped: v.optional(v.unknown()),
  item: v.optional(v.unknown()),
  options: v.optional(v.array(v.unknown())),
  pipe: v.optional(v.array(v.unknown())),
  literal: v.optional(v.unknown()),
  requirement: v.optional(v.unknown()),
  message: v.optional(v.unknown()),
})
type Node = v.InferOutput<typeof node>

/** Every field of an object's schema, each followed by the fields inside it. Throws if a meaning is missing. */
export function fieldsOf(schema: unknown, meanings: Words, path = ''): readonly Field[] {
  return Object.entries(read(schema).entries ?? {}).flatMap(([key, entry]) => {
    const field = read(entry)
    const name = `${path}${key}`
    const meaning = meanings[name]
    if (meaning === undefined) throw new Error(`Nothing says what "${name}" means.`)
    const [inside, way] = within(entry, name)
    return [{ name, optional: isOptional(field), type: typeOf(entry), meaning }, ...fieldsOf(inside, meanings, way)]
  })
}

/** A table of these fields. `presence` is the pair of words for required and optional fields. */
export function fieldTable(fields: readonly Field[], presence: { always: string; optional: string }): string {
  const rows = fields.map(({ name, optional, type, meaning }) => [
    `\`${name}\``,
    optional ? presence.optional : presence.always,
    type,
    meaning,
  ])
  return table(['field', '', 'what it holds', 'what it means'], rows)
}

function read(schema: unknown): Node {
  return v.parse(node, schema)
}

/** The object inside an optional, a pipe or a list, and its path. */
function within(schema: unknown, path: string): [unknown, string] {
  const { type, wrapped, pipe, item } = read(schema)
  if (isOptional({ type })) return within(wrapped, path)
  if (type === 'array') return within(item, `${path}[]`)
  return pipe && pipe[0] !== schema ? within(pipe[0], path) : [schema, `${path}.`]
}

function typeOf(schema: unknown): string {
  const { type, pipe, wrapped } = read(schema)
  if (isOptional({ type })) return typeOf(wrapped)
  if (!pipe) return base(schema)
  const [first, ...actions] = pipe
  return [typeOf(first), ...actions.flatMap(action => limitOf(read(action), type))].join(', ')
}

function base(schema: unknown): string {
  const { type, item, options = [], literal, message } = read(schema)
  switch (type) {
    case 'string':
      return 'text'
    case 'number':
      return 'number'
    case 'boolean':
      return 'true or false'
    case 'literal':
      return `\`${JSON.stringify(literal)}\``
    case 'picklist':
      return options.map(option => `\`${JSON.stringify(option)}\``).join(' or ')
    case 'union':
      return inWords(message)
    case 'array':
      return read(item).type === 'object' ? 'list' : `list of ${typeOf(item)}`
    case 'object':
    case 'strict_object':
      return 'object'
    case 'record':
      return 'object of texts'
    default:
      throw new Error(`There are no words for the schema "${type}".`)
  }
}

function limitOf({ kind, type, requirement, message }: Node, of: string): readonly string[] {
  if (kind !== 'validation') return []
  switch (type) {
    case 'max_length':
      return [
        `${Number(requirement).toLocaleString('en')} ${of === 'array' ? 'entries at most' : 'characters at most'}`,
      ]
    case 'min_value':
      return [`${requirement} or more`]
    case 'safe_integer':
      return ['whole']
    default:
      return [inWords(message)]
  }
}

/** The message of a check continues after the field's name: `"email" must be an email address`. */
function inWords(message: unknown): string {
  const text = v.parse(v.string(), message)
  return text.startsWith('must ') ? text.replace(/^must be /, '') : `refused if it ${text}`
}

function isOptional({ type }: { readonly type: string }): boolean {
  return type === 'optional' || type === 'exact_optional'
}

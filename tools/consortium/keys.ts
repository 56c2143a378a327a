import * as v from 'valibot'

/** One key of the consortium file, taken from its schema. */
export interface Key {
  /** Its path: `settings.sender`, `libraries[].ladder[].pool`. */
  readonly path: string
  readonly isRequired: boolean
  /** Its bounds, in the words of the error messages. */
  readonly bounds: readonly string[]
  /** The default in the schema, if there is one. */
  readonly default?: unknown
}

/** The parts of a Valibot schema's description that are used here. */
const node = v.object({
  type: v.string(),
  entries: v.optional(v.record(v.string(), v.unknown())),
  wrapped: v.optional(v.unknown()),
  default: v.optional(v.unknown()),
  item: v.optional(v.unknown()),
  pipe: v.optional(v.array(v.unknown())),
  requirement: v.optional(v.unknown()),
  message: v.optional(v.unknown()),
})

/** Every key of an object's schema, each followed by the keys inside it. */
export function keysOf(schema: unknown, path = ''): readonly Key[] {
  return Object.entries(v.parse(node, schema).entries ?? {}).flatMap(([name, entry]) => {
    const { type, wrapped, default: otherwise } = v.parse(node, entry)
    const isRequired = type !== 'exact_optional'
    const held = isRequired ? entry : wrapped
    const key = { path: path + name, isRequired, bounds: [...new Set(boundsOf(held))], default: otherwise }
    const { inner, isList } = within(held)
    return [key, ...keysOf(inner, `${path}${name}${isList ? '[]' : ''}.`)]
  })
}

/** The schema inside pipes and lists. */
function within(schema: unknown): { readonly inner: unknown; readonly isList: boolean } {
  const { type, item, pipe } = v.parse(node, schema)
  if (type === 'array') return { inner: within(item).inner, isList: true }
  return pipe && pipe[0] !== schema ? within(pipe[0]) : { inner: schema, isList: false }
}

/** The error messages of a schema without their "must be". Those for the entries of a list are joined into one. */
function boundsOf(schema: unknown): readonly string[] {
  const { type, pipe, item, message, requirement } = v.parse(node, schema)
  if (pipe && pipe[0] !== schema) return withoutTheObvious(pipe.flatMap(boundsOf))
  if (type === 'boolean') return ['true or false']
  if (type === 'array') return [listOf(boundsOf(item))]
  if (type === 'strict_object' || (type === 'min_length' && requirement === 0)) return []
  if (typeof message !== 'string') return []
  const limit =
    type === 'max_length' && !message.includes(String(requirement)) ? [`at most ${requirement} characters`] : []
  return [message.replace(/^must (not )?(be )?/, '$1'), ...limit]
}

const obvious: readonly string[] = ['a text', 'not empty']

/** It is obvious that an address is a text and not empty. */
function withoutTheObvious(bounds: readonly string[]): readonly string[] {
  if (!bounds.includes('a text')) return bounds
  const others = bounds.filter(bound => !obvious.includes(bound))
  return others.every(bound => bound.startsWith('not longer')) ? bounds : others
}

function listOf(bounds: readonly string[]): string {
  if (bounds.length === 0) return 'a list'
  return `a list of ${bounds.every(bound => obvious.includes(bound)) ? 'texts' : [...new Set(bounds)].join(', ')}`
}

import * as v from 'valibot'
import { Unreadable } from '../../desk/unreadable.ts'

export type Fields = Readonly<Record<string, unknown>>

/**
 * Brings an item from one version to the next. It is pure and leaves anything alone that does not look like the older version.
 */
export type Upcaster = (older: Fields) => Fields

/** The shape of one kind of item, and how to upgrade older ones. */
export interface Shape<T> {
  readonly kind: string
  /** The first makes version 1 of an item without a version, the second makes version 2 of version 1, and so on. */
  readonly upcasters: readonly Upcaster[]
  /**
   * The schema of the newest version. Its objects are loose, so fields that a later release added are kept and written back.
   */
  readonly schema: v.GenericSchema<unknown, T>
}

/** The version to write, as an attribute of the item, for functions that write without the schema. */
export function versionOf(upcasters: readonly Upcaster[]): { readonly version: number } {
  return { version: upcasters.length }
}

/** An item in its newest version. Throws Unreadable, naming the item by `id`. */
export function parsed<T>({ kind, upcasters, schema }: Shape<T>, item: Fields, id: string): T {
  const { version = 0 } = item
  if (typeof version !== 'number') throw new Unreadable({ kind, id })
  const missing = version < 0 || version > upcasters.length ? undefined : upcasters.slice(version)
  if (!missing || !Number.isInteger(version)) throw new Unreadable({ kind, id, version })
  const read = v.safeParse(
    schema,
    missing.reduce((older, upcast) => upcast(older), item),
  )
  if (read.success) return read.output
  throw new Unreadable({ kind, id, version, field: pathOf(read.issues[0]) })
}

/** Where in the item it is, e.g. `state.silence`. */
function pathOf({ path }: v.BaseIssue<unknown>): string {
  return path?.map(({ key }) => key).join('.') ?? ''
}

/** A schema for every field of a type, including the optional ones, so that no field is forgotten. */
export type Every<T> = { readonly [K in keyof T]-?: v.GenericSchema }

/**
 * One of several shapes, recognised by their fields; undefined matches none of them. (valibot's `variant` and `union` do the
 * same, but weigh more than the rest of valibot in a bundle.)
 */
export function oneOf<T>(
  tell: (fields: Fields) => v.GenericSchema<unknown, T> | undefined,
): v.GenericSchema<unknown, T> {
  return v.lazy(input => tell(fieldsOf(input)) ?? none)
}

const none = v.custom<never>(() => false)

/** A boolean. Valibot's own `boolean` would be added to every bundle for these few fields. */
export const flag = v.custom<boolean>(value => typeof value === 'boolean')

/** The fields of an object, and no fields for any other value. */
export function fieldsOf(value: unknown): Fields {
  return isFields(value) ? value : {}
}

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

import * as v from 'valibot'
import { Unreadable } from '../../desk/unreadable.ts'

export type Fields = Readonly<Record<string, unknown>>

/** Brings an item from one version to the next. Pure; what does not look like the older version it leaves as it is. */
export type Upcaster = (older: Fields) => Fields

/** What one kind of item looks like, and how older ones come to look so. */
export interface Shape<T> {
  readonly kind: string
  /** The first makes version 1 of an item without a version, the second makes version 2 of version 1, and so on. */
  readonly upcasters: readonly Upcaster[]
  /** What the newest version must be. Its objects are loose: what a later release added is kept, and written again. */
  readonly schema: v.GenericSchema<unknown, T>
}

/** The version that is written, as an attribute of the item: whoever only writes carries no schema. */
export function versionOf(upcasters: readonly Upcaster[]): { readonly version: number } {
  return { version: upcasters.length }
}

/** An item as the newest version has it; throws Unreadable. `id` says whose it is. */
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

/** A schema for every field of a thing, also for those that it may lack: none is forgotten, and dropped or left unchecked. */
export type Every<T> = { readonly [K in keyof T]-?: v.GenericSchema }

/**
 * One of several shapes, told by what they look like; nothing looks like none of them. (valibot's `variant` and `union` do the
 * same, and weigh more than all that is left of it in a bundle.)
 */
export function oneOf<T>(
  tell: (fields: Fields) => v.GenericSchema<unknown, T> | undefined,
): v.GenericSchema<unknown, T> {
  return v.lazy(input => tell(fieldsOf(input)) ?? none)
}

const none = v.custom<never>(() => false)

/** True or false; valibot's own `boolean` would be in every bundle for these few. */
export const flag = v.custom<boolean>(value => typeof value === 'boolean')

/** The fields of an object; of anything else, none. */
export function fieldsOf(value: unknown): Fields {
  return isFields(value) ? value : {}
}

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** An object from JSON whose fields are not known yet. */
export type Fields = Record<string, unknown>

/** Whether a value is an object with fields, and not an array. */
export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The value's fields, or an empty object if it has no fields. */
export const fields = (value: unknown): Fields => (isFields(value) ? value : {})

/** The value as text, or undefined. */
export const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)

/** The value as a list. CloudFormation and IAM accept a single value for a list of one. */
export const list = (value: unknown): unknown[] =>
  Array.isArray(value) ? value : value === undefined || value === null ? [] : [value]

/** The texts among a list's members. */
export const texts = (value: unknown): string[] => list(value).filter(member => typeof member === 'string')

/** The parsed JSON, or undefined if it is not JSON. */
export function parseJson(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return undefined
  }
}

/** The message of a thrown value. */
export const reason = (thrown: unknown): string => (thrown instanceof Error ? thrown.message : String(thrown))

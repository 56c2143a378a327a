import * as v from 'valibot'

/** The bodies of requests that change settings. What the keys may hold, the check of the consortium file says. */

/** A key of the consortium file. A list has positions in place of keys. */
const key = v.pipe(v.string(), v.regex(/^[a-z][a-z-]{0,39}$/, 'is not a key of the consortium file'))

/** Keys as in the consortium file. A key that is given replaces its value whole, and null goes back to the default. */
const keys = v.pipe(
  v.record(key, v.unknown()),
  v.check(given => Object.keys(given).length > 0, 'must name what is to be changed'),
)

const version = v.pipe(v.string(), v.maxLength(500, 'must be a version as it was given'))

/** Some keys of a library, or of a person, and the version that they are a change of. */
export const settingsChange = v.strictObject({
  version,
  change: keys,
})

/** A person who is to be in a library. */
export const newPerson = v.strictObject({ person: keys })

/** A person who is to leave. */
export const removal = v.strictObject({ version })

import * as v from 'valibot'
import { id } from './fields-in.ts'

/** The bodies of requests that change settings. What the keys may hold, the check of the consortium file says. */

/** Keys as in the consortium file. A key that is given replaces its value whole, and null goes back to the default. */
const keys = v.record(id, v.unknown())

const version = v.pipe(v.string(), v.maxLength(500, 'must be a version as it was given'))

/** Some keys of a library, or of a person, and the version that they are a change of. */
export const settingsChange = v.strictObject({
  version,
  change: v.pipe(
    keys,
    v.check(change => Object.keys(change).length > 0, 'must name what is to be changed'),
  ),
})

/** A person who is to be in a library. */
export const newPerson = v.strictObject({ person: keys })

/** A person who is to leave. */
export const removal = v.strictObject({ version })

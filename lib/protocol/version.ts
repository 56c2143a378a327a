import * as v from 'valibot'

/**
 * The subprotocol that a client offers beside its ticket. It is the version of everything in this folder.
 * `docs/clients/versions.md` says what may change without a new version and what a client must ignore.
 */
export const subprotocol = 'coopdesk.v1'

/** Every version that the desk speaks, the newest first. */
export const versionsSpoken: readonly string[] = [subprotocol]

/** The version of a client that names none. Clients have had to name theirs since there was a second one. */
const unsaid: readonly string[] = ['coopdesk.v1']

/** The versions that a client says it speaks, in a request for a ticket. */
export const versions = v.pipe(
  v.array(v.pipe(v.string(), v.maxLength(64, 'must have 64 characters at most'))),
  v.maxLength(20, 'must have 20 entries at most'),
)

const request = v.pipe(v.string(), v.parseJson(), v.object({ versions }))

/** The newest version that the sender of this body and the desk both speak, if there is one. */
export function versionFor(body: string): string | undefined {
  const said = v.safeParse(request, body)
  const spoken = said.success ? said.output.versions : unsaid
  return versionsSpoken.find(version => spoken.includes(version))
}

import * as v from 'valibot'

/**
 * The subprotocol that a client offers beside its ticket: the version of everything in this folder. What may change without a
 * new one, and what a client must ignore, stands in `docs/clients/versions.md`.
 */
export const subprotocol = 'coopdesk.v1'

/** Every version that the desk speaks, the newest first. */
export const versionsSpoken: readonly string[] = [subprotocol]

/** What a client speaks that does not say it: clients say it since there has been more than one to speak. */
const unsaid: readonly string[] = ['coopdesk.v1']

/** The versions that a client says it speaks, in a request for a ticket. */
export const versions = v.pipe(
  v.array(v.pipe(v.string(), v.maxLength(64, 'must have 64 characters at most'))),
  v.maxLength(20, 'must have 20 entries at most'),
)

const request = v.pipe(v.string(), v.parseJson(), v.object({ versions }))

/** The newest version that the sender of this body and the desk both speak; nothing where there is none. */
export function versionFor(body: string): string | undefined {
  const said = v.safeParse(request, body)
  const spoken = said.success ? said.output.versions : unsaid
  return versionsSpoken.find(version => spoken.includes(version))
}

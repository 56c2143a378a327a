import type { Identity } from '../access/tickets.ts'
import type { Library } from '../consortium/library.ts'
import { type ProtocolRefusal, protocolRefusals } from '../protocol/refusals.ts'
import { versionFor, versionsSpoken } from '../protocol/version.ts'
import type { HttpRoutes, JsonResponse, Request } from './route.ts'

/** The address of the socket, and the ticket that opens it once. */
export interface Entrance {
  readonly tokens: {
    /** A ticket for one connection from this web origin; `again` if it is not the first of its session. */
    ticket(to: Identity, origin: string | undefined, again?: true): Promise<string>
  }
  readonly socket: string
  /** Web origin of the desk's own pages. @default - it serves none */
  readonly pages?: string
}

/** The ticket for a connection, and the version that the client must offer with it. */
export async function ticketFor({ tokens, socket }: Entrance, to: Identity, { origin, body }: Request, again?: true) {
  return { ticket: await tokens.ticket(to, origin, again), socket, version: versionFor(body) }
}

/** A client that shares no version with the desk gets its refusal here, since a page cannot see why a handshake failed. */
export function inSharedVersion(route: HttpRoutes[string]): HttpRoutes[string] {
  return async request => {
    if (versionFor(request.body) !== undefined) return route(request)
    const reason = protocolRefusals['unknown-version']
    return { status: 400, body: { code: 'unknown-version', reason, versions: versionsSpoken } }
  }
}

/** A browser names its page's origin: the desk's own, or one on the library's list. Other clients name no origin. */
export function mayOpen({ pages }: Pick<Entrance, 'pages'>, library: Library, { origin }: Request): boolean {
  return origin === undefined || origin === pages || library.origins.includes(origin)
}

export function refused(status: number, code: ProtocolRefusal, detail?: string): JsonResponse {
  const reason = protocolRefusals[code]
  return { status, body: { code, reason: detail ? `${reason} ${detail}` : reason } }
}

import * as v from 'valibot'
import { addressesIn } from '../access/addresses.ts'
import { type NotLetIn, notLetIn, personOf, statementIn } from '../access/person.ts'
import type { SignInRead, SignIns } from '../access/sign-ins.ts'
import type { Librarian } from '../consortium/library.ts'
import { loopbackCallbacks } from '../consortium/sign-in.ts'
import type { Directory } from '../desk/ports.ts'
import type { ProtocolRefusal } from '../protocol/refusals.ts'
import { versionsSpoken } from '../protocol/version.ts'
import type { HttpRoutes, Request, Response } from './route.ts'
import { type Entrance, inSharedVersion, mayOpen, refused, ticketFor } from './ticket.ts'

export interface SignInPorts extends Entrance {
  readonly directory: Directory
  readonly signIns: SignIns
}

/** What tells who signs in. */
export interface WhoPorts {
  readonly directory: Pick<Directory, 'librarianBySignIn'>
  readonly signIns: SignIns
}

/** The steps before there is a socket: a librarian learns where to sign in, signs in there, and gets a ticket for a socket. */
export function signInRoutes(ports: SignInPorts): HttpRoutes {
  return {
    'GET /sign-in': async () => ({ status: 200, body: signInOffer(ports.signIns) }),

    'POST /tickets': inSharedVersion(async request => {
      const who = await whoSignsIn(ports, { ...request, accessToken: accessTokenIn(request.body) })
      if ('no' in who) return notLetInTo(who.no)
      const { id, name, role, library: own } = who.librarian
      const library = await ports.directory.library(own)
      if (!library || !mayOpen(ports, library, request)) return refused(403, 'wrong-origin')
      const identity = { role: 'librarian', library: library.id, librarian: id } as const
      return { status: 201, body: { librarian: id, name, role, ...(await ticketFor(ports, identity, request)) } }
    }),
  }
}

/** An invalid sign-in is a matter for its provider (401). A valid sign-in that is not enough is one for the consortium (403). */
export function notLetInTo({ code, seen }: NotLetIn): Response {
  if (code === 'provider-silent') return refused(503, code, seen)
  return refused(forTheConsortium.includes(code) ? 403 : 401, code, seen)
}

const forTheConsortium: readonly ProtocolRefusal[] = [
  ...(['no-second-factor', 'sign-in-without-address', 'address-not-verified'] as const),
  ...(['several-librarians', 'not-their-provider', 'unknown-librarian'] as const),
]

/** The tokens of a sign-in: the id token, and the access token for userinfo if the id token has no address. */
export async function whoSignsIn(
  { signIns, directory }: WhoPorts,
  { bearer, accessToken, at }: Pick<Request, 'bearer' | 'at'> & { readonly accessToken?: string | undefined },
): Promise<{ readonly librarian: Librarian } | { readonly no: NotLetIn }> {
  if (!bearer) return notLetIn('no-sign-in')
  const read = await signIns.read(bearer, at)
  if ('no' in read) return read
  const about = await aboutThem(signIns, read, accessToken)
  if ('no' in about) return about
  const said = statementIn(read.provider, read.claims, about.about)
  if ('no' in said) return said
  const found = await Promise.all(said.statement.addresses.map(address => directory.librarianBySignIn(address)))
  return personOf(
    said.statement,
    found.filter(each => each !== undefined),
  )
}

async function aboutThem(signIns: SignIns, { provider, claims }: SignInRead, accessToken: string | undefined) {
  if (addressesIn(claims).length > 0 || accessToken === undefined) return { about: claims }
  return signIns.userInfo(provider, claims, accessToken)
}

const withAccessToken = v.pipe(v.string(), v.parseJson(), v.object({ accessToken: v.string() }))

function accessTokenIn(body: string): string | undefined {
  const read = v.safeParse(withAccessToken, body)
  return read.success ? read.output.accessToken : undefined
}

/** What a client has to know before a person signs in. All of it is public. */
function signInOffer({ providers }: SignIns): object {
  const offered = providers.map(({ id, issuer, audience, scopes, parameters, secondFactor, speaksFor, behind }) => ({
    ...{ id, issuer, clientId: audience, scopes: [...scopes] },
    parameters: { ...(secondFactor?.claim === 'acr' && { acr_values: secondFactor.values.join(' ') }), ...parameters },
    ...(speaksFor && { libraries: [...speaksFor.libraries], domains: [...speaksFor.domains] }),
    ...(behind?.length && { behind: behind.map(each => each.id) }),
  }))
  return { providers: offered, callbacks: loopbackCallbacks, versions: versionsSpoken }
}

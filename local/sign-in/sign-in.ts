import type { Server } from 'node:http'
import type { JWTPayload } from 'jose'
import type { Clock } from '../clock.ts'
import { isForLoopback } from '../loopback.ts'
import type { Template } from '../template/template.ts'
import { claimsOf, factorsOf } from './claims.ts'
import { issuersOf, type LocalSignIn, scopesOf } from './issuers.ts'
import { idTokens } from './tokens.ts'

/** The providers that people sign in with, simulated on this machine. */
export interface SignIn {
  /** An id token for this address, as the first provider would issue it, without going through its pages. */
  token(email: string): Promise<string>
  /** The claims of a token that this issuer signed for one of these audiences; undefined if the token is not valid. */
  claims(token: string, issuer: string, audiences: string[]): Promise<JWTPayload | undefined>
}

interface SignInOptions {
  readonly template: Pick<Template, 'ofType' | 'place'>
  readonly clock: Clock
  readonly server: Server
  readonly port: number
  readonly settings: LocalSignIn
  /** The file for the key. @default in memory */
  readonly keyFile: string | undefined
}

/** Makes every issuer of the template lead to this server, each under its own path. */
export function startSignIn({ template, clock, server, port, settings, keyFile }: SignInOptions): SignIn {
  const tokens = idTokens(clock, keyFile)
  const issuers = issuersOf(template, settings)
  const urlOf = (path: string) => `http://127.0.0.1:${port}/${path}`
  for (const { original, path } of issuers) template.place(original, urlOf(path))
  const played = (issuer: (typeof issuers)[number]) => ({
    ...{ issuer, url: urlOf(issuer.path), scopes: scopesOf(template, issuer), tokens, clock },
    ...{ people: settings.people, asksForCode: settings.secondFactor },
  })

  const providers = new Map(
    issuers.map(issuer => [
      issuer.path,
      // Loading takes a moment, and a cloud in which nobody signs in need not wait for it.
      once(async () => (await import('./provider.ts')).playedProvider(played(issuer))),
    ]),
  )
  server.on('request', async (request, response) => {
    try {
      if (!isForLoopback(request.headers.host)) return void response.writeHead(403).end()
      const provider = providers.get(request.url?.split(/[/?]/)[1] ?? '')
      if (!provider) return void response.writeHead(404).end()
      await (await provider())(request, response)
    } catch {
      if (!response.headersSent) response.writeHead(500)
      response.end()
    }
  })

  const [first] = issuers
  return {
    token: async email => {
      if (!first) throw new Error('The template has no sign-in.')
      const said = claimsOf(email, played(first))
      return tokens.sign({ ...said, ...factorsOf(played(first)), iss: urlOf(first.path), aud: first.clientId })
    },
    claims: tokens.claims,
  }
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined
  return () => {
    made ??= make()
    return made
  }
}

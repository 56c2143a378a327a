import { readFileSync } from 'node:fs'
import * as v from 'valibot'
import { parse } from 'yaml'
import { notLetIn } from '../../lib/access/person.ts'
import { httpFunction } from '../../lib/aws/http-function.ts'
import { directoryEntries } from '../../lib/consortium/entries.ts'
import { fileShape } from '../../lib/consortium/file-shape.ts'
import { filledIn } from '../../lib/consortium/fill-in.ts'
import { settingsRoutes } from '../../lib/http/settings.ts'
import type { SettingsStore } from '../../lib/http/settings-desk.ts'
import { memoryLog } from '../memory/outside.ts'
import { memorySettings } from '../memory/settings.ts'
import { context, emptyEvent } from './aws/http-event.ts'

const example = v.parse(fileShape, parse(readFileSync('examples/consortium.yaml', 'utf8')))
const loaded = { at: '2026-11-24T10:00:00.000Z', by: 'the first deployment', through: 'file' } as const

/** The version of whatever was loaded and has not been changed since. */
export const loadedVersion = Buffer.from(`${loaded.at} ${loaded.through} ${loaded.by}`).toString('base64url')

/** Sign-ins of the example, by what they may do. Each is the address that a token stands for. */
export const people = {
  'an administrator of the library': 'rob@state-college.example.org',
  'an administrator elsewhere': 'erin@riverside-library.example.org',
  'an administrator of the consortium': 'mei@hudson-lakes.example.org',
  'a librarian of the library': 'john@state-college.example.org',
  'somebody unknown': 'eve@example.org',
} as const

/**
 * Settings in memory, of the example, whose tokens are addresses. `between` is what happens between reading and writing. Without a
 * user pool there is nothing to switch off.
 */
export function settingsDesk(
  between: (store: SettingsStore) => Promise<unknown> = async () => {},
  { hasUserPool = true } = {},
) {
  const consortium = filledIn(example)
  const { store, stored, histories } = memorySettings(directoryEntries(consortium), loaded)
  const { libraries: _libraries, librarians: _librarians, ...base } = example
  const did: unknown[] = []
  const { log, failures } = memoryLog()
  const provider = {
    ...{ id: 'own', issuer: 'https://own.example.org', audience: 'desk', parameters: {}, scopes: [] },
    addresses: 'verified' as const,
  }
  let isBetween = false
  const racing: SettingsStore = {
    ...store,
    write: async (batch, by) => {
      if (!isBetween) {
        isBetween = true
        await between(store)
      }
      return store.write(batch, by)
    },
  }
  const routes = settingsRoutes({
    signIns: {
      providers: [provider],
      read: async token =>
        token.includes('@')
          ? { provider, claims: { sub: token, email: token, email_verified: true } }
          : notLetIn('unreadable-sign-in'),
      userInfo: async () => ({ about: {} }),
    },
    // The directory of the sign-in may be a minute old.
    directory: { librarianBySignIn: async email => consortium.librarians.find(each => each.email === email) },
    store: racing,
    base,
    mailboxes: { learnt: async () => ({ acknowledges: true, program: 'RT' }) },
    runs: { file: async (_run, libraries) => void did.push(...libraries.map(each => `tests ${each}`)) },
    leave: async librarian => void did.push(`${librarian} goes off duty`),
    ...(hasUserPool && { switchOff: async (email: string) => void did.push(`${email} is switched off`) }),
    log,
  })
  const called = httpFunction(routes)
  const send = async (route: string, request: { bearer?: string; path?: object; body?: string; headers?: object }) => {
    const {
      statusCode = 0,
      body = '',
      headers,
    } = await called(
      {
        ...emptyEvent,
        routeKey: route,
        headers: { ...(request.bearer && { authorization: `Bearer ${request.bearer}` }), ...request.headers },
        pathParameters: { ...request.path },
        ...(request.body !== undefined && { body: request.body }),
      },
      context,
    )
    return { status: statusCode, body: JSON.parse(body), headers, text: body }
  }
  const ask = (who: keyof typeof people, route: string, path: object = {}, body?: object) =>
    send(route, { bearer: people[who], path, ...(body && { body: JSON.stringify(body) }) })
  return { ask, send, store, stored, histories, did, failures, routes }
}

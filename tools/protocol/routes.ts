import type { AnyRefusal } from '../../lib/protocol/refusals.ts'
import { names, table } from './markdown.ts'

interface Route {
  /** The refusals of this route, each with its HTTP status. */
  readonly refusals: Partial<Readonly<Record<AnyRefusal, number>>>
}

/** The routes of the HTTP API. */
export const routes = {
  'GET /libraries/{library}': { refusals: { 'no-such-library': 404, unreadable: 409, 'try-again': 503 } },
  'GET /libraries/{library}/availability': { refusals: { 'no-such-library': 404, unreadable: 409, 'try-again': 503 } },
  'POST /libraries/{library}/sessions': {
    refusals: {
      'unknown-version': 400,
      'bad-frame': 400,
      'form-incomplete': 400,
      'own-address': 400,
      'staff-name': 400,
      'wrong-origin': 403,
      'source-refused': 403,
      'no-such-library': 404,
      'desk-full': 409,
      closed: 409,
      'other-question': 409,
      unreadable: 409,
      'too-many-questions': 429,
      'try-again': 503,
    },
  },
  'POST /sessions/{session}/tickets': {
    refusals: {
      'unknown-version': 400,
      'bad-ticket': 401,
      'wrong-origin': 403,
      'no-such-library': 404,
      unreadable: 409,
      'try-again': 503,
    },
  },
  'GET /sign-in': { refusals: { 'try-again': 503 } },
  'POST /tickets': {
    refusals: {
      'unknown-version': 400,
      'no-sign-in': 401,
      'unreadable-sign-in': 401,
      'unsigned-sign-in': 401,
      'unknown-signature': 401,
      'bad-signature': 401,
      'foreign-sign-in': 401,
      'sign-in-for-another': 401,
      'sign-in-expired': 401,
      'sign-in-not-yet': 401,
      'no-second-factor': 403,
      'sign-in-without-address': 403,
      'address-not-verified': 403,
      'several-librarians': 403,
      'not-their-provider': 403,
      'unknown-librarian': 403,
      'wrong-origin': 403,
      unreadable: 409,
      'provider-silent': 503,
      'try-again': 503,
    },
  },
} as const satisfies Readonly<Record<string, Route>>

/** The refusals of each route, by status. */
export function routeTable(): string {
  const statuses = [400, 401, 403, 404, 409, 429, 503]
  const rows = Object.entries(routes).map(([route, { refusals }]) => [
    `\`${route}\``,
    ...statuses.map(status =>
      names(
        Object.entries(refusals)
          .filter(([, its]) => its === status)
          .map(([code]) => code),
      ),
    ),
  ])
  return table(['', ...statuses.map(String)], rows)
}

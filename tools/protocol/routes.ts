import * as v from 'valibot'
import {
  administratorShown,
  availabilityShown,
  librarianLetIn,
  libraryShown,
  questionTaken,
  settingsShown,
  signInOffered,
  ticketGiven,
} from '../../lib/protocol/out/http.ts'
import { question } from '../../lib/protocol/question.ts'
import type { AnyRefusal } from '../../lib/protocol/refusals.ts'
import { newPerson, removal, settingsChange } from '../../lib/protocol/settings.ts'
import { versions } from '../../lib/protocol/version.ts'
import { names, table } from './markdown.ts'

interface Route {
  /** What it is for, in a few words. */
  readonly summary: string
  /** What proves who asks. @default - it is public */
  readonly bearer?: 'pass' | 'idToken'
  /** The body that it takes. */
  readonly body?: v.GenericSchema
  readonly answers: {
    readonly status: 200 | 201
    readonly description: string
    /** @default - a JSON document of another kind */
    readonly schema?: v.GenericSchema
  }
  /** The refusals of this route, each with its HTTP status. */
  readonly refusals: Partial<Readonly<Record<AnyRefusal, number>>>
}

const ofLibrary = { 'no-such-library': 404, unreadable: 409, 'try-again': 503 } as const

/** A sign-in is refused for these reasons, whatever it is for. */
const ofSignIn = {
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
} as const

/** Only administrators read and change settings. */
const ofSettings = { ...ofSignIn, 'left-consortium': 403, 'administrators-only': 403 } as const

const changing = {
  ...ofSettings,
  'bad-frame': 400,
  'settings-wrong': 400,
  'consortium-administrators-only': 403,
  'last-administrator': 409,
  'settings-changed': 409,
} as const

const settings = { description: 'The settings as they are now', schema: settingsShown }

/** The routes of the HTTP API. */
export const routes = {
  'GET /libraries/{library}': {
    summary: 'What a library says of itself',
    answers: { status: 200, description: 'What its pages show and ask', schema: libraryShown },
    refusals: ofLibrary,
  },
  'GET /libraries/{library}/availability': {
    summary: 'Whether somebody would answer now',
    answers: {
      status: 200,
      description: 'Who would answer, how many wait, and for how long',
      schema: availabilityShown,
    },
    refusals: ofLibrary,
  },
  'POST /libraries/{library}/sessions': {
    summary: 'A patron asks',
    body: question,
    answers: {
      status: 201,
      description: 'The session, a pass to come back to it, and a ticket',
      schema: questionTaken,
    },
    refusals: {
      'unknown-version': 400,
      'bad-frame': 400,
      'form-incomplete': 400,
      'own-address': 400,
      'staff-name': 400,
      'wrong-origin': 403,
      'source-refused': 403,
      'proof-missing': 403,
      'proof-wrong': 403,
      'proof-expired': 403,
      'proof-used': 403,
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
    summary: 'A patron comes back',
    bearer: 'pass',
    body: v.object({ versions: v.optional(versions) }),
    answers: { status: 201, description: 'A ticket', schema: ticketGiven },
    refusals: {
      'unknown-version': 400,
      'bad-ticket': 401,
      'wrong-origin': 403,
      'no-such-library': 404,
      unreadable: 409,
      'try-again': 503,
    },
  },
  'GET /sign-in': {
    summary: 'Where librarians sign in',
    answers: { status: 200, description: 'The providers that the desk knows', schema: signInOffered },
    refusals: { 'try-again': 503 },
  },
  'POST /tickets': {
    summary: 'A librarian exchanges a sign-in for a ticket',
    bearer: 'idToken',
    body: v.object({ versions: v.optional(versions), accessToken: v.optional(v.string()) }),
    answers: { status: 201, description: 'Who they are, and a ticket', schema: librarianLetIn },
    refusals: {
      'unknown-version': 400,
      ...ofSignIn,
    },
  },
  'GET /settings': {
    summary: 'Whether somebody may change settings, and of which libraries',
    bearer: 'idToken',
    answers: { status: 200, description: 'Who they are, and what they administer', schema: administratorShown },
    refusals: ofSettings,
  },
  'GET /settings/libraries/{library}': {
    summary: 'The settings of a library, the people in it, and who changed them',
    bearer: 'idToken',
    answers: { status: 200, ...settings },
    refusals: { ...ofSettings, 'consortium-administrators-only': 403, 'no-such-library': 404 },
  },
  'POST /settings/libraries/{library}': {
    summary: 'An administrator changes the settings of a library',
    bearer: 'idToken',
    body: settingsChange,
    answers: { status: 200, ...settings },
    refusals: { ...changing, 'no-such-library': 404 },
  },
  'POST /settings/libraries/{library}/people': {
    summary: 'An administrator invites somebody',
    bearer: 'idToken',
    body: newPerson,
    answers: { status: 201, ...settings },
    refusals: { ...changing, 'no-such-library': 404 },
  },
  'POST /settings/people/{librarian}': {
    summary: 'An administrator changes what somebody is and may do',
    bearer: 'idToken',
    body: settingsChange,
    answers: { status: 200, ...settings },
    refusals: { ...changing, 'no-such-person': 404 },
  },
  'POST /settings/people/{librarian}/removal': {
    summary: 'An administrator removes somebody from the consortium',
    bearer: 'idToken',
    body: removal,
    answers: { status: 200, ...settings },
    refusals: { ...changing, 'no-such-person': 404 },
  },
  'GET /openapi.json': {
    summary: 'These routes, as OpenAPI',
    answers: { status: 200, description: 'An OpenAPI 3.1 document' },
    refusals: { 'try-again': 503 },
  },
  'GET /asyncapi.json': {
    summary: 'The frames of the socket, as AsyncAPI',
    answers: { status: 200, description: 'An AsyncAPI 3.1 document' },
    refusals: { 'try-again': 503 },
  },
} as const satisfies Readonly<Record<string, Route>>

export type AnyRoute = Route

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

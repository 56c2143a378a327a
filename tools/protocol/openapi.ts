import { release } from '../../infra/parts/settings.ts'
import { problem } from '../../lib/protocol/out/http.ts'
import { jsonSchema } from './json-schema.ts'
import { sentenceOf } from './refusals.ts'
import { type AnyRoute, routes } from './routes.ts'

type Document = Readonly<Record<string, unknown>>

/** The routes of the HTTP API as an OpenAPI 3.1 document. */
export function openApi(): Document {
  const paths = Map.groupBy(Object.entries<AnyRoute>(routes), ([route]) => route.split(' ')[1] ?? '')
  return {
    openapi: '3.1.1',
    info: {
      title: 'Coopdesk: before the socket',
      version: release(),
      summary: 'Patrons ask and come back; librarians sign in. Both get a ticket for the socket.',
      description: 'The frames of the socket are in /asyncapi.json; PROTOCOL.md tells how both belong together.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/', description: 'The desk that this document came from' }],
    tags: [{ name: 'desk', description: 'Everything before the socket' }],
    paths: Object.fromEntries(
      [...paths].map(([path, its]) => [
        path,
        Object.fromEntries(its.map(([route, about]) => [methodOf(route), operation(route, about)])),
      ]),
    ),
    components: {
      schemas: { problem: jsonSchema(problem, problemMeanings) },
      securitySchemes: {
        pass: { type: 'http', scheme: 'bearer', description: 'The pass that came with the session' },
        idToken: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT', description: 'The id token of a sign-in' },
      },
    },
  }
}

const problemMeanings = {
  type: 'A name for this kind of problem: `urn:coopdesk:problem:` and the code.',
  title: 'What this kind of problem is, in a sentence.',
  status: 'The HTTP status.',
  detail: 'What is wrong here, in one sentence or two.',
  code: 'The code of the refusal, for programs.',
  reason: 'The same as `detail`.',
  soft: 'Whether it can be overridden with `despite`.',
  offer: 'What to send instead.',
  versions: 'The versions of the protocol that the desk speaks.',
  challenge: 'The work that the library asks of the device of a patron, before it takes a question.',
  faults: 'What is wrong with settings, in the sentences of the check of the consortium file.',
  'faults[].path': 'Where, from the library or the person on: keys and positions.',
  'faults[].sentence': 'What is wrong there.',
  changes: 'What was changed meanwhile, newest first: by whom, when, and which keys.',
  settings: 'The settings as they are now.',
}

const methodOf = (route: string): string => (route.split(' ')[0] ?? '').toLowerCase()

/** `POST /libraries/{library}/sessions` is `postLibrariesSessions`. */
function operationId(route: string): string {
  const words = route
    .replace(/\{\w+\}/g, '')
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter(Boolean)
  return words.map((word, at) => (at === 0 ? word : word.charAt(0).toUpperCase() + word.slice(1))).join('')
}

function operation(route: string, { summary, bearer, body, answers, refusals }: AnyRoute): Document {
  const parameters = [...route.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => ({
    ...{ name, in: 'path', required: true, description: parameterMeanings[name], schema: { type: 'string' } },
  }))
  const throttled = 429 in Object.groupBy(Object.values(refusals), status => status) ? {} : { 429: turnedAway }
  const byStatus = Map.groupBy(Object.entries(refusals), ([, status]) => status)
  const statuses = [...byStatus].sort(([one], [other]) => one - other)
  return {
    operationId: operationId(route),
    summary,
    tags: ['desk'],
    security: bearer ? [{ [bearer]: [] }] : [],
    ...(parameters.length > 0 && { parameters }),
    ...(body && {
      requestBody: { required: true, content: { 'application/json': { schema: jsonSchema(body) } } },
    }),
    responses: {
      [answers.status]: {
        description: answers.description,
        content: {
          'application/json': { schema: answers.schema ? jsonSchema(answers.schema) : { type: 'object' } },
        },
      },
      ...throttled,
      ...Object.fromEntries(
        statuses.map(([status, its]) => [
          status,
          {
            description: its.map(([code]) => `\`${code}\`: ${sentenceOf(code)}`).join('\n\n'),
            content: { 'application/problem+json': { schema: problemWith(its.map(([code]) => code)) } },
          },
        ]),
      ),
    },
  }
}

/** API Gateway throttles by itself, and says so in its own words. */
const turnedAway: Document = {
  description: 'Too many requests; try again in a moment',
  content: { 'application/json': { schema: { type: 'object', properties: { message: { type: 'string' } } } } },
}

const problemWith = (codes: readonly string[]): Document => ({
  allOf: [{ $ref: '#/components/schemas/problem' }],
  properties: { code: { enum: codes } },
})

const parameterMeanings: Readonly<Record<string, string>> = {
  library: 'The id of the library',
  session: 'The id of the session',
  librarian: 'The id of the person',
}

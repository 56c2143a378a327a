import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { notLetIn } from '../../../lib/access/person.ts'
import { httpFunction } from '../../../lib/aws/http-function.ts'
import { librarianShape, libraryShape } from '../../../lib/consortium/file-shape.ts'
import { documentRoutes } from '../../../lib/http/documents.ts'
import { libraryPage } from '../../../lib/http/library-page.ts'
import { signInRoutes } from '../../../lib/http/sign-in.ts'
import { problem } from '../../../lib/protocol/out/http.ts'
import { jsonSchema } from '../../../tools/protocol/json-schema.ts'
import { type AnyRoute, routes } from '../../../tools/protocol/routes.ts'
import { context, emptyEvent } from '../aws/http-event.ts'
import { deskBefore, secrets } from '../open-desk.ts'
import { loadedVersion, people, settingsDesk } from '../settings-desk.ts'

/** A request that is good but for one thing, and the refusals of which one has to answer it. */
interface Broken {
  readonly route: string
  readonly what: string
  readonly is: readonly string[]
  readonly path?: Readonly<Record<string, string>>
  readonly body?: string
  readonly headers?: Readonly<Record<string, string>>
}

const person = { id: 'ann', name: 'Ann', email: 'ann@wren.example.org' }
/** A good body of each route that takes one. A version is that of the example as it was loaded. */
const bodies: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  'POST /libraries/{library}/sessions': { question: 'Maps?' },
  'POST /sessions/{session}/tickets': {},
  'POST /tickets': {},
  'POST /settings/libraries/{library}': { version: loadedVersion, change: { greeting: 'Hello.' } },
  'POST /settings/libraries/{library}/people': { person },
  'POST /settings/people/{librarian}': { version: loadedVersion, change: { limit: 2 } },
  'POST /settings/people/{librarian}/removal': { version: loadedVersion },
}
const isSettings = (route: string) => route.includes(' /settings')

const property = v.looseObject({
  type: v.optional(v.string()),
  const: v.optional(v.unknown()),
  maxLength: v.optional(v.number()),
  maxItems: v.optional(v.number()),
})
const object = v.looseObject({
  properties: v.optional(v.record(v.string(), property), {}),
  required: v.optional(v.array(v.string()), []),
})

/** A value of each type of JSON. */
const ofType: Readonly<Record<string, unknown>> = {
  string: 'a text',
  number: 1.5,
  boolean: false,
  null: null,
  object: { a: { b: 1 } },
  array: [[]],
}

/** Every way to break a body that its schema names, and those that no JSON is. */
function brokenBodies(schema: v.GenericSchema, good: object): readonly (readonly [what: string, body: string])[] {
  const { properties, required } = v.parse(object, jsonSchema(schema))
  const with_ = (more: object) => JSON.stringify({ ...good, ...more })
  const cut = JSON.stringify(good).slice(0, -1)
  const fields = Object.entries(properties).flatMap(([name, { type, const: only, maxLength, maxItems }]) => [
    ...Object.entries(ofType)
      .filter(([kind, value]) => (only === undefined ? kind !== type : value !== only))
      .map(([kind, value]) => [`${name}: ${kind}`, with_({ [name]: value })] as const),
    ...(maxLength === undefined ? [] : [[`${name}: too long`, with_({ [name]: 'x'.repeat(maxLength + 1) })] as const]),
    ...(maxItems === undefined
      ? []
      : [[`${name}: too many`, with_({ [name]: Array.from({ length: maxItems + 1 }, () => 'x') })] as const]),
  ])
  return [
    ...fields,
    ...required.map(name => [`no ${name}`, with_({ [name]: undefined })] as const),
    ['an unknown field', with_({ unknown: 1 })],
    ['a field of every object', `${cut},"__proto__":{"a":1},"constructor":1}`],
    ...['', '{', cut, '[]', 'null', '42', '"text"', `[${cut}}]`].map(
      text => [`the body ${JSON.stringify(text)}`, text] as const,
    ),
    ['a million brackets', '['.repeat(1_000_000)],
  ]
}

/** Texts that no question may be, nor any settings. */
const brokenTexts: readonly (readonly [what: string, body: string])[] = [
  ['half a character', '{"question":"\\ud800"}'],
  ['a control character', '{"question":"a\\u0000b"}'],
  ['nothing that anybody sees', '{"question":"\\u200b \\u2060"}'],
]

/** Settings that have the shape of a request and yet cannot be. */
function brokenSettings(route: string): readonly Broken[] {
  const good = bodies[route] ?? {}
  const keys = 'person' in good ? 'person' : 'change'
  if (!isSettings(route) || !(keys in good)) return []
  const kinds = { ...ofType, text: 'x'.repeat(5000), symbols: '\u0000\ud800', deep: { a: [{ b: {} }] } }
  const known = Object.keys(route.includes('people') ? librarianShape.entries : libraryShape.entries)
  // The library of a new person is that of the path.
  const broken = known.filter(key => key !== 'library' || keys === 'change')
  return [...broken, 'nothing-known'].flatMap(key =>
    Object.entries(kinds)
      .filter(([, value]) => !isGood(key, value))
      .map(([kind, value]) => ({
        ...{ route, what: `${key}: ${kind}`, is: ['settings-wrong', 'bad-frame'] },
        body: JSON.stringify({ ...good, [keys]: { ...Object(good[keys]), [key]: value } }),
      })),
  )
}

/** A value that is what its key asks for: null goes back to the default, where there is one. */
function isGood(key: string, value: unknown): boolean {
  const shapes: Readonly<Record<string, v.GenericSchema>> = { ...librarianShape.entries, ...libraryShape.entries }
  const shape = shapes[key]
  if (!shape || key === 'id') return false
  return value === null ? shape.type === 'exact_optional' : v.safeParse(shape, value).success
}

const foreignIds = ['nowhere', '', '..', '%2e%2e%2f', '__proto__', 'constructor', 'x'.repeat(5000), 'wren\n', '🦉']
const bearers = ['', 'Bearer', 'Bearer ', 'Basic abc', 'Bearer a.b.c', `Bearer ${'x'.repeat(20_000)}`, 'Bearer null']

/** Every route, broken in every way that its record and its schema name. */
function everyBroken(): readonly Broken[] {
  return Object.entries<AnyRoute>(routes).flatMap(([route, { body, bearer }]) => [
    ...(body && !route.endsWith('/tickets')
      ? brokenBodies(body, bodies[route] ?? {}).map(([what, text]) => ({
          ...{ route, what, is: what.startsWith('versions') ? ['unknown-version', 'bad-frame'] : ['bad-frame'] },
          body: text,
        }))
      : []),
    ...(route.endsWith('/sessions')
      ? brokenTexts.map(([what, text]) => ({ route, what, is: ['bad-frame'], body: text }))
      : []),
    ...brokenSettings(route),
    ...(route.includes('{library}')
      ? foreignIds.map(library => ({
          ...{ route, what: `library ${library.slice(0, 20)}`, is: ['no-such-library'], path: { library } },
        }))
      : []),
    ...(route.includes('{librarian}')
      ? foreignIds.map(librarian => ({
          ...{ route, what: `librarian ${librarian.slice(0, 20)}`, is: ['no-such-person'], path: { librarian } },
        }))
      : []),
    ...('version' in (bodies[route] ?? {})
      ? ['', 'nonsense', `${loadedVersion}x`, '🦉'].map(version => ({
          ...{ route, what: `the version ${version}`, is: ['settings-changed'] },
          body: JSON.stringify({ ...bodies[route], version }),
        }))
      : []),
    ...(bearer
      ? bearers.map(authorization => ({
          ...{ route, what: authorization.slice(0, 20), headers: { authorization } },
          is: ['no-sign-in', 'unreadable-sign-in', 'bad-ticket'],
        }))
      : []),
    ...(route.startsWith('POST') && !isSettings(route)
      ? [
          {
            ...{ route, what: 'a version that the desk does not speak', is: ['unknown-version'] },
            body: JSON.stringify({ ...bodies[route], versions: ['coopdesk.v9'] }),
          },
        ]
      : []),
    ...(route.endsWith('/sessions') || isSettings(route)
      ? [{ route, what: 'a strange page', is: ['wrong-origin'], headers: { origin: 'https://elsewhere.example.org' } }]
      : []),
  ])
}

const all = everyBroken()

async function desk() {
  const { ports, http, state } = await deskBefore()
  const settings = settingsDesk()
  const read = async (token: string) => notLetIn(token ? 'unreadable-sign-in' : 'no-sign-in')
  const called = httpFunction({
    ...http,
    ...libraryPage(ports),
    ...documentRoutes(async () => ({})),
    ...signInRoutes({ ...ports, signIns: { providers: [], read, userInfo: async () => ({ about: {} }) } }),
    ...settings.routes,
  })
  const everything = async () => ({ ...(await state()), settings: [...settings.stored], did: settings.did })
  const send = ({ route, path, body, headers }: Broken) => {
    const here = isSettings(route)
      ? { library: 'state-college', librarian: 'john', authorization: people['an administrator of the consortium'] }
      : { library: 'wren', session: 'JANE0000000000000000000000', authorization: undefined }
    const { authorization, ...ids } = here
    return called(
      {
        ...emptyEvent,
        routeKey: route,
        headers: { ...(authorization && { authorization: `Bearer ${authorization}` }), ...headers },
        pathParameters: { ...ids, ...path },
        body: body ?? JSON.stringify(bodies[route] ?? {}),
      },
      context,
    )
  }
  return { send, state: everything }
}

describe('a broken request', () => {
  it('is of every kind that the schemas name', () => {
    expect(all.length).toBeGreaterThan(500)
    for (const route of Object.keys(routes).filter(each => /POST|\{|settings/.test(each)))
      expect(
        all.some(broken => broken.route === route),
        route,
      ).toBe(true)
  })

  it.each(Object.keys(routes).filter(route => all.some(broken => broken.route === route)))(
    'to %s is refused as the protocol says, names nothing of anybody, and changes nothing',
    async route => {
      const { send, state } = await desk()
      const before = await state()
      const refusals = Object.entries<AnyRoute>(routes).find(([name]) => name === route)?.[1].refusals ?? {}
      for (const broken of all.filter(one => one.route === route)) {
        const { statusCode = 0, headers, body = '' } = await send(broken)
        const said = v.safeParse(problem, JSON.parse(body))
        expect(said.success, `${broken.what}: ${body}`).toBe(true)
        if (!said.success) continue
        const { code, reason, status, type, detail } = said.output
        expect([broken.what, refusals[code as keyof typeof refusals]]).toEqual([broken.what, statusCode])
        expect(broken.is, `${broken.what}: ${reason}`).toContain(code)
        expect(headers?.['content-type']).toBe('application/problem+json')
        expect({ status, type, detail }).toEqual({
          status: statusCode,
          type: `urn:coopdesk:problem:${code}`,
          detail: reason,
        })
        expect(reason).toMatch(/\.$/)
        expect(body).not.toMatch(/node_modules|file:|\bat \w+ \(|TypeError|SyntaxError/)
        for (const secret of secrets) expect(body).not.toContain(secret)
      }
      expect(await state()).toEqual(before)
    },
  )
})

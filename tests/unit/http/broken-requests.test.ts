import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { notLetIn } from '../../../lib/access/person.ts'
import { httpFunction } from '../../../lib/aws/http-function.ts'
import { documentRoutes } from '../../../lib/http/documents.ts'
import { libraryPage } from '../../../lib/http/library-page.ts'
import { signInRoutes } from '../../../lib/http/sign-in.ts'
import { problem } from '../../../lib/protocol/out/http.ts'
import { jsonSchema } from '../../../tools/protocol/json-schema.ts'
import { type AnyRoute, routes } from '../../../tools/protocol/routes.ts'
import { context, emptyEvent } from '../aws/http-event.ts'
import { deskBefore, secrets } from '../open-desk.ts'

/** A request that is good but for one thing. */
interface Broken {
  readonly route: string
  readonly what: string
  readonly path?: Readonly<Record<string, string>>
  readonly body?: string
  readonly headers?: Readonly<Record<string, string>>
}

const good = { path: { library: 'wren', session: 'JANE0000000000000000000000' }, body: { question: 'Maps?' } }

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
function brokenBodies(schema: v.GenericSchema): readonly (readonly [what: string, body: string])[] {
  const { properties, required } = v.parse(object, jsonSchema(schema))
  const with_ = (more: object) => JSON.stringify({ ...good.body, ...more })
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
    ['a field of every object', `{"question":"Maps?","__proto__":{"a":1},"constructor":1}`],
    ...['', '{', '{"question":"Maps?"', '[]', 'null', '42', '"text"', '[{"question":"Maps?"}]'].map(
      text => [`the body ${JSON.stringify(text)}`, text] as const,
    ),
    ['half a character', '{"question":"\\ud800"}'],
    ['a control character', '{"question":"a\\u0000b"}'],
    ['nothing that anybody sees', '{"question":"\\u200b \\u2060"}'],
    ['a million brackets', '['.repeat(1_000_000)],
  ]
}

const foreignIds = ['nowhere', '', '..', '%2e%2e%2f', '__proto__', 'constructor', 'x'.repeat(5000), 'wren\n', '🦉']
const bearers = ['', 'Bearer', 'Bearer ', 'Basic abc', 'Bearer a.b.c', `Bearer ${'x'.repeat(20_000)}`, 'Bearer null']

/** Every route, broken in every way that its record and its schema name. */
function everyBroken(): readonly Broken[] {
  return Object.entries<AnyRoute>(routes).flatMap(([route, { body, bearer }]) => [
    ...(body && route.startsWith('POST /libraries')
      ? brokenBodies(body).map(([what, text]) => ({ route, what, body: text }))
      : []),
    ...(route.includes('{library}')
      ? foreignIds.map(library => ({ route, what: `library ${library.slice(0, 20)}`, path: { library } }))
      : []),
    ...(bearer
      ? bearers.map(authorization => ({ route, what: authorization.slice(0, 20), headers: { authorization } }))
      : []),
    ...(route.startsWith('POST')
      ? [
          {
            route,
            what: 'a version that the desk does not speak',
            body: '{"question":"Maps?","versions":["coopdesk.v9"]}',
          },
          { route, what: 'a strange page', headers: { origin: 'https://elsewhere.example.org' } },
        ]
      : []),
  ])
}

const all = everyBroken()

async function desk() {
  const { ports, http, state } = await deskBefore()
  const read = async (token: string) => notLetIn(token ? 'unreadable-sign-in' : 'no-sign-in')
  const called = httpFunction({
    ...http,
    ...libraryPage(ports),
    ...documentRoutes(async () => ({})),
    ...signInRoutes({ ...ports, signIns: { providers: [], read, userInfo: async () => ({ about: {} }) } }),
  })
  const send = ({ route, path, body, headers }: Broken) =>
    called(
      {
        ...emptyEvent,
        routeKey: route,
        headers: { ...headers },
        pathParameters: { ...good.path, ...path },
        body: body ?? JSON.stringify(good.body),
      },
      context,
    )
  return { send, state }
}

describe('a broken request', () => {
  it('is of every kind that the schemas name', () => {
    expect(all.length).toBeGreaterThan(100)
    for (const route of Object.keys(routes).filter(each => /POST|\{/.test(each)))
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

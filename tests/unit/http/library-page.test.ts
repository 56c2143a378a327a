import { describe, expect, it } from 'vitest'
import { httpFunction } from '../../../lib/aws/http-function.ts'
import type { PageSettings } from '../../../lib/consortium/page.ts'
import { libraryPage } from '../../../lib/http/library-page.ts'
import { context, emptyEvent } from '../aws/http-event.ts'
import { at, deskOf, librarian, library } from '../members.ts'

const page: PageSettings = {
  accent: '#7a1f2b',
  logo: 'https://wren.example.org/logo.svg',
  website: 'https://wren.example.org',
  telephone: '+1 555 010 0100',
  email: 'ask@wren.example.org',
  languages: ['en', 'es'],
  words: { es: { open: 'Pregunte' } },
  form: {
    name: 'required',
    email: 'off',
    fields: [
      { id: 'status', label: { en: 'You are' }, required: true, choices: [{ id: 'pupil', label: { en: 'A pupil' } }] },
    ],
  },
}
const wren = library('wren', 'Wren Library', {
  page,
  hours: [{ day: 'monday', from: '00:00', to: '02:00', rest: true }],
  closedDays: ['2026-12-25'],
  policyPage: 'https://wren.example.org/staff',
})

async function routes() {
  const { ports } = await deskOf([wren, library('tern', 'Tern')], [librarian('rob', 'Rob Roy', 'wren')])
  return libraryPage(ports)
}

async function get(route: 'GET /libraries/{library}' | 'GET /libraries/{library}/availability', id: string) {
  const response = await (await routes())[route]?.({ path: { library: id }, body: '', at })
  if (!response || !('body' in response)) throw new Error(`${route} is answered with a body.`)
  return response
}

describe('what a library says of itself', () => {
  it('is what a page shows and asks, and nothing that is for staff', async () => {
    expect(await get('GET /libraries/{library}', 'wren')).toEqual({
      status: 200,
      sharedFor: 300,
      body: {
        id: 'wren',
        name: 'Wren Library',
        timeZone: 'America/New_York',
        languages: ['en', 'es'],
        colours: { accent: '#7a1f2b' },
        logo: 'https://wren.example.org/logo.svg',
        website: 'https://wren.example.org',
        telephone: '+1 555 010 0100',
        mail: 'ask@wren.example.org',
        words: { es: { open: 'Pregunte' } },
        form: page.form,
        hours: [{ day: 'monday', from: '00:00', to: '02:00' }],
        closedDays: ['2026-12-25'],
      },
    })
  })

  it('is complete for a library that sets none of it', async () => {
    expect((await get('GET /libraries/{library}', 'tern')).body).toStrictEqual({
      id: 'tern',
      name: 'Tern',
      timeZone: 'America/New_York',
      languages: ['en'],
      colours: { accent: '#1f5f99' },
      words: {},
      form: { name: 'optional', email: 'optional', fields: [] },
      hours: [],
      closedDays: [],
    })
  })
})

describe('whether somebody would answer', () => {
  it('is public for five seconds, and names nobody', async () => {
    const { status, sharedFor, body } = await get('GET /libraries/{library}/availability', 'wren')
    expect({ status, sharedFor }).toEqual({ status: 200, sharedFor: 5 })
    expect(body).toMatchObject({ at, staffed: true, waiting: 0 })
    expect(JSON.stringify(body)).not.toMatch(/rob/i)
  })
})

describe.each(['GET /libraries/{library}', 'GET /libraries/{library}/availability'] as const)('%s', route => {
  it('refuses a library that does not exist', async () => {
    const refusal = await get(route, 'nowhere')
    expect(refusal).toMatchObject({ status: 404, body: { code: 'no-such-library' } })
  })

  it('is the same for every page, so that a CDN may keep it', async () => {
    const called = await routes()
    const ask = async (origin: string) => {
      const event = { routeKey: route, headers: { origin }, pathParameters: { library: 'wren' } }
      return httpFunction(called)({ ...emptyEvent, ...event }, context)
    }
    const [one, other] = [await ask('https://one.example.org'), await ask('https://other.example.org')]
    expect(one.headers).toEqual(other.headers)
    expect(one.headers).toMatchObject({ 'access-control-allow-origin': '*' })
    expect(String(one.headers?.['cache-control'])).toMatch(/^public, max-age=\d+$/)
    expect(one.headers).not.toHaveProperty('vary')
  })
})

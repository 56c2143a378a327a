import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { administratorShown, problem, settingsShown } from '../../../lib/protocol/out/http.ts'
import { people, settingsDesk } from '../settings-desk.ts'

const [own, elsewhere, everywhere, librarian] = [
  'an administrator of the library',
  'an administrator elsewhere',
  'an administrator of the consortium',
  'a librarian of the library',
] as const
const nineToFive = Object.fromEntries(
  ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'].map(day => [day, ['09:00-17:00']]),
)
const college = { library: 'state-college' }
const read = 'GET /settings/libraries/{library}'
const change = 'POST /settings/libraries/{library}'
const invite = 'POST /settings/libraries/{library}/people'
const edit = 'POST /settings/people/{librarian}'
const remove = 'POST /settings/people/{librarian}/removal'

type Desk = ReturnType<typeof settingsDesk>
const shown = async (desk: Desk, library = 'state-college') =>
  v.parse(settingsShown, (await desk.ask(everywhere, read, { library })).body)
const versionOf = async (desk: Desk, id: string, library = 'state-college') =>
  (await shown(desk, library)).people.find(({ person }) => person.id === id)?.version ?? ''
const changes = async (desk: Desk, keys: object, who: keyof typeof people = own) =>
  desk.ask(who, change, college, { version: (await shown(desk)).version, change: keys })

describe('settings over the protocol', () => {
  it('somebody who signs in hears what they administer', async () => {
    const { ask } = settingsDesk()
    const { status, body } = await ask(own, 'GET /settings')
    expect(status).toBe(200)
    expect(v.parse(administratorShown, body)).toEqual({
      ...{ librarian: 'rob', name: 'Rob from State College', role: 'library-administrator' },
      libraries: [{ id: 'state-college', name: 'State College Library' }],
    })
    expect((await ask(everywhere, 'GET /settings')).body.libraries).toHaveLength(5)
  })

  it('a library is shown as the file would have it, with its people, its mailbox and what was learnt of it', async () => {
    const settings = await shown(settingsDesk())
    expect(settings).toMatchObject({
      library: 'state-college',
      settings: {
        'time-zone': 'America/New_York',
        hours: { monday: ['08:00-22:00'] },
        holidays: [{ date: '2026-11-26', name: 'Thanksgiving' }, {}, {}],
      },
      mailbox: { mailbox: 'reference@state-college.example.org', acknowledges: true, program: 'RT' },
      changes: [],
    })
    expect(settings.people.map(({ person }) => person.id)).toEqual(['rob', 'john'])
    expect(settings.settings).not.toHaveProperty('timing')
  })

  it('the settings say what the groups are called, whose ids stand in pools', async () => {
    const { groups } = await shown(settingsDesk())
    expect(groups).toEqual([
      { id: 'academic', name: 'Hudson Academic Libraries' },
      { id: 'public', name: 'Lakes Public Libraries' },
    ])
  })

  it.each([
    ['hours', { hours: nineToFive }],
    ['closed days', { 'closed-days': ['2026-12-24', '2026-12-31'] }],
    ['scripts', { scripts: [{ id: 'wait', title: 'Wait', text: 'One moment, {patron}.' }] }],
    ['the policy page', { 'policy-page': 'https://library.state-college.example.org/policies' }],
    [
      'a statement',
      { policy: [{ id: 'fines', topic: 'Fines', text: 'None.', 'vouched-by': 'Ann Lee', checked: '2026-11-01' }] },
    ],
    [
      'colours and words',
      { page: { accent: '#112233', words: { en: { 'form.send': 'Ask us' } }, languages: ['en', 'fr'] } },
    ],
    ['the mailbox', { mailbox: 'desk@state-college.example.org' }],
    ['holidays', { holidays: [{ date: '2026-12-25', name: 'Christmas Day' }] }],
    ['follow-ups', { 'follow-ups': { 'answer-within': 4 } }],
    ['how long librarians may read again', { 'reread-days': 21 }],
    ['whether other libraries are named', { 'names-institution': false }],
  ])('an administrator of the library changes %s', async (_what, keys) => {
    const desk = settingsDesk()
    const { status, body } = await changes(desk, keys)
    expect([status, body.settings]).toMatchObject([200, keys])
    expect((await shown(desk)).settings).toMatchObject(keys)
    const [key = ''] = Object.keys(keys)
    expect(body.changes).toEqual([
      expect.objectContaining({
        ...{ by: 'Rob from State College (rob)', through: 'browser', subject: 'library:state-college' },
        ...{ what: 'changed', fields: expect.arrayContaining([expect.stringMatching(/./)]) },
      }),
    ])
    const [{ at: _at, ...said }] = body.changes
    expect(JSON.stringify(said)).not.toContain(String(Object.values(keys)[0]))
    expect(key).not.toBe('')
  })

  it('null goes back to the default, and what is not named stays', async () => {
    const desk = settingsDesk()
    const before = await shown(desk)
    const { body } = await changes(desk, { greeting: null })
    expect(body.settings).not.toHaveProperty('greeting')
    const { greeting: _greeting, ...rest } = before.settings
    expect(body.settings).toEqual(rest)
  })

  it('a change to what is already so writes nothing', async () => {
    const desk = settingsDesk()
    const { settings, version } = await shown(desk)
    const { status, body } = await changes(desk, { hours: settings.hours })
    expect([status, body.version, body.changes]).toEqual([200, version, []])
  })

  it('a new mailbox is tested by the next run, and other settings test none', async () => {
    const desk = settingsDesk()
    await changes(desk, { 'closed-days': [] })
    expect(desk.did).toEqual([])
    await changes(desk, { mailbox: 'desk@state-college.example.org' })
    expect(desk.did).toEqual(['tests state-college'])
  })

  it.each([
    [{ hours: { monday: ['17:00-09:00'] } }, 'The hours 17:00-09:00 end before they begin.', ['hours', 'monday', 0]],
    [{ mailbox: 'nobody' }, '"mailbox" must be an email address.', ['mailbox']],
    [{ scripts: [{ id: 'a', title: 'A', text: '{nobody}' }] }, 'names the unknown merge field', ['scripts', 0, 'text']],
    [{ page: { accent: 'red' } }, '"accent" must be a colour', ['page', 'accent']],
    [{ colour: 'red' }, 'There is no key "colour".', ['colour']],
    [{ mailbox: null }, 'The key "mailbox" is missing.', []],
    [{ 'time-zone': 'Mars' }, 'must be the IANA name of a time zone', ['time-zone']],
    [{ 'closed-days': ['2026-02-31'] }, 'must be dates like 2026-12-25', ['closed-days', 0]],
  ])('%j is refused in the words of the check of the file, and changes nothing', async (keys, sentence, path) => {
    const desk = settingsDesk()
    const before = JSON.stringify([...desk.stored])
    const { status, body } = await changes(desk, keys)
    expect([status, body.code]).toEqual([400, 'settings-wrong'])
    expect(v.parse(problem, body).faults?.[0]).toEqual({ path, sentence: expect.stringContaining(sentence) })
    expect(body.reason).toContain(sentence)
    expect(JSON.stringify([...desk.stored])).toBe(before)
  })

  it('a fault that another library had before is not held against this one', async () => {
    const desk = settingsDesk()
    const mesa = desk.stored.get('library:mesa')
    const library = {
      ...Object(mesa?.content?.library),
      groups: ['public', 'gone'],
      ladder: [{ pool: 'group:lost', after: 0 }],
    }
    desk.stored.set('library:mesa', { ...mesa, entry: 'library:mesa', content: { library } })
    expect((await changes(desk, { 'closed-days': [] })).status).toBe(200)
  })

  it('a stale version is refused with what changed and by whom, and with the settings of now', async () => {
    const desk = settingsDesk()
    const { version } = await shown(desk)
    await changes(desk, { hours: nineToFive }, everywhere)
    const before = JSON.stringify([...desk.stored])
    const { status, body } = await desk.ask(own, change, college, { version, change: { greeting: 'Hello.' } })
    expect([status, body.code]).toEqual([409, 'settings-changed'])
    expect(body.reason).toMatch(/Mei \(night desk\) \(mei\): hours\.$/)
    const said = v.parse(problem, body)
    expect(said.changes).toMatchObject([{ by: 'Mei (night desk) (mei)', fields: ['hours'] }])
    expect(said.settings?.settings.hours).toEqual(nineToFive)
    expect(JSON.stringify([...desk.stored])).toBe(before)
    const again = await desk.ask(own, change, college, {
      version: said.settings?.version,
      change: { greeting: 'Hello.' },
    })
    expect(again.status).toBe(200)
  })

  it.each(['', 'unwritten', 'nonsense', '../..', '🦉'])(
    'the version %j is stale, and everything known is told',
    async version => {
      const desk = settingsDesk()
      await changes(desk, { greeting: 'Hello.' })
      const { body } = await desk.ask(own, change, college, { version, change: { greeting: 'Hi.' } })
      expect([body.code, body.changes.length]).toEqual(['settings-changed', 1])
    },
  )

  it('a change that is never written, since something else in the library always is, is given up after three tries', async () => {
    const desk = settingsDesk()
    const { version } = await shown(desk)
    let tries = 0
    const write = async () => {
      tries++
      return 'changed-meanwhile'
    }
    Object.assign(desk.store, { write })
    const { status, body } = await desk.ask(own, change, college, { version, change: { greeting: 'Hi.' } })
    expect([status, body.code, tries]).toEqual([409, 'settings-changed', 3])
  })

  it('of two administrators at the same moment one is written, and the other hears of it', async () => {
    const desk = settingsDesk(async store => {
      const members = await store.read()
      const entry = members.stored.find(each => each.entry === 'library:state-college')
      const library = { ...Object(entry?.content?.library), goodbye: 'Goodbye.' }
      const by = { at: '2026-11-27T10:00:00.000Z', by: 'Mei (mei)', through: 'browser' as const }
      const changes = [
        {
          entry: 'library:state-college',
          subject: 'library:state-college',
          wanted: { library },
          fields: ['library.goodbye'],
          ...(entry && { now: entry }),
        },
      ]
      await store.write({ library: 'state-college', changes }, by)
    })
    const { status, body } = await changes(desk, { goodbye: 'Bye.' })
    expect([status, body.code]).toEqual([409, 'settings-changed'])
    expect((await shown(desk)).settings.goodbye).toBe('Goodbye.')
  })
})

describe('people over the protocol', () => {
  const ann = { id: 'ann', name: 'Ann Lee', email: 'Ann@state-college.example.org' }

  it('are invited: their sign-in is there, and the invitations find them', async () => {
    const desk = settingsDesk()
    const { status, body } = await desk.ask(own, invite, college, { person: { ...ann, limit: 2 } })
    expect(status).toBe(201)
    expect(body.people).toContainEqual(
      expect.objectContaining({
        person: { ...ann, email: 'ann@state-college.example.org', library: 'state-college', limit: 2 },
      }),
    )
    expect(desk.stored.get('sign-in:ann@state-college.example.org')).toMatchObject({ content: { librarian: 'ann' } })
    expect(desk.stored.has('staff-name:annlee')).toBe(true)
    expect(body.changes).toMatchObject([{ subject: 'librarian:ann', what: 'added', fields: [] }])
  })

  it.each([
    [{ ...ann, id: 'rob' }, 'The id "rob" is used twice among the librarians.'],
    [{ ...ann, id: 'nancy' }, 'The id "nancy" is used twice among the librarians.'],
    [{ ...ann, email: 'NANCY@valley-university.example.edu' }, 'is used twice among the librarians.'],
    [{ ...ann, limit: 0 }, '"limit" must be a whole number of sessions between 1 and 20'],
    [{ ...ann, role: 'king' }, '"role" must be one of'],
    [{ ...ann, pools: ['group:nowhere'] }, 'There is no pool "group:nowhere".'],
    [{ id: 'ann', name: 'Ann' }, 'The key "email" is missing.'],
  ])('who cannot be: %j, in the words of the check of the file', async (person, sentence) => {
    const desk = settingsDesk()
    const before = JSON.stringify([...desk.stored])
    const { status, body } = await desk.ask(own, invite, college, { person })
    expect([status, body.code]).toEqual([400, 'settings-wrong'])
    expect(body.reason).toContain(sentence)
    expect(JSON.stringify([...desk.stored])).toBe(before)
  })

  it('get another limit, role and address; the old address signs nobody in any more', async () => {
    const desk = settingsDesk()
    const keys = { limit: 4, role: 'library-administrator', email: 'j@state-college.example.org' }
    const { status, body } = await desk.ask(
      own,
      edit,
      { librarian: 'john' },
      { version: await versionOf(desk, 'john'), change: keys },
    )
    expect(status).toBe(200)
    expect(body.people.find((each: { person: { id: string } }) => each.person.id === 'john').person).toMatchObject(keys)
    expect(desk.stored.has('sign-in:john@state-college.example.org')).toBe(false)
    expect(desk.stored.has('sign-in:j@state-college.example.org')).toBe(true)
    expect(desk.did).toEqual(['john@state-college.example.org is switched off'])
    expect(body.changes).toMatchObject([
      { subject: 'librarian:john', fields: expect.arrayContaining(['limit', 'role', 'email']) },
    ])
    expect(JSON.stringify(body.changes)).not.toContain('@')
  })

  it('who are removed go off duty, leave a mark, and are refused', async () => {
    const desk = settingsDesk()
    const { status, body } = await desk.ask(
      own,
      remove,
      { librarian: 'john' },
      { version: await versionOf(desk, 'john') },
    )
    expect([status, body.people.length]).toEqual([200, 1])
    expect(desk.stored.has('librarian:john')).toBe(false)
    expect(desk.stored.get('removed:librarian:john')).toMatchObject({
      written: { by: 'Rob from State College (rob)', through: 'browser' },
    })
    expect(desk.did).toEqual(['john goes off duty', 'john@state-college.example.org is switched off'])
    expect((await desk.ask(librarian, 'GET /settings')).body.code).toBe('left-consortium')
  })

  it('who have just come are told without fields, and what has changed since of a library that there is not is nothing', async () => {
    const desk = settingsDesk()
    await desk.ask(own, invite, college, { person: ann })
    const stale = { version: 'nonsense', change: { limit: 2 } }
    const { status, body } = await desk.ask(own, edit, { librarian: 'ann' }, stale)
    expect([status, body.code]).toEqual([409, 'settings-changed'])
    expect(body.reason).toMatch(/Rob from State College \(rob\)\.$/)
    const moved = { version: 'nonsense', change: { library: 'nowhere' } }
    const nowhere = await desk.ask(everywhere, edit, { librarian: 'ann' }, moved)
    expect([nowhere.status, nowhere.body.changes, nowhere.body.settings]).toEqual([409, [], undefined])
  })

  it('keep their id', async () => {
    const desk = settingsDesk()
    const renamed = { version: await versionOf(desk, 'john'), change: { id: 'jon' } }
    const { status, body } = await desk.ask(own, edit, { librarian: 'john' }, renamed)
    expect([status, body.code]).toEqual([400, 'settings-wrong'])
    expect(body.faults).toEqual([{ path: ['id'], sentence: 'The id of a person does not change.' }])
  })

  it('who are not there are so only for administrators', async () => {
    const desk = settingsDesk()
    for (const [who, expected] of [
      [librarian, [403, 'administrators-only']],
      [own, [404, 'no-such-person']],
    ] as const)
      for (const [route, body] of [
        [edit, { version: 'x', change: { limit: 2 } }],
        [remove, { version: 'x' }],
      ] as const) {
        const answer = await desk.ask(who, route, { librarian: 'nobody' }, body)
        expect([answer.status, answer.body.code]).toEqual(expected)
      }
  })

  it('are moved to another library by an administrator of the consortium, and by no other', async () => {
    const desk = settingsDesk()
    const body = { version: await versionOf(desk, 'john'), change: { library: 'riverside', pools: null } }
    for (const who of [own, elsewhere] as const)
      expect((await desk.ask(who, edit, { librarian: 'john' }, body)).body.code).toBe('consortium-administrators-only')
    const { status, body: moved } = await desk.ask(everywhere, edit, { librarian: 'john' }, body)
    expect(status).toBe(200)
    expect(moved.library).toBe('riverside')
    expect((await shown(desk)).people.map(({ person }) => person.id)).toEqual(['rob'])
    expect((await shown(desk, 'riverside')).people.map(({ person }) => person.id)).toContain('john')
  })

  it('the last administrator of the consortium stays', async () => {
    const desk = settingsDesk()
    const version = await versionOf(desk, 'mei', 'mesa')
    for (const [route, body] of [
      [edit, { version, change: { role: 'librarian' } }],
      [remove, { version }],
    ] as const)
      expect((await desk.ask(everywhere, route, { librarian: 'mei' }, body)).body.code).toBe('last-administrator')
    const rob = { version: await versionOf(desk, 'rob'), change: { role: 'consortium-administrator' } }
    expect((await desk.ask(everywhere, edit, { librarian: 'rob' }, rob)).status).toBe(200)
    expect((await desk.ask(everywhere, remove, { librarian: 'mei' }, { version })).status).toBe(200)
  })

  it('a change that a failure follows stands, and the failure is logged without an address', async () => {
    const desk = settingsDesk()
    const gone = { version: await versionOf(desk, 'john') }
    desk.did.push = () => {
      throw new Error('No route to john@state-college.example.org')
    }
    expect((await desk.ask(own, remove, { librarian: 'john' }, gone)).status).toBe(200)
    expect(desk.failures).toEqual(['going off duty', 'switching off'])
  })

  it('where the consortium has no user pool, nothing is switched off, and nothing fails', async () => {
    const desk = settingsDesk(undefined, { hasUserPool: false })
    const gone = { version: await versionOf(desk, 'john') }
    expect((await desk.ask(own, remove, { librarian: 'john' }, gone)).status).toBe(200)
    expect([desk.did, desk.failures]).toEqual([['john goes off duty'], []])
  })
})

describe('who may change what', () => {
  const body = async (desk: Desk, route: string) => {
    if (route === read || route === 'GET /settings') return undefined
    if (route === invite) return { person: { id: 'ann', name: 'Ann', email: 'ann@example.org' } }
    if (route === remove) return { version: await versionOf(desk, 'john') }
    if (route === edit) return { version: await versionOf(desk, 'john'), change: { limit: 2 } }
    return { version: (await shown(desk)).version, change: { greeting: 'Hello.' } }
  }
  const denied: Readonly<Record<string, string | undefined>> = {
    'a librarian of the library': 'administrators-only',
    'an administrator elsewhere': 'consortium-administrators-only',
    'somebody unknown': 'unknown-librarian',
  }
  const routes = ['GET /settings', read, change, invite, edit, remove]
  const everybody = Object.keys(people) as (keyof typeof people)[]

  it.each(everybody.flatMap(who => routes.map(route => ({ who, route }))))('$who: $route', async ({ who, route }) => {
    const desk = settingsDesk()
    const before = JSON.stringify([...desk.stored])
    const { status, body: said } = await desk.ask(
      who,
      route,
      { ...college, librarian: 'john' },
      await body(desk, route),
    )
    const isOwnQuestion = route === 'GET /settings' && who === 'an administrator elsewhere'
    const code = isOwnQuestion ? undefined : denied[who]
    if (code === undefined) return expect(status).toBeLessThan(300)
    expect([status, said.code]).toEqual([403, code])
    expect(JSON.stringify([...desk.stored])).toBe(before)
    expect(said).not.toHaveProperty('settings')
  })

  it.each(['groups', 'ladder', 'origins', 'timing', 'question-limits', 'networks', 'name'])(
    'what concerns other libraries (%s) takes an administrator of the consortium',
    async key => {
      const desk = settingsDesk()
      const { settings } = await shown(desk)
      const keys = { [key]: settings[key] ?? {} }
      expect((await changes(desk, keys)).body.code).toBe('consortium-administrators-only')
      expect((await changes(desk, keys, everywhere)).body.code).not.toBe('consortium-administrators-only')
    },
  )

  it('only an administrator of the consortium makes somebody one', async () => {
    const desk = settingsDesk()
    const role = { role: 'consortium-administrator' }
    const promoted = { version: await versionOf(desk, 'john'), change: role }
    expect((await desk.ask(own, edit, { librarian: 'john' }, promoted)).body.code).toBe(
      'consortium-administrators-only',
    )
    const person = { id: 'ann', name: 'Ann', email: 'ann@example.org', ...role }
    expect((await desk.ask(own, invite, college, { person })).body.code).toBe('consortium-administrators-only')
    expect((await desk.ask(everywhere, edit, { librarian: 'john' }, promoted)).status).toBe(200)
  })

  it('a role that was taken away counts no more, although the sign-in may be a minute old', async () => {
    const desk = settingsDesk()
    const version = await versionOf(desk, 'rob')
    await desk.ask(everywhere, edit, { librarian: 'rob' }, { version, change: { role: 'librarian' } })
    expect((await desk.ask(own, read, college)).body.code).toBe('administrators-only')
  })

  it('a page that is not on the list of their library is refused', async () => {
    const { send } = settingsDesk()
    const asked = { bearer: people[own], path: college, headers: { origin: 'https://elsewhere.example.org' } }
    expect((await send(read, asked)).body.code).toBe('wrong-origin')
  })
})

import { describe, expect, it } from 'vitest'
import { settingsDesk } from '../settings-desk.ts'

const [own, everywhere] = ['an administrator of the library', 'an administrator of the consortium'] as const
const college = { library: 'state-college' }
const nowhere = { library: 'nowhere' }
const read = 'GET /settings/libraries/{library}'
const change = 'POST /settings/libraries/{library}'
const invite = 'POST /settings/libraries/{library}/people'
const edit = 'POST /settings/people/{librarian}'
const remove = 'POST /settings/people/{librarian}/removal'

type Desk = ReturnType<typeof settingsDesk>
const shown = async (desk: Desk, library = 'state-college') => (await desk.ask(everywhere, read, { library })).body
const changes = async (desk: Desk, who: typeof own | typeof everywhere, keys: object) =>
  desk.ask(who, change, college, { version: (await shown(desk)).version, change: keys })

describe('the settings of a library', () => {
  it('say what whoever reads them may change, and nobody changes an id', async () => {
    const desk = settingsDesk()
    const { mayChange } = (await desk.ask(own, read, college)).body
    expect(mayChange).toContain('greeting')
    expect(mayChange).not.toContain('ladder')
    const all = (await shown(desk)).mayChange
    expect(all).toEqual(expect.arrayContaining([...mayChange, 'ladder']))
    expect(all).not.toContain('id')
  })

  it('come with the mailbox of that library, whichever library it is', async () => {
    const { settings, mailbox } = await shown(settingsDesk(), 'riverside')
    expect(mailbox.mailbox).toBe(settings.mailbox)
  })

  it('are those of a library that is there', async () => {
    const desk = settingsDesk()
    const person = { id: 'ann', name: 'Ann', email: 'ann@example.org' }
    for (const answer of [
      await desk.ask(everywhere, read, nowhere),
      await desk.ask(everywhere, change, nowhere, { version: 'x', change: { greeting: 'Hello.' } }),
      await desk.ask(everywhere, invite, nowhere, { person }),
    ])
      expect([answer.status, answer.body.code]).toEqual([404, 'no-such-library'])
  })

  it.each([change, invite, edit, remove])('are not changed by what %s cannot read', async route => {
    const { status, body } = await settingsDesk().ask(everywhere, route, { ...college, librarian: 'john' }, {})
    expect([status, body.code]).toEqual([400, 'bad-frame'])
  })

  it('are changed as a whole: one key that concerns other libraries is enough for a refusal', async () => {
    const { status, body } = await changes(settingsDesk(), own, { greeting: 'Hello.', name: 'College' })
    expect([status, body.code]).toEqual([403, 'consortium-administrators-only'])
  })

  it('may be changed where the consortium has no administrator yet', async () => {
    const desk = settingsDesk()
    desk.stored.delete('librarian:mei')
    const { version } = (await desk.ask(own, read, college)).body
    expect((await desk.ask(own, change, college, { version, change: { greeting: 'Hello.' } })).status).toBe(200)
  })

  it('are open to a page of the own library, and not to one of another', async () => {
    const desk = settingsDesk()
    const [ours, theirs] = [await shown(desk, 'riverside'), await shown(desk)]
    const send = (origin: string) =>
      desk.send('GET /settings', { bearer: 'erin@riverside-library.example.org', headers: { origin } })
    expect((await send(ours.settings.origins[0])).status).toBe(200)
    expect((await send(theirs.settings.origins[0])).body.code).toBe('wrong-origin')
  })

  it('that have several faults are refused with a sentence for each', async () => {
    const { body } = await changes(settingsDesk(), own, { mailbox: 'nobody', 'time-zone': 'Mars' })
    expect(body.faults.length).toBeGreaterThan(1)
    const sentences: readonly string[] = body.faults.map(({ sentence }: { sentence: string }) => sentence)
    expect(body.reason.endsWith(sentences.join(' '))).toBe(true)
  })
})

describe('a version', () => {
  it('is that of one library or one person, and stays when something else changes', async () => {
    const desk = settingsDesk()
    const john = (await shown(desk)).people.find(({ person }: { person: { id: string } }) => person.id === 'john')
    await changes(desk, own, { greeting: 'Hello.' })
    const renewed = { version: john.version, change: { limit: 4 } }
    expect((await desk.ask(own, edit, { librarian: 'john' }, renewed)).status).toBe(200)
    const again = await desk.ask(own, edit, { librarian: 'john' }, { ...renewed, change: { limit: 5 } })
    expect(again.body.code).toBe('settings-changed')
  })

  it('that is stale gets the changes since it was read, and no earlier one, with everybody who made them', async () => {
    const desk = settingsDesk()
    await changes(desk, everywhere, { goodbye: 'Goodbye.' })
    const { version } = await shown(desk)
    await changes(desk, own, { greeting: 'Hello.' })
    const stale = async (version: string) => {
      const { body } = await desk.ask(own, change, college, { version, change: { greeting: 'Hi.' } })
      return [body.changes.map(({ fields }: { fields: readonly string[] }) => fields), body.reason]
    }
    const [since, reason] = await stale(version)
    expect(since).toEqual([['greeting']])
    expect(reason).toMatch(/ Rob from State College \(rob\): greeting\.$/)
    const [all, everything] = await stale('nonsense')
    expect(all).toEqual([['greeting'], ['goodbye']])
    expect(everything).toMatch(/ Rob from State College \(rob\), Mei \(night desk\) \(mei\): greeting, goodbye\.$/)
  })

  it('of what is not there any more is refused without a list', async () => {
    const moved = { version: 'nonsense', change: { library: 'nowhere' } }
    const { body } = await settingsDesk().ask(everywhere, edit, { librarian: 'john' }, moved)
    expect(body.changes).toEqual([])
    expect(body.reason).not.toMatch(/ \.$/)
  })
})

import { describe, expect, it } from 'vitest'
import { DeskRefusal } from '../../../client/desk-http.ts'
import type { Settings, SettingsClient, SettingsOutcome } from '../../../client/settings.ts'
import { commandIn } from '../../../terminal/librarian-commands.ts'
import { settingsDesk } from '../../../terminal/librarian-settings.ts'

const change = { at: '2026-11-20', by: 'Erin (erin)', through: 'browser', what: 'changed' } as const
const settings: Settings = {
  ...{ library: 'wren', version: 'v1', settings: { goodbye: 'Bye.' }, mayChange: ['goodbye', 'hours'] },
  mailbox: {
    ...{ mailbox: 'questions@wren.example.org', answersTo: 'reply-to', because: 'usual', acknowledges: false },
    test: { status: 'untested' },
  },
  people: [{ version: 'p1', person: { id: 'john', name: 'John', limit: 1 } }],
  changes: [{ ...change, subject: 'library:wren', fields: ['hours'] }],
}

/** A terminal, and what it asked the desk for. */
function terminal(outcome: SettingsOutcome = { settings: { ...settings, version: 'v2' } }) {
  const [shown, asked]: [string[], unknown[]] = [[], []]
  const answer = (...request: unknown[]) => {
    asked.push(request)
    return Promise.resolve(outcome)
  }
  const client: SettingsClient = {
    administered: async () => ({ librarian: 'rob', name: 'Rob', role: 'x', libraries: [{ id: 'wren', name: 'Wren' }] }),
    read: async library => {
      if (library !== 'wren') throw new DeskRefusal(403, 'not-administrator', 'You do not administer this library.')
      return settings
    },
    change: answer,
    invite: answer,
    changePerson: answer,
    remove: answer,
  }
  const desk = settingsDesk(client, { show: text => void shown.push(text) })
  const type = async (line: string) => {
    const command = commandIn(line)
    switch (command.type) {
      case 'settings':
      case 'set':
      case 'person':
      case 'invite':
      case 'remove':
        return desk.obey(command)
      default:
        throw new Error(`${line} is no settings command`)
    }
  }
  return { shown, asked, type }
}

describe('the settings, in a terminal', () => {
  it('are shown with the people and who changed what', async () => {
    const { shown, type } = terminal()
    await type('/settings')
    expect(shown).toEqual([
      'Settings of wren. You may change goodbye, hours.',
      'goodbye: Bye.',
      'People:',
      '   { id: john, name: John, limit: 1 }',
      'Changed:',
      '   2026-11-20  Erin (erin) changed library:wren: hours',
    ])
  })

  it('are changed only after they were shown, with the version that was shown', async () => {
    const { shown, asked, type } = terminal()
    await type('/set goodbye Come again.')
    expect([asked, shown.at(-1)]).toEqual([[], 'Type /settings first, so that you see what you change.'])
    await type('/settings')
    await type('/set goodbye Come again.')
    await type('/set closed-days [2026-12-24]')
    await type('/person john limit 2')
    await type('/invite amy amy@wren.example.org Amy from Wren')
    await type('/remove john')
    expect(asked).toEqual([
      ['wren', 'v1', { goodbye: 'Come again.' }],
      ['wren', 'v2', { 'closed-days': ['2026-12-24'] }],
      ['john', 'p1', { limit: 2 }],
      ['wren', { id: 'amy', email: 'amy@wren.example.org', name: 'Amy from Wren' }],
      ['john', 'p1'],
    ])
  })

  it('that somebody else has changed since are refused with what, and are then up to date', async () => {
    const changes = [{ ...change, subject: 'library:wren', fields: ['goodbye'] }]
    const fresh = { ...settings, version: 'v3' }
    const no = { code: 'settings-changed', reason: 'Somebody has changed this.', changes, settings: fresh }
    const { shown, asked, type } = terminal({ no })
    await type('/settings')
    await type('/set goodbye Hi')
    expect(shown.slice(-2)).toEqual([no.reason, '   2026-11-20  Erin (erin) changed library:wren: goodbye'])
    await type('/set goodbye Hi')
    expect(asked.at(-1)).toEqual(['wren', 'v3', { goodbye: 'Hi' }])
  })

  it('of a library or a person that one does not administer are refused', async () => {
    const { shown, asked, type } = terminal()
    await type('/settings hale')
    expect(shown).toEqual(['You do not administer this library.'])
    await type('/settings wren')
    await type('/remove kim')
    expect([asked, shown.at(-1)]).toEqual([[], 'Nobody in wren is called "kim"; see /settings.'])
  })
})

import { parse, stringify } from 'yaml'
import { DeskRefusal } from '../client/desk-http.ts'
import type { Settings, SettingsClient, SettingsOutcome } from '../client/settings.ts'
import type { Command } from './librarian-commands.ts'
import type { Screen } from './screen.ts'

export type SettingsCommand = Extract<Command, { type: 'settings' | 'set' | 'invite' | 'person' | 'remove' }>

/** What administrators read and change of a library, in a terminal. Keys and values are those of the consortium file. */
export interface SettingsDesk {
  obey(command: SettingsCommand): Promise<void>
}

/** Past changes that are shown. */
const changesShown = 5

export function settingsDesk(client: SettingsClient, screen: Pick<Screen, 'show'>): SettingsDesk {
  /** What was shown last. Changes are made to this, and refused if somebody else has changed it since. */
  let shown: Settings | undefined

  const read = async (library: string | undefined): Promise<void> => {
    try {
      const id = library ?? (await client.administered()).libraries[0]?.id
      if (id === undefined) return screen.show('You administer no library.', 'alarm')
      shown = await client.read(id)
      for (const line of linesOf(shown)) screen.show(line)
    } catch (error) {
      if (!(error instanceof DeskRefusal)) throw error
      screen.show(error.message, 'alarm')
    }
  }

  const told = (outcome: SettingsOutcome, done: string): void => {
    if ('settings' in outcome) {
      shown = outcome.settings
      screen.show(done)
      return
    }
    const { reason, faults = [], changes = [], settings } = outcome.no
    screen.show(reason || 'The desk did not answer, so it is not known whether anything was changed.', 'alarm')
    for (const { path, sentence } of faults) screen.show(`   ${placeIn(path)}: ${sentence}`, 'alarm')
    for (const change of changes) screen.show(`   ${changeInWords(change)}`, 'alarm')
    if (settings) shown = settings
  }

  return {
    obey: async command => {
      if (command.type === 'settings') return read(command.library)
      if (!shown) return screen.show('Type /settings first, so that you see what you change.', 'alarm')
      const { library, version, people } = shown
      if (command.type === 'set') {
        const { key, value } = command
        return told(
          await client.change(library, version, { [key]: valueIn(value) }),
          `${key} of ${library} is changed.`,
        )
      }
      if (command.type === 'invite') {
        const { type: _, ...person } = command
        return told(await client.invite(library, person), `${person.name} is invited.`)
      }
      const known = people.find(({ person }) => person.id === command.id)
      if (!known) return screen.show(`Nobody in ${library} is called "${command.id}"; see /settings.`, 'alarm')
      if (command.type === 'remove')
        return told(await client.remove(command.id, known.version), `${command.id} is removed.`)
      const { id, key, value } = command
      return told(
        await client.changePerson(id, known.version, { [key]: valueIn(value) }),
        `${key} of ${id} is changed.`,
      )
    },
  }
}

function linesOf({ library, settings, mayChange, people, changes }: Settings): readonly string[] {
  return [
    `Settings of ${library}. You may change ${mayChange.join(', ')}.`,
    ...stringify(settings).trimEnd().split('\n'),
    'People:',
    ...people.map(({ person }) => `   ${stringify(person, { collectionStyle: 'flow', lineWidth: 0 }).trimEnd()}`),
    ...(changes.length > 0 ? ['Changed:'] : []),
    ...changes.slice(0, changesShown).map(change => `   ${changeInWords(change)}`),
  ]
}

function changeInWords({ at, by, what, subject, fields }: Settings['changes'][number]): string {
  return `${at}  ${by} ${what} ${subject}${fields.length > 0 ? `: ${fields.join(', ')}` : ''}`
}

/** Where a fault is. People count from one. */
function placeIn(path: readonly (string | number)[]): string {
  return path.map(part => (typeof part === 'number' ? part + 1 : part)).join(' › ')
}

/** A value as the consortium file has it. What is not YAML is a text. */
function valueIn(text: string): unknown {
  try {
    const value: unknown = parse(text)
    return value
  } catch {
    return text
  }
}

import type { AttributeValue } from '@aws-sdk/client-dynamodb'
import type { Fixture, RawItem } from '../fixture.ts'

/**
 * The same day as the release before would have left it: no item says its version, and what version 1 renamed has its former
 * name. As soon as there is a release, its own fixture takes this one's place.
 */
export function asBefore(fixture: Fixture): Fixture {
  const known = Object.entries(fixture.tables).filter(([table]) => table !== 'FactsTable')
  const tables = known.map(([table, items]) => [table, items.filter(isKnownBefore).map(itemBefore)] as const)
  return { ...fixture, tables: Object.fromEntries(tables), timers: JSON.parse(timersBefore(fixture)) }
}

/** Names of fields, each as it was. */
const names: Readonly<Record<string, string>> = {
  otherPatrons: 'others',
  unnamedInstitution: 'unnamed',
  owner: 'owedBy',
  recipient: 'party',
  postponedDaysMax: 'longest',
}

/** Types of events, each as it was. */
const types: Readonly<Record<string, string>> = {
  OtherPatronsRecorded: 'OthersNoted',
  TranscriptRequested: 'TranscriptWished',
}

/** The release before did not note how far the loading of its directory had come. It filed no facts either. */
function isKnownBefore({ entry }: RawItem): boolean {
  return entry?.S !== 'desk:directory'
}

/** A key is never renamed: `owner` is one, of the follow-ups. */
function itemBefore({ version, owner, ...item }: RawItem): RawItem {
  if (version?.N === undefined) throw new Error('An item of this release does not say its version.')
  return { ...fieldsBefore(item), ...(owner && { owner }) }
}

function fieldsBefore(fields: RawItem): RawItem {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [names[name] ?? name, valueBefore(name, value)]),
  )
}

function valueBefore(name: string, value: AttributeValue): AttributeValue {
  if (value.M) return { M: fieldsBefore(value.M) }
  if (value.L) return { L: value.L.map(one => valueBefore(name, one)) }
  if (name === 'type' && value.S) return { S: types[value.S] ?? value.S }
  return value.S === 'owner' && ['recipient', 'undeliverable', 'unwanted'].includes(name) ? { S: 'owing' } : value
}

/** A wake is text in a timer's input, and an object in its current state. */
function timersBefore({ timers }: Fixture): string {
  return JSON.stringify(timers).replaceAll(/\\?"version\\?":1,/g, '')
}

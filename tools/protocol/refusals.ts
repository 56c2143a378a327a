import { refusalSentences } from '../../lib/decisions/refusals.ts'
import { type ActionRecords, namesOf } from '../../lib/protocol/action.ts'
import { type AnyRefusal, protocolRefusals } from '../../lib/protocol/refusals.ts'
import type { Code } from '../../lib/session/codes.ts'
import { names, table } from './markdown.ts'
import { routes } from './routes.ts'

/** The refusals that any frame may get. */
export const ofAnyFrame: readonly AnyRefusal[] = [
  'not-json',
  'too-large',
  'unknown-action',
  'bad-frame',
  'left-consortium',
  'unreadable',
  'try-again',
]

/** The refusals that follow from `administers` in the record of an action. */
export const forAdministrators: readonly AnyRefusal[] = ['administrators-only', 'consortium-administrators-only']

/** The refusals that can be overridden, with their alternative. */
export const soft: Partial<Readonly<Record<AnyRefusal, Code | 'nothing' | 'an address'>>> = {
  'not-your-patron': 'follow-up-by-patrons-library',
  'likely-slip': 'an address',
  'not-asked': 'nothing',
  'another-patron': 'nothing',
  'already-taken': 'nothing',
}

/** The refusals that no client gets, with the one who does. */
export const neverHeard: Partial<Readonly<Record<AnyRefusal, string>>> = {
  'too-many-held': 'nobody: it answers the sender of a fifty-first mail',
}

/** Every refusal with its sentence, the frames and routes that may get it, and whether it can be overridden. */
export function refusalTable(records: ActionRecords): string {
  const rows = everyRefusal().map(([code, sentence]) => {
    const instead = soft[code]
    return [
      `\`${code}\``,
      sentence,
      instead === undefined ? 'final' : `soft${whatInstead(instead)}`,
      heardFrom(code, records),
    ]
  })
  return table(['code', 'sentence', '', 'who hears it'], rows)
}

function whatInstead(instead: Code | 'nothing' | 'an address'): string {
  if (instead === 'nothing') return ''
  return instead === 'an address' ? '; offers the address that was probably meant' : `; offers \`${instead}\``
}

/** The sentence of a refusal. */
export function sentenceOf(code: string): string {
  const found = everyRefusal().find(([known]) => known === code)
  if (!found) throw new Error(`There is no refusal "${code}".`)
  return found[1]
}

/** Every refusal of the protocol and of the session, with its sentence. */
export function everyRefusal(): readonly (readonly [AnyRefusal, string])[] {
  const protocol = typedKeys(protocolRefusals).map(code => [code, protocolRefusals[code]] as const)
  const session = typedKeys(refusalSentences).map(code => [code, refusalSentences[code]] as const)
  return [...protocol, ...session]
}

function heardFrom(code: AnyRefusal, records: ActionRecords): string {
  const frames = namesOf(records).filter(action => records[action]?.refusals.includes(code))
  const overHttp = Object.entries(routes).filter(([, { refusals }]) => code in refusals)
  return [
    ...(ofAnyFrame.includes(code) ? ['any frame'] : []),
    ...(code === 'not-for-you' ? ['the frames of the other role'] : []),
    ...(forAdministrators.includes(code) ? ['the frames for administrators'] : []),
    ...(frames.length > 0 ? [names(frames)] : []),
    ...(overHttp.length > 0 ? [names(overHttp.map(([route]) => route))] : []),
    ...(neverHeard[code] ? [neverHeard[code]] : []),
  ].join(', ')
}

function typedKeys<K extends string>(record: Readonly<Record<K, unknown>>): readonly K[] {
  const isKey = (key: string): key is K => key in record
  return Object.keys(record).filter(isKey)
}

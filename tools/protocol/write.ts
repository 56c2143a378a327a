import { readFileSync, writeFileSync } from 'node:fs'
import type { ActionRecords } from '../../lib/protocol/action.ts'
import { actions } from '../../lib/protocol/actions.ts'
import { documentNames } from '../../lib/protocol/documents.ts'
import { limits } from '../../lib/protocol/limits.ts'
import { defaultTiming } from '../../lib/session/timing.ts'
import { documentFile, documentText } from './documents.ts'
import { names } from './markdown.ts'
import { prose } from './prose/prose.ts'
import type { AnyProse } from './prose/shape.ts'
import { ofAnyFrame, refusalTable } from './refusals.ts'
import { routeTable } from './routes.ts'
import { envelopeTable, frameSections, pushSections, questionTable, replySections, roleTable } from './sections.ts'

/** The path of the document. */
export const protocolFile = new URL('../../PROTOCOL.md', import.meta.url)

const template = new URL('./template.md', import.meta.url)

/** How long a ticket and a pass are valid, seconds. */
export const lifetimes = { ticket: 60, pass: 86_400 } as const

const count = (number: number) => number.toLocaleString('en')
const minutes = (ms: number) => {
  const seconds = (ms / 1000) % 60
  return `${Math.floor(ms / 60_000)}${seconds ? `:${String(seconds).padStart(2, '0')}` : ''} minutes`
}

/** The values of the names in double braces, in the template and in other values. */
const parts = (records: ActionRecords, words: AnyProse): Readonly<Record<string, string>> => ({
  question: questionTable(),
  routes: routeTable(),
  roles: roleTable(records),
  envelope: envelopeTable(),
  'of-any-frame': names(ofAnyFrame),
  frames: frameSections(records, words),
  replies: replySections(records, words),
  pushes: pushSections(),
  refusals: refusalTable(records),
  ticket: `${lifetimes.ticket} seconds`,
  pass: `${lifetimes.pass / 3600} hours`,
  'limit-text': count(limits.text),
  'limit-name': count(limits.name),
  'limit-email': count(limits.email),
  'limit-id': count(limits.id),
  'limit-page': count(limits.page),
  'limit-frame': `${limits.frame / 1024} KB`,
  'greeting-nudge': minutes(defaultTiming.greetingNudge),
  'address-offer': minutes(defaultTiming.addressOffer),
  'patron-ask': minutes(defaultTiming.patronAsk),
  'patron-warn': minutes(defaultTiming.patronWarn),
  'patron-close': minutes(defaultTiming.patronClose),
  'vanished-after': minutes(defaultTiming.vanishedAfter),
  'transfer-limit': minutes(defaultTiming.transferLimit),
  'silence-warning': minutes(defaultTiming.silenceWarning),
  'silence-limit': minutes(defaultTiming.silenceLimit),
  'idle-limit': minutes(defaultTiming.idleLimit),
  'wait-limit': minutes(defaultTiming.waitLimit),
})

/** PROTOCOL.md, made from the records of the actions, their documentation and the template. */
export function protocolPage(records: ActionRecords = actions, words: AnyProse = prose): string {
  const its = parts(records, words)
  return filled(filled(readFileSync(template, 'utf8'), its), its)
}

function filled(text: string, parts: Readonly<Record<string, string>>): string {
  return text.replace(/\{\{([a-z-]+)\}\}/g, (_, name: string) => {
    const part = parts[name]
    if (part === undefined) throw new Error(`The template names "${name}", which is not part of the protocol.`)
    return part
  })
}

if (import.meta.main) {
  writeFileSync(protocolFile, protocolPage())
  for (const name of documentNames) writeFileSync(documentFile(name), documentText(name))
}

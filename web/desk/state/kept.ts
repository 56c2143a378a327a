import * as v from 'valibot'
import type { Store } from '../../shared/store.ts'
import { kinds } from './composing.ts'
import type { Shift, Unsent } from './shift.ts'

/**
 * What a tab keeps over a reload or a new sign-in: what was begun, and what the desk has not acknowledged. It is gone with the tab,
 * and with the session.
 */
interface Kept {
  draft(session: string): KeptDraft | undefined
  keepDraft(session: string, draft: KeptDraft | undefined): void
  unsent(session: string): readonly Unsent[]
  keepUnsent(session: string, unsent: readonly Unsent[]): void
  forget(session: string): void
  /** Whether this tab was on duty when it was loaded anew, and for which pools. */
  wasOnDuty(): boolean
  keepDuty(isOn: boolean): void
}

export function readKept(key: string): string | undefined {
  try {
    return sessionStorage.getItem(key) ?? undefined
  } catch {
    return undefined
  }
}

/** A browser may allow no storage, or have none left. The desk works all the same. */
export function writeKept(key: string, value: string | undefined): void {
  try {
    if (value === undefined) sessionStorage.removeItem(key)
    else sessionStorage.setItem(key, value)
  } catch {
    // There is nothing to be done about it.
  }
}

const draftOf = (session: string) => `coopdesk.draft.${session}`
const unsentOf = (session: string) => `coopdesk.unsent.${session}`
const dutyKey = 'coopdesk.duty'
const personKey = 'coopdesk.person'

/** Whoever signs in gets nothing of what somebody else had begun in this tab. */
export function keepFor(person: string): void {
  const before = readKept(personKey)
  if (before !== undefined && before !== person)
    for (const name of Object.keys(sessionStorage))
      if (/^coopdesk\.(?:draft|unsent|begun|duty)\b/.test(name)) writeKept(name, undefined)
  writeKept(personKey, person)
}

/** What was begun, with its kind: a note for staff must never come back as a message to the patron. */
const begun = v.object({
  kind: v.picklist(kinds),
  text: v.string(),
  script: v.optional(v.object({ id: v.string(), text: v.string() })),
  resource: v.object({ url: v.string(), title: v.string(), path: v.string(), policyPage: v.boolean() }),
})
export type KeptDraft = v.InferOutput<typeof begun>

const resource = v.object({
  ...{ url: v.exactOptional(v.string()), title: v.exactOptional(v.string()), path: v.exactOptional(v.string()) },
  policyPage: v.exactOptional(v.literal(true)),
})
const words = v.object({
  writtenAt: v.number(),
  frame: v.variant('action', [
    v.object({
      ...{ action: v.literal('say'), session: v.string(), text: v.string() },
      ...{ kind: v.exactOptional(v.picklist(['resource', 'statement'])), script: v.exactOptional(v.string()) },
      resource: v.exactOptional(resource),
    }),
    v.object({ action: v.literal('note'), session: v.string(), text: v.string() }),
  ]),
})

export const kept: Kept = {
  draft: session => {
    const read = v.safeParse(v.pipe(v.string(), v.parseJson(), begun), readKept(draftOf(session)))
    return read.success ? read.output : undefined
  },
  keepDraft: (session, draft) => writeKept(draftOf(session), draft && JSON.stringify(draft)),
  unsent: session => {
    const read = v.safeParse(v.pipe(v.string(), v.parseJson(), v.array(words)), readKept(unsentOf(session)))
    const left = read.success ? read.output : []
    return left.map(({ writtenAt, frame }, at) => ({ id: `left-${at}`, writtenAt, frame, wasLeft: true }))
  },
  keepUnsent: (session, unsent) => writeKept(unsentOf(session), unsent.length > 0 ? JSON.stringify(unsent) : undefined),
  forget: session => {
    writeKept(draftOf(session), undefined)
    writeKept(unsentOf(session), undefined)
  },
  wasOnDuty: () => readKept(dutyKey) === 'on',
  keepDuty: isOn => writeKept(dutyKey, isOn ? 'on' : undefined),
}

/** Goes on keeping the words that the desk has not acknowledged, and those that it refused softly. */
export function keepUnsentOf({ get, on }: Store<Shift>, now: () => number): void {
  let before = get().sessions
  on(() => {
    const { sessions } = get()
    if (sessions === before) return
    for (const [session, { unsent, stopped, gone }] of Object.entries(sessions)) {
      const was = before[session]
      if (gone || (was?.unsent === unsent && was.stopped === stopped)) continue
      const refused = stopped && { id: 'stopped', writtenAt: now(), frame: stopped.frame }
      kept.keepUnsent(session, refused ? [...unsent, refused] : unsent)
    }
    before = sessions
  })
}

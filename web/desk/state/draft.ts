import * as v from 'valibot'
import { type Store, store } from '../../shared/store.ts'
import { kinds } from './composing.ts'
import { kept } from './kept.ts'
import type { Briefing, Say } from './shift.ts'

/** Longer ones are refused, characters. */
const longest = 4_000

/** A resource as it is typed: where it is, what it is called, and how it is found again. */
const resourceParts = v.object({ url: v.string(), title: v.string(), path: v.string(), policyPage: v.boolean() })

export interface ResourceParts extends v.InferOutput<typeof resourceParts> {}

/** What was begun, as the tab keeps it. A note for staff comes back as one. */
const begun = v.object({
  kind: v.picklist(kinds),
  text: v.string(),
  /** The script that the text came from. A text that was changed since is nobody's script. */
  script: v.exactOptional(v.object({ id: v.string(), text: v.string() })),
  resource: resourceParts,
})

/** What somebody writes in one session. */
export interface Draft extends Omit<v.InferOutput<typeof begun>, 'script'> {
  readonly script: { readonly id: string; readonly text: string } | undefined
  /** Which of the scripts that fit is chosen. */
  readonly at: number
}

const emptyResource: ResourceParts = { url: '', title: '', path: '', policyPage: false }
const empty: Draft = { kind: 'text', text: '', script: undefined, resource: emptyResource, at: 0 }

/** The draft that the tab kept, or the greeting of a patron who has not been greeted. The tab keeps whatever becomes of it. */
export function draftOf(session: string, briefing: Briefing | undefined, hasGreeted: boolean): Store<Draft> {
  const greeting = hasGreeted || !briefing ? undefined : { id: 'greeting', text: briefing.greeting }
  const draft = store<Draft>({ ...empty, text: greeting?.text ?? '', script: greeting, ...begunIn(session) })
  draft.on(() => kept.keepDraft(session, isBegun(draft.get()) ? JSON.stringify(draft.get()) : ''))
  return draft
}

/** What was begun in a session and has not gone out; undefined if nothing was. */
export function begunIn(session: string): Pick<Draft, 'kind' | 'text' | 'resource'> | undefined {
  const read = v.safeParse(v.pipe(v.string(), v.parseJson(), begun), kept.draft(session))
  return read.success ? read.output : undefined
}

function isBegun(draft: Draft): boolean {
  const { text, resource } = draft
  return !isLooking(draft) && [text, resource.url, resource.title, resource.path].some(each => /\S/.test(each))
}

/** Words that the desk refused softly, as they were written. */
export function draftFrom({ kind = 'text', text, script, resource }: Say): Partial<Draft> {
  return {
    kind,
    text,
    script: script === undefined ? undefined : { id: script, text },
    resource: { ...emptyResource, ...resource },
  }
}

export function clear(draft: Store<Draft>): void {
  draft.set(empty)
}

/** Whether somebody looks for a script. */
export function isLooking({ kind, text }: Draft): boolean {
  return kind === 'text' && text.startsWith('/')
}

/** What a script is looked for by. */
export function soughtIn(draft: Draft): string | undefined {
  return isLooking(draft) ? draft.text.slice(1) : undefined
}

export function tooMany({ text }: Draft): number {
  return Math.max(0, text.length - longest)
}

/** Whether it can go out as it is. */
export function isReady(draft: Draft): boolean {
  const { kind, text, resource } = draft
  const hasWords = kind === 'resource' ? resource.url || resource.title || resource.policyPage : /\S/.test(text)
  return Boolean(hasWords) && !isLooking(draft) && tooMany(draft) === 0
}

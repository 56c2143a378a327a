import { type Store, store } from '../../shared/store.ts'
import type { Kind } from './composing.ts'
import { kept } from './kept.ts'
import type { Briefing, Script } from './shift.ts'

/** Longer ones are refused, characters. */
const longest = 4_000

/** A resource as it is typed: where it is, what it is called, and how it is found again. */
export interface ResourceParts {
  readonly url: string
  readonly title: string
  readonly path: string
  readonly policyPage: boolean
}

/** What somebody writes in one session. */
export interface Draft {
  readonly kind: Kind
  readonly text: string
  /** The script that the text came from. A text that was changed since is nobody's script. */
  readonly script: Pick<Script, 'id' | 'text'> | undefined
  readonly resource: ResourceParts
  /** Which of the scripts that fit is chosen. */
  readonly at: number
}

const emptyResource: ResourceParts = { url: '', title: '', path: '', policyPage: false }
const empty: Draft = { kind: 'text', text: '', script: undefined, resource: emptyResource, at: 0 }

/** The draft that the tab kept, or the greeting of a patron who has not been greeted. */
export function draftOf(session: string, briefing: Briefing | undefined, hasGreeted: boolean): Store<Draft> {
  const greeting = hasGreeted || !briefing ? undefined : { id: 'greeting', text: briefing.greeting }
  return store<Draft>({ ...empty, text: kept.draft(session) || (greeting?.text ?? ''), script: greeting })
}

export function clear(session: string, draft: Store<Draft>): void {
  draft.set(empty)
  kept.keepDraft(session, '')
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

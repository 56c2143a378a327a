import { isWebLink } from '../../../lib/protocol/link.ts'
import { type Store, store } from '../../shared/store.ts'
import { type KeptDraft, kept } from './kept.ts'
import type { Briefing, Say } from './shift.ts'

/** Longer ones are refused, characters. */
const longest = 4_000

/** A resource as it is typed: where it is, what it is called, and how it is found again. */
export type ResourceParts = KeptDraft['resource']

/** What somebody writes in one session. */
export interface Draft extends Omit<KeptDraft, 'script'> {
  /** The script that the text came from. A text that was changed since is nobody's script. */
  readonly script: KeptDraft['script']
  /** Which of the scripts that fit is chosen. */
  readonly at: number
}

const emptyResource: ResourceParts = { url: '', title: '', path: '', policyPage: false }
const empty: Draft = { kind: 'text', text: '', script: undefined, resource: emptyResource, at: 0 }

/** The draft that the tab kept, of whatever kind, or the greeting of a patron who has not been greeted. It is kept from then on. */
export function draftOf(session: string, briefing: Briefing | undefined, hasGreeted: boolean): Store<Draft> {
  const greeting = hasGreeted || !briefing ? undefined : { id: 'greeting', text: briefing.greeting }
  const begun = { ...empty, text: greeting?.text ?? '', script: greeting, ...kept.draft(session) }
  const draft = store<Draft>(begun)
  draft.on(() => kept.keepDraft(session, toKeep(draft.get())))
  return draft
}

/** The search for a script is not kept, nor is nothing. */
function toKeep(draft: Draft): KeptDraft | undefined {
  const { kind, text, script, resource } = draft
  const isBegun = [text, resource.url, resource.title, resource.path].some(each => /\S/.test(each))
  return isBegun && !isLooking(draft) ? { kind, text, resource, ...(script && { script }) } : undefined
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

/** A web address as it is sent. Whoever copies one from paper leaves out how it begins. */
export function addressIn({ url }: Pick<ResourceParts, 'url'>): string {
  const typed = url.trim()
  return typed === '' || typed.includes('://') ? typed : `https://${typed}`
}

/** Whether something stands where the web address belongs that is none. */
export function isNoAddress({ kind, resource }: Draft): boolean {
  const address = resource.policyPage ? '' : addressIn(resource)
  return kind === 'resource' && address !== '' && !isWebLink(address)
}

/** Whether it can go out as it is. */
export function isReady(draft: Draft): boolean {
  const { kind, text, resource } = draft
  const hasWords = kind === 'resource' ? resource.url || resource.title || resource.policyPage : /\S/.test(text)
  return Boolean(hasWords) && !isLooking(draft) && tooMany(draft) === 0 && !isNoAddress(draft)
}

import type { Question } from '../../client/desk-http.ts'
import type { Talk } from './talk.ts'

/** A question that is on its way, and when it may be tried again where the desk was busy. */
export interface Asking extends Pick<Talk, 'retryAt' | 'problem'> {
  readonly form: Question
}

/** A conversation as this tab keeps it, so that a reload goes on with it. */
export interface Kept {
  readonly session?: string
  readonly pass?: string
  /** There is no conversation yet. */
  readonly asking?: Asking | undefined
  readonly library: string
  /** Words that the desk has not acknowledged, each with the number of the patron's messages before it. */
  readonly unsent: readonly { readonly text: string; readonly before: number }[]
  readonly draft: string
  /** When the person was last active here, ms since 1970. */
  readonly seenAt: number
}

const name = (library: string) => `coopdesk.${library}`

/** Whoever comes to the machine later than this does not find the conversation again, ms. */
export const keptFor = 10 * 60_000

/** Whether this tab is in a conversation. The launcher asks, and loads the rest only if it is. */
export function keepsConversation(library: string): boolean {
  try {
    return sessionStorage.getItem(name(library)) !== null
  } catch {
    return false
  }
}

/** The conversation that this tab kept, unless it lay idle for too long. */
export function keptConversation(library: string, now: number): Kept | undefined {
  try {
    const kept: Kept | null = JSON.parse(sessionStorage.getItem(name(library)) ?? 'null')
    if (kept?.library === library && now - kept.seenAt < keptFor) return kept
    forget(library)
  } catch {
    // The page may not keep anything, or somebody else wrote there.
  }
  return undefined
}

export function keep(kept: Kept): void {
  try {
    sessionStorage.setItem(name(kept.library), JSON.stringify(kept))
  } catch {
    // Without storage a reload ends the conversation here; everything else goes on.
  }
}

export function forget(library: string): void {
  try {
    sessionStorage.removeItem(name(library))
  } catch {
    // Nothing was kept then.
  }
}

import { type Store, store } from '../../shared/store.ts'

/** What stands in front of the desk, if anything does. */
export type Open =
  | { readonly what: 'nothing' | 'keys' | 'settings' }
  | {
      readonly what: 'close' | 'transfer' | 'help' | 'leave' | 'step-back' | 'contact' | 'wrong' | 'policy'
      readonly session: string
    }

export const dialogue: Store<{ readonly open: Open }> = store<{ readonly open: Open }>({ open: { what: 'nothing' } })

export function open(what: Open): void {
  dialogue.set({ open: what })
}

/** Closes what stands in front, and goes on where somebody writes. */
export function closeDialogue(): void {
  dialogue.set({ open: { what: 'nothing' } })
  requestAnimationFrame(focusWords)
}

export function focusWords(): void {
  document.getElementById('words')?.focus()
}

/** Puts the focus where a dialogue begins. */
export function focusFirst(element: HTMLElement | null): void {
  element?.focus()
}

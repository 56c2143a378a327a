import { useState } from 'react'
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
  requestAnimationFrame(goOnWriting)
}

/**
 * The same for a dialogue, once it is done: what was written in it is not needed any more. Whoever has gone on to another one since
 * stays there.
 */
export function endDialogue(done: Open): void {
  begun.delete(placeOf(done))
  if (dialogue.get().open === done) closeDialogue()
}

/** What was written in dialogues that were closed without doing anything, by where it was. */
const begun = new Map<string, string>()

function placeOf(place: Open): string {
  return 'session' in place ? `${place.what} ${place.session}` : place.what
}

/** What somebody writes in the dialogue that is open. If they look at something else first, they find it again. */
export function useBegun(): [string, (text: string) => void] {
  const [place] = useState(() => placeOf(dialogue.get().open))
  const [text, setText] = useState(begun.get(place) ?? '')
  const write = (now: string) => {
    begun.set(place, now)
    setText(now)
  }
  return [text, write]
}

/** Puts the focus where somebody writes, unless that would bring a keyboard over what they read. */
export function goOnWriting(): void {
  if (matchMedia('(pointer: fine)').matches) focusWords()
}

export function focusWords(): void {
  document.getElementById('words')?.focus()
}

/** Puts the focus where a dialogue begins. */
export function focusFirst(element: HTMLElement | null): void {
  element?.focus()
}

import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { Store } from '../shared/store.ts'
import { useStore } from '../shared/use-store.ts'
import type { Says } from '../shared/wording.ts'
import type { Conversation } from './conversation.ts'
import type { Availability, Card } from './library-card.ts'
import type { Talk } from './talk.ts'

/** What the desk says about the library now. */
export interface Now {
  readonly availability: Availability | undefined
}

/** What every part of the widget shows something of. */
export interface InView {
  readonly card: Card
  readonly language: string
  readonly says: Says
  readonly conversation: Conversation
  readonly now: Store<Now>
  /** The page shows nothing else. */
  readonly fills: boolean
  /** Puts the conversation aside. */
  readonly close: () => void
}

export const InViewContext = createContext<InView | undefined>(undefined)

export function useView(): InView {
  const view = useContext(InViewContext)
  if (!view) throw new Error('This part stands outside of the widget.')
  return view
}

/** A part of the conversation. */
export function useTalk<S>(select: (talk: Talk) => S): S {
  return useStore(useView().conversation.talk, select)
}

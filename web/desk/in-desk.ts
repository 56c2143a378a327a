import { createContext, use } from 'react'
import type { Says } from '../shared/wording.ts'
import type { Desk } from './state/desk.ts'
import type { Serving, Shift } from './state/shift.ts'
import { useStore } from './state/use-store.ts'

interface InDesk {
  readonly desk: Desk
  readonly says: Says
  readonly language: string
}

export const InDeskContext = createContext<InDesk | undefined>(undefined)

export function useDesk(): InDesk {
  const found = use(InDeskContext)
  if (!found) throw new Error('This is shown only in the desk.')
  return found
}

/** A part of the shift. It must be the same as long as nothing in it changes. */
export function useShift<S>(select: (now: Shift) => S): S {
  return useStore(useDesk().desk.shift, select)
}

/** A part of one session; undefined if the session is not there any more. */
export function useServing<S>(session: string, select: (now: Serving) => S): S | undefined {
  return useShift(({ sessions }) => {
    const serving = sessions[session]
    return serving && select(serving)
  })
}

/** The name of a library; its id until the library has said it. */
export function useLibraryName(id: string): string {
  const { desk } = useDesk()
  return useStore(desk.libraries.known, ({ libraries, libraryNames }) => libraries[id]?.name ?? libraryNames[id]) ?? id
}

/** What a patron is called: their name, or the number of their colour. */
export function usePatronName(session: string): string {
  const { says } = useDesk()
  const name = useServing(session, serving => serving.name)
  const hue = useServing(session, serving => serving.hue)
  return name ?? says('patron.unnamed', { number: hue ?? 0 })
}

import type { ReactNode } from 'react'
import { Heading } from 'react-aria-components'

/** The heading of a dialogue, by which it is named. */
export function Title({ children }: { readonly children: ReactNode }) {
  return (
    <Heading slot="title" level={2}>
      {children}
    </Heading>
  )
}

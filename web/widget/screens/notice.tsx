import type { ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'

interface NoticeProps {
  readonly title: string
  /** Something is under way and ends by itself, so it takes no focus. */
  readonly isQuiet?: boolean
  readonly children?: ComponentChildren
}

/** A sheet with a heading. It gets the focus, since what had it is gone. */
export function Notice({ title, isQuiet = false, children }: NoticeProps) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    if (!isQuiet) heading.current?.focus()
  }, [isQuiet])
  return (
    <section class={isQuiet ? 'notice quiet' : 'notice'}>
      <h3 ref={heading} tabIndex={-1}>
        {title}
      </h3>
      {children}
    </section>
  )
}

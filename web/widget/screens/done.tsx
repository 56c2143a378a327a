import { useEffect, useRef } from 'preact/hooks'

/** What has been done, in place of the button that did it. It gets the focus that the button had, and so it is read out. */
export function Done({ text, takesFocus = true }: { readonly text: string; readonly takesFocus?: boolean }) {
  const line = useRef<HTMLParagraphElement>(null)
  useEffect(() => {
    if (takesFocus) line.current?.focus()
  }, [takesFocus])
  return (
    <p ref={line} class="done" tabIndex={-1}>
      {text}
    </p>
  )
}

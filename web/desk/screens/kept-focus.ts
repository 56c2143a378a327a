import { useEffect } from 'react'
import { goOnWriting } from '../state/dialogue.ts'

/**
 * Whoever works by keyboard goes on where they are. If what had the focus is gone or can no longer have it, the field in which one
 * writes gets it, or else the screen, from where Tab goes on.
 */
export function useKeptFocus(): void {
  useEffect(() => {
    let last: Element | undefined
    let waits = false
    const noticed = ({ target }: FocusEvent) => {
      if (target instanceof Element) last = target
    }
    const isLost = () =>
      document.activeElement === document.body && last !== undefined && (!last.isConnected || last.matches(':disabled'))
    const find = () => {
      waits = false
      if (!isLost()) return
      goOnWriting()
      if (isLost()) focusScreen()
    }
    const watching = new MutationObserver(() => {
      if (waits || !isLost()) return
      waits = true
      // A dialogue that closes gives the focus back by itself, a frame later.
      requestAnimationFrame(() => requestAnimationFrame(find))
    })
    document.addEventListener('focusin', noticed)
    watching.observe(document.body, { childList: true, subtree: true, attributeFilter: ['disabled'] })
    return () => {
      document.removeEventListener('focusin', noticed)
      watching.disconnect()
    }
  }, [])
}

function focusScreen(): void {
  const screen = document.querySelector('main')
  if (!screen) return
  screen.tabIndex = -1
  screen.focus()
}

/** Brings a part of the desk into view. On a phone they are below each other; elsewhere all of them are always there. */
export function bringIntoView(part: 'session' | 'waiting' | 'about'): void {
  requestAnimationFrame(() => document.querySelector(`.${part}`)?.scrollIntoView())
}

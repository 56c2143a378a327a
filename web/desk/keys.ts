import { ask } from './state/composing.ts'
import type { Desk } from './state/desk.ts'
import { focusWords, type Open, open } from './state/dialogue.ts'
import { openOf } from './state/shift.ts'

/** What the keys do, in the order of the page of keys. All are held with Alt, so that no letter of a message does anything. */
export const keys = [
  { code: 'KeyN', shown: 'N', does: 'pick-up' },
  { code: 'KeyW', shown: 'W', does: 'waiting' },
  { code: 'KeyA', shown: 'A', does: 'accept' },
  { code: 'ArrowUp', shown: '↑', does: 'previous' },
  { code: 'ArrowDown', shown: '↓', does: 'next' },
  { code: 'KeyM', shown: 'M', does: 'text' },
  { code: 'KeyR', shown: 'R', does: 'resource' },
  { code: 'KeyS', shown: 'S', does: 'statement' },
  { code: 'KeyO', shown: 'O', does: 'note' },
  { code: 'KeyP', shown: 'P', does: 'scripts' },
  { code: 'KeyE', shown: 'E', does: 'contact' },
  { code: 'KeyT', shown: 'T', does: 'transfer' },
  { code: 'KeyH', shown: 'H', does: 'help' },
  { code: 'KeyX', shown: 'X', does: 'leave' },
  { code: 'KeyC', shown: 'C', does: 'close' },
  { code: 'KeyB', shown: 'B', does: 'step-back' },
  { code: 'KeyI', shown: 'I', does: 'wrong' },
  { code: 'KeyL', shown: 'L', does: 'policy' },
  { code: 'KeyU', shown: 'U', does: 'follow-ups' },
  { code: 'KeyD', shown: 'D', does: 'desk' },
  { code: 'KeyG', shown: 'G', does: 'duty' },
  { code: 'KeyK', shown: 'K', does: 'keys' },
] as const

type Does = (typeof keys)[number]['does']

export interface KeysOptions {
  readonly desk: Desk
  readonly goTo: (path: string) => void
  readonly duty: () => void
}

/** Does what the pressed keys say, and tells whether they said anything. */
export function pressed(event: KeyboardEvent, { desk, goTo, duty }: KeysOptions): boolean {
  const { shift } = desk
  const isTyping = event.target instanceof HTMLElement && event.target.matches('input, textarea, select')
  if (event.key === '?' && !isTyping) return done(() => open({ what: 'keys' }))
  if (!event.altKey || event.ctrlKey || event.metaKey) return false
  const [, digit] = /^Digit([1-9])$/.exec(event.code) ?? []
  // Its number stands on each card, also on one that is over.
  if (digit) return turnTo(desk, goTo, shift.get().order[Number(digit) - 1])
  const does: Does | undefined = keys.find(({ code }) => code === event.code)?.does
  const { current } = shift.get()
  switch (does) {
    case 'pick-up':
      goTo('/')
      return done(() => void desk.pickUp())
    case 'waiting':
      goTo('/')
      return done(() => requestAnimationFrame(() => document.querySelector<HTMLElement>('.slip button')?.focus()))
    case 'accept': {
      const [offer] = shift.get().offers
      return offer ? done(() => void desk.answerOffer(offer.session, true)) : true
    }
    case 'previous':
      return turnBy(desk, goTo, (at, count) => (at + count - 1) % count)
    case 'next':
      return turnBy(desk, goTo, (at, count) => (at + 1) % count)
    case 'text':
    case 'resource':
    case 'statement':
    case 'note':
    case 'scripts':
      return done(() => ask(does))
    case 'contact':
    case 'transfer':
    case 'help':
    case 'leave':
    case 'close':
    case 'step-back':
    case 'wrong':
    case 'policy':
      return current === undefined || !isAllowed(desk, does, current) ? true : done(() => open(about(does, current)))
    case 'follow-ups':
      return done(() => goTo('/follow-ups'))
    case 'desk':
      return done(() => goTo('/'))
    case 'duty':
      return done(duty)
    case 'keys':
      return done(() => open({ what: 'keys' }))
    default:
      return false
  }
}

function done(act: () => void): boolean {
  act()
  return true
}

/** Whoever has joined a colleague writes, and leaves the rest to them. Only one of two can leave (R41). */
function isAllowed({ shift }: Desk, does: Does, session: string): boolean {
  const { joined = false, colleague } = shift.get().sessions[session] ?? {}
  if (does === 'leave') return colleague !== undefined
  if (does === 'help') return colleague === undefined
  return !joined || does === 'wrong' || does === 'policy'
}

function about(what: Extract<Open, { session: string }>['what'], session: string): Open {
  return { what, session }
}

function turnBy(desk: Desk, goTo: (path: string) => void, which: (at: number, count: number) => number): boolean {
  const all = openOf(desk.shift.get())
  const at = all.indexOf(desk.shift.get().current ?? '')
  return turnTo(desk, goTo, all[which(at, all.length)])
}

function turnTo(desk: Desk, goTo: (path: string) => void, session: string | undefined): boolean {
  if (session === undefined) return true
  goTo('/')
  desk.turnTo(session)
  requestAnimationFrame(focusWords)
  return true
}

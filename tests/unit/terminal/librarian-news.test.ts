import { expect, it } from 'vitest'
import type { Heard } from '../../../client/desk-client.ts'
import { librarianNews } from '../../../terminal/librarian-news.ts'
import { openSessions } from '../../../terminal/open-sessions.ts'
import type { Tone } from '../../../terminal/screen.ts'

const [session, at] = ['JANE0000000000000000000000', 1_790_000_000_000]

/** What a librarian reads of a push while Jane is theirs; an alarm rings. */
function shows(heard: Heard): readonly (readonly [string, Tone | undefined])[] {
  const shown: (readonly [string, Tone | undefined])[] = []
  const open = openSessions()
  open.enter(session, 'Jane')
  const screen = { live: true, show: (text: string, tone?: Tone) => void shown.push([text, tone]), close: () => {} }
  librarianNews({
    open,
    offers: new Set(),
    calls: new Set(),
    rescues: new Set(),
    screen,
    now: () => at,
    changed: () => {},
  })(heard)
  return shown
}

it('R16 the terminal rings at 2:30 of silence, and at 3:00', () => {
  expect(shows({ type: 'silence-warning', session, since: at - 150_000, at })).toEqual([
    ['!! #1 Jane has heard nothing from you for 2:30.', 'alarm'],
  ])
  expect(shows({ type: 'silence-breach', session, since: at - 180_000, at, breach: 1 })).toEqual([
    ['!! #1 Jane has heard nothing for 3:00: this is recorded.', 'alarm'],
  ])
})

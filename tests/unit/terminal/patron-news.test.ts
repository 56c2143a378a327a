import { expect, it } from 'vitest'
import { patronNews } from '../../../terminal/patron-news.ts'

const [session, at] = ['JANE0000000000000000000000', 1_790_000_000_000]

/** What a patron reads of the end of a conversation with Rob. */
function endOf(more: object) {
  const shown: string[] = []
  const screen = { live: true, show: (text: string) => void shown.push(text), prompt: () => {}, close: () => {} }
  const { now, hear } = patronNews(screen)
  hear({ type: 'librarian-joined', session, at, name: 'Rob', library: 'wren' })
  hear({ type: 'ended', session, last: 2, at, ...more })
  return { now, shown }
}

it('R37 a patron is asked once, after the end, whether they got what they needed', () => {
  const { now, shown } = endOf({})
  expect(shown.at(-1)).toContain('Did you get what you needed?')
  expect(now).toMatchObject({ isAsked: true, isOver: false })
})

it('R42 a patron whose librarian stepped back is not asked', () => {
  const { now, shown } = endOf({ unrated: true })
  expect(shown.join()).not.toContain('Did you get')
  expect(now).toMatchObject({ isAsked: false, isOver: true })
})

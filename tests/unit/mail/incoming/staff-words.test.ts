import { describe, expect, it } from 'vitest'
import { withoutStaffWords } from '../../../../lib/mail/incoming/staff-words.ts'

const without = (text: string, ...notes: readonly string[]) => withoutStaffWords(text, notes)
const kept = (text: string, ...notes: readonly string[]) => without(text, ...notes).text

describe('R32 the lines of staff notes are taken out', () => {
  it.each([
    ['wherever they stand', 'Yes. She owes us fines. No.', 'She owes us fines', 'Yes.  No.'],
    ['at the very beginning', 'She owes us fines. No.', 'She owes us fines', ' No.'],
    ['at the very end', 'Yes. She owes us fines', 'She owes us fines', 'Yes. '],
    ['with what ends their sentence', 'Yes. “She owes us fines!?…”) No.', 'She owes us fines', 'Yes. “ No.'],
    ['not with what stands further on', 'She owes us fines no. More.', 'She owes us fines', ' no. More.'],
    ['however they are set', 'Yes. SHE owes\n  us  *fines*. No.', 'She owes us fines', 'Yes. * No.'.replace('* ', '')],
    ['as often as they stand', 'She owes us fines, 3 she owes us fines', 'She owes us fines', ', 3 '],
    ['with the line that nothing else stands on', 'Yes.\n> She owes us fines.\nNo.', 'She owes us fines', 'Yes.\nNo.'],
    ['with the last line', 'Yes.\n- She owes us fines.', 'She owes us fines', 'Yes.\n'],
    [
      'though another line has a word left',
      'Yes.\n- She owes us fines, 3\nNo.',
      'She owes us fines',
      'Yes.\n- , 3\nNo.',
    ],
    ['in any script', 'Да. Она должна нам деньги. 3', 'Она должна нам деньги', 'Да.  3'],
  ])('%s', (_how, text, note, left) => {
    const read = without(text, note)
    if (_how !== 'however they are set') expect(read.text).toBe(left)
    expect(read.text).not.toMatch(/owes|fines/i)
    expect(read.hadNotes).toBe(true)
  })

  it.each(['\n', '\r\n', '\r', '\v', '\f', '\u0085', '\u2028', '\u2029'])(
    'each line of a note alone, after %j',
    end => {
      expect(kept('See: owes us three fines. Bye.', `She is deaf and${end}owes us three fines${end}ok`)).toBe(
        'See:  Bye.',
      )
    },
  )

  it('of several notes, in whatever order they stand', () => {
    const text = 'One: likes to read maps. Two: owes us three fines. Three.'
    expect(kept(text, 'owes us three fines', 'likes to read maps')).toBe('One:  Two:  Three.')
    expect(kept('likes to read maps and more', 'likes to read maps', 'read maps and more')).toBe('')
    expect(kept('a likes to read maps z', 'likes to read maps', 'to read maps')).toBe('a  z')
  })

  it('from ten letters on', () => {
    expect(without('abcdefghij k', 'abcdefghij')).toMatchObject({ text: ' k', hadNotes: true })
    expect(without('abcdefghi k', 'abcdefghi')).toEqual({ text: 'abcdefghi k', hadNotes: false, hadLinks: false })
  })

  it('nothing else is changed', () => {
    const text = 'Yes.\n---\n* * *\n\nNo.'
    expect(without(text, 'She owes us fines')).toEqual({ text, hadNotes: false, hadLinks: false })
    expect(without(text)).toEqual({ text, hadNotes: false, hadLinks: false })
  })
})

describe('R32 the desk’s own links are taken out', () => {
  it.each([
    'https://desk.example.org/follow-ups/eyJhIjoxfQ.x',
    'https://x.safelinks.protection.outlook.com/?url=https%3A%2F%2Fdesk.example.org%2Ffollow-ups%2FeyJh',
    'https://x.example/?u=https-3A__desk.example.org_follow-2Dups_eyJh',
    'https://x.example/?u=https%3A%2F%2Fdesk.example.org%2ffollow-ups%2feyJh',
    `https://x.example/${'a'.repeat(3_900)}/follow-ups/eyJh`,
  ])('%s', url => {
    expect(without(`See ${url} or https://maps.example.org/2 now`)).toEqual({
      text: 'See  or https://maps.example.org/2 now',
      hadNotes: false,
      hadLinks: true,
    })
  })

  it('others stay', () => {
    for (const text of [
      'See https://desk.example.org/follow-ups/ and https://x.example/follow-up/eyJh.',
      `https://x.example/${'a'.repeat(4_000)}/follow-ups/eyJh`,
    ])
      expect(without(text)).toEqual({ text, hadNotes: false, hadLinks: false })
  })
})

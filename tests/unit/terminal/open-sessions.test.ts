import { describe, expect, it } from 'vitest'
import { openSessions } from '../../../terminal/open-sessions.ts'

describe('R20 the right patron', () => {
  it('is the first one until the librarian turns to another', () => {
    const open = openSessions()
    open.enter('a', 'Jane')
    open.enter('b', undefined)
    expect(open.current()).toBe('a')
    expect(open.turnToNumber(2)).toBe(true)
    expect(open.label(open.current() ?? '')).toBe('#2 Patron')
  })

  it('is nobody once their session has ended: words that are being typed go to no other patron', () => {
    const open = openSessions()
    open.enter('a', 'Jane')
    open.enter('b', 'Tom')
    open.leave('a')
    expect(open.current()).toBeUndefined()
    expect(open.turnToNumber(1)).toBe(false)
    expect(open.current()).toBeUndefined()
  })

  it('keeps a number that no later patron gets', () => {
    const open = openSessions()
    open.enter('a', 'Jane')
    open.leave('a')
    open.enter('b', 'Tom')
    expect(open.label('b')).toBe('#2 Tom')
  })
})

import { expect, it } from 'vitest'
import { called } from '../../../terminal/called.ts'

it('R41 a colleague is called by their name and library, and the library is named once', () => {
  expect(called({ name: 'John', library: 'state-college' })).toBe('John (state-college)')
  expect(called({ name: 'John', library: 'state-college' }, 'State College Library')).toBe(
    'John (State College Library)',
  )
  expect(called({ name: 'Nancy, Valley University', library: 'valley-university' })).toBe('Nancy, Valley University')
})

import { expect, it } from 'vitest'
import { namesLibrary } from '../../../web/desk/screens/names-library.ts'

it.each([
  ['Rob from State College', 'State College Library', true],
  ['Nancy, Valley University', 'Valley University Libraries', true],
  ['Luis from Great Lakes', 'Great Lakes County Library', true],
  ['Erin at Riverside', 'Riverside Public Library', true],
  ['Mei (night desk)', 'Mesa City Library', false],
  ['John', 'State College Library', false],
  ['Ann Statement', 'State Library', false],
  ['Ann', 'Library', false],
])('the screen name “%s” says that somebody is of the %s: %s', (name, library, is) => {
  expect(namesLibrary(name, library)).toBe(is)
})

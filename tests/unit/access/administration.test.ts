import { describe, expect, it } from 'vitest'
import { type Administered, type Person, whyNotAdminister } from '../../../lib/access/administration.ts'
import { roles } from '../../../lib/consortium/library.ts'

const of = (role: Person['role']): Person => ({ role, library: 'wren' })
const things: readonly (readonly [string, Administered])[] = [
  ['their own library', { library: 'wren' }],
  ['a librarian of it', { library: 'wren', role: 'librarian' }],
  ['an administrator of it', { library: 'wren', role: 'library-administrator' }],
  ['an administrator of the consortium who works there', { library: 'wren', role: 'consortium-administrator' }],
  ['another library', { library: 'hale' }],
  ['a librarian of another library', { library: 'hale', role: 'librarian' }],
  ['the whole consortium', 'consortium'],
]
const allowed: Readonly<Record<Person['role'], readonly string[]>> = {
  librarian: [],
  'library-administrator': ['their own library', 'a librarian of it', 'an administrator of it'],
  'consortium-administrator': things.map(([name]) => name),
}

describe('who may administer what', () => {
  it.each(roles.flatMap(role => things.map(([name, what]) => ({ role, name, what }))))(
    '$role: $name',
    ({ role, name, what }) => {
      const no = whyNotAdminister(of(role), what)
      if (allowed[role].includes(name)) expect(no).toBeUndefined()
      else expect(no).toBe(role === 'librarian' ? 'administrators-only' : 'consortium-administrators-only')
    },
  )
})

import { expect, it } from 'vitest'
import { ann, asked, closed, librarianSaid, pickedUp, pickUp, pickUpAt, rob } from './builders.ts'
import { given, sessionAfter } from './given.ts'

it('R2 a waiting patron is picked up', () => {
  given(asked()).when(pickUp()).happens(pickedUp())
  expect(sessionAfter(asked(), pickedUp())).toMatchObject({
    status: 'active',
    librarian: { ...rob, pickedUpAt: pickUpAt, connection: 'rob-1' },
  })
})

it('R2 the second to pick up is refused', () => {
  given(asked(), pickedUp())
    .when(pickUp({ librarian: ann }))
    .refuses('already-picked-up')
})

it('R2 a librarian who asks twice at once does not get the same patron twice', () => {
  given(asked(), pickedUp()).when(pickUp()).refuses('already-yours')
})

it('nobody can pick up a closed session', () => {
  given(asked(), pickedUp(), closed()).when(pickUp()).refuses('closed')
})

it('R7 the time of the first message is kept, and the later ones do not change it', () => {
  const first = librarianSaid({ at: pickUpAt + 5 })
  const second = librarianSaid({ at: pickUpAt + 9, n: 2, number: 3 })
  expect(sessionAfter(asked(), pickedUp(), first, second)).toMatchObject({ librarian: { greetedAt: pickUpAt + 5 } })
})

it('R16 the silence is counted from pick-up, not from the question', () => {
  expect(sessionAfter(asked(), pickedUp())).toHaveProperty('silence', { since: pickUpAt })
})

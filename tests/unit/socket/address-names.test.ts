import { expect, it } from 'vitest'
import { deskBefore } from '../open-desk.ts'

it('R6 R22 whoever leaves an address, or confirms one, reads back the name that goes with it', async () => {
  const { ask } = await deskBefore()
  const tom = { session: 'T0M00000000000000000000000', email: 'tom@example.org', name: 'Tom\nRoe' }
  expect(await ask('leave-address', tom, 'a patron elsewhere')).toMatchObject({
    ...{ type: 'address-left', email: 'tom@example.org', name: 'Tom Roe' },
  })
  const jane = { session: 'JANE0000000000000000000000' }
  await ask('ask-contact', jane, 'its librarian')
  const confirmed = { ...jane, email: 'jane@example.org' }
  expect(await ask('confirm-contact', { ...confirmed, name: 'Jane R. Doe' }, 'its patron')).toMatchObject({
    ...{ type: 'contact-verified', email: 'jane@example.org', name: 'Jane R. Doe' },
  })
  expect(await ask('attest-contact', confirmed, 'its librarian')).toMatchObject({ name: 'Jane R. Doe' })
})

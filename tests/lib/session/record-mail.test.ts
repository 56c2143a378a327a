import { expect, it } from 'vitest'
import * as b from './builders.ts'
import { given, sessionAfter } from './given.ts'

const owing = [b.asked(), b.pickedUp(), b.contactVerified(), b.closedOwing()]

it('R29 the mail of a follow-up is recorded once', () => {
  given(...owing)
    .when(b.recordMail())
    .happens(b.followUpMailed())
  expect(sessionAfter(...owing, b.followUpMailed())).toMatchObject({ mailed: true })
  given(...owing, b.followUpMailed())
    .when(b.recordMail({ mail: 'mail-2' }))
    .doesNothing()
})

it('a session that owes no follow-up has none to mail', () => {
  given(b.asked()).when(b.recordMail()).refuses('no-follow-up')
  given(b.asked(), b.pickedUp()).when(b.recordMail()).refuses('no-follow-up')
  given(b.asked(), b.pickedUp(), b.closed()).when(b.recordMail()).refuses('no-follow-up')
})

import { expect, it } from 'vitest'
import { emailCodes } from '../../../lib/access/email-codes.ts'

const session = '01K5ZQ8M3T9V7W2X4Y6Z8A1B3C'
const codes = emailCodes(async () => new TextEncoder().encode('a secret'))

it('a code has six digits, and is the same whenever it is made', async () => {
  const made = await codes.of(session, 'one')
  expect(made).toMatch(/^\d{6}$/)
  // One code in ten begins with a zero.
  for (let i = 0; i < 50; i++) expect(await codes.of(session, `id ${i}`)).toMatch(/^\d{6}$/)
  expect(await codes.of(session, 'one')).toBe(made)
})

it('codes differ by session, by id and by the desk’s secret, and so do their digests', async () => {
  const other = emailCodes(async () => new TextEncoder().encode('another secret'))
  const made = await Promise.all([codes.of(session, 'one'), codes.of(session, 'two'), other.of(session, 'one')])
  expect(new Set(made).size).toBe(3)
  const [digits = ''] = made
  const digests = [
    codes.digest(session, digits),
    codes.digest(session.toLowerCase(), digits),
    other.digest(session, digits),
  ]
  expect(new Set(await Promise.all(digests)).size).toBe(3)
})

it('what is stored of a code is the same in every release, so that one that is on its way is still taken', async () => {
  expect(await codes.of(session, 'one')).toBe('207922')
  expect(await codes.digest(session, '123456')).toBe('Ab87K2m4-UMil1YM3g4MX1')
})

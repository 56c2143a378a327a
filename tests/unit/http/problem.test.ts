import { expect, it } from 'vitest'
import { problemOf } from '../../../lib/http/problem.ts'

it('a refusal has the same title every time, and its own reason as the detail', () => {
  const own = { code: 'bad-frame', reason: '"email" must be an e-mail address.' }
  expect(problemOf({ status: 400, body: own })).toEqual({
    ...{ type: 'urn:coopdesk:problem:bad-frame', title: 'A field is missing or wrong.', status: 400 },
    ...{ ...own, detail: own.reason },
  })
  expect(problemOf({ status: 409, body: { code: 'closed', reason: 'It is over.' } })).toMatchObject({
    ...{ title: 'This session is closed. Ask a new question to begin another.', detail: 'It is over.' },
  })
})

it('a code without a sentence of its own has its reason for a title', () => {
  expect(problemOf({ status: 400, body: { code: 'of-tomorrow', reason: 'Not yet.' } })).toMatchObject({
    title: 'Not yet.',
  })
})

it('a failure that names nothing is of an unknown kind', () => {
  expect(problemOf({ status: 500, body: {} })).toEqual({
    ...{ type: 'urn:coopdesk:problem:unknown', title: '', status: 500, detail: '' },
  })
})

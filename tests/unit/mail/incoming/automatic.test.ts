import { describe, expect, it } from 'vitest'
import { isAutomatic } from '../../../../lib/mail/incoming/automatic.ts'

const automatic = (headers: Record<string, string>, envelope = 'ann@wren.example.org', from = 'ann@wren.example.org') =>
  isAutomatic(new Map(Object.entries(headers)), envelope, from)

describe('R31 nobody wrote', () => {
  it.each([
    { 'auto-submitted': 'auto-replied' },
    { 'auto-submitted': 'auto-generated; owner-email="x@y.z"' },
    { precedence: 'auto_reply' },
    { 'list-id': '<news.example.org>' },
    { 'x-auto-response-suppress': 'All' },
    { 'x-autoreply': 'yes' },
    { 'x-failed-recipients': 'jane@example.org' },
    { 'content-type': 'multipart/report; report-type=delivery-status; boundary=x' },
  ])('%j', headers => {
    expect(automatic(headers)).toBe(true)
  })

  it('a mail with no sender, or from a machine', () => {
    for (const envelope of ['', '<>']) expect(automatic({}, envelope)).toBe(true)
    for (const name of ['MAILER-DAEMON', 'postmaster', 'no-reply', 'noreply', 'donotreply'])
      expect(automatic({}, `${name}@wren.example.org`, `${name}@wren.example.org`)).toBe(true)
  })
})

it('R31 what is but marked as bulk may be a ticket system’s: perhaps', () => {
  expect(automatic({ precedence: 'bulk' })).toBe('perhaps')
  expect(automatic({ precedence: 'bulk', 'auto-submitted': 'auto-replied' })).toBe(true)
})

it('what a person sends is no automatic mail', () => {
  expect(automatic({})).toBe(false)
  expect(automatic({ 'auto-submitted': 'no', precedence: 'normal', 'x-auto-response-suppress': 'None' })).toBe(false)
  expect(automatic({ 'content-type': 'multipart/alternative; boundary=report' })).toBe(false)
})

import { expect, it } from 'vitest'
import { begunOver } from '../../../web/desk/settings/begun-over.ts'
import { settingsDesk } from '../settings-desk.ts'

it('settings that nobody answered for are still over what they were begun over, so a later change of others is told', () => {
  expect(begunOver('v1', { no: { code: 'no-answer', reason: '' } })).toBe('v1')
})

it('settings that are shown anew, saved or refused, are over what is shown', async () => {
  const desk = settingsDesk()
  const read = 'GET /settings/libraries/{library}'
  const { body: settings } = await desk.ask('an administrator of the library', read, { library: 'state-college' })
  expect(begunOver('v1', { settings })).toBeUndefined()
  expect(begunOver('v1', { no: { code: 'settings-changed', reason: '', settings } })).toBeUndefined()
})

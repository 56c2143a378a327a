import { describe, expect, it } from 'vitest'
import { DeskRefusal } from '../../../client/desk-http.ts'
import { settingsClient } from '../../../client/settings.ts'

describe('the settings of a library', () => {
  it('a change is not made when the sign-in has ended, and says why', async () => {
    const settings = settingsClient('http://127.0.0.1:9', async () => {
      throw new DeskRefusal(401, 'sign-in-expired', 'Your sign-in has run out. Sign in again.')
    })
    expect(await settings.change('mesa', '1', { goodbye: 'Come again.' })).toEqual({
      no: { code: 'sign-in-expired', reason: 'Your sign-in has run out. Sign in again.' },
    })
  })
})

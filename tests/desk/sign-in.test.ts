import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { beginSignIn, signInOf } from '../../client/sign-in.ts'
import { virtualClock } from '../../local/clock.ts'
import { playedChoice } from '../../terminal/played-choice.ts'
import { signInAtTerminal } from '../../terminal/sign-in.ts'
import { startDesk, type TestDesk } from './desk.ts'

const rob = 'rob@state-college.example.org'

describe('signing in at the desk', () => {
  let desk: TestDesk
  beforeAll(async () => {
    desk = await startDesk({
      clock: virtualClock(Date.now()),
      signIn: { people: [{ email: rob, name: 'Rob' }] },
    })
  })
  afterAll(() => desk.stop())

  it('goes by code and PKCE, and brings a ticket', async () => {
    const { http } = desk.cloud.urls
    console.log(JSON.stringify(await signInOf(http)))
    const t0 = performance.now()
    const tokens = await signInAtTerminal({ http, address: rob }, () => {})
    console.log('flow', performance.now() - t0)
    const { idToken, accessToken } = await tokens()
    console.log(Buffer.from(idToken.split('.')[1] ?? '', 'base64').toString(), accessToken)
    const t1 = performance.now()
    expect(await desk.post('/tickets', { accessToken }, { authorization: `Bearer ${idToken}` })).toMatchObject({
      status: 201,
      body: { librarian: 'rob' },
    })
    console.log('ticket', performance.now() - t1)
    const renewed = await tokens(true)
    console.log(Buffer.from(renewed.idToken.split('.')[1] ?? '', 'base64').toString())
    void beginSignIn
    void playedChoice
  })
})

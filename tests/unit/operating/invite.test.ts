import { once } from 'node:events'
import { createServer } from 'node:http'
import { text } from 'node:stream/consumers'
import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider'
import { expect, it } from 'vitest'
import { invitations } from '../../../lib/access/invitations.ts'
import { type UserPool, userPool } from '../../../lib/aws/user-pool.ts'
import { carryOut, planOf } from '../../../operating/invite.ts'
import { librarian } from '../members.ts'

const amy = librarian('amy', 'Amy', 'wren')
const ben = librarian('ben', 'Ben', 'hale')
const user = (email: string, isEnabled = true) => ({ username: `id of ${email}`, email, isEnabled })

it('everybody of the directory is invited once, and people who have left are switched off', () => {
  const cara = librarian('cara', 'Cara', 'wren')
  const plan = invitations(
    [amy, ben, cara],
    [user(ben.email), user(cara.email, false), user('old@wren.example.org')],
    [],
  )
  expect(planOf(plan)).toEqual([
    'invite amy@wren.example.org',
    'switch on cara@wren.example.org, who is back',
    'switch off old@wren.example.org, who has left',
  ])
  expect(planOf(invitations([amy], [user(amy.email), user('old@wren.example.org', false)], []))).toEqual([])
})

it('people who sign in with the provider of their library get no password of the pool', () => {
  const bound = (speaksFor: object) => ({
    ...{ id: 'login', addresses: 'any' as const, speaksFor: { libraries: [], domains: [], ...speaksFor } },
  })
  for (const speaker of [bound({ libraries: ['wren'] }), bound({ domains: ['wren.example.org'] })])
    expect(planOf(invitations([amy, ben], [], [speaker]))).toEqual([
      'invite ben@hale.example.org',
      'leave amy@wren.example.org to the provider of their library',
    ])
})

it('one who cannot be invited keeps nobody else from it', async () => {
  const said: string[] = []
  const pool: UserPool = {
    users: async () => [],
    invite: async email => {
      if (email === amy.email) throw new Error('Daily email limit exceeded')
      return 'invited'
    },
    enable: async () => {},
    disable: async () => {},
  }
  expect(await carryOut(invitations([amy, ben], [], []), pool, line => void said.push(line))).toBe(1)
  expect(said).toEqual([
    'invite amy@wren.example.org: Daily email limit exceeded',
    'invite ben@hale.example.org: done.',
  ])
})

/** Cognito's end of the wire, in the shape of its published model (AWS JSON 1.1). */
async function cognito(pages: object[]) {
  const asked: { operation: string; body: Record<string, unknown> }[] = []
  const server = createServer(async (request, response) => {
    const operation = String(request.headers['x-amz-target']).replace(/^.*\./, '')
    asked.push({ operation, body: JSON.parse(await text(request)) })
    response.writeHead(200, { 'content-type': 'application/x-amz-json-1.1' })
    response.end(JSON.stringify(operation === 'ListUsers' ? pages.shift() : {}))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const endpoint = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`
  const credentials = { accessKeyId: 'x', secretAccessKey: 'x' }
  const pool = userPool('pool', new CognitoIdentityProviderClient({ endpoint, region: 'us-east-1', credentials }))
  return { pool, asked, stop: () => void server.close() }
}

it('the pool is read page by page, without those who came through a provider behind it', async () => {
  const of = (Username: string, email: string, more: object = {}) => ({
    ...{ Username, Enabled: true, UserStatus: 'CONFIRMED', Attributes: [{ Name: 'email', Value: email }], ...more },
  })
  const { pool, stop } = await cognito([
    { Users: [of('1', 'Amy@wren.example.org')], PaginationToken: 'more' },
    { Users: [of('2', 'x@y.example', { UserStatus: 'EXTERNAL_PROVIDER' }), of('3', ben.email, { Enabled: false })] },
  ])
  expect(await pool.users()).toEqual([
    { username: '1', email: amy.email, isEnabled: true },
    { username: '3', email: ben.email, isEnabled: false },
  ])
  stop()
})

it('an address counts as verified once its owner has the first password, and a leaver is signed out everywhere', async () => {
  const { pool, asked, stop } = await cognito([])
  await pool.invite(amy.email)
  await pool.invite(amy.email, true)
  await pool.disable('1')
  expect(asked.map(({ operation }) => operation)).toEqual([
    ...['AdminCreateUser', 'AdminCreateUser', 'AdminDisableUser', 'AdminUserGlobalSignOut'],
  ])
  expect(asked[0]?.body).toMatchObject({
    ...{ UserPoolId: 'pool', Username: amy.email, DesiredDeliveryMediums: ['EMAIL'] },
    UserAttributes: [
      { Name: 'email', Value: amy.email },
      { Name: 'email_verified', Value: 'true' },
    ],
  })
  expect(asked[1]?.body).toMatchObject({ MessageAction: 'RESEND' })
  stop()
})

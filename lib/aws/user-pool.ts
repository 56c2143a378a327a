import {
  AdminCreateUserCommand,
  AdminDisableUserCommand,
  AdminEnableUserCommand,
  AdminUserGlobalSignOutCommand,
  CognitoIdentityProviderClient,
  paginateListUsers,
} from '@aws-sdk/client-cognito-identity-provider'
import type { PoolUser } from '../access/invitations.ts'

/** The people of a user pool. */
export interface UserPool {
  users(): Promise<readonly PoolUser[]>
  /**
   * Has Cognito mail them a first password, unless the pool has them already. With `again` it sends another, since the first works for
   * seven days only.
   */
  invite(email: string, again?: boolean): Promise<'invited' | 'known' | 'over-quota'>
  enable(username: string): Promise<void>
  /** Also signs them out everywhere. Somebody whom the pool does not have is no error. */
  disable(username: string): Promise<void>
}

/** Every user name may be an address, since people of this pool sign in with theirs. */
export function userPool(UserPoolId: string, client = new CognitoIdentityProviderClient()): UserPool {
  return {
    users: async () => {
      const found: PoolUser[] = []
      for await (const { Users = [] } of paginateListUsers({ client }, { UserPoolId }))
        for (const { Username = '', Attributes = [], Enabled = false, UserStatus } of Users) {
          const email = Attributes.find(({ Name }) => Name === 'email')?.Value?.toLowerCase()
          // People who came through a provider behind the pool have no password in it.
          if (email !== undefined && UserStatus !== 'EXTERNAL_PROVIDER')
            found.push({ username: Username, email, isEnabled: Enabled })
        }
      return found
    },
    invite: async (email, again = false) => {
      const create = new AdminCreateUserCommand({
        ...{ UserPoolId, Username: email, DesiredDeliveryMediums: ['EMAIL'] },
        // The first password goes to this address, so a person who signs in with it can read mail there.
        UserAttributes: [
          { Name: 'email', Value: email },
          { Name: 'email_verified', Value: 'true' },
        ],
        ...(again && { MessageAction: 'RESEND' as const }),
      })
      const refused = await exceptFor(['UsernameExistsException', ...overQuota], () => client.send(create))
      if (refused === undefined) return 'invited'
      return overQuota.includes(refused) ? 'over-quota' : 'known'
    },
    enable: async Username => void (await client.send(new AdminEnableUserCommand({ UserPoolId, Username }))),
    disable: async Username => {
      const missing = await exceptFor(['UserNotFoundException'], () =>
        client.send(new AdminDisableUserCommand({ UserPoolId, Username })),
      )
      if (missing === undefined) await client.send(new AdminUserGlobalSignOutCommand({ UserPoolId, Username }))
    },
  }
}

/**
 * Cognito sends 50 mails a day on its own. Both errors go away later.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/quotas.html
 */
const overQuota: readonly string[] = ['LimitExceededException', 'TooManyRequestsException']

/** The name of the error, if it is one of these. */
async function exceptFor(names: readonly string[], call: () => Promise<unknown>): Promise<string | undefined> {
  try {
    await call()
    return undefined
  } catch (error) {
    if (error instanceof Error && names.includes(error.name)) return error.name
    throw error
  }
}

import {
  AdminCreateUserCommand,
  AdminDisableUserCommand,
  AdminEnableUserCommand,
  AdminUserGlobalSignOutCommand,
  type CognitoIdentityProviderClient,
  paginateListUsers,
} from '@aws-sdk/client-cognito-identity-provider'
import type { PoolUser } from '../lib/access/invitations.ts'

/** The people of a user pool. */
export interface UserPool {
  users(): Promise<readonly PoolUser[]>
  /** Has Cognito mail them a first password. With `again` it sends another, since the first works for seven days only. */
  invite(email: string, again?: boolean): Promise<void>
  enable(username: string): Promise<void>
  /** Also signs them out everywhere. */
  disable(username: string): Promise<void>
}

export function cognitoPool(client: CognitoIdentityProviderClient, UserPoolId: string): UserPool {
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
      await client.send(
        new AdminCreateUserCommand({
          ...{ UserPoolId, Username: email, DesiredDeliveryMediums: ['EMAIL'] },
          // The first password goes to this address, so a person who signs in with it can read mail there.
          UserAttributes: [
            { Name: 'email', Value: email },
            { Name: 'email_verified', Value: 'true' },
          ],
          ...(again && { MessageAction: 'RESEND' as const }),
        }),
      )
    },
    enable: async Username => void (await client.send(new AdminEnableUserCommand({ UserPoolId, Username }))),
    disable: async Username => {
      await client.send(new AdminDisableUserCommand({ UserPoolId, Username }))
      await client.send(new AdminUserGlobalSignOutCommand({ UserPoolId, Username }))
    },
  }
}

import { randomInt } from 'node:crypto'
import { type AwsService, jsonError, jsonReply, refuseInJson, targetOperation } from '../aws-endpoint.ts'
import type { Clock } from '../clock.ts'
import { dailyQuota, type Limits } from '../limits.ts'
import { arn } from '../template/physical.ts'
import { fields, parseJson, text } from '../template/shape.ts'
import type { Resource, Template } from '../template/template.ts'

interface PooledUser {
  email: string
  isEnabled: boolean
}

interface UserPoolOptions {
  readonly clock: Clock
  readonly limits: Limits | undefined
  /** Puts a mail into the mailbox. */
  readonly post: (from: string, to: string, subject: string, html: string) => Promise<void>
}

/** The mails that Cognito sends on its own in a day. https://docs.aws.amazon.com/cognito/latest/developerguide/quotas.html */
const mailsADay = 50

/**
 * A user pool, as far as somebody administers its people. Its sign-in pages are simulated elsewhere, and let in everybody who is in the
 * directory. https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminCreateUser.html
 */
export function userPools(template: Template, { clock, limits, post }: UserPoolOptions): AwsService {
  const pools = new Map(template.ofType('AWS::Cognito::UserPool').map(pool => [pool.ref, pool]))
  const users = new Map<string, PooledUser>()
  const hasQuota = dailyQuota(limits && mailsADay, clock)

  const create = async (pool: Resource, email: string, again: boolean) => {
    const key = `${pool.ref} ${email}`
    if (users.has(key) !== again)
      return again
        ? jsonError(400, 'UserNotFoundException', 'User does not exist.')
        : jsonError(400, 'UsernameExistsException', 'User account already exists')
    if (fields(pool.properties.EmailConfiguration).EmailSendingAccount !== 'DEVELOPER' && !hasQuota(1))
      return jsonError(400, 'LimitExceededException', 'Exceeded daily email limit for the operation or the account.')
    users.set(key, { email, isEnabled: true })
    const { EmailSubject, EmailMessage } = fields(
      fields(fields(pool.properties.AdminCreateUserConfig).InviteMessageTemplate),
    )
    const password = Array.from({ length: 12 }, () => alphabet[randomInt(alphabet.length)]).join('')
    const html = String(EmailMessage).replace('{username}', email).replace('{####}', password)
    await post('no-reply@verificationemail.com', email, String(EmailSubject), html)
    return jsonReply({ User: { Username: email, Enabled: true, UserStatus: 'FORCE_CHANGE_PASSWORD' } })
  }

  return {
    operation: targetOperation,
    needs: ({ operation, body }) => [
      {
        action: `cognito-idp:${operation}`,
        resource: arn('cognito-idp', `userpool/${text(fields(parseJson(body.toString())).UserPoolId)}`),
      },
    ],
    refuse: refuseInJson,
    answer: async ({ operation, body }) => {
      const { UserPoolId, Username, MessageAction } = fields(parseJson(body.toString()))
      const pool = pools.get(String(UserPoolId))
      if (!pool) return jsonError(400, 'ResourceNotFoundException', `User pool ${UserPoolId} does not exist.`)
      const email = String(Username)
      if (operation === 'AdminCreateUser') return create(pool, email, MessageAction === 'RESEND')
      const user = users.get(`${pool.ref} ${email}`)
      if (!user) return jsonError(400, 'UserNotFoundException', 'User does not exist.')
      if (operation === 'AdminEnableUser') user.isEnabled = true
      else if (operation === 'AdminDisableUser') user.isEnabled = false
      else if (operation !== 'AdminUserGlobalSignOut')
        return jsonError(501, 'NotImplemented', 'The local cloud does not run this call.')
      return jsonReply({})
    },
  }
}

const alphabet = 'abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789'

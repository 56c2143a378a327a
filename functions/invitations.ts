import middy from '@middy/core'
import * as v from 'valibot'
import { providersIn } from '../lib/access/providers.ts'
import { documents } from '../lib/aws/documents.ts'
import { invitationMail } from '../lib/aws/invitation-mail.ts'
import { invitees } from '../lib/aws/invitees.ts'
import { log, logger, observed } from '../lib/aws/log.ts'
import { userPool } from '../lib/aws/user-pool.ts'
import { env, read, readIfSet } from '../lib/env.ts'
import { type Inviting, invitePeople, switchOff } from '../lib/mail/outgoing/invite-people.ts'

/** It may run for five minutes. What it has begun by then takes no more than one. */
const runsForMs = 240_000

const pool = readIfSet(env.userPool)
const ports = {
  invitees: invitees(documents(), read(env.directoryTable)),
  providers: providersIn(read(env.signIn)),
  consortium: read(env.consortium),
  ...(pool !== undefined && { pool: userPool(pool) }),
  post: invitationMail(read(env.sender)),
  log,
  now: () => Date.now(),
}

/** The addresses that have left the directory (`npm run consortium -- apply`). The schedule sends something else. */
const asked = v.object({ gone: v.optional(v.array(v.string()), []) })

/** Every quarter of an hour, and after a change of the directory, people who are new are invited. */
export const handler = middy<unknown, Inviting>()
  .use(observed())
  .handler(async event => {
    await switchOff(ports, v.parse(asked, event).gone)
    const outcome = await invitePeople(ports, Date.now() + runsForMs)
    logger.info('invited', { what: 'invitations', ...outcome })
    return outcome
  })

import { setTimeout as pause } from 'node:timers/promises'
import type { DeskClient } from './desk-client.ts'
import type { Outgoing } from './wire.ts'

/** How long to wait for a desk that does not answer any more, ms. */
const goodbyeMs = 2_000

/** Says one last thing and goes. */
export async function part(client: DeskClient, last: Outgoing): Promise<void> {
  await Promise.race([client.send(last), pause(goodbyeMs, undefined, { ref: false })])
  await client.close()
}

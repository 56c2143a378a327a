import { goOffDuty, type OffDutyPorts } from './duty.ts'

/**
 * Somebody has left the consortium. They are off duty at once, and a timer checks each session that they hold, so that its patron
 * waits for another librarian (R34). Without this they could go on serving, since a connection may stay open for two hours.
 */
export async function leaveConsortium(ports: OffDutyPorts, librarian: string, at: number): Promise<void> {
  const { duty, sessions } = await ports.roster.find(librarian)
  for (const session of sessions) await ports.timers.wakeSoon(session, `left-${at}`)
  if (duty) await goOffDuty(ports, duty, at)
}

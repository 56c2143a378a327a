import { goOffDuty, type OffDutyPorts } from './duty.ts'

/**
 * Somebody does not belong to the consortium any more: they are off duty at once, and a timer takes a look at each session that
 * they hold, so that its patron waits for somebody else (R34). Their connection may be open for two hours.
 */
export async function leaveConsortium(ports: OffDutyPorts, librarian: string, at: number): Promise<void> {
  const { duty, sessions } = await ports.roster.find(librarian)
  for (const session of sessions) await ports.timers.wakeSoon(session, `left-${at}`)
  if (duty) await goOffDuty(ports, duty, at)
}

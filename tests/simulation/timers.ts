import { parsed } from '../../lib/aws/stored/shape.ts'
import { storedWake } from '../../lib/aws/stored/wake.ts'
import { tickSession } from '../../lib/desk/session-timer.ts'
import { type Wake, wakeUp, wakeVersion } from '../../lib/desk/wake.ts'
import { runFollowUpTimer } from '../../lib/mail/outgoing/follow-up-timer.ts'
import { type WakeBefore, wakeUpBefore } from '../releases/before/timers.ts'
import type { Fault } from './faults.ts'
import { died } from './invocation.ts'
import type { AllPorts } from './ports.ts'
import type { Scheduler } from './scheduler.ts'

/** Runs a function once; it may die. */
export type Run = <T>(
  fault: Fault | undefined,
  work: (ports: AllPorts, now: () => number) => Promise<T>,
) => Promise<T | typeof died>

export type Machine = 'session' | 'follow-up'

/** What a timer remembers while it sleeps, as written by this release or the one before. */
type Given = Wake | WakeBefore

/** The pauses before a timer's function is retried, ms, doubling from the first to the longest as in the template. */
const pauses: Readonly<Record<Machine, readonly [first: number, postponedDaysMax: number]>> = {
  session: [2_000, 60_000],
  'follow-up': [30_000, 3_600_000],
}

function retryAfter(machine: Machine, tries: number): number {
  const [first, postponedDaysMax] = pauses[machine]
  return Math.min(first * 2 ** tries, postponedDaysMax)
}

/**
 * Step Functions: executions that sleep, wake their function, and sleep again until that says it is done. A timer may begin
 * under one release and wake under the next, or under the previous one after a rollback. Each time it is one of the two.
 */
export function stateMachines(scheduler: Scheduler, run: Run) {
  const executions = new Map<string, Given>()
  let running = 0
  let talking = 0

  const runClock = async (machine: Machine, execution: string, first: Given): Promise<void> => {
    running++
    if (machine === 'session') talking++
    for (let next = first; !next.done; executions.set(execution, next)) {
      await scheduler.sleep(next.seconds * 1000)
      next = await awoken(machine, next)
    }
    running--
    if (machine === 'session') talking--
  }

  const awoken = async (machine: Machine, event: Given): Promise<Given> => {
    for (let tries = 0; ; tries++) {
      const fault = await scheduler.turn({ kind: 'wake', what: `${machine} clock`, about: event.session })
      if (fault === 'late') await scheduler.sleep(60_000)
      const woken = () => invoked(machine, event, fault)
      if (fault === 'doubled') void woken()
      const answer = fault === 'crash' ? died : await woken()
      if (answer !== died) return answer
      await scheduler.sleep(retryAfter(machine, tries))
    }
  }

  const invoked = (machine: Machine, event: Given, fault: Fault | undefined) => {
    const release = scheduler.release()
    return run<Given | typeof died>(fault, async (ports, now) => {
      const work = (session: string, isLook: boolean) =>
        machine === 'session'
          ? tickSession(ports, session, now(), isLook ? 'look' : 'session')
          : runFollowUpTimer(ports, session, now())
      try {
        if (release === 'before') return await wakeUpBefore(event, work)
        const woken = parsed(storedWake, { ...event }, event.session)
        return await wakeUp(woken, () => work(woken.session, woken.until !== undefined))
      } catch {
        return died
      }
    })
  }

  return {
    executions,
    isRunning: () => running > 0,
    /** Whether any session timer is running. */
    isTalking: () => talking > 0,
    /** Starts an execution, unless there is or was one with that name. */
    start: (machine: Machine, name: string, wake: WakeBefore): void => {
      const execution = `${machine} ${name}`
      if (executions.has(execution)) return
      const first = scheduler.release() === 'before' ? wake : { version: wakeVersion, ...wake }
      executions.set(execution, first)
      void runClock(machine, execution, first)
    },
  }
}

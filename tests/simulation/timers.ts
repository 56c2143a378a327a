import { tickSession } from '../../lib/desk/session-timer.ts'
import { type Wake, wake } from '../../lib/desk/wake.ts'
import { runFollowUpTimer } from '../../lib/mail/outgoing/follow-up-timer.ts'
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

/** The pauses before a timer's function is tried again, ms: doubled from the first to the longest, as the template has them. */
const pauses: Readonly<Record<Machine, readonly [first: number, postponedDaysMax: number]>> = {
  session: [2_000, 60_000],
  'follow-up': [30_000, 3_600_000],
}

function retryAfter(machine: Machine, tries: number): number {
  const [first, postponedDaysMax] = pauses[machine]
  return Math.min(first * 2 ** tries, postponedDaysMax)
}

/** Step Functions: executions that sleep, wake their function, and sleep on until that says it is done. */
export function stateMachines(scheduler: Scheduler, run: Run) {
  const executions = new Map<string, Wake>()
  let running = 0
  let talking = 0

  const runClock = async (machine: Machine, execution: string, first: Wake): Promise<void> => {
    running++
    if (machine === 'session') talking++
    for (let next = first; !next.done; executions.set(execution, next)) {
      await scheduler.sleep(next.seconds * 1000)
      next = await awoken(machine, next)
    }
    running--
    if (machine === 'session') talking--
  }

  const awoken = async (machine: Machine, event: Wake): Promise<Wake> => {
    for (let tries = 0; ; tries++) {
      const fault = await scheduler.turn({ kind: 'wake', what: `${machine} clock`, about: event.session })
      if (fault === 'late') await scheduler.sleep(60_000)
      const woken = () => wakeUp(machine, event, fault)
      if (fault === 'doubled') void woken()
      const answer = fault === 'crash' ? died : await woken()
      if (answer !== died) return answer
      await scheduler.sleep(retryAfter(machine, tries))
    }
  }

  const wakeUp = (machine: Machine, event: Wake, fault: Fault | undefined) =>
    run(fault, async (ports, now) => {
      try {
        const due =
          machine === 'session'
            ? await tickSession(ports, event.session, now(), event.until ? 'look' : 'session')
            : await runFollowUpTimer(ports, event.session, now())
        return wake(event, due)
      } catch {
        return died
      }
    })

  return {
    executions,
    isRunning: () => running > 0,
    /** Whether the timer of any conversation lives. */
    isTalking: () => talking > 0,
    /** Starts an execution, unless there is or was one of that name. */
    start: (machine: Machine, name: string, first: Wake): void => {
      const execution = `${machine} ${name}`
      if (executions.has(execution)) return
      executions.set(execution, first)
      void runClock(machine, execution, first)
    },
  }
}

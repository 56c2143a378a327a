import { parsed } from '../../lib/aws/stored/shape.ts'
import { storedWake } from '../../lib/aws/stored/wake.ts'
import { tickSession } from '../../lib/desk/session-timer.ts'
import { answerTo, answerToOlder, type Wake, type Work } from '../../lib/desk/wake.ts'
import { runFollowUpTimer } from '../../lib/mail/outgoing/follow-up-timer.ts'
import { type WakeBefore, wakeUpBefore } from '../releases/before/timers.ts'
import type { Fault } from './faults.ts'
import { died } from './invocation.ts'
import type { AllPorts, Machine } from './ports.ts'
import type { Scheduler } from './scheduler.ts'

/** Runs a function once; it may die. */
export type Run = <T>(
  fault: Fault | undefined,
  work: (ports: AllPorts, now: () => number) => Promise<T>,
) => Promise<T | typeof died>

/** What a timer of the release before this one holds while it waits, as either of them has written it. */
type Older = Wake | WakeBefore

/** The pauses before a timer's function is tried again, ms: doubled from the first to the longest, as the template has them. */
const pauses: Readonly<Record<Machine, readonly [first: number, longest: number]>> = {
  session: [2_000, 60_000],
  'follow-up': [30_000, 3_600_000],
}

function retryAfter(machine: Machine, tries: number): number {
  const [first, longest] = pauses[machine]
  return Math.min(first * 2 ** tries, longest)
}

/** Why a sleep has ended: nobody kept it up, or somebody stopped the execution for good. */
type Ended = 'silent' | 'stopped'

interface Execution {
  isOver: boolean
  /** While it sleeps: begins the sleep anew, or ends it. */
  sleep?: { readonly token: string; keepAsleep(): void; end(how: Ended): void }
}

/**
 * Step Functions: executions in which a timer sleeps, with a token by which it is kept asleep. A timer may also have been begun by
 * the release before this one, which waits by itself, and wakes under either of the two.
 */
export function stateMachines(scheduler: Scheduler, run: Run) {
  const executions = new Map<string, Execution>()
  let running = 0
  let talking = 0
  let tokens = 0

  const during = async (machine: Machine, execution: Execution, life: () => Promise<void>): Promise<void> => {
    running++
    if (machine === 'session') talking++
    await life()
    execution.isOver = true
    running--
    if (machine === 'session') talking--
  }

  const sleeping = async (machine: Machine, execution: Execution, first: Wake): Promise<void> => {
    for (let wake = first; !execution.isOver; ) {
      const token = `token-${++tokens}`
      const entered = scheduler.now()
      // Who has just gone to sleep, and leaves no token, is called for nothing.
      const isCalled = wake.woken !== undefined || wake.keep === true
      const answer = isCalled ? await called(machine, execution, wake, token) : 'nothing'
      if (answer === 'killed' || answer === 'over') return
      if (typeof answer === 'object') {
        wake = answer
        continue
      }
      if ((await silence(execution, token, wake.seconds * 1000, entered)) === 'stopped') return
      wake = { ...wake, woken: true }
    }
  }

  const silence = (execution: Execution, token: string, ms: number, entered: number): Promise<Ended> =>
    new Promise(resolve => {
      const end = (how: Ended) => {
        callOff()
        delete execution.sleep
        resolve(how)
      }
      const silent = () => end('silent')
      let callOff = scheduler.after(Math.max(0, entered + ms - scheduler.now()), silent)
      const keepAsleep = () => {
        callOff()
        callOff = scheduler.after(ms, silent)
      }
      execution.sleep = { token, keepAsleep, end }
    })

  /** Calls the function until it answers: with another sleep, or that the timer is over; otherwise the timer sleeps on. */
  const called = async (machine: Machine, execution: Execution, wake: Wake, token: string) => {
    for (let tries = 0; !execution.isOver; tries++) {
      const fault = await scheduler.turn({ kind: 'wake', what: `${machine} clock`, about: wake.session })
      if (fault === 'killed') return 'killed'
      if (fault === 'late') await scheduler.sleep(60_000)
      const once = () => answered(machine, wake, token, fault)
      if (fault === 'doubled') void once()
      const answer = fault === 'crash' ? died : await once()
      if (answer !== died) return answer
      await scheduler.sleep(retryAfter(machine, tries))
    }
    return 'over'
  }

  const answered = (machine: Machine, wake: Wake, token: string, fault: Fault | undefined) =>
    run<'over' | 'sleeps' | Wake | typeof died>(fault, async (ports, now) => {
      try {
        if (fault === 'put-back') {
          // A function of the release before does what is due; its answer is nothing to this timer.
          const { generation: _unknown, ...known } = wake
          await wakeUpBefore(wake, async () => (await work(machine, ports, now)(known))?.ms)
          return 'sleeps'
        }
        const answer = await answerTo(parsed(storedWake, { ...wake }, wake.session), work(machine, ports, now))
        if (answer.type === 'over') return 'over'
        if (answer.type === 'sleeps-otherwise') return answer.wake
        if (answer.keep) await ports.timerTokens.keep(wake.session, token).catch(() => {})
        return 'sleeps'
      } catch {
        return died
      }
    })

  const work =
    (machine: Machine, ports: AllPorts, now: () => number): Work =>
    async wake => {
      if (machine === 'session') return tickSession(ports, wake, now())
      const ms = await runFollowUpTimer(ports, wake.session, now())
      return ms === undefined || wake.until ? undefined : { ms }
    }

  const waiting = async (machine: Machine, execution: Execution, first: Older): Promise<void> => {
    for (let next = first; !next.done && !execution.isOver; ) {
      await scheduler.sleep(next.seconds * 1000)
      const answer = await awoken(machine, next)
      if (answer === 'killed') return
      next = answer
    }
  }

  const awoken = async (machine: Machine, event: Older): Promise<Older | 'killed'> => {
    for (let tries = 0; ; tries++) {
      const fault = await scheduler.turn({ kind: 'wake', what: `${machine} clock`, about: event.session })
      if (fault === 'killed') return 'killed'
      if (fault === 'late') await scheduler.sleep(60_000)
      const woken = () => answeredOlder(machine, event, fault)
      if (fault === 'doubled') void woken()
      const answer = fault === 'crash' ? died : await woken()
      if (answer !== died) return answer
      await scheduler.sleep(retryAfter(machine, tries))
    }
  }

  const answeredOlder = (machine: Machine, event: Older, fault: Fault | undefined) => {
    const release = fault === 'put-back' ? 'before' : scheduler.release()
    return run<Older | typeof died>(fault, async (ports, now) => {
      try {
        const wake = parsed(storedWake, { ...event }, event.session)
        if (release === 'before')
          return await wakeUpBefore(event, async () => (await work(machine, ports, now)(wake))?.ms)
        return await answerToOlder(wake, work(machine, ports, now))
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
    /** Whether an execution of this name runs. */
    isAlive: (machine: Machine, name: string): boolean => executions.get(`${machine} ${name}`)?.isOver === false,

    /** Starts an execution, unless there is or was one of that name; `older`: the release before may be the one that does. */
    start: (machine: Machine, name: string, wake: Wake, older?: WakeBefore): void => {
      const key = `${machine} ${name}`
      if (executions.has(key)) return
      const execution: Execution = { isOver: false }
      executions.set(key, execution)
      const isOlder = older && scheduler.release() === 'before'
      void during(machine, execution, () =>
        isOlder ? waiting(machine, execution, older) : sleeping(machine, execution, wake),
      )
    },

    /** Ends an execution for good. */
    stop: (machine: Machine, name: string): void => {
      const execution = executions.get(`${machine} ${name}`)
      if (!execution || execution.isOver) return
      execution.isOver = true
      execution.sleep?.end('stopped')
    },

    /** Whoever has the token of a sleep makes it begin anew. */
    keepAsleep: (token: string): void => {
      for (const { sleep } of executions.values()) if (sleep?.token === token) sleep.keepAsleep()
    },
  }
}

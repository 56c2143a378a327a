import type { Scheduler } from './scheduler.ts'
import type { World } from './world.ts'

/** Somebody's script that asks the same library again and again from one machine, and never opens a socket. */
export interface FloodPlan {
  readonly library: string
  /** The address of its machine. */
  readonly address: string
  readonly questions: number
  /** When the first question comes, ms after the beginning. */
  readonly after: number
  /** The time between two questions, ms. */
  readonly every: number
}

/** A question of a flood, and how it was answered. */
export interface FloodAnswer {
  /** When it was sent. */
  readonly at: number
  readonly status: number
  readonly retryAfter?: number
}

export interface FloodActor {
  readonly plan: FloodPlan
  readonly answers: readonly FloodAnswer[]
}

/** How every question of a flood begins, which is what a story tells them by. */
export const floodWord = 'flood'

export function flood(plan: FloodPlan, world: World, scheduler: Scheduler): FloodActor {
  const answers: FloodAnswer[] = []
  const ask = async (n: number): Promise<void> => {
    await scheduler.sleep(plan.after + n * plan.every)
    const at = scheduler.now()
    const once = `${floodWord}-${n}-submission-of-the-form`
    const { library, address } = plan
    const body = JSON.stringify({ question: `${floodWord} ${n} asks`, once })
    const response = await world.request('POST /libraries/{library}/sessions', { path: { library }, body, address })
    const { status } = response
    const retryAfter = 'retryAfter' in response ? response.retryAfter : undefined
    answers.push({ at, status, ...(retryAfter !== undefined && { retryAfter }) })
  }
  for (let n = 0; n < plan.questions; n++) void ask(n)
  return { plan, answers }
}

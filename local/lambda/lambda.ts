import { randomUUID } from 'node:crypto'
import type { Activity } from '../activity.ts'
import type { Clock } from '../clock.ts'
import { type Ledger, sessionOf, type Tally } from '../ledger.ts'
import { fields, text } from '../template/shape.ts'
import type { Template } from '../template/template.ts'
import type { TimeLimit } from '../time-limit.ts'
import { assumedRole } from './iam.ts'
import { workerPool } from './worker-pool.ts'
import type { Bundle, Outcome, Runner } from './workers.ts'

/** The caller of the SDK. */
export interface Caller {
  functionId: string
  roleArn: string
  /** The name that AWS uses in an access error. */
  user: string
  /** Counts something towards the running invocation. */
  count(counted: Partial<Tally>): void
}

/** One run of a function: its outcome and its session. */
export type Invoked = Outcome & { session: string | undefined; requestId: string }

/** The functions of the template, each running from its bundle. */
export interface Lambda {
  /** The function with this ARN, name or id; the id with or without the CDK's suffix. */
  find(name: string): { id: string; arn: string } | undefined
  /**
   * Runs a function and returns its outcome. It never throws. An event that was cancelled before its turn is neither run nor
   * counted.
   */
  invoke(functionId: string, event: unknown, counted?: Partial<Tally>, isWanted?: () => boolean): Promise<Invoked>
  /** The caller who signs with this access key. */
  caller(accessKey: string): Caller | undefined
  /** Terminates the running workers of a function, and returns their number. */
  kill(functionId: string): number
  /** Starts a worker of each function in advance. */
  warm(): void
  stop(): Promise<void>
}

interface LambdaOptions {
  template: Template
  clock: Clock
  ledger: Ledger
  activity: Activity
  environment: Record<string, string>
  timeLimit: TimeLimit
  /** The most worker threads at the same time. */
  workers: number | undefined
  log(functionId: string, requestId: string, line: string): void
}

interface Declared {
  /** The function's reserved concurrency, if the template sets one. */
  reserved: number
  bundle: Bundle
  arn: string
  name: string
  roleArn: string
}

function declaredFunctions(template: Template): Map<string, Declared> {
  const functions = template.ofType('AWS::Lambda::Function').map(({ id, name, ref, arn, properties }) => {
    const variables = Object.entries(fields(fields(properties.Environment).Variables))
    const bundle: Bundle = {
      id: name,
      folder: template.code(id),
      handler: text(properties.Handler) ?? 'index.handler',
      environment: Object.fromEntries(variables.map(([name, value]) => [name, String(value)])),
      timeout: Number(properties.Timeout ?? 3),
      memory: Number(properties.MemorySize ?? 128),
    }
    const reserved = Number(properties.ReservedConcurrentExecutions ?? Number.POSITIVE_INFINITY)
    return [id, { bundle, arn, name: ref, roleArn: String(properties.Role ?? ''), reserved }] as const
  })
  return new Map(functions)
}

/** Reads the functions of the template. Their workers start when first needed. */
export function startLambda(options: LambdaOptions): Lambda {
  const { template, clock, ledger, activity, environment, timeLimit, workers, log } = options
  const functions = declaredFunctions(template)
  const pool = workerPool({ clock, timeLimit, environment, log }, workers)
  const callers = new Map<string, Caller>()
  const find = (name: string): Declared | undefined =>
    functions.get(name) ??
    [...functions.values()].find(({ arn, name: own, bundle }) => [arn, own, bundle.id].includes(name))

  const introduce = (runner: Runner, declared: Declared, count: Caller['count']) =>
    callers.set(runner.accessKey, {
      functionId: declared.bundle.id,
      roleArn: declared.roleArn,
      user: assumedRole(declared.roleArn, declared.name),
      count,
    })

  const run = async (
    declared: Declared,
    event: unknown,
    counted: Partial<Tally>,
    isWanted: (() => boolean) | undefined,
  ): Promise<Invoked> => {
    const { bundle } = declared
    const requestId = randomUUID()
    const counts: Partial<Tally>[] = [counted, { invocations: 1 }]
    let runner: Runner | undefined
    let began = Date.now()
    const started = (taken: Runner) => {
      runner = taken
      began = Date.now()
      introduce(taken, declared, more => counts.push(more))
    }
    const outcome = await pool.run(bundle, event, requestId, { started, isWanted })
    if (!outcome) return { ok: false, errorType: 'Dropped', errorMessage: '', session: undefined, requestId }
    const session = sessionOf(event, outcome.ok ? outcome.payload : undefined)
    counts.push({ gbSeconds: ((Date.now() - began) / 1000) * (bundle.memory / 1024) })
    for (const count of counts) ledger.add(bundle.id, session, count)
    // A call that was not awaited and comes after the response still counts towards its session.
    if (runner) introduce(runner, declared, late => ledger.add(bundle.id, session, late))
    return { ...outcome, session, requestId }
  }

  const running = new Map<Declared, number>()
  /** An invocation beyond the reserved number is refused at once and not queued: https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html */
  const runReserved: typeof run = async (declared, event, counted, isWanted) => {
    const count = running.get(declared) ?? 0
    if (count >= declared.reserved) {
      const refused = { ok: false as const, errorType: 'TooManyRequestsException', errorMessage: 'Rate Exceeded.' }
      return { ...refused, session: undefined, requestId: randomUUID() }
    }
    running.set(declared, count + 1)
    return run(declared, event, counted, isWanted).finally(() =>
      running.set(declared, (running.get(declared) ?? 1) - 1),
    )
  }

  return {
    find: name => {
      const found = find(name)
      return found && { id: found.bundle.id, arn: found.arn }
    },
    invoke: (functionId, event, counted = {}, isWanted = undefined) => {
      const declared = find(functionId)
      if (!declared) return Promise.reject(new Error(`The template has no function ${functionId}.`))
      return activity.during(() => runReserved(declared, event, counted, isWanted))
    },
    caller: accessKey => callers.get(accessKey),
    kill: functionId => pool.kill(functionId),
    warm: () => {
      for (const { bundle } of functions.values()) pool.warm(bundle)
    },
    stop: () => pool.stop(),
  }
}

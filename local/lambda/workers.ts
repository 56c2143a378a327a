import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { Clock } from '../clock.ts'
import { type Fields, fields, parseJson } from '../template/shape.ts'
import type { TimeLimit } from '../time-limit.ts'
import { eachLine } from './each-line.ts'

/** The outcome of a run, in Lambda's own words. */
export type Outcome = { ok: true; payload: unknown } | { ok: false; errorType: string; errorMessage: string }

/** What a worker needs to know about its function. */
export interface Bundle {
  id: string
  /** The folder with the code, and `file.export` as the Handler property has it. */
  folder: string
  handler: string
  environment: Record<string, string>
  /** Seconds, and MB. */
  timeout: number
  memory: number
}

/** One worker thread: the execution environment of one function, for one invocation at a time. */
export interface Runner {
  bundle: Bundle
  /** The access key with which its SDK signs, by which the endpoint recognises the caller. */
  accessKey: string
  /** When it became idle, in ms; undefined while it runs something. */
  idleSince: number | undefined
  /** Whether its thread has ended, or is about to. */
  ended: boolean
  run(event: unknown, requestId: string): Promise<Outcome>
  /** Ends the thread; a run in progress ends with `why`. */
  end(why?: Outcome): Promise<void>
}

/** What the runners of one cloud share. */
export interface Surroundings {
  clock: Clock
  timeLimit: TimeLimit
  /** The environment that Lambda itself would set: region, endpoints. */
  environment: Record<string, string>
  log(functionId: string, requestId: string, line: string): void
  /** Called once when a runner's thread has ended for any reason. */
  ended(runner: Runner): void
}

const exited = (requestId: string, how: string): Outcome => ({
  ok: false,
  errorType: 'Runtime.ExitError',
  errorMessage: `RequestId: ${requestId} Error: Runtime exited with error: ${how}`,
})

function fileOf({ folder, handler, id }: Bundle): { file: string; exported: string } {
  const dot = handler.lastIndexOf('.')
  const module = handler.slice(0, dot)
  const file = ['.mjs', '.js', '.cjs'].map(extension => join(folder, module + extension)).find(existsSync)
  if (!file) throw new Error(`The bundle of ${id} has no ${module}.mjs: build it first.`)
  return { file, exported: handler.slice(dot + 1) }
}

/**
 * Heap of one worker, in MB. A bundle with its SDK clients needs about ten, and a small young generation keeps it there. With a
 * lower limit of the old generation, V8 would collect garbage several times while a bundle loads, and save nothing.
 */
const limits = { maxOldGenerationSizeMb: 400, maxYoungGenerationSizeMb: 1, stackSizeMb: 2 }

function environmentOf(bundle: Bundle, accessKey: string, surroundings: Surroundings): Record<string, string> {
  return {
    ...bundle.environment,
    ...surroundings.environment,
    AWS_ACCESS_KEY_ID: accessKey,
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_SESSION_TOKEN: 'local',
    AWS_LAMBDA_FUNCTION_NAME: bundle.id,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(bundle.memory),
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
    LAMBDA_TASK_ROOT: bundle.folder,
    _HANDLER: bundle.handler,
    TZ: ':UTC',
  }
}

let runnersStarted = 0

/** Starts a worker thread for a function, which loads the bundle while its first event is on the way. */
export function startRunner(bundle: Bundle, surroundings: Surroundings): Runner {
  runnersStarted += 1
  const key = createHash('sha256').update(`${bundle.id} ${runnersStarted}`).digest('hex').slice(0, 16).toUpperCase()
  const accessKey = `ASIA${key}`
  const { file, exported } = fileOf(bundle)
  const worker = new Worker(new URL('lambda-worker.mjs', import.meta.url), {
    name: bundle.id,
    workerData: { file, handler: exported, face: surroundings.clock.face },
    env: environmentOf(bundle, accessKey, surroundings),
    execArgv: [],
    stdout: true,
    stderr: true,
    resourceLimits: limits,
  })
  let requestId = '-'
  let finish: ((outcome: Outcome) => void) | undefined
  let loaded: () => void = () => {}
  const loading = new Promise<void>(resolve => {
    loaded = resolve
  })
  const settle = (outcome: Outcome) => {
    const done = finish
    finish = undefined
    loaded()
    done?.(outcome)
  }
  const runner: Runner = {
    bundle,
    accessKey,
    idleSince: undefined,
    ended: false,
    end: async why => {
      runner.ended = true
      settle(why ?? exited(requestId, 'signal: killed'))
      await worker.terminate()
    },
    run: (event, id) => {
      requestId = id
      if (runner.ended) return Promise.resolve(exited(id, 'signal: killed'))
      return new Promise(resolve => {
        finish = resolve
        // The time limit begins when the bundle is loaded, since Lambda does not count its init phase.
        void loading.then(() => {
          if (!finish) return
          const expire = () => void runner.end(timedOut(id, bundle.timeout))
          const callOff = surroundings.timeLimit(bundle.timeout * 1000, expire)
          const answer = finish
          finish = outcome => {
            callOff()
            answer(outcome)
          }
          const deadline = Date.now() + bundle.timeout * 1000
          worker.postMessage({ event: JSON.stringify(event), context: contextOf(bundle, id), deadline })
        })
      })
    },
  }
  worker.on('message', message => {
    const { kind, error, answer } = fields(message)
    if (kind === 'ready') loaded()
    if (kind === 'answered') settle({ ok: true, payload: parseJson(String(answer)) })
    if (kind === 'failed') settle(failed(fields(error), line => surroundings.log(bundle.id, requestId, line)))
    if (kind === 'unloadable') {
      void runner.end(failed(fields(error), line => surroundings.log(bundle.id, requestId, line)))
    }
  })
  worker.on('error', error => {
    runner.ended = true
    settle(exited(requestId, error instanceof Error ? error.message : 'exit status 1'))
  })
  worker.on('exit', code => {
    runner.ended = true
    settle(exited(requestId, `exit status ${code}`))
    surroundings.ended(runner)
  })
  for (const stream of [worker.stdout, worker.stderr]) {
    eachLine(stream, line => surroundings.log(bundle.id, requestId, line))
  }
  return runner
}

function failed(error: Fields, log: (line: string) => void): Outcome {
  const errorType = String(error.errorType ?? 'Error')
  const errorMessage = String(error.errorMessage ?? '')
  log(`ERROR ${String(error.stack ?? `${errorType}: ${errorMessage}`)}`)
  return { ok: false, errorType, errorMessage }
}

const timedOut = (requestId: string, seconds: number): Outcome => ({
  ok: false,
  errorType: 'Sandbox.Timedout',
  errorMessage: `RequestId: ${requestId} Error: Task timed out after ${seconds.toFixed(2)} seconds`,
})

const contextOf = (bundle: Bundle, awsRequestId: string) => ({
  awsRequestId,
  functionName: bundle.id,
  functionVersion: '$LATEST',
  memoryLimitInMB: String(bundle.memory),
  logGroupName: `/aws/lambda/${bundle.id}`,
  logStreamName: 'local',
  callbackWaitsForEmptyEventLoop: true,
})

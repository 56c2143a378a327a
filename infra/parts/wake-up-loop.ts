import {
  Choice,
  Condition,
  DefinitionBody,
  Errors,
  JitterType,
  LogLevel,
  QueryLanguage,
  type RetryProps,
  StateMachine,
  Succeed,
  Wait,
  WaitTime,
} from 'aws-cdk-lib/aws-stepfunctions'
import { LambdaInvoke } from 'aws-cdk-lib/aws-stepfunctions-tasks'
import { Construct } from 'constructs'
import type { EnvName } from '../../lib/env.ts'
import { acknowledge, acknowledgeWildcard } from './acknowledge.ts'
import type { DeskFunction } from './desk-function.ts'
import { deliveredLogGroup } from './log-group.ts'

export interface WakeUpLoopProps {
  /** The environment variable with its ARN, in functions that may start it. */
  readonly variable: EnvName
  /** Called at every wake with `{ session, seconds }`; answers `{ session, seconds, done }`. */
  readonly wakes: DeskFunction
  /** How a failing wake is retried. */
  readonly retry: Pick<RetryProps, 'interval' | 'backoffRate' | 'maxDelay' | 'maxAttempts'>
  /** Days that its log is kept. */
  readonly logRetentionDays: number
}

/**
 * Sleeps for `seconds`, wakes a function, and sleeps for as long as that says, until it says `done`. Each wake takes three
 * transitions (Wait, Task, Choice). It uses JSONPath, since the local interpreter does not support JSONata.
 */
export class WakeUpLoop extends Construct {
  private readonly machine: StateMachine
  private readonly variable: EnvName

  constructor(scope: Construct, id: string, props: WakeUpLoopProps) {
    super(scope, id)
    this.variable = props.variable
    const sleep = new Wait(this, 'Sleep', { time: WaitTime.secondsPath('$.seconds') })
    // With the function's own ARN as the task's resource, its result is the next state's input, without an envelope.
    const wake = new LambdaInvoke(this, 'Wake', {
      lambdaFunction: props.wakes,
      payloadResponseOnly: true,
      retryOnServiceExceptions: false,
    }).addRetry({ ...props.retry, errors: [Errors.ALL], jitterStrategy: JitterType.FULL })
    const over = new Choice(this, 'Over')
      .when(Condition.booleanEquals('$.done', true), new Succeed(this, 'Done'))
      .otherwise(sleep)
    this.machine = new StateMachine(this, 'Machine', {
      queryLanguage: QueryLanguage.JSON_PATH,
      definitionBody: DefinitionBody.fromChainable(sleep.next(wake).next(over)),
      logs: {
        destination: deliveredLogGroup(this, 'Log', 'states', props.logRetentionDays),
        level: LogLevel.ERROR,
        includeExecutionData: false,
      },
    })
    acknowledge(this.machine, 'SF1', 'Every wake is in the execution history: the log is for what went wrong.')
    acknowledge(this.machine, 'SF2', 'One function per machine, with a log of its own: there is no path to trace.')
    const { role } = this.machine
    // https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html
    acknowledgeWildcard(role, '*', 'The actions of log deliveries do not support resources.')
    acknowledgeWildcard(role, `${props.wakes.functionArn}:*`, 'The versions of this one function.')
  }

  /** May start an execution, and gets the machine's ARN. A second start of the same execution is harmless. */
  grantStart(fn: DeskFunction): void {
    fn.allow(['states:StartExecution'], [this.machine.stateMachineArn])
    fn.addEnvironment(this.variable, this.machine.stateMachineArn)
  }
}

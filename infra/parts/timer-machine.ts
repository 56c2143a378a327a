import { Policy, PolicyStatement } from 'aws-cdk-lib/aws-iam'
import {
  DefinitionBody,
  Errors,
  IntegrationPattern,
  JitterType,
  JsonPath,
  LogLevel,
  QueryLanguage,
  type RetryProps,
  StateMachine,
  Succeed,
  TaskInput,
  Timeout,
} from 'aws-cdk-lib/aws-stepfunctions'
import { LambdaInvoke } from 'aws-cdk-lib/aws-stepfunctions-tasks'
import { Construct } from 'constructs'
import { type EnvName, timerIsOver } from '../../lib/env.ts'
import { acknowledge, acknowledgeWildcard } from './acknowledge.ts'
import type { DeskFunction } from './desk-function.ts'
import { deliveredLogGroup } from './log-group.ts'

export interface TimerMachineProps {
  /** The environment variable for its ARN in functions that may start it. */
  readonly variable: EnvName
  /** The function that is called whenever a timer goes to sleep. `lib/aws/timer-function.ts` says what it gets and does. */
  readonly wakes: DeskFunction
  /** How long a failing call is retried before the state starts again. */
  readonly retry: Pick<RetryProps, 'interval' | 'backoffRate' | 'maxDelay' | 'maxAttempts'>
  /** Days that its log is kept. */
  readonly logRetentionDays: number
}

/**
 * The single state in which a timer sleeps. It is a task that waits with a token for `seconds`, unless a function with the token
 * keeps it asleep. When the heartbeat times out the timer wakes: the state is entered again, and its function is called and does
 * what is due. A sleep costs one transition, or two if the next sleep has a different length. The definition uses JSONPath, since
 * the interpreter of the local cloud does not support JSONata.
 */
export class TimerMachine extends Construct {
  protected readonly machine: StateMachine
  protected readonly own: Policy
  private readonly variable: EnvName

  constructor(scope: Construct, id: string, props: TimerMachineProps) {
    super(scope, id)
    this.variable = props.variable
    const sleep = new LambdaInvoke(this, 'Sleep', {
      lambdaFunction: props.wakes,
      integrationPattern: IntegrationPattern.WAIT_FOR_TASK_TOKEN,
      heartbeatTimeout: Timeout.at('$.seconds'),
      payload: TaskInput.fromObject({
        // A function of the previous release reads these two fields and does what is due. An old wake has no version.
        session: JsonPath.stringAt('$.session'),
        seconds: JsonPath.stringAt('$.seconds'),
        wake: JsonPath.entirePayload,
        token: JsonPath.taskToken,
        machine: JsonPath.stringAt('$$.StateMachine.Id'),
      }),
      retryOnServiceExceptions: false,
    })
    const woken = { resultPath: '$.woken' }
    sleep
      .addRetry({ errors: [Errors.HEARTBEAT_TIMEOUT, timerIsOver], maxAttempts: 0 })
      .addRetry({ ...props.retry, errors: [Errors.ALL], jitterStrategy: JitterType.FULL })
      .addCatch(new Succeed(this, 'Done'), { errors: [timerIsOver] })
      .addCatch(sleep, { errors: [Errors.HEARTBEAT_TIMEOUT], ...woken })
      // The state starts again however often it has failed, so no session or follow-up is given up.
      .addCatch(sleep, { errors: [Errors.ALL], ...woken })
      .next(sleep)
    this.machine = new StateMachine(this, 'Machine', {
      queryLanguage: QueryLanguage.JSON_PATH,
      definitionBody: DefinitionBody.fromChainable(sleep),
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
    acknowledgeWildcard(role, '*', 'The actions of log deliveries know no resource.')
    acknowledgeWildcard(role, `${props.wakes.functionArn}:*`, 'The versions of this one function.')
    this.own = new Policy(this, 'Own', { roles: [props.wakes.ownRole] })
    this.allowOwn(['states:SendTaskSuccess', 'states:SendTaskFailure'], this.machine.stateMachineArn)
  }

  /** May start an execution, and gets the machine's ARN under its name. A second start of the same execution is harmless. */
  grantStart(fn: DeskFunction): void {
    fn.allow(['states:StartExecution'], [this.machine.stateMachineArn])
    fn.addEnvironment(this.variable, this.machine.stateMachineArn)
  }

  /**
   * The permissions of the machine's own function on the machine. They are in a separate policy, because the function depends on
   * its own policy and the machine depends on the function.
   */
  protected allowOwn(actions: readonly string[], resource: string): void {
    this.own.addStatements(new PolicyStatement({ actions: [...actions], resources: [resource] }))
  }
}

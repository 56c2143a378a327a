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
  /** The name of its ARN in the environment of whoever may start it. */
  readonly variable: EnvName
  /** Called whenever a timer goes to sleep; what it is given, and does, `lib/aws/timer-function.ts` says. */
  readonly wakes: DeskFunction
  /** How long a call that fails is tried again before it begins anew. */
  readonly retry: Pick<RetryProps, 'interval' | 'backoffRate' | 'maxDelay' | 'maxAttempts'>
  /** Days that its log is kept. */
  readonly logRetentionDays: number
}

/**
 * One state, in which a timer sleeps: a task that waits with a token for `seconds`, unless whoever has the token keeps it asleep.
 * Its silence is the wake: the state is entered again, its function is called and does what is due. One transition for a sleep, two
 * where the next sleep is of another length. JSONPath, since the interpreter that runs this definition on one machine reads no
 * JSONata.
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
        // A function of the release before reads these two, and does what is due. A wake of long ago has no version to name.
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
      // However often it has failed: nobody is given up as long as this goes on.
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

  /** May start an execution, and finds the machine under its name; a second start of the same one is harmless. */
  grantStart(fn: DeskFunction): void {
    fn.allow(['states:StartExecution'], [this.machine.stateMachineArn])
    fn.addEnvironment(this.variable, this.machine.stateMachineArn)
  }

  /** What the machine's own function may do with it: in a policy apart, as a function waits for its own, and a machine for it. */
  protected allowOwn(actions: readonly string[], resource: string): void {
    this.own.addStatements(new PolicyStatement({ actions: [...actions], resources: [resource] }))
  }
}

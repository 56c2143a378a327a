import { Duration } from 'aws-cdk-lib'
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import {
  ApplicationLogLevel,
  Architecture,
  Code,
  Function as LambdaFunction,
  LoggingFormat,
  Runtime,
  SystemLogLevel,
} from 'aws-cdk-lib/aws-lambda'
import type { Construct } from 'constructs'
import { acknowledgeWildcard } from './acknowledge.ts'
import { deskLogGroup } from './log-group.ts'

export interface DeskFunctionProps {
  /** Folder of its bundle, which holds `index.mjs`. */
  readonly bundle: string
  readonly description: string
  /** Days that its log is kept. */
  readonly logRetentionDays: number
  /**
   * How long one invocation may take.
   * @default 10 seconds
   */
  readonly timeout?: Duration
  /**
   * Megabytes; the share of a processor grows with them, and with it the speed of a cold start.
   * @default 512
   */
  readonly memory?: number
}

/** One Lambda of the desk. It may write its own log, and do what capabilities grant it. */
export class DeskFunction extends LambdaFunction {
  readonly ownRole: Role

  constructor(scope: Construct, id: string, props: DeskFunctionProps) {
    const logGroup = deskLogGroup(scope, `${id}Log`, props.logRetentionDays)
    const role = new Role(scope, `${id}Role`, { assumedBy: new ServicePrincipal('lambda.amazonaws.com') })
    super(scope, id, {
      description: props.description,
      code: Code.fromAsset(props.bundle),
      handler: 'index.handler',
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: props.memory ?? 512,
      timeout: props.timeout ?? Duration.seconds(10),
      role,
      logGroup,
      loggingFormat: LoggingFormat.JSON,
      applicationLogLevelV2: ApplicationLogLevel.INFO,
      systemLogLevelV2: SystemLogLevel.WARN,
    })
    logGroup.grantWrite(role)
    this.ownRole = role
  }

  /** May do exactly these actions on exactly these resources. */
  allow(actions: readonly string[], resources: readonly string[], conditions?: Record<string, unknown>): void {
    this.addToRolePolicy(
      new PolicyStatement({ actions: [...actions], resources: [...resources], ...(conditions && { conditions }) }),
    )
  }

  /** May do this on every resource that matches the pattern. `because` says why no single one can be named. */
  allowAny(action: string, pattern: string, because: string): void {
    this.allow([action], [pattern])
    acknowledgeWildcard(this.ownRole, pattern, because)
  }
}

import { CfnOutput, Stack } from 'aws-cdk-lib'
import { Rule, Schedule } from 'aws-cdk-lib/aws-events'
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets'
import { Construct } from 'constructs'
import { env } from '../lib/env.ts'
import type { DeskFunction } from './parts/desk-function.ts'

export interface InvitationsProps {
  /** The name of the consortium, for the mails. */
  readonly consortium: string
  /** The function that invites people. */
  readonly invites: DeskFunction
}

/**
 * Invites the people whom the directory has got. `npm run consortium -- apply` has it done at once. The schedule does it after the first
 * deployment, and again wherever SES or Cognito has not taken a mail.
 */
export class Invitations extends Construct {
  constructor(scope: Construct, id: string, { invites, consortium }: InvitationsProps) {
    super(scope, id)
    invites.addEnvironment(env.consortium, consortium)
    new Rule(this, 'Quarterly', {
      description: 'Invites people who are new in the directory',
      schedule: Schedule.cron({ minute: '0/15' }),
      targets: [new LambdaFunction(invites)],
    })
    new CfnOutput(Stack.of(this), 'InvitationsFunction', {
      description: 'Invites people who are new in the directory: npm run consortium invokes it',
      value: invites.functionName,
    })
  }
}

import { RemovalPolicy } from 'aws-cdk-lib'
import { CfnAccount } from 'aws-cdk-lib/aws-apigateway'
import { ManagedPolicy, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { Construct } from 'constructs'
import { acknowledge } from './parts/acknowledge.ts'

const policy = 'service-role/AmazonAPIGatewayPushToCloudWatchLogs'

/**
 * The role with which API Gateway writes the logs of WebSocket APIs. There is one per account and region, and without it a
 * stage with a log cannot be created (https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html). Other
 * APIs of the account may come to rely on it, so it stays when the stack is deleted.
 */
export class SocketLogRole extends Construct {
  constructor(scope: Construct, id: string) {
    super(scope, id)
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('apigateway.amazonaws.com'),
      managedPolicies: [ManagedPolicy.fromAwsManagedPolicyName(policy)],
    })
    role.applyRemovalPolicy(RemovalPolicy.RETAIN)
    new CfnAccount(this, 'Account', { cloudWatchRoleArn: role.roleArn }).applyRemovalPolicy(RemovalPolicy.RETAIN)
    acknowledge(
      role,
      `IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/${policy}]`,
      'AWS provides this policy for this purpose, and the role serves every API of the account.',
    )
  }
}

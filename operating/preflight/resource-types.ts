import type { Consortium } from '../../lib/consortium/consortium.ts'
import type { UserPoolSettings } from '../../lib/consortium/sign-in.ts'

/** The resource types of every desk. A test compares them with the template. */
const always: readonly string[] = [
  ...['Api', 'Authorizer', 'Integration', 'IntegrationResponse', 'Route', 'RouteResponse', 'Stage'].map(
    name => `AWS::ApiGatewayV2::${name}`,
  ),
  ...['AWS::CloudWatch::Alarm', 'AWS::DynamoDB::Table', 'AWS::Events::Rule', 'AWS::IAM::Policy', 'AWS::IAM::Role'],
  ...['AWS::Lambda::EventInvokeConfig', 'AWS::Lambda::Function', 'AWS::Lambda::Permission'],
  ...['AWS::Logs::LogGroup', 'AWS::Logs::MetricFilter', 'AWS::S3::Bucket', 'AWS::S3::BucketPolicy'],
  ...['AWS::SES::ConfigurationSet', 'AWS::SES::ConfigurationSetEventDestination', 'AWS::SES::EmailIdentity'],
  ...['AWS::SNS::Topic', 'AWS::SNS::TopicPolicy', 'AWS::SQS::Queue', 'AWS::SQS::QueuePolicy'],
  ...['AWS::SecretsManager::Secret', 'AWS::StepFunctions::StateMachine'],
]

const ofCdn: readonly string[] = ['CachePolicy', 'Distribution', 'OriginAccessControl', 'ResponseHeadersPolicy'].map(
  name => `AWS::CloudFront::${name}`,
)

function ofUserPool({ saml, oidc }: UserPoolSettings): readonly string[] {
  const behind = saml.length + oidc.length > 0 ? ['UserPoolIdentityProvider'] : []
  return ['ManagedLoginBranding', 'UserPool', 'UserPoolClient', 'UserPoolDomain', ...behind].map(
    name => `AWS::Cognito::${name}`,
  )
}

/** Every type of resource in the template of this consortium. */
export function resourceTypes({ settings }: Consortium): readonly string[] {
  const { deployment, signIn, repliesDomain, apiGatewayLogRole } = settings
  return [
    ...always,
    ...(signIn.userPool ? ofUserPool(signIn.userPool) : []),
    ...(repliesDomain === undefined ? [] : ['AWS::SES::ReceiptRule', 'AWS::SES::ReceiptRuleSet']),
    ...(deployment.domains ? ['AWS::ApiGatewayV2::DomainName', 'AWS::ApiGatewayV2::ApiMapping'] : []),
    ...(deployment.cdn ? ofCdn : []),
    ...(deployment.operator === undefined ? [] : ['AWS::SNS::Subscription']),
    ...(deployment.monthlyBudget === undefined ? [] : ['AWS::Budgets::Budget']),
    ...(apiGatewayLogRole === 'create' ? ['AWS::ApiGateway::Account'] : []),
  ]
}

import { createHash } from 'node:crypto'
import { type Fields, text } from './shape.ts'

/** The account number of everything local. It is well formed and belongs to nobody. */
export const account = '000000000000'
export const region = 'us-east-1'
export const partition = 'aws'
export const urlSuffix = 'amazonaws.com'

/** The ARN of a resource of this service. */
export const arn = (service: string, path: string): string => `arn:${partition}:${service}:${region}:${account}:${path}`

/** Lower-case letters and digits made from a name, always the same for the same name. */
export const digits = (name: string, length: number): string =>
  BigInt(`0x${createHash('sha256').update(name).digest('hex')}`)
    .toString(36)
    .slice(0, length)

/** The name and attributes that CloudFormation would give a resource: the values of `Ref` and `Fn::GetAtt`. */
export interface Physical {
  ref: string
  attributes: Record<string, string>
}

type Naming = (name: string, properties: Fields, id: string) => Physical

const named =
  (property: string, arnOf: (name: string) => string): Naming =>
  (name, properties) => {
    const ref = text(properties[property]) ?? name
    return { ref, attributes: { Arn: arnOf(ref) } }
  }

const table = named('TableName', name => arn('dynamodb', `table/${name}`))

const byArn = (service: string, path: (name: string) => string, property: string): Naming => {
  const naming = named(property, name => arn(service, path(name)))
  return (name, properties, id) => {
    const { ref, attributes } = naming(name, properties, id)
    return { ref: attributes.Arn ?? ref, attributes: { ...attributes, Name: ref, Id: attributes.Arn ?? ref } }
  }
}

const api: Naming = (_name, properties, id) => {
  const ref = digits(`api ${id}`, 10)
  const scheme = properties.ProtocolType === 'WEBSOCKET' ? 'wss' : 'https'
  return { ref, attributes: { ApiId: ref, ApiEndpoint: `${scheme}://${ref}.execute-api.${region}.${urlSuffix}` } }
}

const userPool: Naming = (_name, _properties, id) => {
  const ref = `${region}_${digits(`pool ${id}`, 9)}`
  const host = `cognito-idp.${region}.${urlSuffix}/${ref}`
  return {
    ref,
    attributes: { Arn: arn('cognito-idp', `userpool/${ref}`), ProviderName: host, ProviderURL: `https://${host}` },
  }
}

/** Bucket names have no capitals. */
const bucket: Naming = (name, properties) => {
  const ref = text(properties.BucketName) ?? name.toLowerCase()
  const RegionalDomainName = `${ref}.s3.${region}.${urlSuffix}`
  return { ref, attributes: { Arn: `arn:${partition}:s3:::${ref}`, RegionalDomainName } }
}

/** The DNS records that would prove ownership of a domain. */
const dkim = (name: string) =>
  [1, 2, 3].flatMap(at => {
    const token = digits(`dkim ${name} ${at}`, 32)
    return [
      [`DkimDNSTokenName${at}`, `${token}._domainkey.${name}`],
      [`DkimDNSTokenValue${at}`, `${token}.dkim.amazonses.com`],
    ] as const
  })

const identity: Naming = (name, properties) => {
  const ref = text(properties.EmailIdentity) ?? name
  return { ref, attributes: { Arn: arn('ses', `identity/${ref}`), ...Object.fromEntries(dkim(ref)) } }
}

/** `Ref` returns a queue's URL. */
const queue: Naming = (name, properties) => {
  const own = text(properties.QueueName) ?? name
  const ref = `https://sqs.${region}.${urlSuffix}/${account}/${own}`
  return { ref, attributes: { Arn: arn('sqs', own), QueueName: own, QueueUrl: ref } }
}

/** CloudFront invents an id and a domain name. */
const distribution: Naming = (_name, _properties, id) => {
  const ref = `E${digits(`distribution ${id}`, 12).toUpperCase()}`
  return { ref, attributes: { Id: ref, DomainName: `${digits(`domain ${id}`, 13)}.cloudfront.net` } }
}

const withId: Naming = (_name, _properties, id) => {
  const ref = digits(id, 10)
  return { ref, attributes: { Id: ref } }
}

const short: Naming = (_name, _properties, id) => ({ ref: digits(id, 10), attributes: {} })

/** One line for each resource type whose `Ref` is not simply a name, or whose attributes are used. */
const namings: Record<string, Naming> = {
  'AWS::DynamoDB::Table': table,
  'AWS::DynamoDB::GlobalTable': table,
  'AWS::Lambda::Function': named('FunctionName', name => arn('lambda', `function:${name}`)),
  'AWS::IAM::Role': named('RoleName', name => `arn:${partition}:iam::${account}:role/${name}`),
  'AWS::Logs::LogGroup': named('LogGroupName', name => arn('logs', `log-group:${name}:*`)),
  'AWS::S3::Bucket': bucket,
  'AWS::StepFunctions::StateMachine': byArn('states', name => `stateMachine:${name}`, 'StateMachineName'),
  'AWS::SecretsManager::Secret': byArn(
    'secretsmanager',
    name => `secret:${name}-${digits(`secret ${name}`, 6)}`,
    'Name',
  ),
  'AWS::SQS::Queue': queue,
  'AWS::SNS::Topic': byArn('sns', name => name, 'TopicName'),
  'AWS::SES::EmailIdentity': identity,
  'AWS::SES::ConfigurationSet': named('Name', name => arn('ses', `configuration-set/${name}`)),
  'AWS::ApiGatewayV2::Api': api,
  'AWS::ApiGatewayV2::Stage': named('StageName', name => name),
  'AWS::ApiGatewayV2::Integration': short,
  'AWS::ApiGatewayV2::Route': short,
  'AWS::ApiGatewayV2::Authorizer': (name, properties, id) => {
    const { ref } = short(name, properties, id)
    return { ref, attributes: { AuthorizerId: ref } }
  },
  'AWS::ApiGatewayV2::DomainName': (name, properties, id) => ({
    ref: text(properties.DomainName) ?? name,
    attributes: { RegionalDomainName: `d-${digits(`domain ${id}`, 10)}.execute-api.${region}.${urlSuffix}` },
  }),
  'AWS::CloudFront::Distribution': distribution,
  'AWS::CloudFront::CachePolicy': withId,
  'AWS::CloudFront::ResponseHeadersPolicy': withId,
  'AWS::CloudFront::OriginAccessControl': withId,
  'AWS::Cognito::UserPool': userPool,
  'AWS::Cognito::UserPoolClient': (_name, _properties, id) => ({ ref: digits(`client ${id}`, 26), attributes: {} }),
}

/** The name and attributes of a resource: invented, but well formed and the same in every run. */
export function physical(stack: string, id: string, type: string, properties: Fields): Physical {
  const name = `${stack}-${id}`
  const service = type.split('::')[1]?.toLowerCase() ?? 'local'
  const naming = namings[type]
  return naming?.(name, properties, id) ?? { ref: name, attributes: { Arn: arn(service, name) } }
}

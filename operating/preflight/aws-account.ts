import { lookup } from 'node:dns/promises'
import { ACMClient, DescribeCertificateCommand } from '@aws-sdk/client-acm'
import { APIGatewayClient, GetAccountCommand, GetDomainNameCommand } from '@aws-sdk/client-api-gateway'
import {
  CloudFormationClient,
  DescribeStacksCommand,
  DescribeTypeCommand,
  paginateListStackResources,
} from '@aws-sdk/client-cloudformation'
import { CognitoIdentityProviderClient, DescribeUserPoolDomainCommand } from '@aws-sdk/client-cognito-identity-provider'
import { DynamoDBClient, paginateListTables } from '@aws-sdk/client-dynamodb'
import { GetAccountSettingsCommand, LambdaClient } from '@aws-sdk/client-lambda'
import { DescribeActiveReceiptRuleSetCommand, SESClient } from '@aws-sdk/client-ses'
import { GetEmailIdentityCommand, GetAccountCommand as GetMailAccountCommand, SESv2Client } from '@aws-sdk/client-sesv2'
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm'
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
import type { Account, Answer } from './account.ts'

/** The configuration of every client: the region, and in tests the handler that answers in place of AWS. */
export type Place = Readonly<
  Pick<ConstructorParameters<typeof SSMClient>[0] & object, 'region' | 'credentials' | 'requestHandler'>
>

/** An account in AWS, queried with the person's own credentials. */
export function awsAccount(place: Place): Account {
  const [sts, ssm, cloudFormation] = [new STSClient(place), new SSMClient(place), new CloudFormationClient(place)]
  const [mail, receipts, lambda] = [new SESv2Client(place), new SESClient(place), new LambdaClient(place)]
  const [apis, pools, dynamoDb] = [
    new APIGatewayClient(place),
    new CognitoIdentityProviderClient(place),
    new DynamoDBClient(place),
  ]
  return {
    identity: () =>
      answered(async () => ({ account: (await sts.send(new GetCallerIdentityCommand({}))).Account ?? '' })),
    bootstrapVersion: () =>
      answered(async () => {
        const { Parameter } = await ssm.send(new GetParameterCommand({ Name: '/cdk-bootstrap/hnb659fds/version' }))
        return Number(Parameter?.Value)
      }),
    stack: name =>
      answered(async () => {
        const { Stacks = [] } = await cloudFormation.send(new DescribeStacksCommand({ StackName: name }))
        const output = (name: string) => Stacks[0]?.Outputs?.find(({ OutputKey }) => OutputKey === name)?.OutputValue
        const [release, items] = [output('Release'), output('ItemVersions')]
        const identities: string[] = []
        for await (const page of paginateListStackResources({ client: cloudFormation }, { StackName: name }))
          for (const { ResourceType, PhysicalResourceId } of page.StackResourceSummaries ?? [])
            if (ResourceType === 'AWS::SES::EmailIdentity' && PhysicalResourceId) identities.push(PhysicalResourceId)
        return {
          ...{ status: Stacks[0]?.StackStatus ?? 'unknown', identities },
          ...{ ...(release !== undefined && { release }), ...(items !== undefined && { items }) },
        }
      }),
    mail: () =>
      answered(async () => {
        const { ProductionAccessEnabled, SendingEnabled, SendQuota } = await mail.send(new GetMailAccountCommand({}))
        return {
          isInSandbox: ProductionAccessEnabled !== true,
          maySend: SendingEnabled === true,
          mailsADay: SendQuota?.Max24HourSend ?? 0,
          mailsSentToday: SendQuota?.SentLast24Hours ?? 0,
        }
      }),
    mailIdentity: EmailIdentity =>
      answered(async () => {
        const found = await mail.send(new GetEmailIdentityCommand({ EmailIdentity }))
        const mailFrom = found.MailFromAttributes?.MailFromDomain && found.MailFromAttributes.MailFromDomainStatus
        return {
          isVerified: found.VerifiedForSendingStatus === true,
          dkim: found.DkimAttributes?.Status ?? 'NOT_STARTED',
          ...(mailFrom && { mailFrom }),
        }
      }),
    activeRuleSet: () =>
      answered(async () => (await receipts.send(new DescribeActiveReceiptRuleSetCommand({}))).Metadata?.Name),
    concurrency: () =>
      answered(async () => {
        const { AccountLimit } = await lambda.send(new GetAccountSettingsCommand({}))
        return AccountLimit?.ConcurrentExecutions ?? 0
      }),
    logRole: () => answered(async () => (await apis.send(new GetAccountCommand({}))).cloudwatchRoleArn || undefined),
    certificate: CertificateArn =>
      answered(async () => {
        // That of the CDN is in us-east-1, wherever the desk is.
        const [region = ''] = CertificateArn.split(':').slice(3)
        const certificates = new ACMClient({ ...place, region })
        const { Certificate } = await certificates.send(new DescribeCertificateCommand({ CertificateArn }))
        return { status: Certificate?.Status ?? 'unknown', names: Certificate?.SubjectAlternativeNames ?? [] }
      }),
    apiDomain: domainName =>
      answered(async () => {
        await apis.send(new GetDomainNameCommand({ domainName }))
        return true as const
      }),
    signInPages: async Domain => {
      // If there are none, Cognito answers with an empty description.
      const answer = await answered(async () => {
        const { DomainDescription } = await pools.send(new DescribeUserPoolDomainCommand({ Domain }))
        return DomainDescription?.UserPoolId
      })
      return 'value' in answer ? (answer.value === undefined ? { missing: true } : { value: true }) : answer
    },
    tables: beginning =>
      answered(async () => {
        const names: string[] = []
        for await (const { TableNames = [] } of paginateListTables({ client: dynamoDb }, {}))
          names.push(...TableNames.filter(name => name.startsWith(beginning)))
        return names
      }),
    resourceType: TypeName =>
      answered(async () => {
        await cloudFormation.send(new DescribeTypeCommand({ Type: 'RESOURCE', TypeName }))
        return true as const
      }),
    resolves: host =>
      lookup(host).then(
        () => true,
        () => false,
      ),
  }
}

const missing = /NotFound|TypeNotFound|ResourceNotFound/
const denied = /AccessDenied|Unauthorized|NotAuthorized/

async function answered<T>(ask: () => Promise<T>): Promise<Answer<T>> {
  try {
    return { value: await ask() }
  } catch (error) {
    if (!(error instanceof Error)) throw error
    // If a stack does not exist, CloudFormation reports an invalid request.
    if (missing.test(error.name) || /does not exist/.test(error.message)) return { missing: true }
    if (denied.test(error.name)) return { denied: error.message }
    throw error
  }
}

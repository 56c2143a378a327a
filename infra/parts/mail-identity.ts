import { CfnOutput, Stack } from 'aws-cdk-lib'
import { EmailIdentity, Identity } from 'aws-cdk-lib/aws-ses'
import type { Construct } from 'constructs'

export interface MailIdentityProps {
  /** An address, or the domain of one. */
  readonly name: string
  /** SES already has it in this account and region, so the stack only refers to it. */
  readonly existing: boolean
  /** The prefix of the names of its outputs. */
  readonly outputs: string
  /** What the domain is, in the descriptions of its records. */
  readonly purpose: string
  /** @default - bounces go to SES's own domain */
  readonly mailFrom?: string
}

/**
 * What SES may send for, as the ARNs that a permission to send must name. An identity exists once per account and region, so a
 * second desk refers to the existing one.
 */
export function mailIdentity(scope: Construct, props: MailIdentityProps): readonly string[] {
  if (props.existing) return arnsOf(scope, props.name)
  const isAddress = props.name.includes('@')
  const identity = new EmailIdentity(scope, 'Identity', {
    identity: isAddress ? Identity.email(props.name) : Identity.domain(props.name),
    ...(props.mailFrom !== undefined && { mailFromDomain: props.mailFrom }),
  })
  if (!isAddress) dkimRecords(scope, identity, props)
  if (props.mailFrom !== undefined) mailFromRecords(scope, props.mailFrom)
  return [identity.emailIdentityArn]
}

/** SES sends by the identity of the address if there is one, and else by that of its domain. */
function arnsOf(scope: Construct, name: string): readonly string[] {
  const at = name.lastIndexOf('@')
  const names = at < 0 ? [name] : [name, name.slice(at + 1)]
  return names.map(resourceName => Stack.of(scope).formatArn({ service: 'ses', resource: 'identity', resourceName }))
}

function dkimRecords(scope: Construct, identity: EmailIdentity, { outputs, purpose }: MailIdentityProps): void {
  identity.dkimRecords.forEach((record, index) => {
    new CfnOutput(Stack.of(scope), `${outputs}DkimRecord${index + 1}`, {
      description: `CNAME record for the DNS of the ${purpose}`,
      value: `${record.name} CNAME ${record.value}`,
    })
  })
}

/** https://docs.aws.amazon.com/ses/latest/dg/mail-from.html */
function mailFromRecords(scope: Construct, mailFrom: string): void {
  const stack = Stack.of(scope)
  new CfnOutput(stack, 'MailFromMxRecord', {
    description: 'MX record for the DNS of the MAIL FROM domain',
    value: `${mailFrom} MX 10 feedback-smtp.${stack.region}.amazonses.com`,
  })
  new CfnOutput(stack, 'MailFromTxtRecord', {
    description: 'TXT record for the DNS of the MAIL FROM domain',
    value: `${mailFrom} TXT "v=spf1 include:amazonses.com ~all"`,
  })
}

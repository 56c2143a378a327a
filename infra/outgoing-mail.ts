import { CfnOutput, Stack } from 'aws-cdk-lib'
import { EventBus, Rule } from 'aws-cdk-lib/aws-events'
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets'
import {
  ConfigurationSet,
  ConfigurationSetTlsPolicy,
  EmailIdentity,
  EmailSendingEvent,
  EventDestination,
  Identity,
  SuppressionReasons,
} from 'aws-cdk-lib/aws-ses'
import { Construct } from 'constructs'
import { env } from '../lib/env.ts'
import type { DeskFunction } from './parts/desk-function.ts'

export interface OutgoingMailProps {
  /** Is told about bounces and complaints. */
  readonly notices: DeskFunction
  /** The address that mail is sent from; its domain has to be verified by the DNS records in the stack's outputs. */
  readonly sender: string
}

/** Mail from the desk's one address. */
export class OutgoingMail extends Construct {
  private readonly sender: string
  private readonly stack = Stack.of(this)
  private readonly identity: EmailIdentity
  private readonly configurationSet: ConfigurationSet

  constructor(scope: Construct, id: string, props: OutgoingMailProps) {
    super(scope, id)
    this.sender = props.sender
    this.configurationSet = new ConfigurationSet(this, 'ConfigurationSet', {
      // Follow-ups contain patrons' questions. An undelivered mail is better than one that can be read on the way.
      tlsPolicy: ConfigurationSetTlsPolicy.REQUIRE,
      suppressionReasons: SuppressionReasons.BOUNCES_AND_COMPLAINTS,
    })
    const bus = EventBus.fromEventBusName(this, 'Bus', 'default')
    // SES publishes to the default bus of the account only.
    this.configurationSet.addEventDestination('Notices', {
      destination: EventDestination.eventBus(bus),
      events: [EmailSendingEvent.BOUNCE, EmailSendingEvent.COMPLAINT, EmailSendingEvent.REJECT],
    })
    new Rule(this, 'Returned', {
      eventPattern: {
        source: ['aws.ses'],
        detailType: ['Email Bounced', 'Email Complaint Received', 'Email Rejected'],
        detail: { mail: { tags: { 'ses:configuration-set': [this.configurationSet.configurationSetName] } } },
      },
      targets: [new LambdaFunction(props.notices)],
    })
    this.identity = new EmailIdentity(this, 'Identity', { identity: Identity.domain(domainOf(props.sender)) })
    this.identity.dkimRecords.forEach((record, index) => {
      new CfnOutput(Stack.of(this), `DkimRecord${index + 1}`, {
        description: 'CNAME record for the DNS of the sender domain',
        value: `${record.name} CNAME ${record.value}`,
      })
    })
  }

  /** May send mail from the desk's address only. */
  grantSend(fn: DeskFunction): void {
    const { configurationSetName } = this.configurationSet
    fn.allow(['ses:SendRawEmail'], [this.identity.emailIdentityArn, this.configurationSetArn], {
      StringEquals: { 'ses:FromAddress': this.sender },
    })
    this.tellSender(fn)
    fn.addEnvironment(env.configurationSet, configurationSetName)
  }

  /** Gets the desk's address, which mail programs name above what they quote. */
  tellSender(fn: DeskFunction): void {
    fn.addEnvironment(env.sender, this.sender)
  }

  /**
   * May also send from reply addresses, to mailboxes that answer `From`. `replies` is the identity of their domain, which signs
   * such mail. People see that domain as the sender, and DMARC checks it.
   */
  grantSendFromReplies(fn: DeskFunction, replies: EmailIdentity, domain: string): void {
    fn.allow(['ses:SendRawEmail'], [replies.emailIdentityArn, this.configurationSetArn], {
      StringLike: { 'ses:FromAddress': `*@${domain}` },
    })
  }

  private get configurationSetArn(): string {
    return this.stack.formatArn({
      service: 'ses',
      resource: 'configuration-set',
      resourceName: this.configurationSet.configurationSetName,
    })
  }
}

function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1)
}

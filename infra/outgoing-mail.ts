import { Stack } from 'aws-cdk-lib'
import { EventBus, Rule } from 'aws-cdk-lib/aws-events'
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets'
import {
  ConfigurationSet,
  ConfigurationSetTlsPolicy,
  EmailSendingEvent,
  EventDestination,
  SuppressionReasons,
} from 'aws-cdk-lib/aws-ses'
import { Construct } from 'constructs'
import type { Deployment } from '../lib/consortium/consortium.ts'
import { env } from '../lib/env.ts'
import type { DeskFunction } from './parts/desk-function.ts'
import { mailIdentity } from './parts/mail-identity.ts'

export interface OutgoingMailProps {
  /** The function that is told about bounces and complaints. */
  readonly notices: DeskFunction
  /** The address that mail is sent from; its domain has to be verified by the DNS records in the stack's outputs. */
  readonly sender: string
  /** The SES identity of the sender. */
  readonly identity: Deployment['senderIdentity']
  /** @default - bounces go to SES's own domain */
  readonly mailFrom?: string
}

/** Mail from the desk's one address. */
export class OutgoingMail extends Construct {
  private readonly sender: string
  private readonly stack = Stack.of(this)
  private readonly identityArns: readonly string[]
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
    this.identityArns = mailIdentity(this, {
      name: props.identity === 'domain' ? props.sender.slice(props.sender.lastIndexOf('@') + 1) : props.sender,
      existing: props.identity === 'existing',
      outputs: '',
      purpose: 'sender domain',
      ...(props.mailFrom !== undefined && { mailFrom: props.mailFrom }),
    })
  }

  /** May send mail from the desk's address only. */
  grantSend(fn: DeskFunction): void {
    const { configurationSetName } = this.configurationSet
    fn.allow(['ses:SendRawEmail'], [...this.identityArns, this.configurationSetArn], {
      StringEquals: { 'ses:FromAddress': this.sender },
    })
    this.tellSender(fn)
    fn.addEnvironment(env.configurationSet, configurationSetName)
  }

  /** May invite people from the desk's address. Such a mail belongs to no session, so SES reports nothing about it. */
  grantInvite(fn: DeskFunction): void {
    fn.allow(['ses:SendEmail'], [...this.identityArns], { StringEquals: { 'ses:FromAddress': this.sender } })
    this.tellSender(fn)
  }

  /** Gets the desk's address, which mail programs name above what they quote. */
  tellSender(fn: DeskFunction): void {
    fn.addEnvironment(env.sender, this.sender)
  }

  /**
   * May also send from reply addresses, to mailboxes that answer `From`. `replies` are the ARNs of the identity of their domain, which signs
   * such mail. People see that domain as the sender, and DMARC checks it.
   */
  grantSendFromReplies(fn: DeskFunction, replies: readonly string[], domain: string): void {
    fn.allow(['ses:SendRawEmail'], [...replies, this.configurationSetArn], {
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

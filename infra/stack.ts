import { join } from 'node:path'
import { CfnOutput, Duration, Stack, type StackProps } from 'aws-cdk-lib'
import type { Construct } from 'constructs'
import type { Consortium } from '../lib/consortium/consortium.ts'
import { env } from '../lib/env.ts'
import { FollowUpList } from './follow-up-list.ts'
import { FollowUpClock } from './follow-up-timer.ts'
import { HttpApi } from './http-api.ts'
import { IncomingMail } from './incoming-mail.ts'
import { LibraryDirectory } from './library-directory.ts'
import { LostEvents } from './lost-events.ts'
import { MailSeals } from './mail-tokens.ts'
import { OutgoingMail } from './outgoing-mail.ts'
import { DeskFunction } from './parts/desk-function.ts'
import { type FunctionName, functionPurposes } from './parts/functions.ts'
import { DutyDesk } from './roster.ts'
import { SessionLog } from './session-log.ts'
import { SessionClock } from './session-timer.ts'
import { SignIn } from './sign-in.ts'
import { Socket } from './socket.ts'
import { Tickets } from './tickets.ts'
import { WaitingQueue } from './waiting-queue.ts'

export interface CoopdeskStackProps extends StackProps {
  readonly consortium: Consortium
  /** Digest of the directory's entries: a new one has them written again. */
  readonly entriesVersion: string
  /** Folder that holds the bundle of every function in a folder of its own. */
  readonly bundles: string
}

/** The whole system: what there is, which function answers what, and what each function may do. */
export class CoopdeskStack extends Stack {
  constructor(scope: Construct, id: string, props: CoopdeskStackProps) {
    super(scope, id, props)
    const { settings } = props.consortium
    const { retentionDays, logRetentionDays } = settings
    const keep = settings.dataOnRemoval === 'keep'

    const fn = (construct: string, name: FunctionName, timeout = Duration.seconds(10)) =>
      new DeskFunction(this, construct, {
        bundle: join(props.bundles, name),
        description: functionPurposes[name],
        logRetentionDays,
        timeout,
      })
    const authorize = fn('Authorize', 'authorize')
    const connections = fn('Connections', 'connections')
    const queue = fn('Queue', 'queue')
    const messages = fn('Messages', 'messages')
    const closing = fn('Closing', 'closing')
    const sessionClock = fn('SessionClock', 'session-timer', Duration.seconds(30))
    const followUpClock = fn('FollowUpClock', 'follow-up-timer', Duration.seconds(30))
    const followUpActions = fn('FollowUpActions', 'follow-ups')
    const links = fn('Links', 'links')
    const mailEvents = fn('MailEvents', 'delivery-events')
    const api = fn('Api', 'api')
    const directory = fn('Directory', 'directory', Duration.minutes(1))

    const sessions = new SessionLog(this, 'Sessions', { retentionDays, keep })
    const waiting = new WaitingQueue(this, 'Waiting', { keep })
    const desk = new DutyDesk(this, 'Desk', { keep })
    const libraries = new LibraryDirectory(this, 'Libraries', { keep })
    const followUps = new FollowUpList(this, 'FollowUps', { keep })
    const tickets = new Tickets(this, 'Tickets')
    const mailSeals = new MailSeals(this, 'MailSeals')
    const lostEvents = new LostEvents(this, 'LostEvents', { retentionDays })
    const mail = new OutgoingMail(this, 'Mail', { sender: settings.sender, notices: mailEvents })
    const sessionClocks = new SessionClock(this, 'SessionClocks', { wakes: sessionClock, logRetentionDays })
    const followUpClocks = new FollowUpClock(this, 'FollowUpClocks', { wakes: followUpClock, logRetentionDays })

    const signIn = new SignIn(this, 'SignIn', { keep, ...(settings.signIn && { existing: settings.signIn }) })
    const http = new HttpApi(this, 'Http', { handler: api, links, signIn, logRetentionDays })
    const setsLogRole = settings.apiGatewayLogRole === 'create'
    const socket = new Socket(this, 'Socket', { authorizer: authorize, logRetentionDays, setsLogRole })
    socket.routeConnections(connections)
    socket.route(connections, ['$default', 'resume'])
    socket.route(queue, ['on-duty', 'off-duty', 'pick-up', 'transfer', 'answer-transfer'])
    socket.route(messages, ['say', 'note', 'typing'])
    socket.route(closing, [
      'report-policy',
      'ask-contact',
      'confirm-contact',
      'attest-contact',
      'suggest',
      'close',
      'leave-address',
      'leave',
    ])

    socket.route(followUpActions, [
      'follow-ups',
      'follow-up',
      'take-follow-up',
      'answer-follow-up',
      'finish-follow-up',
      'hand-over-follow-up',
      'confirm-answer',
      'reject-answer',
      'wish-transcript',
    ])

    tickets.grantVerify(authorize)

    tickets.grantUse(connections)
    sessions.grantAppend(connections)
    desk.grantAlert(connections)
    waiting.grantRead(connections)
    sessionClocks.grantStart(connections)
    socket.grantPost(connections)

    sessions.grantAppend(queue)
    waiting.grantRead(queue)
    waiting.grantDequeue(queue)
    desk.grantArrive(queue)
    desk.grantAlert(queue)
    desk.grantHold(queue)
    libraries.grantRead(queue)
    sessionClocks.grantStart(queue)
    socket.grantPost(queue)

    sessions.grantAppend(messages)
    desk.grantFind(messages)
    sessionClocks.grantStart(messages)
    socket.grantPost(messages)

    sessions.grantAppend(closing)
    waiting.grantDequeue(closing)
    desk.grantAlert(closing)
    desk.grantHold(closing)
    libraries.grantRead(closing)
    followUps.grantList(closing)
    followUpClocks.grantStart(closing)
    mail.grantSend(closing)
    sessionClocks.grantStart(closing)
    socket.grantPost(closing)

    sessions.grantAppend(sessionClock)
    waiting.grantEnqueue(sessionClock)
    waiting.grantDequeue(sessionClock)
    desk.grantAlert(sessionClock)
    desk.grantHold(sessionClock)
    libraries.grantRead(sessionClock)
    followUps.grantList(sessionClock)
    followUpClocks.grantStart(sessionClock)
    socket.grantPost(sessionClock)

    sessions.grantAppend(followUpClock)
    libraries.grantRead(followUpClock)
    followUps.grantChange(followUpClock)
    mail.grantSend(followUpClock)
    mailSeals.grantSign(followUpClock)
    http.tellUrl(followUpClock)

    /** Whoever changes a follow-up, in whatever way. */
    const changesFollowUps = (changer: DeskFunction) => {
      sessions.grantAppend(changer)
      followUps.grantChange(changer)
      followUpClocks.grantStart(changer)
    }
    changesFollowUps(followUpActions)
    libraries.grantRead(followUpActions)
    followUps.grantRead(followUpActions)

    changesFollowUps(links)
    libraries.grantRead(links)
    mailSeals.grantVerify(links)

    changesFollowUps(mailEvents)
    lostEvents.grantKeep(mailEvents)

    const { repliesDomain: domain } = settings
    if (domain !== undefined) {
      const handler = fn('IncomingMail', 'incoming-mail')
      const replies = new IncomingMail(this, 'Replies', { domain, handler, retentionDays, keep })
      followUpClock.addEnvironment(env.repliesDomain, domain)
      changesFollowUps(handler)
      libraries.grantRead(handler)
      mailSeals.grantVerify(handler)
      lostEvents.grantKeep(handler)
      replies.grantRead(handler)
    }

    libraries.grantRead(api)
    tickets.grantSign(api)
    sessionClocks.grantStart(api)
    sessions.grantAppend(api)
    waiting.grantEnqueue(api)
    desk.grantAlert(api)
    socket.grantPost(api)
    socket.tellUrl(api)

    libraries.loadWith(directory, props.entriesVersion)

    new CfnOutput(this, 'HttpUrl', { value: http.url })
    new CfnOutput(this, 'SocketUrl', { value: socket.url })
  }
}

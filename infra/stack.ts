import { join } from 'node:path'
import { CfnOutput, Duration, FileSystem, Stack, type StackProps } from 'aws-cdk-lib'
import type { Construct } from 'constructs'
import { itemVersions } from '../lib/aws/upcasters/versions.ts'
import type { Consortium } from '../lib/consortium/consortium.ts'
import { env } from '../lib/env.ts'
import { actions } from '../lib/protocol/actions.ts'
import { Alarms } from './alarms.ts'
import { Cdn } from './cdn.ts'
import { Facts } from './facts.ts'
import { FollowUpList } from './follow-up-list.ts'
import { FollowUpTimer } from './follow-up-timer.ts'
import { HttpApi } from './http-api.ts'
import { IncomingMail } from './incoming-mail.ts'
import { Invitations } from './invitations.ts'
import { LibraryDirectory } from './library-directory.ts'
import { LostEvents } from './lost-events.ts'
import { MailTokens } from './mail-tokens.ts'
import { MailboxTests } from './mailbox-tests.ts'
import { OutgoingMail } from './outgoing-mail.ts'
import { DeskFunction } from './parts/desk-function.ts'
import { type FunctionName, functionPurposes } from './parts/functions.ts'
import { Roster } from './roster.ts'
import { SentMails } from './sent-mails.ts'
import { SessionLog } from './session-log.ts'
import { SessionTimer } from './session-timer.ts'
import { SignIn } from './sign-in.ts'
import { Socket } from './socket.ts'
import { Sources } from './sources.ts'
import { StaffRoom } from './staff-room.ts'
import { Sweep } from './sweep.ts'
import { Tickets } from './tickets.ts'
import { TimerWatch } from './timer-watch.ts'
import { UnreadableItems } from './unreadable-items.ts'
import { WaitingQueue } from './waiting-queue.ts'

export interface CoopdeskStackProps extends StackProps {
  readonly consortium: Consortium
  /** The version of this release, e.g. `0.1.0`. */
  readonly release: string
  /** Folder with one subfolder for the bundle of each function. */
  readonly bundles: string
  /** Folder of the `directory` function's bundle, with the entries that a new desk begins with. */
  readonly directoryBundle: string
  /** Folder of the `settings` function's bundle, with what the consortium file says beside its members. */
  readonly settingsBundle: string
  /** Folder of the `web-files` function's bundle, with the pages. */
  readonly pagesBundle: string
}

/** The whole system: its resources, which function handles what, and what each function may do. */
export class CoopdeskStack extends Stack {
  constructor(scope: Construct, id: string, props: CoopdeskStackProps) {
    super(scope, id, props)
    const { settings } = props.consortium
    const { deployment, retentionDays, logRetentionDays } = settings
    const named = deployment.domains && { domains: deployment.domains }
    const keep = settings.dataOnRemoval === 'keep'

    const unreadable = new UnreadableItems(this, 'Unreadable')
    const fn = (construct: string, name: FunctionName, timeout = Duration.seconds(10)) => {
      const bundle = bundleOf(props, name)
      const description = functionPurposes[name]
      const made = new DeskFunction(this, construct, { bundle, description, logRetentionDays, timeout })
      unreadable.countIn(made)
      return made
    }
    const authorize = fn('Authorize', 'authorize')
    const connections = fn('Connections', 'connections')
    const queue = fn('Queue', 'queue')
    const messages = fn('Messages', 'messages')
    const closing = fn('Closing', 'closing')
    const sessionTimer = fn('SessionTimer', 'session-timer', Duration.seconds(30))
    const followUpTimer = fn('FollowUpTimer', 'follow-up-timer', Duration.seconds(30))
    const followUpActions = fn('FollowUpActions', 'follow-ups')
    const staffRoomActions = fn('StaffRoomActions', 'staff-room')
    const links = fn('Links', 'links')
    const deliveryEvents = fn('DeliveryEvents', 'delivery-events')
    const api = fn('Api', 'api')
    const sweep = fn('Sweep', 'sweep', Duration.minutes(5))
    const mailboxTests = fn('MailboxTests', 'mailbox-tests', Duration.minutes(10))
    const directory = fn('Directory', 'directory', Duration.minutes(10))
    const settingsActions = fn('Settings', 'settings')

    const sessions = new SessionLog(this, 'Sessions', { retentionDays, keep })
    const waiting = new WaitingQueue(this, 'Waiting', { keep })
    const roster = new Roster(this, 'Roster', { keep })
    const libraries = new LibraryDirectory(this, 'Libraries', { keep })
    const facts = new Facts(this, 'Facts', { keep, librarianDays: settings.librarianFactsDays })
    const followUps = new FollowUpList(this, 'FollowUps', { keep })
    const tickets = new Tickets(this, 'Tickets', { keep })
    const sources = new Sources(this, 'Sources')
    const staffRoom = new StaffRoom(this, 'StaffRoom')
    const mailTokens = new MailTokens(this, 'MailTokens', { keep })
    const lostEvents = new LostEvents(this, 'LostEvents', { retentionDays })
    const sentMails = new SentMails(this, 'SentMails', { retentionDays, keep })
    const mail = new OutgoingMail(this, 'Mail', {
      sender: settings.sender,
      identity: deployment.senderIdentity,
      notices: deliveryEvents,
      ...(deployment.mailFrom !== undefined && { mailFrom: deployment.mailFrom }),
    })
    const watch = new TimerWatch(this, 'Timers')
    const sessionTimers = new SessionTimer(this, 'SessionTimers', { wakes: sessionTimer, logRetentionDays })
    const followUpTimers = new FollowUpTimer(this, 'FollowUpTimers', { wakes: followUpTimer, logRetentionDays })

    const { sender } = settings
    const people = { consortium: props.consortium.name, sender, senderIdentity: deployment.senderIdentity, keep }
    const signIn = new SignIn(this, 'SignIn', { settings: settings.signIn, ...people })
    const http = new HttpApi(this, 'Http', {
      handler: api,
      links,
      settings: settingsActions,
      logRetentionDays,
      ...named,
    })
    const setsLogRole = settings.apiGatewayLogRole === 'create'
    const socket = new Socket(this, 'Socket', { authorizer: authorize, logRetentionDays, setsLogRole, ...named })
    socket.routeConnections(connections)
    const afterwards = { 'follow-ups': followUpActions, 'staff-room': staffRoomActions }
    const answering = { connections, queue, messages, closing, ...afterwards }
    socket.routeFrames(answering, actions, 'connections')

    tickets.grantVerify(authorize)

    tickets.grantUse(connections)
    sessions.grantAppend(connections)
    roster.grantLine(connections)
    libraries.grantRead(connections)
    waiting.grantRead(connections)
    libraries.grantRead(connections)
    sessionTimers.grantStart(connections)
    socket.grantPost(connections)
    socket.grantClose(connections)

    sessions.grantAppend(queue)
    waiting.grantRead(queue)
    waiting.grantDequeue(queue)
    roster.grantArrive(queue)
    roster.grantLine(queue)
    roster.grantHold(queue)
    libraries.grantRead(queue)
    sessionTimers.grantReplace(queue)
    socket.grantPost(queue)

    sessions.grantAppend(messages)
    roster.grantFind(messages)
    libraries.grantRead(messages)
    sessionTimers.grantStart(messages)
    sessionTimers.grantKeepAsleep(messages)
    watch.grantFind(messages)
    socket.grantPost(messages)

    sessions.grantAppend(closing)
    waiting.grantRead(closing)
    waiting.grantDequeue(closing)
    roster.grantDepart(closing)
    roster.grantHold(closing)
    sources.grantRefuse(closing)
    sources.grantCountMails(closing)
    libraries.grantRead(closing)
    followUps.grantList(closing)
    facts.grantRecord(closing)
    facts.grantRate(closing)
    followUpTimers.grantStart(closing)
    watch.grantFile(closing)
    mailTokens.grantVerify(closing)
    sessionTimers.grantStart(closing)
    socket.grantPost(closing)

    staffRoom.grantTalk(staffRoomActions)
    sessions.grantAppend(staffRoomActions)
    roster.grantLine(staffRoomActions)
    roster.grantList(staffRoomActions)
    const { groups } = props.consortium
    staffRoomActions.addEnvironment(env.groups, JSON.stringify(groups.map(({ id, name }) => ({ id, name }))))
    roster.grantHold(staffRoomActions)
    libraries.grantRead(staffRoomActions)
    sessionTimers.grantStart(staffRoomActions)
    socket.grantPost(staffRoomActions)

    sessions.grantAppend(sessionTimer)
    watch.grantFile(sessionTimer)
    waiting.grantEnqueue(sessionTimer)
    waiting.grantSettle(sessionTimer)
    roster.grantLine(sessionTimer)
    roster.grantHold(sessionTimer)
    libraries.grantRead(sessionTimer)
    followUps.grantList(sessionTimer)
    facts.grantRecord(sessionTimer)
    followUpTimers.grantStart(sessionTimer)
    socket.grantPost(sessionTimer)

    sessions.grantAppend(followUpTimer)
    libraries.grantRead(followUpTimer)
    followUps.grantChange(followUpTimer)
    facts.grantCorrect(followUpTimer)
    mail.grantSend(followUpTimer)
    sentMails.grantKeep(followUpTimer)
    sources.grantCountMails(followUpTimer)
    mailTokens.grantSign(followUpTimer)
    http.tellUrl(followUpTimer)

    /** The functions that can change a follow-up. */
    const changesFollowUps = (changer: DeskFunction) => {
      sessions.grantAppend(changer)
      followUps.grantChange(changer)
      facts.grantCorrect(changer)
      followUpTimers.grantStart(changer)
      watch.grantFile(changer)
    }
    changesFollowUps(followUpActions)
    libraries.grantRead(followUpActions)
    followUps.grantRead(followUpActions)

    changesFollowUps(links)
    libraries.grantRead(links)
    mailTokens.grantVerify(links)
    socket.grantPost(links)
    libraries.grantLearn(links)

    changesFollowUps(deliveryEvents)
    lostEvents.grantKeep(deliveryEvents)
    libraries.grantLearn(deliveryEvents)
    socket.grantPost(deliveryEvents)

    const { repliesDomain: domain } = settings
    if (domain !== undefined) {
      const handler = fn('IncomingMail', 'incoming-mail')
      const replies = new IncomingMail(this, 'Replies', {
        domain,
        isKnown: deployment.repliesIdentity === 'existing',
        handler,
        retentionDays,
        keep,
        ...(deployment.ruleSet !== undefined && { ruleSet: deployment.ruleSet }),
      })
      for (const sending of [followUpTimer, mailboxTests]) {
        sending.addEnvironment(env.repliesDomain, domain)
        mail.grantSendFromReplies(sending, replies.identityArns, domain)
      }
      changesFollowUps(handler)
      libraries.grantRead(handler)
      libraries.grantLearn(handler)
      mailTokens.grantVerify(handler)
      lostEvents.grantKeep(handler)
      replies.grantRead(handler)
      sentMails.grantRead(handler)
      mail.tellSender(handler)
    }

    libraries.grantRead(api)
    sources.grantCount(api)
    followUps.grantList(api)
    facts.grantRecord(api)
    followUpTimers.grantStart(api)
    waiting.grantRead(api)
    tickets.grantSign(api)
    signIn.tellProviders(api)
    sessionTimers.grantStart(api)
    watch.grantFile(api)
    sessions.grantAppend(api)
    waiting.grantEnqueue(api)
    roster.grantLine(api)
    socket.grantPost(api)
    socket.tellUrl(api)

    sessions.grantAppend(sweep)
    waiting.grantSettle(sweep)
    roster.grantFind(sweep)
    roster.grantHold(sweep)
    libraries.grantRead(sweep)
    watch.grantSweep(sweep)
    facts.grantForget(sweep)
    sessionTimers.grantReplace(sweep)
    sessionTimers.grantDescribe(sweep)
    followUpTimers.grantStart(sweep)
    const sweeping = new Sweep(this, 'Sweeping', { sweeps: sweep })

    libraries.grantRead(mailboxTests)
    libraries.grantLearn(mailboxTests)
    libraries.grantRunMailboxTests(mailboxTests)
    mailTokens.grantSign(mailboxTests)
    mail.grantSend(mailboxTests)
    sources.grantSumUp(mailboxTests)
    http.tellUrl(mailboxTests)
    const testing = new MailboxTests(this, 'MailboxTesting', { tests: mailboxTests })

    libraries.loadWith(directory)
    // A librarian who has left goes off duty.
    roster.grantLine(directory)
    waiting.grantRead(directory)
    sessionTimers.grantStart(directory)

    libraries.grantChange(settingsActions)
    signIn.tellProviders(settingsActions)
    signIn.grantSwitchOff(settingsActions)
    // Somebody who is removed goes off duty.
    roster.grantLine(settingsActions)
    waiting.grantRead(settingsActions)
    sessionTimers.grantStart(settingsActions)

    if (deployment.cdn) {
      const cdn = new Cdn(this, 'Cdn', {
        settings: deployment.cdn,
        api: http.ownUrl,
        socket: socket.url,
        signIn: signIn.asked,
        webFiles: fn('WebFiles', 'web-files', Duration.minutes(2)),
        fingerprint: FileSystem.fingerprint(props.pagesBundle),
      })
      cdn.tellSecret(api)
      cdn.tellUrl(api)
      cdn.tellUrl(settingsActions)
      signIn.allowPage(cdn.url)
    }

    const invites = fn('Invites', 'invitations', Duration.minutes(5))
    libraries.grantInvite(invites)
    signIn.grantInvite(invites)
    mail.grantInvite(invites)
    new Invitations(this, 'Invitations', { invites, consortium: props.consortium.name })

    const { operator, monthlyBudget } = deployment
    const alarms = new Alarms(this, 'Alarms', {
      ...(operator !== undefined && { operator }),
      ...(monthlyBudget !== undefined && { monthlyBudget }),
    })
    alarms.hear(lostEvents.alarm)
    alarms.hear(unreadable.alarm)
    alarms.hear(sweeping.alarm)
    alarms.hear(testing.alarm)
    alarms.watchApi('Http', http.accessLog)
    alarms.watchApi('Socket', socket.accessLog)
    alarms.watchMailQuota(followUpTimer, invites, mailboxTests)
    alarms.watchAllIn(this)

    new CfnOutput(this, 'Release', { description: 'The release of Coopdesk that runs here', value: props.release })
    new CfnOutput(this, 'ItemVersions', {
      description: 'The version in which it writes each kind of item: an older one may not be able to read them',
      value: itemVersions(),
    })
    new CfnOutput(this, 'HttpUrl', { value: http.url })
    new CfnOutput(this, 'SocketUrl', { value: socket.url })
  }
}

/** Three functions carry files: the entries of a new directory, the settings of the file, and the pages. */
function bundleOf(
  { bundles, directoryBundle, settingsBundle, pagesBundle }: CoopdeskStackProps,
  name: FunctionName,
): string {
  if (name === 'directory') return directoryBundle
  if (name === 'settings') return settingsBundle
  return name === 'web-files' ? pagesBundle : join(bundles, name)
}

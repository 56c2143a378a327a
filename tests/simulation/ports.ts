import type { MailTokens } from '../../lib/access/mail-tokens.ts'
import type { Identity } from '../../lib/access/tickets.ts'
import type {
  Appended,
  Connections,
  Directory,
  Facts,
  LivingTimers,
  Mail,
  Mailboxes,
  MailCounts,
  Mailer,
  Queue,
  SentMails,
  StaffRoom,
  Step,
  Tickets,
  TimerTokens,
  TimerWatch,
} from '../../lib/desk/ports.ts'
import { firstWake, lookingAtOnce, type Wake } from '../../lib/desk/wake.ts'
import type { WhoIsHerePorts } from '../../lib/desk/who-is-here.ts'
import type { StepWrite } from '../../lib/facts/joint-write.ts'
import type { ArrivalPorts } from '../../lib/http/admission.ts'
import type { Push } from '../../lib/protocol/frames-out.ts'
import type { ClosingPorts } from '../../lib/socket/closing.ts'
import type { FollowUpActionPorts } from '../../lib/socket/follow-ups.ts'
import { openProofs, openTokens, testCodes } from '../memory/mail-tokens.ts'
import type { MemoryTables } from '../memory/tables.ts'
import type { WakeBefore } from '../releases/before/timers.ts'
import type { Fault } from './faults.ts'
import type { Invocation } from './invocation.ts'

/** Where the desk's mails come from. */
export const deskAddress = 'desk@hudson-lakes.example.org'

/** Everything that a function may be given. */
export type AllPorts = ArrivalPorts &
  ClosingPorts &
  FollowUpActionPorts & {
    readonly queue: Queue
    readonly facts: Facts
    readonly tickets: Tickets
    readonly mailTokens: MailTokens
    readonly mailer: Mailer
    readonly sentMails: SentMails
    readonly sender: string
    readonly mailboxes: Mailboxes
    readonly mailCounts: Pick<MailCounts, 'count' | 'sumUp'>
    readonly timerTokens: TimerTokens
    readonly watch: TimerWatch
    readonly living: LivingTimers
    readonly staffRoom: StaffRoom
  } & Pick<WhoIsHerePorts, 'groups'>

/** Which state machine a timer is an execution of. */
export type Machine = 'session' | 'follow-up'

/** The services behind the ports, which never fail on their own. */
export interface Backing {
  readonly tables: MemoryTables
  readonly directory: Directory
  readonly sentMails: SentMails
  post(connection: string, frame: Push, fault?: Fault): 'sent' | 'gone'
  start(machine: Machine, name: string, wake: Wake, older?: WakeBefore): void
  stop(machine: Machine, name: string): void
  isAlive(machine: Machine, name: string): boolean
  /** Something was filed for the sweep. */
  filed(): void
  keepAsleep(token: string): void
  /** The token that was left for whoever speaks, by session. */
  readonly timerTokens: Map<string, string>
  mail(mail: Mail, by: number, fault?: Fault): string
  appended(step: Step, jointWrites: readonly StepWrite[]): void
  /** Later writes were made. */
  settled(laterWrites: readonly StepWrite[]): void
  failed(what: string, session: string): void
}

/** The longest conversation that the mail service accepts here, characters. Most are longer. */
const longestConversation = 200

function isTooLong(mail: string): boolean {
  return (mail.split('The whole conversation:')[1] ?? '').length > longestConversation
}

/** The ports of one invocation. Every call is a point at which it may fail. */
export function portsOf(invocation: Invocation, backing: Backing): AllPorts {
  const { tables, directory } = backing
  const read = <T>(what: string, about: string, act: () => Promise<T>) =>
    invocation.call({ kind: 'read', what, about, act })
  const write = <T>(what: string, about: string, act: () => Promise<T>) =>
    invocation.call({ kind: 'write', what, about, act })
  const settled = (laterWrites: readonly StepWrite[]) =>
    write(`sessions.settle ${laterWrites.map(({ type }) => type).join(' ')}`, '', async () => {
      await tables.sessions.settle(laterWrites)
      backing.settled(laterWrites)
    })
  const start = (what: string, about: string, act: () => void) =>
    invocation.call<void>({
      kind: 'start',
      what,
      about,
      act: async () => act(),
      instead: () => ({ answer: undefined }),
    })
  const connections: Connections = {
    post: (connection, frame) =>
      invocation.call({
        kind: 'post',
        what: `connections.post ${frame.type}`,
        about: connection,
        act: async () => backing.post(connection, frame),
        instead: fault => ({ answer: backing.post(connection, frame, fault) }),
      }),
  }
  return {
    connections,
    sessions: {
      load: id => read('sessions.load', id, () => tables.sessions.load(id)),
      glance: id => read('sessions.glance', id, () => tables.sessions.glance(id)),
      history: (id, after) => read('sessions.history', id, () => tables.sessions.history(id, after)),
      steps: (id, few) => read('sessions.steps', id, () => tables.sessions.steps(id, few)),
      append: async (step, jointWrites) => {
        const later = jointWrites.filter(isLater)
        const appended = await invocation.call<Appended>({
          kind: 'append',
          what: `sessions.append ${step.events.map(({ type }) => type).join(' ')}`,
          about: step.session.id,
          act: async () => {
            const appended = await tables.sessions.append(
              step,
              jointWrites.filter(one => !isLater(one)),
            )
            if (appended === 'appended') backing.appended(step, jointWrites)
            return appended
          },
          instead: () => ({ answer: 'conflict' }),
        })
        // The adapter leaves a later write that fails to the session's timer.
        if (appended === 'appended') for (const one of later) await settled([one]).catch(() => {})
        return appended
      },
      settle: laterWrites => settled(laterWrites).catch(() => {}),
    },
    staffRoom: tables.staffRoom,
    groups: [],
    queue: {
      waiting: (pools, page) => read('queue.waiting', pools.join(' '), () => tables.queue.waiting(pools, page)),
      numbers: () => read('queue.numbers', '', () => tables.queue.numbers()),
      count: (pools, page) => read('queue.count', pools.join(' '), () => tables.queue.count(pools, page)),
      countBefore: (pools, place, wanted) =>
        read('queue.countBefore', pools.join(' '), () => tables.queue.countBefore(pools, place, wanted)),
    },
    roster: {
      arrive: (duty, at, byItself) =>
        write('desk.arrive', duty.librarian, () => tables.roster.arrive(duty, at, byItself)),
      depart: (who, connection, lostAt) =>
        write('desk.depart', who, () => tables.roster.depart(who, connection, lostAt)),
      find: librarian => read('desk.find', librarian, () => tables.roster.find(librarian)),
      lines: (pools, few, at) => read('roster.lines', pools.join(' '), () => tables.roster.lines(pools, few, at)),
      firstStaffed: (pools, at) =>
        read('roster.firstStaffed', pools.join(' '), () => tables.roster.firstStaffed(pools, at)),
      here: (most, at) => read('roster.here', '', () => tables.roster.here(most, at)),
      hear: (who, connection, alert) => write('roster.hear', who, () => tables.roster.hear(who, connection, alert)),
      sleepers: (alerted, alert) => write('roster.sleepers', '', () => tables.roster.sleepers(alerted, alert)),
      fill: found => write('roster.fill', found.duty?.librarian ?? '', () => tables.roster.fill(found)),
      wake: found => write('roster.wake', found.duty?.librarian ?? '', () => tables.roster.wake(found)),
    },
    sources: {
      count: (source, session, taken, at) =>
        write('sources.count', session, () => tables.sources.count(source, session, taken, at)),
      refuse: (session, at) => write('sources.refuse', session, () => tables.sources.refuse(session, at)),
      useProof: (proof, session, at) =>
        write('sources.useProof', session, () => tables.sources.useProof(proof, session, at)),
      openedAlike: session => read('sources.openedAlike', session, () => tables.sources.openedAlike(session)),
    },
    mailCounts: {
      count: (reader, reference, most, at) =>
        write('mailCounts.count', reference, () => tables.mailCounts.count(reader, reference, most, at)),
      sumUp: (library, notice, at) =>
        write('mailCounts.sumUp', library, () => tables.mailCounts.sumUp(library, notice, at)),
    },
    directory: {
      library: id => read('directory.library', id, () => directory.library(id)),
      librarian: id => read('directory.librarian', id, () => directory.librarian(id)),
      isLibrarian: id => read('directory.isLibrarian', id, () => directory.isLibrarian(id)),
      isStaffName: glimpse => read('directory.isStaffName', '', () => directory.isStaffName(glimpse)),
      librarianBySignIn: email => read('directory.librarianBySignIn', '', () => directory.librarianBySignIn(email)),
    },
    timers: {
      // Without its timer a session is not even written: that it was started and never runs is beyond repair.
      startSession: async (session, generation, seconds) => {
        const act = () => startSession(backing, session, { generation, seconds, since: invocation.now() })
        if (generation === 1) await write('clocks.startSession', session, async () => act())
        else await start('clocks.startNext', session, act)
      },
      wakeSoon: (session, why) =>
        start('clocks.lookSoon', session, () => {
          const older = { session, seconds: 0, until: 'next' } as const
          backing.start('session', `${session}-${why}`, { ...lookingAtOnce(session), until: 'next' }, older)
        }),
      startFollowUp: (session, generation) =>
        start('clocks.startFollowUp', session, () => {
          const older = { session, seconds: 0 }
          backing.start('follow-up', `${session}-${generation}`, lookingAtOnce(session), older)
        }),
      // Without its timer nothing that needs a mail is written.
      startMailTimer: (session, why) =>
        write('clocks.mailSoon', session, async () =>
          backing.start('follow-up', `${session}-${why}`, firstWake(session, 15), { session, seconds: 15 }),
        ),
      startMailNow: (session, why) =>
        start('clocks.mailNow', session, () => {
          const older = { session, seconds: 0, until: 'then' } as const
          backing.start('follow-up', `${session}-${why}-now`, { ...lookingAtOnce(session), until: 'then' }, older)
        }),
    },
    watch: {
      file: (session, quarter) =>
        write('watch.file', session, async () => {
          await tables.watch.file(session, quarter)
          backing.filed()
        }),
      filed: quarter => read('watch.filed', String(quarter), () => tables.watch.filed(quarter)),
      nextToSweep: () => read('watch.nextToSweep', '', () => tables.watch.nextToSweep()),
      swept: quarter => write('watch.swept', String(quarter), () => tables.watch.swept(quarter)),
    },
    living: {
      isAlive: (session, generation) =>
        read('living.isAlive', session, async () => backing.isAlive('session', `${session}-${generation}`)),
    },
    timerTokens: {
      keep: (session, token) =>
        write('timerTokens.keep', session, async () => void backing.timerTokens.set(session, token)),
      // The adapter has nobody fail by it.
      keepAsleep: session =>
        start('clocks.keepAsleep', session, () => backing.keepAsleep(backing.timerTokens.get(session) ?? '')).catch(
          () => {},
        ),
    },
    mailer: {
      send: mail =>
        invocation.call<Awaited<ReturnType<Mailer['send']>>>({
          kind: 'mail',
          what: `mailer.send ${mail.kind}`,
          about: mail.session,
          act: async () => (isTooLong(mail.text) ? 'refused' : { id: backing.mail(mail, invocation.by) }),
          instead: fault => ({
            answer:
              fault === 'rejected' || isTooLong(mail.text)
                ? 'refused'
                : { id: backing.mail(mail, invocation.by, fault) },
          }),
        }),
    },
    facts: {
      correct: correction => write('facts.correct', correction.session, () => tables.facts.correct(correction)),
      rate: (session, askedAt, rating) =>
        write('facts.rate', session, () => tables.facts.rate(session, askedAt, rating)),
      ofDay: day => read('facts.ofDay', day, () => tables.facts.ofDay(day)),
      forgetLibrarians: day => write('facts.forgetLibrarians', day, () => tables.facts.forgetLibrarians(day)),
    },
    followUps: {
      owed: owners => read('followUps.owed', owners.join(' '), () => tables.followUps.owed(owners)),
      steppedBack: (library, most) =>
        read('followUps.steppedBack', library, () => tables.followUps.steppedBack(library, most)),
      sentOn: librarian => read('followUps.sentOn', librarian, () => tables.followUps.sentOn(librarian)),
    },
    mailTokens: openTokens,
    proofs: openProofs,
    emailCodes: testCodes,
    sentMails: {
      keep: (id, n, mail, at) => write('sentMails.keep', id, () => backing.sentMails.keep(id, n, mail, at)),
      of: (id, numbers) => read('sentMails.of', id, () => backing.sentMails.of(id, numbers)),
    },
    sender: deskAddress,
    mailboxes: {
      learnt: library => read('mailboxes.learnt', library, () => tables.mailboxes.learnt(library)),
      learn: (library, traits) => write('mailboxes.learn', library, () => tables.mailboxes.learn(library, traits)),
      recordTest: (library, n, outcome, at) =>
        write('mailboxes.recordTest', library, () => tables.mailboxes.recordTest(library, n, outcome, at)),
    },
    tickets: {
      use: (ticket, connection, until) =>
        write('tickets.use', ticket, () => tables.tickets.use(ticket, connection, until)),
      cameBack: (session, connection, most, at) =>
        write('tickets.cameBack', session, () => tables.tickets.cameBack(session, connection, most, at)),
    },
    tokens: {
      ticket: async to => JSON.stringify(to),
      pass: async to => JSON.stringify(to),
      readPass: async pass => passIn(pass),
    },
    socket: 'wss://desk.example.org',
    log: { failed: (what, session) => backing.failed(what, session) },
  }
}

/** The first timer may be one of the release before; the one that it takes the place of is stopped. */
function startSession(
  backing: Backing,
  session: string,
  { generation, seconds, since }: { readonly generation: number; readonly seconds: number; readonly since: number },
): void {
  const older = generation === 1 ? { session, seconds } : undefined
  backing.start('session', `${session}-${generation}`, firstWake(session, seconds, { generation, since }), older)
  if (generation > 1) backing.stop('session', `${session}-${generation - 1}`)
}

const isLater = (one: StepWrite) => 'later' in one && one.later === true

function passIn(pass: string) {
  const identity: Identity = JSON.parse(pass)
  return identity.role === 'patron' ? identity : undefined
}

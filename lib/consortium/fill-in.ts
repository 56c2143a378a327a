import type { FollowUpPolicy } from '../follow-up/due-dates.ts'
import type { Rung } from '../session/ladder.ts'
import { defaultTiming, type Timing } from '../session/timing.ts'
import { hoursOf, weekdays } from '../time/opening-hours.ts'
import type { Consortium, Settings } from './consortium.ts'
import { deploymentOf } from './deployment.ts'
import type {
  ConsortiumFile,
  FollowUpsInFile,
  LibrarianInFile,
  LibraryInFile,
  LimitsInFile,
  TimingInFile,
} from './file-shape.ts'
import {
  cooperative,
  defaultLimits,
  groupPool,
  type Librarian,
  type Library,
  libraryPool,
  type QuestionLimits,
  rereadDaysDefault,
} from './library.ts'
import type { PageSettings } from './page.ts'
import type { PageInFile } from './page-shape.ts'
import type { PolicyStatement } from './policy.ts'
import { signInOf } from './sign-in-fill-in.ts'

/** The greeting for libraries that have none (R7, R9). */
const defaultGreeting =
  "Hi {patron}, I'm {librarian} and I'm ready to help. Could you tell me a little more about what you are looking for?"

/** The goodbye for libraries that have none (R23). */
const defaultGoodbye = 'Thank you for asking {patronLibrary}. Please come back whenever we can help.'

/** The consortium in the file, with every default filled in. */
export function filledIn(file: ConsortiumFile): Consortium {
  const libraries = file.libraries.map(library => libraryOf(library, file.settings))
  const byId = new Map(libraries.map(library => [library.id, library]))
  return {
    name: file.name,
    settings: settingsOf(file.settings),
    groups: file.groups,
    libraries,
    librarians: file.librarians.map(librarian => librarianOf(librarian, byId.get(librarian.library))),
  }
}

/** The times of a library: its own setting, or the consortium's, or the default. The file has seconds. */
export function timingOf(consortium: TimingInFile = {}, library: TimingInFile = {}): Timing {
  const own = { ...consortium, ...library }
  const ms = (seconds: number | undefined, otherwise: number) => (seconds === undefined ? otherwise : seconds * 1000)
  return {
    greetingNudge: ms(own['greeting-nudge'], defaultTiming.greetingNudge),
    patronAsk: ms(own['patron-ask'], defaultTiming.patronAsk),
    patronWarn: ms(own['patron-warn'], defaultTiming.patronWarn),
    patronClose: ms(own['patron-close'], defaultTiming.patronClose),
    vanishedAfter: ms(own['vanished-after'], defaultTiming.vanishedAfter),
    transferLimit: ms(own['transfer-limit'], defaultTiming.transferLimit),
    silenceWarning: ms(own['silence-warning'], defaultTiming.silenceWarning),
    silenceLimit: ms(own['silence-limit'], defaultTiming.silenceLimit),
    idleLimit: ms(own['idle-limit'], defaultTiming.idleLimit),
    addressOffer: ms(own['address-offer'], defaultTiming.addressOffer),
    waitLimit: ms(own['wait-limit'], defaultTiming.waitLimit),
    alertEvery: ms(own['alert-every'], defaultTiming.alertEvery),
    dutyLimit: ms(own['duty-limit'], defaultTiming.dutyLimit),
  }
}

/** The library's own word, or the consortium's, or the default. */
function filledInLimits(consortium: LimitsInFile = {}, library: LimitsInFile = {}): QuestionLimits {
  const own = { ...consortium, ...library }
  return {
    inTurn: own['in-turn'] ?? defaultLimits.inTurn,
    taken: own.taken ?? defaultLimits.taken,
    waiting: own.waiting ?? defaultLimits.waiting,
    waitingEverywhere: own['waiting-everywhere'] ?? defaultLimits.waitingEverywhere,
    proofOfWork: own['proof-of-work'] ?? defaultLimits.proofOfWork,
    sockets: own.sockets ?? defaultLimits.sockets,
    framesAtOnce: own['frames-at-once'] ?? defaultLimits.framesAtOnce,
    framesPerSecond: own['frames-per-second'] ?? defaultLimits.framesPerSecond,
    notices: own.notices ?? defaultLimits.notices,
    patronMails: own['patron-mails'] ?? defaultLimits.patronMails,
  }
}

function settingsOf(settings: ConsortiumFile['settings']): Settings {
  return {
    deployment: deploymentOf(settings),
    sender: settings.sender,
    retentionDays: settings['retention-days'],
    librarianFactsDays: settings['librarian-facts-days'],
    logRetentionDays: settings['log-retention-days'],
    dataOnRemoval: settings['data-on-removal'],
    apiGatewayLogRole: settings['api-gateway-log-role'],
    signIn: signInOf(settings['sign-in']),
    ...(settings.replies && { repliesDomain: settings.replies.domain }),
  }
}

/** The library's own setting, or the consortium's, or the default. */
export function followUpsOf(library: LibraryInFile, settings: ConsortiumFile['settings']): FollowUpPolicy {
  const own: FollowUpsInFile = { ...settings['follow-ups'], ...library['follow-ups'] }
  return {
    ...(own.escalation && { escalation: own.escalation }),
    ...(own['answers-to'] && { answersTo: own['answers-to'] }),
    answersFrom: own['answers-from'] ?? [sendersOf(library.mailbox.toLowerCase())],
    remindBefore: own['remind-before'] ?? 1,
    escalateAfter: own['escalate-after'] ?? 2,
    answerWithin: own['answer-within'] ?? 5,
    // A third of the time that a session is kept remains for late and returned answers. A timer runs for a year at most, and
    // two months of that remain for the same purpose.
    postponedDaysMax: Math.min(300, Math.max(1, Math.floor((settings['retention-days'] * 2) / 3))),
  }
}

/** Anybody can have a mailbox at these domains, so only the library's own address there is trusted. */
const shared: readonly string[] = [
  ...['gmail.com', 'googlemail.com', 'outlook.com', 'hotmail.com', 'live.com', 'msn.com', 'yahoo.com', 'ymail.com'],
  ...['aol.com', 'icloud.com', 'me.com', 'comcast.net', 'att.net', 'verizon.net', 'gmx.com', 'gmx.net', 'proton.me'],
  ...[
    'protonmail.com',
    'yahoo.co.uk',
    'hotmail.co.uk',
    'web.de',
    'sbcglobal.net',
    'bellsouth.net',
    'cox.net',
    'charter.net',
  ],
]

function sendersOf(mailbox: string): string {
  const domain = mailbox.slice(mailbox.lastIndexOf('@') + 1)
  return shared.includes(domain) ? mailbox : domain
}

function libraryOf(library: LibraryInFile, settings: ConsortiumFile['settings']): Library {
  const policyPage = library['policy-page']
  return {
    id: library.id,
    name: library.name,
    timeZone: library['time-zone'],
    mailbox: library.mailbox,
    desk: {
      sender: settings.sender.toLowerCase(),
      ...(settings.replies && { repliesDomain: settings.replies.domain }),
    },
    origins: library.origins,
    groups: library.groups,
    ladder: library.ladder?.map(({ pool, after }) => ({ pool, after: after * 1000 })) ?? defaultLadder(library),
    hours: weekdays.flatMap(day => (library.hours[day] ?? []).flatMap(span => hoursOf(day, span) ?? [])),
    closedDays: closedDaysOf(library),
    ...(library.holidays.length > 0 && { holidays: library.holidays }),
    followUps: followUpsOf(library, settings),
    timing: timingOf(settings.timing, library.timing),
    limits: filledInLimits(settings['question-limits'], library['question-limits']),
    ...(library.networks.length > 0 && { networks: library.networks }),
    rereadDays: library['reread-days'] ?? settings['reread-days'] ?? rereadDaysDefault,
    namesInstitution: library['names-institution'],
    greeting: library.greeting ?? defaultGreeting,
    goodbye: library.goodbye ?? defaultGoodbye,
    scripts: library.scripts ?? [],
    ...(settings['question-classes'] && { classes: settings['question-classes'] }),
    ...(policyPage && { policyPage }),
    ...(library.policy.length > 0 && { policy: library.policy.map(statementOf) }),
    ...(library.page && { page: pageOf(library.page) }),
  }
}

/** The dates on which a library is closed, those with a name included. */
export function closedDaysOf(library: LibraryInFile): readonly string[] {
  return [...new Set([...library['closed-days'], ...library.holidays.map(({ date }) => date)])]
}

function statementOf(statement: LibraryInFile['policy'][number]): PolicyStatement {
  const { id, topic, text, source } = statement
  return {
    ...{ id, topic, text, vouchedBy: statement['vouched-by'], checkedOn: statement.checked },
    ...(source !== undefined && { source }),
    ...(statement['on-card'] && { onCard: true }),
  }
}

function pageOf({ form, ...page }: PageInFile): PageSettings {
  const fields = form.fields.map(({ choices, ...field }) => ({ ...field, ...(choices && { choices }) }))
  return { ...page, form: { ...form, fields } }
}

/** Its own librarians at once, its groups after 30 s, the whole cooperative after 60 s (R4). */
function defaultLadder({ id, groups }: LibraryInFile): readonly Rung[] {
  return [
    { pool: libraryPool(id), after: 0 },
    ...groups.map(group => ({ pool: groupPool(group), after: 30_000 })),
    { pool: cooperative, after: 60_000 },
  ]
}

function librarianOf(librarian: LibrarianInFile, library: Library | undefined): Librarian {
  const { id, name, email, role, limit } = librarian
  const everywhere = [libraryPool(librarian.library), ...(library?.groups ?? []).map(groupPool), cooperative]
  return {
    id,
    name,
    email: email.toLowerCase(),
    library: librarian.library,
    role,
    pools: librarian.pools ?? everywhere,
    limit,
    scripts: librarian.scripts ?? [],
  }
}

import ipaddr from 'ipaddr.js'
import * as v from 'valibot'
import { isAddress } from '../protocol/address.ts'
import { isWebLink } from '../protocol/link.ts'
import { oneLine } from '../protocol/visible.ts'
import { weekdays } from '../time/opening-hours.ts'
import { logRetentionPeriods } from './consortium.ts'
import { cdn, domain, domains, identity, region, ruleSet, senderIdentity, stackName, tags } from './deployment-shape.ts'
import { fewestFrames, mergeFields, roles } from './library.ts'
import { pageShape } from './page-shape.ts'
import { signInShape } from './sign-in-shape.ts'

/*
 * The shape of the consortium file, key by key. Each message continues after the key: `"mailbox" must be …`.
 */
const text = v.pipe(v.string('must be a text'), v.trim(), v.nonEmpty('must not be empty'))
const name = v.pipe(
  text,
  v.maxLength(80, 'must not be longer than 80 characters'),
  v.check(name => oneLine(name) === name, 'must be on one line, without marks that nobody sees'),
)
const email = v.pipe(text, v.check(isAddress, 'must be an email address'))
const id = v.pipe(
  text,
  v.regex(/^[a-z][a-z0-9-]{0,39}$/, 'must be lower-case letters, digits and hyphens, a letter first, 40 at most'),
)
const url = v.pipe(text, v.check(isWebLink, 'must be a URL that begins with https:// or http://, without a password'))
const timeZone = v.pipe(text, v.check(isTimeZone, 'must be the IANA name of a time zone, e.g. America/New_York'))
const origin = v.pipe(
  text,
  v.check(isOrigin, 'must be origins like https://library.example.org, with no path and no slash at the end'),
)

/** A script may only name known merge fields, since patrons would see an unknown one in braces. */
const script = v.pipe(
  text,
  v.maxLength(1000, 'must not be longer than 1000 characters'),
  v.rawCheck(({ dataset, addIssue }) => {
    if (!dataset.typed) return
    for (const form of dataset.value.match(foreignFields) ?? [])
      addIssue({ message: `has ${form}, which patrons would see unchanged; write {${wordIn(form)}}` })
    for (const [, field = ''] of dataset.value.replace(foreignFields, '').matchAll(/\{([^{}]*)\}/g)) {
      if (mergeFields.some(known => known === field)) continue
      const known = mergeFields.map(each => `{${each}}`).join(', ')
      addIssue({ message: `names the unknown merge field {${field}}; there are ${known}` })
    }
  }),
)
/** A merge field in the syntax of other programs: `{{patron}}`, `[patron]`, `<patron>`, `%patron%`, `${patron}`. */
const foreignFields = new RegExp(
  ['\\{\\{\\s*NAME\\s*\\}\\}', '\\[\\s*NAME\\s*\\]', '<\\s*NAME\\s*>', '%NAME%', '\\$\\{\\s*NAME\\s*\\}']
    .join('|')
    .replaceAll('NAME', `(?:${mergeFields.join('|')})`),
  'gi',
)

function wordIn(form: string): string {
  const word = form.replace(/[^a-z]/gi, '').toLowerCase()
  return mergeFields.find(field => field.toLowerCase() === word) ?? word
}

const scripts = v.exactOptional(listOf(v.strictObject({ id, title: name, text: script }, 'must have keys')))

const timing = v.strictObject(
  {
    'greeting-nudge': v.exactOptional(between(5, 600, 'seconds')),
    'patron-ask': v.exactOptional(between(30, 3600, 'seconds')),
    'patron-warn': v.exactOptional(between(60, 3600, 'seconds')),
    'patron-close': v.exactOptional(between(90, 7200, 'seconds')),
    'vanished-after': v.exactOptional(between(10, 600, 'seconds')),
    'transfer-limit': v.exactOptional(between(10, 600, 'seconds')),
    'silence-warning': v.exactOptional(between(10, 3600, 'seconds')),
    'silence-limit': v.exactOptional(between(20, 3600, 'seconds')),
    'idle-limit': v.exactOptional(between(60, 7200, 'seconds')),
    'address-offer': v.exactOptional(between(10, 3600, 'seconds')),
    'wait-limit': v.exactOptional(between(60, 86_400, 'seconds')),
    'alert-every': v.exactOptional(between(12, 300, 'seconds')),
    'duty-limit': v.exactOptional(between(300, 28_800, 'seconds')),
  },
  'must have keys',
)

const questionLimits = v.strictObject(
  {
    'in-turn': v.exactOptional(between(1, 1000, 'questions')),
    taken: v.exactOptional(between(1, 10_000, 'questions')),
    waiting: v.exactOptional(between(10, 5000, 'patrons')),
    'waiting-everywhere': v.exactOptional(between(10, 5000, 'patrons')),
    'proof-of-work': v.exactOptional(v.boolean('must be true or false')),
    sockets: v.exactOptional(between(2, 50, 'sockets')),
    'frames-at-once': v.exactOptional(between(fewestFrames.framesAtOnce, 1000, 'frames')),
    'frames-per-second': v.exactOptional(between(fewestFrames.framesPerSecond, 100, 'frames')),
    notices: v.exactOptional(between(1, 10_000, 'mails')),
    'patron-mails': v.exactOptional(between(1, 1000, 'mails')),
  },
  'must have keys',
)
const network = v.pipe(text, v.check(isNetwork, 'must be networks like 192.0.2.0/24 or 2001:db8::/32'))

const lowerCaseEmail = v.pipe(email, v.toLowerCase())
const followUps = v.strictObject(
  {
    escalation: v.exactOptional(email),
    'answers-from': v.exactOptional(listOf(v.union([domain, lowerCaseEmail], 'must be domains or email addresses'))),
    'answers-to': v.exactOptional(v.picklist(['from', 'reply-to'], 'must be from or reply-to')),
    'remind-before': v.exactOptional(between(0, 10, 'opening days')),
    'escalate-after': v.exactOptional(between(1, 10, 'opening days')),
    'answer-within': v.exactOptional(between(1, 20, 'opening days')),
  },
  'must have keys',
)
const date = v.pipe(
  text,
  v.regex(/^\d{4}-\d{2}-\d{2}$/, 'must be dates like 2026-12-25'),
  v.check(isDate, 'must be dates like 2026-12-25'),
)

const rereadDays = between(1, 3650, 'days')

const holiday = v.strictObject({ date, name }, 'must have keys')

/** The library's entry is read with every question, so it stays small. */
const statementsMax = 20

const statement = v.strictObject(
  {
    id,
    topic: name,
    text: v.pipe(text, v.maxLength(400, 'must not be longer than 400 characters')),
    source: v.exactOptional(url),
    'vouched-by': name,
    checked: date,
    'on-card': v.exactOptional(v.boolean('must be true or false'), false),
  },
  'must have keys',
)

/** More than these fit on no screen. */
const classesMax = 30

const questionClass = v.strictObject(
  {
    id,
    label: name,
    reference: v.boolean('must be true or false'),
    effort: v.exactOptional(between(1, 6, 'steps of effort')),
    words: v.exactOptional(listOf(name)),
    from: v.exactOptional(date),
    until: v.exactOptional(date),
  },
  'must have keys',
)

const settings = v.strictObject(
  {
    'stack-name': v.exactOptional(stackName, 'Coopdesk'),
    region: v.exactOptional(region),
    operator: v.exactOptional(email),
    'monthly-budget': v.exactOptional(between(1, 1_000_000, 'US dollars')),
    tags: v.exactOptional(tags, {}),
    domains: v.exactOptional(domains),
    cdn: v.exactOptional(cdn, {}),
    sender: email,
    'sender-identity': v.exactOptional(senderIdentity, 'domain'),
    'mail-from': v.exactOptional(domain),
    'retention-days': v.exactOptional(between(1, 3650, 'days'), 90),
    'librarian-facts-days': v.exactOptional(between(1, 3650, 'days'), 396),
    'reread-days': v.exactOptional(rereadDays),
    'log-retention-days': v.exactOptional(
      v.picklist(logRetentionPeriods, `must be one of ${logRetentionPeriods.join(', ')}`),
      30,
    ),
    'sign-in': v.exactOptional(signInShape),
    'data-on-removal': v.exactOptional(v.picklist(['keep', 'delete'], 'must be keep or delete'), 'keep'),
    'api-gateway-log-role': v.exactOptional(
      v.picklist(['create', 'existing'], 'must be create or existing'),
      'existing',
    ),
    timing: v.exactOptional(timing),
    'question-limits': v.exactOptional(questionLimits),
    'question-classes': v.exactOptional(
      v.pipe(listOf(questionClass), v.maxLength(classesMax, `must not have more than ${classesMax} classes`)),
    ),
    replies: v.exactOptional(
      v.strictObject(
        { domain, identity: v.exactOptional(identity, 'create'), 'rule-set': v.exactOptional(ruleSet) },
        'must have keys',
      ),
    ),
    'follow-ups': v.exactOptional(followUps, {}),
  },
  'must have keys',
)

const group = v.strictObject({ id, name }, 'must have keys')

const openingHours = v.exactOptional(
  listOf(
    v.pipe(
      text,
      v.regex(/^([01]\d|2[0-3]):[0-5]\d-(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'must be hours like 09:00-17:30'),
    ),
  ),
)
const days = Object.fromEntries(weekdays.map(day => [day, openingHours]))

/**
 * A patron who is picked up leaves every queue in the same transaction. DynamoDB allows 100 writes in one, and the step and the
 * librarian's own entry are two of them.
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html
 */
const ladderMax = 98

/** One library in the file. */
export const libraryShape = v.strictObject(
  {
    id,
    name,
    'time-zone': timeZone,
    mailbox: email,
    origins: listOf(origin),
    groups: v.exactOptional(listOf(text), []),
    ladder: v.exactOptional(
      v.pipe(
        listOf(v.strictObject({ pool: text, after: between(0, 3600, 'seconds') }, 'must have keys'), 1),
        v.maxLength(ladderMax, `must not have more than ${ladderMax} pools`),
      ),
    ),
    hours: v.exactOptional(v.strictObject(days, 'must have days'), {}),
    'closed-days': v.exactOptional(listOf(date), []),
    holidays: v.exactOptional(listOf(holiday), []),
    timing: v.exactOptional(timing, {}),
    'question-limits': v.exactOptional(questionLimits, {}),
    networks: v.exactOptional(listOf(network), []),
    'follow-ups': v.exactOptional(followUps, {}),
    'reread-days': v.exactOptional(rereadDays),
    'names-institution': v.exactOptional(v.boolean(), true),
    greeting: v.exactOptional(script),
    goodbye: v.exactOptional(script),
    scripts,
    'policy-page': v.exactOptional(url),
    policy: v.exactOptional(
      v.pipe(listOf(statement), v.maxLength(statementsMax, `must not have more than ${statementsMax} statements`)),
      [],
    ),
    page: v.exactOptional(pageShape),
  },
  'must have keys',
)

/** One librarian in the file. */
export const librarianShape = v.strictObject(
  {
    id,
    name,
    email,
    library: text,
    role: v.exactOptional(v.picklist(roles, `must be one of ${roles.join(', ')}`), 'librarian'),
    pools: v.exactOptional(listOf(text, 1)),
    limit: v.exactOptional(between(1, 20, 'sessions'), 3),
    scripts,
  },
  'must have keys',
)

/** The keys of a library in the file. */
export const libraryKeys: readonly string[] = Object.keys(libraryShape.entries)

/** The consortium file as read from YAML, before its references are checked. */
export const fileShape = v.strictObject(
  {
    name,
    settings,
    groups: v.exactOptional(listOf(group), []),
    libraries: listOf(libraryShape, 1),
    librarians: v.exactOptional(listOf(librarianShape), []),
  },
  'must have keys',
)

export type ConsortiumFile = v.InferOutput<typeof fileShape>
export type LibraryInFile = ConsortiumFile['libraries'][number]
export type LibrarianInFile = ConsortiumFile['librarians'][number]
export type FollowUpsInFile = v.InferOutput<typeof followUps>
export type LimitsInFile = v.InferOutput<typeof questionLimits>
export type TimingInFile = v.InferOutput<typeof timing>

function listOf<S extends v.GenericSchema>(item: S, atLeast = 0) {
  return v.pipe(v.array(item, 'must be a list'), v.minLength(atLeast, 'must not be empty'))
}

function between(least: number, most: number, unit: string) {
  const message = `must be a whole number of ${unit} between ${least} and ${most}`
  return v.pipe(v.number(message), v.integer(message), v.minValue(least, message), v.maxValue(most, message))
}

/** A date that exists, unlike 31 February. */
function isDate(text: string): boolean {
  const day = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(day.valueOf()) && day.toISOString().startsWith(text)
}

function isNetwork(text: string): boolean {
  return ipaddr.isValidCIDR(text)
}

function isTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
    // Offsets are accepted there too, but they have no summer time.
    return /^[A-Za-z]/.test(zone)
  } catch {
    return false
  }
}

function isOrigin(origin: string): boolean {
  if (!URL.canParse(origin)) return false
  const { protocol, hostname, origin: canonical } = new URL(origin)
  // A page on somebody's own machine is not a page of a library.
  const isLoopback =
    hostname === 'localhost' || hostname.endsWith('.localhost') || hostname.startsWith('127.') || hostname === '[::1]'
  return canonical === origin && protocol === 'https:' && !isLoopback
}

/** A fault in the file: the path of its key, and a sentence that says what is wrong. */
export interface Complaint {
  readonly path: readonly (string | number)[]
  readonly sentence: string
}

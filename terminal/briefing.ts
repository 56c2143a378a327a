import type { Reply } from '../lib/protocol/frames-out.ts'

/** The facts about the patron's library that a librarian sees when they get a session. */
export type Briefing = Extract<Reply, { type: 'picked-up' }>['briefing']
type Script = Briefing['scripts']['mine'][number]
type Today = Briefing['today']
type Statement = Today['facts'][number]
export type Policy = Extract<Reply, { type: 'policy' }>

/** A library in a few lines, at a moment (ms since 1970): its local time, policy page and wording (R7, R11). */
export function briefingLines(briefing: Briefing, now: number): readonly string[] {
  const { library, policyPage, greeting } = briefing
  return [
    `${library}: ${nowInWords(briefing, now)}`,
    ...briefing.today.facts.map(statementLine),
    policyPage ? `Policy page (not for the patron): ${policyPage}` : 'It has no policy page.',
    `/greet says: ${greeting}`,
  ]
}

/** What a library tells librarians about itself, statement by statement. */
export function policyLines(policy: Policy, now: number): readonly string[] {
  const { name, policyPage, statements } = policy
  return [
    `${name}: ${nowInWords(policy, now)}`,
    ...(policyPage ? [`Policy page (not for the patron): ${policyPage}`] : []),
    ...(statements.length > 0 ? statements.map(statementLine) : ['It makes no statements.']),
    ...(statements.length > 0 ? ['/mistake ID reports that one of them is wrong.'] : []),
  ]
}

/** `Thu 16:05 there (America/New_York), closed for Thanksgiving, opens Fri 09:00.` */
function nowInWords(
  { timeZone, open, today }: { readonly timeZone: string; readonly open: boolean; readonly today: Today },
  now: number,
): string {
  const { closesAt, opensAt, closedToday, holiday } = today
  const closed = closedToday ? `closed today${holiday ? ` (${holiday})` : ''}` : 'closed now'
  const closes = closesAt === undefined ? '' : `, closes ${timeThere(timeZone, closesAt)}`
  const opens = opensAt === undefined ? '' : `, opens ${timeThere(timeZone, opensAt)}`
  return `${timeThere(timeZone, now)} there (${timeZone}), ${open ? `open now${closes}` : `${closed}${opens}`}.`
}

function statementLine({ id, topic, text, source, vouchedBy, days }: Statement): string {
  const age = days === 0 ? 'today' : `${days} ${days === 1 ? 'day' : 'days'} ago`
  return `  ${id} (${topic}): ${text} – ${vouchedBy}, ${age}${source ? `, ${source}` : ''}`
}

/** The lists, kept apart (R18). */
export function scriptLists({ library, scripts }: Briefing): readonly string[] {
  return [
    ...listed('Your scripts', scripts.mine),
    ...listed("Your library's", scripts.myLibrary),
    ...listed(`Scripts of ${library}, the patron's library`, scripts.patronsLibrary),
  ]
}

/** The script with this id. If two lists have it, the one closer to the librarian counts. */
export function scriptCalled(id: string, { scripts }: Briefing): Script | undefined {
  return [...scripts.mine, ...scripts.myLibrary, ...scripts.patronsLibrary].find(script => script.id === id)
}

function listed(title: string, scripts: readonly Script[]): readonly string[] {
  if (scripts.length === 0) return [`${title}: none`]
  return [`${title}:`, ...scripts.map(({ id, title, text }) => `  ${id} (${title}): ${text}`)]
}

function timeThere(timeZone: string, now: number): string {
  const format = { timeZone, weekday: 'short', hour: '2-digit', minute: '2-digit' } as const
  return new Intl.DateTimeFormat('en-GB', format).format(now)
}

/** `es` is Spanish. */
export function languageInWords(tag: string): string {
  return new Intl.DisplayNames(['en'], { type: 'language' }).of(tag) ?? tag
}

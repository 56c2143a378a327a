import { type Way, wayFor } from '../../access/invitations.ts'
import type { Librarian } from '../../consortium/library.ts'
import type { Provider } from '../../consortium/sign-in.ts'
import type { Log } from '../../desk/ports.ts'
import { invitationLetter } from '../letters/invitation.ts'
import { type Letter, textOf } from '../letters/letter.ts'
import { pageOf } from '../letters/page.ts'

/** A sign-in that the directory has got, and when (ISO time). */
export interface NewSignIn {
  readonly email: string
  readonly librarian: string
  readonly at: string
}

/** Changes of the directory after which people are to be invited. */
export interface InvitationsDue {
  /** ISO time of the first. */
  readonly since: string
  /** How many there were. If there are more by the end of a run, another one follows. */
  readonly changes: number
}

/** Who is to be invited, and who has been. Nobody is invited twice, whatever is repeated or runs at once. */
export interface Invitees {
  due(): Promise<InvitationsDue | undefined>
  /** The sign-ins that the directory has got since then and whose people have not been invited. */
  uninvited(since: string): Promise<readonly NewSignIn[]>
  librarian(id: string): Promise<Librarian | undefined>
  /** The name of a library. */
  libraryName(id: string): Promise<string>
  /** Whether the directory has this address at this moment. */
  has(email: string): Promise<boolean>
  /** True for one caller, until it settles or gives up. A caller that died blocks others for a quarter of an hour. */
  begin(who: NewSignIn, at: number): Promise<boolean>
  settle(who: NewSignIn, at: number): Promise<void>
  giveUp(who: NewSignIn): Promise<void>
  /** Everybody has been invited, unless the directory has changed again. */
  finish(due: InvitationsDue): Promise<void>
}

export interface InvitingPorts {
  readonly invitees: Invitees
  readonly providers: readonly Provider[]
  readonly consortium: string
  /** The user pool; undefined if the desk has none. */
  readonly pool?: {
    invite(email: string): Promise<'invited' | 'known' | 'over-quota'>
    enable(email: string): Promise<void>
    disable(email: string): Promise<void>
  }
  /** Sends a letter from the desk's address. */
  post(
    to: string,
    letter: { readonly subject: string; readonly text: string; readonly html: string },
  ): Promise<'sent' | 'over-quota'>
  readonly log: Log
  /** Now, ms. */
  now(): number
}

/** What became of it. */
export interface Inviting {
  /** How many got a mail. */
  readonly invited: number
  /** How many are tried again, in a quarter of an hour. */
  readonly waiting: number
}

/** Invites everybody whom the directory has got and who has not been invited yet. It begins nothing after `until` (ms). */
export async function invitePeople(ports: InvitingPorts, until: number): Promise<Inviting> {
  const { invitees } = ports
  const due = await invitees.due()
  if (!due) return { invited: 0, waiting: 0 }
  const people = await invitees.uninvited(due.since)
  const done = { invited: 0, waiting: 0 }
  for (const [at, who] of people.entries()) {
    const outcome = ports.now() >= until ? 'over-quota' : await inviteOne(ports, who)
    if (outcome === 'over-quota') {
      done.waiting += people.length - at
      break
    }
    done[outcome === 'waits' ? 'waiting' : 'invited'] += outcome === 'known' ? 0 : 1
  }
  if (done.waiting === 0) await invitees.finish(due)
  return done
}

/** Switches off in the user pool whoever has these addresses, unless the directory has them again. */
export async function switchOff({ invitees, pool, log }: InvitingPorts, gone: readonly string[]): Promise<void> {
  if (!pool) return
  for (const email of gone) {
    try {
      if (!(await invitees.has(email))) await pool.disable(email)
    } catch (error) {
      // The desk refuses them all the same, and `npm run invite` switches them off.
      log.failed('switching off', '', error)
    }
  }
}

type Outcome = 'invited' | 'known' | 'waits' | 'over-quota'

async function inviteOne(ports: InvitingPorts, who: NewSignIn): Promise<Outcome> {
  const { invitees, log, now } = ports
  try {
    if (!(await invitees.begin(who, now()))) return 'waits'
  } catch (error) {
    log.failed('invitation', '', error)
    return 'waits'
  }
  try {
    const outcome = await tell(ports, who)
    if (outcome === 'over-quota') {
      log.failed('invitation', '', new OverQuota())
      await invitees.giveUp(who)
    } else await invitees.settle(who, now())
    return outcome
  } catch (error) {
    log.failed('invitation', '', error)
    await invitees.giveUp(who)
    return 'waits'
  }
}

async function tell(ports: InvitingPorts, who: NewSignIn): Promise<'invited' | 'known' | 'over-quota'> {
  const { invitees, providers, pool } = ports
  const librarian = await invitees.librarian(who.librarian)
  // They have left already, or have another address by now.
  if (librarian?.email !== who.email) return 'known'
  const way = wayFor(librarian, providers)
  if (way === 'password' && pool) {
    const outcome = await pool.invite(who.email)
    if (outcome === 'known') await pool.enable(who.email)
    return outcome
  }
  if (way === undefined || way === 'password') return 'known'
  const posted = await ports.post(who.email, mailOf(await letterFor(ports, librarian, way)))
  return posted === 'sent' ? 'invited' : posted
}

async function letterFor(
  { invitees, consortium }: InvitingPorts,
  { name, email, library }: Librarian,
  way: Exclude<Way, 'password'>,
): Promise<Letter> {
  return invitationLetter({ consortium, name, email, library: await invitees.libraryName(library), ...way })
}

function mailOf(letter: Letter) {
  return { subject: letter.subject, text: textOf(letter), html: pageOf(letter) }
}

/** They wait for another day. The name reaches the log, where an alarm counts it. */
class OverQuota extends Error {
  override readonly name = 'OverQuota'
}

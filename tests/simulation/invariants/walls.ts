import { recipientByKind } from '../../../lib/follow-up/state.ts'
import { addressOf, librariansIn, type Session } from '../../../lib/session/state.ts'
import type { Run, Written } from '../simulation.ts'
import { entryOf as entryOfPlan, type Story } from '../story.ts'
import type { SentMail } from '../world.ts'
import type { Broken } from './invariant.ts'

/** How long a push may be on its way while the session is transferred, ms. */
const onItsWay = 10_000

/** Whether a librarian serves a session at a moment, or did just before. */
function serving(steps: readonly Written[], librarian: string, moment: number): boolean {
  return steps.some(({ at, step: { session } }, i) => {
    const until = steps[i + 1]?.at ?? Number.POSITIVE_INFINITY
    const served = librariansIn(session).includes(librarian)
    return served && at <= moment && moment <= until + onItsWay
  })
}

/** Pushes to librarians who might take a session. */
const forColleagues: readonly string[] = [
  ...['waiting', 'no-longer-waiting', 'transfer-offered', 'transfer-over', 'rescue-offered', 'rescue-over'],
  ...['help-wanted', 'help-over'],
]

/** Frames of a session reach its patron and its librarian; mails reach the mailbox of its library. */
export const withinWalls: Broken = (run, logs) => {
  const { world } = run
  const strayed = world.posts.flatMap(({ identity, frame, at }) => {
    if (!('session' in frame)) return []
    if (identity.role === 'patron')
      return frame.session === identity.session ? [] : [`${frame.type} of ${frame.session} went to another patron`]
    const isOpen = forColleagues.includes(frame.type)
    return isOpen || serving(logs.get(frame.session)?.steps ?? [], identity.librarian, at)
      ? []
      : [`${frame.type} of ${frame.session} went to ${identity.librarian}, who does not serve it`]
  })
  const misled = world.mails.filter(
    mail => mail.kind !== 'code' && !isRightful(run, mail, logs.get(mail.session)?.last),
  )
  return [...strayed, ...misled.map(({ subject, to }) => `${subject} went to a stranger, ${to}`)]
}

/**
 * Whether a mail went to an address in its library's settings, to the librarian who promised the answer, or to the session's
 * own patron.
 */
function isRightful({ story }: Run, mail: SentMail, session: Session | undefined): boolean {
  const library = story.libraries.find(({ id }) => id === session?.library)
  if (session?.status !== 'closed' || !library) return false
  switch (recipientByKind[mail.kind]) {
    case 'patron':
      return (
        mail.to ===
        (mail.kind === 'transcript' ? session.patron.email : (session.followUp?.email ?? addressOf(session.patron)))
      )
    case 'escalation':
      return mail.to === library.followUps.escalation
    case 'library':
      return mail.to === library.mailbox
    case 'owner':
      return [library.mailbox, ...mailOf(story, session.librarian?.id)].includes(mail.to)
  }
}

function mailOf(story: Story, id: string | undefined): readonly string[] {
  return story.librarians.filter(plan => plan.id === id).map(plan => entryOfPlan(plan).email)
}

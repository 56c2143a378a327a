import { decodeJwt } from 'jose'
import { createTransport } from 'nodemailer'
import PostalMime from 'postal-mime'
import type { VirtualClock } from '../../local/clock.ts'
import type { TestDesk, Wire } from '../desk/desk.ts'

/** What is needed to continue a played day: ids, the passes of patrons, and the contents of mails. */
export interface Left {
  /** When the day was left, ms since 1970. */
  readonly at: number
  /** Of every patron whose session is still going on. */
  readonly patrons: Readonly<Record<'waiting' | 'waitingToo' | 'active' | 'transferred', LeftPatron>>
  /** The messages of the active session. */
  readonly said: readonly string[]
  /** The sessions with a follow-up, by how it stands. */
  readonly followUps: Readonly<Record<FollowUpLeft, string>>
  /** Where an answer to the follow-up `owed` goes. */
  readonly replyAddress: string
  /** What is pressed to say that `taken` is done. */
  readonly doneLink: string
}

interface LeftPatron {
  readonly session: string
  readonly pass: string
}

type FollowUpLeft =
  | 'owed'
  | 'taken'
  | 'answered'
  | 'done'
  | 'promised'
  | 'held'
  | 'undeliverable'
  | 'overdue'
  | 'transcript'

const rob = 'rob@state-college.example.org'
const nancy = 'nancy@valley-university.example.edu'
const dayMs = 86_400_000

/** Plays a day at the desk, and leaves it in the middle. */
export async function playDay(desk: TestDesk, clock: VirtualClock): Promise<Left> {
  const overdue = await (await afterwards(desk, clock)).passedOn('overdue', '2026-11-25')
  await clock.advance(2 * dayMs)
  const { passedOn, promised, transcript, mailTo, nancyDesk, robDesk } = await afterwards(desk, clock)
  const followUps = {
    overdue,
    owed: await passedOn('owed'),
    taken: await passedOn('taken'),
    answered: await passedOn('answered'),
    done: await passedOn('done'),
    held: await passedOn('held'),
    undeliverable: await passedOn('undeliverable', 'none', 'bounce+1@simulator.amazonses.com'),
    promised: await promised('promised', '2026-12-01'),
    transcript: await transcript('transcript'),
  }
  const replyAddress = (await mailTo(followUps.owed)).replyTo?.[0]?.address ?? ''
  const doneLink = linkIn((await mailTo(followUps.taken)).text ?? '', 'done')
  await nancyDesk.send({ action: 'take-follow-up', session: followUps.taken })
  for (const session of [followUps.answered, followUps.undeliverable])
    await nancyDesk.send({ action: 'answer-follow-up', session, text: 'On the second floor.' })
  await nancyDesk.send({ action: 'finish-follow-up', session: followUps.done, note: 'By telephone.' })
  const heldTo = (await mailTo(followUps.held)).replyTo?.[0]?.address
  await createTransport(`${desk.cloud.urls.smtp}`).sendMail({
    ...{ from: 'eve@elsewhere.example.org', to: heldTo, subject: 'Re: Follow-up', text: 'In room 3.' },
  })
  await clock.advance(60_000)

  const active = await desk.patron('valley-university', 'Where are the almanacs?', { name: 'Jane' })
  await robDesk.send({ action: 'pick-up' })
  const said = ['Where are the almanacs?', 'I look for them.', 'Thank you!']
  await robDesk.send({ action: 'say', session: active.session, n: 1, text: said[1] })
  await robDesk.send({ action: 'note', session: active.session, n: 2, text: 'A regular.' })
  await active.send({ action: 'say', session: active.session, n: 1, text: said[2] })
  const transferred = await desk.patron('riverside', 'A map of 1905?', {
    name: 'Tom',
    email: 'tom@patrons.example.org',
  })
  await clock.advance(60_000)
  await robDesk.send({ action: 'pick-up' })
  await robDesk.send({ action: 'say', session: transferred.session, n: 1, text: 'One moment.' })
  await nancyDesk.send({ action: 'on-duty' })
  const waiting = await desk.patron('great-lakes', 'Is there a piano?', { name: 'Ada' })
  await clock.advance(1_000)
  const waitingToo = await desk.patron('mesa', 'Is the pool open?', { email: 'ben@patrons.example.org' })
  await clock.advance(40_000)
  await robDesk.send({ action: 'transfer', session: transferred.session, librarian: 'nancy', note: 'Maps are yours.' })
  await desk.cloud.quiet()
  const left = ({ session, pass }: LeftPatron): LeftPatron => ({ session, pass })
  return {
    at: clock.now(),
    patrons: {
      waiting: left(waiting),
      waitingToo: left(waitingToo),
      active: left(active),
      transferred: left(transferred),
    },
    said,
    followUps,
    replyAddress,
    doneLink,
  }
}

/** Sessions that end, each with something that is owed after it. */
async function afterwards(desk: TestDesk, clock: VirtualClock) {
  const robDesk = await desk.librarian(rob)
  const nancyDesk = await desk.librarian(nancy)
  await nancyDesk.send({ action: 'off-duty' })

  const served = async (library: string, name: string, email: string): Promise<Wire & LeftPatron> => {
    const patron = await desk.patron(library, `Where are the ${name}s?`, { name, email })
    await clock.advance(31_000)
    await robDesk.send({ action: 'pick-up' })
    await robDesk.send({ action: 'say', session: patron.session, n: 1, text: 'a* and "b"', kind: 'statement' })
    await robDesk.send({ action: 'attest-contact', session: patron.session, email })
    return patron
  }
  const closes = async (session: string, more: object) => {
    const closed = await robDesk.send({ action: 'close', session, note: 'Wants 1905.', ...more })
    if (closed.type !== 'closed') throw new Error(`The session was not closed: ${JSON.stringify(closed)}`)
    await clock.advance(30_000)
    return session
  }
  const code = 'follow-up-by-patrons-library'
  return {
    robDesk,
    nancyDesk,
    passedOn: async (name: string, deadline = 'none', email = `${name}@patrons.example.org`) =>
      closes((await served('valley-university', name, email)).session, { code, deadline }),
    promised: async (name: string, deadline: string) => {
      const { session } = await served('state-college', name, `${name}@patrons.example.org`)
      return closes(session, { code: 'follow-up-by-me', deadline, atHand: true })
    },
    transcript: async (name: string) => {
      const patron = await served('riverside', name, `${name}@patrons.example.org`)
      await desk.confirms(patron)
      await patron.send({ action: 'request-transcript', session: patron.session })
      return closes(patron.session, { code: 'answered', despite: ['not-asked'] })
    },
    mailTo: async (session: string) => {
      const ofFollowUp = (await mailsOf(desk, session)).find(({ raw }) => !raw?.includes('/questions/'))
      return PostalMime.parse(ofFollowUp?.raw ?? '')
    },
  }
}

/** The path of the link in a mail that does this. */
function linkIn(text: string, act: string): string {
  const links = [...text.matchAll(/\/follow-ups\/(\S+)/g)]
  const [path] = links.find(([, token = '']) => decodeJwt(token).act === act) ?? []
  if (!path) throw new Error(`The mail has no link for "${act}".`)
  return path
}

/** The mails about a session that went out, the oldest first. */
export async function mailsOf(desk: TestDesk, session: string) {
  return (await desk.cloud.mail()).filter(({ raw }) => raw?.includes(`X-Coopdesk-Reference: ${session}`))
}

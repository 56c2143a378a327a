import type { MailTokens } from '../access/mail-tokens.ts'
import { calendarOf, type Library } from '../consortium/library.ts'
import type { Directory, Sessions } from '../desk/ports.ts'
import { answerByOf, timesOf } from '../follow-up/due-dates.ts'
import type { FollowUp } from '../follow-up/state.ts'
import { dateInWords, dayOf } from '../mail/letters/dates.ts'
import { sentence } from '../mail/letters/words.ts'
import { deskPage } from './page.ts'
import type { HttpRoutes, Response } from './route.ts'

export interface QuestionStatusPorts {
  readonly sessions: Pick<Sessions, 'load'>
  readonly directory: Pick<Directory, 'library'>
  readonly mailTokens: Pick<MailTokens, 'readStatusLink'>
}

/**
 * The page behind a patron's link: who has their question, and by when they answer (R43). There is no sign-in and the mail may
 * be forwarded, so the page shows nothing of the conversation and no person's name or address.
 */
export function questionStatus({ sessions, directory, mailTokens }: QuestionStatusPorts): HttpRoutes {
  return {
    'GET /questions/{token}': async ({ path, at }) => {
      const id = await mailTokens.readStatusLink(path.token ?? '', at)
      const session = id === undefined ? undefined : (await sessions.load(id))?.session
      if (session?.status !== 'closed' || !session.followUp) return unknown
      const library = await directory.library(session.library)
      if (!library) return unknown
      return page(200, `Your question to ${library.name}`, sentence(statusInWords(session.followUp, library, at)))
    },
  }
}

/** The status of a follow-up, in words for its patron. */
function statusInWords(followUp: FollowUp, library: Library, at: number): string {
  const { name, timeZone } = library
  const { status, owner, endedAt, undeliverable } = followUp
  const on = endedAt === undefined ? '' : ` on ${dayOf(timeZone, endedAt)}`
  if (status === 'answered') return `${name} answered your question by email${on}.`
  if (status === 'done') return `${name} has dealt with your question${on}.`
  if (undeliverable === 'patron') return `Email to your address came back. Please get in touch with ${name}.`
  const who = owner === 'library' ? name : 'A librarian'
  const has = status === 'taken' ? `Somebody at ${name} is working on your question.` : `${who} has your question.`
  const by = dateInWords(answerByOf(followUp, calendarOf(library), library.followUps))
  const isLate = at >= timesOf(followUp, calendarOf(library), library.followUps).dueAt
  return `${has} ${isLate ? `The answer is late: you should have had it by ${by}.` : `You will get an answer by email, by ${by}.`}`
}

function page(status: number, title: string, sentence: string): Response {
  return { status, html: deskPage(title, sentence) }
}

const unknown = page(
  404,
  'This link is not valid',
  'It was changed on the way, or your question is not kept any more. Your library can tell you more.',
)

import EmailReplyParser from 'email-reply-parser'
import { staffNotesTitle } from './mail/conversation.ts'
import { reference } from './mail/letters.ts'
import { limits } from './protocol/limits.ts'

/** The answer in a mail, and whether there can be no doubt that it is that, and all of it. */
export interface ReplyText {
  readonly answer: string
  readonly isClear: boolean
}

/** What somebody wrote above, below or between what they quoted, without the signature under it. */
export function replyIn(text: string, session: string): ReplyText {
  const whole = text.replaceAll('\r\n', '\n').toWellFormed().trim()
  const written = new EmailReplyParser()
    .read(whole)
    .getFragments()
    .filter(fragment => !fragment.isQuoted() && (!fragment.isSignature() || isRuledOff(fragment.getContent())))
    .map(fragment => fragment.getContent())
    .join('\n')
    .trim()
  const answer = written.slice(0, limits.answer).toWellFormed()
  if (answer && written.length <= limits.answer && !quotesTheDesk(written, session)) return { answer, isClear: true }
  return {
    answer: answer || whole.slice(0, limits.answer).toWellFormed() || '(The mail held no text.)',
    isClear: false,
  }
}

/** A line of three dashes and more divides a text as often as it begins a signature; a quotation has its header under it. */
function isRuledOff(fragment: string): boolean {
  return /^\s*[-_=*]{3,}[ \t]*\n/.test(fragment) && !/^\s*[-_=*]{3,}\s*\*?\p{L}+:/u.test(fragment)
}

/** Something of the desk's own mail was left in it, and with it perhaps what is not for the patron (R32). */
function quotesTheDesk(written: string, session: string): boolean {
  return written.includes(reference(session)) || written.includes(staffNotesTitle)
}

import EmailReplyParser from 'email-reply-parser'
import { limits } from '../../protocol/limits.ts'
import { staffNotesTitle } from '../letters/conversation.ts'
import { reference } from '../letters/letters.ts'

/** The answer in a mail, and whether there can be no doubt that it is that, and all of it. */
export interface ReplyText {
  readonly answer: string
  readonly isClear: boolean
}

/** As much is looked at, characters: the search for quotations takes four times as long for twice as much. */
const charactersRead = 80_000

/** What somebody wrote above, below or between what they quoted, without the signature under it. */
export function replyIn(text: string, session: string): ReplyText {
  const whole = text
    .slice(0, 2 * charactersRead)
    .replaceAll('\r\n', '\n')
    .toWellFormed()
    .trim()
  const fragments = new EmailReplyParser().read(whole.slice(0, charactersRead).toWellFormed()).getFragments()
  const isTorn = hidesMore(fragments)
  const written = fragments
    .filter(
      fragment => !fragment.isQuoted() && (isTorn || !fragment.isSignature() || isRuledOff(fragment.getContent())),
    )
    .map(fragment => fragment.getContent())
    .join('\n')
    .trim()
  const answer = written.slice(0, limits.answer).toWellFormed()
  const isAll = whole.length <= charactersRead && written.length <= limits.answer && !isTorn
  if (answer && isAll && !holds(written, deskMarks(session))) return { answer, isClear: true }
  return {
    answer: answer || whole.slice(0, limits.answer).toWellFormed() || '(The mail held no text.)',
    isClear: false,
  }
}

type Fragment = ReturnType<ReturnType<EmailReplyParser['read']>['getFragments']>[number]

/** Whether more than one signature would be cut off: what stands between two lines of dashes may be part of the answer. */
function hidesMore(fragments: readonly Fragment[]): boolean {
  const signatures = fragments.filter(fragment => fragment.isSignature() && !fragment.isQuoted())
  const lines = signatures.flatMap(fragment => fragment.getContent().split('\n'))
  return lines.filter(line => /^--[ \t]*$/.test(line)).length > 1
}

/** A line of three dashes and more divides a text as often as it begins a signature; a quotation has its header under it. */
function isRuledOff(fragment: string): boolean {
  return /^\s*[-_=*]{3,}[ \t]*\n/.test(fragment) && !/^\s*[-_=*]{3,}\s*\*?\p{L}+:/u.test(fragment)
}

/** By these a mail of the desk is known: something of it was left, and with it perhaps what is not for the patron (R32). */
function deskMarks(session: string): readonly string[] {
  return [reference(session), staffNotesTitle, '/follow-ups/ey']
}

/** Shorter lines than this stand in many texts by chance, characters. */
const lineCharactersMin = 12

/** Whether a text holds any line of these, however its spaces are set. */
export function holdsLineOf(text: string, otherPatrons: readonly string[]): boolean {
  const lines = otherPatrons.flatMap(other => other.split('\n')).map(onOneLine)
  return holds(
    onOneLine(text),
    lines.filter(line => line.length >= lineCharactersMin),
  )
}

function holds(text: string, marks: readonly string[]): boolean {
  return marks.some(mark => text.includes(mark))
}

function onOneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim()
}

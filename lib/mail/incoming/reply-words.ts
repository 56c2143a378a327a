import { limits } from '../../protocol/limits.ts'
import type { Ourselves } from './introduction.ts'
import { isBlank, joined, type Line } from './lines.ts'
import { soundsLikeMachine } from './machine-words.ts'
import { holdsFooter, holdsOtherMail } from './other-mail.ts'
import { ownWordsIn } from './own-words.ts'
import { holdsPicture, type Picture } from './pictures.ts'
import { isEncrypted } from './plain-lines.ts'
import type { SentText } from './sent-text.ts'
import { withoutStaffWords } from './staff-words.ts'

/** Why the rest of a reply may differ from what its writer wants the patron to read. */
export type WordsDoubt =
  | 'quotes-nothing'
  | 'unintroduced'
  | 'other-mail'
  | 'forwarded'
  | 'desk-words'
  | 'staff-notes'
  | 'desk-links'
  | 'footer'
  | 'machine-words'
  | 'attachment'
  | 'encrypted'
  | 'no-words'
  | 'too-long'

/** The answer in a reply: exactly what the patron would get, with every doubt about it. */
export interface ReplyWords {
  readonly answer: string
  readonly doubts: readonly WordsDoubt[]
}

/** The facts about the session that a reply is about. */
export interface About {
  readonly sent: SentText
  readonly us: Ourselves
  /** The notes that librarians wrote for each other. */
  readonly notes: readonly string[]
  /** The words by which the desk's own lines are recognised. */
  readonly marks: readonly string[]
}

/** The lines from the first that has words, without pictures. */
function fromWords(lines: readonly Line[]): readonly Line[] {
  const own = lines.filter(({ picture }) => picture === undefined)
  const first = own.findIndex(line => !isBlank(line))
  return first < 0 ? [] : own.slice(first)
}

const noText = '(The mail held no text.)'

/** The words that somebody wrote above, below or between their quotations of the desk's mail. */
export function replyIn(
  { lines, pictures }: { readonly lines: readonly Line[]; readonly pictures: readonly Picture[] },
  { sent, us, notes, marks }: About,
): ReplyWords {
  const own = ownWordsIn(lines, sent, us)
  const typed = joined(fromWords(own.lines), 2 * limits.answer).trim()
  const { text, hadNotes, hadLinks } = withoutStaffWords(typed.slice(0, 2 * limits.answer), notes)
  const answer = text.trim().slice(0, limits.answer).toWellFormed()
  const found: readonly (readonly [WordsDoubt, boolean])[] = [
    ['quotes-nothing', !own.quotes],
    ['unintroduced', own.isUnintroduced],
    ['forwarded', own.isForwarded],
    ['other-mail', own.hasSeveralIntroductions || holdsOtherMail(own.lines)],
    ['desk-words', own.repeats || marks.some(mark => text.includes(mark))],
    ['staff-notes', hadNotes],
    ['desk-links', hadLinks],
    ['footer', holdsFooter(own.lines)],
    ['machine-words', soundsLikeMachine(text)],
    ['attachment', holdsPicture(own.lines, pictures)],
    ['encrypted', isEncrypted(own.lines)],
    ['no-words', answer === ''],
    ['too-long', text.trim().length > limits.answer],
  ]
  return { answer: answer || noText, doubts: found.filter(([, isSo]) => isSo).map(([doubt]) => doubt) }
}

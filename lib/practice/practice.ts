import { askFeedback } from './ask-feedback.ts'
import { clarifyFirst } from './clarify-first.ts'
import { explainTheLink } from './explain-the-link.ts'
import { greeting } from './greeting.ts'
import { linkMayExpire } from './link-may-expire.ts'
import { longPaste } from './long-paste.ts'
import type { Advice, Context, Practice, Spoken } from './message.ts'
import { positivePhrasing } from './positive-phrasing.ts'

/** Every rule of advice, in the order in which a librarian reads them; adding one is adding its name. */
const practices: readonly Practice[] = [
  greeting,
  clarifyFirst,
  explainTheLink,
  linkMayExpire,
  positivePhrasing,
  longPaste,
]

/** What the rules have to say about a message; it rides on the acknowledgement and never stops anything. */
export function advise(spoken: Spoken, context: Context): readonly Advice[] {
  return practices.flatMap(practice => practice(spoken, context) ?? [])
}

/** What the rules have to say when the librarian is about to close (R15). */
export function adviseClosing(flags: {
  readonly resourceSent: boolean
  readonly feedbackAsked: boolean
}): readonly Advice[] {
  return [askFeedback(flags) ?? []].flat()
}

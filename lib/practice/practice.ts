import { linkMayExpire } from './expiring-links.ts'
import { explainTheLink } from './explain-the-link.ts'
import { greeting } from './greeting.ts'
import type { Advice, Context, Practice, Spoken } from './message.ts'
import { positivePhrasing } from './positive-phrasing.ts'
import { asksSomething, holdsLink, withoutLinks } from './signs.ts'

/** R10: the question is understood before the first resource or link. Facts from the policy page need no interview. */
const clarifyFirst: Practice = (spoken, { asked }) =>
  asked || !recommends(spoken) || asksSomething(spoken.text)
    ? undefined
    : {
        rule: 'clarify-first',
        hint: 'Before the first link, ask what exactly the patron needs, e.g. “What is this for, and what have you found so far?”',
      }

function recommends({ kind, text, resource }: Spoken): boolean {
  if (kind === 'statement' || resource?.policyPage) return false
  return (kind === 'resource' && Boolean(resource?.url || resource?.title)) || holdsLink(text).length > 0
}

/** Characters, not counting links, that a patron reads at once in a chat. */
const readable = 500

/** R19: small excerpts instead of long blocks of text. */
const longPaste: Practice = ({ kind, text, script }) => {
  if (script || kind === 'statement' || [...withoutLinks(text)].length <= readable) return undefined
  return {
    rule: 'long-paste',
    hint: `This is long for a chat (over ${readable} characters): send the sentence that answers, and say where the rest is.`,
  }
}

/** Every rule of advice, in the order in which a librarian reads them. */
const practices: readonly Practice[] = [
  greeting,
  clarifyFirst,
  explainTheLink,
  linkMayExpire,
  positivePhrasing,
  longPaste,
]

/** The advice on a message. It comes with the acknowledgement and never stops anything. */
export function advise(spoken: Spoken, context: Context): readonly Advice[] {
  return practices.flatMap(practice => practice(spoken, context) ?? [])
}

/** The advice when the librarian is about to close (R15). */
export function adviseClosing(flags: {
  readonly resourceSent: boolean
  readonly feedbackAsked: boolean
}): readonly Advice[] {
  return [askFeedback(flags) ?? []].flat()
}

/** R15: a resource was sent, but the librarian did not ask what the patron thinks of it. */
function askFeedback(flags: { readonly resourceSent: boolean; readonly feedbackAsked: boolean }): Advice | undefined {
  if (!flags.resourceSent || flags.feedbackAsked) return undefined
  return {
    rule: 'ask-feedback',
    hint: 'Before you close, ask how the resources fit, e.g. “Is that what you were looking for?”',
  }
}

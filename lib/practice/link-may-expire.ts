import { holdsClickPath } from './click-path.ts'
import { mayExpire } from './expiring-links.ts'
import type { Practice } from './message.ts'
import { holdsLink } from './signs.ts'
import { fold } from './words.ts'

/** The librarian knows, and says so. */
const warned =
  /\b(?:expires?|times? out|temporary|if (?:the|this|that) link|in case (?:the|this|that) link|(?:link|it) (?:may|might|could) not (?:work|last)|to get back to)\b/

/** R13: a link that will die is not relied on; a click path beside it, or a word of warning, is enough. */
export const linkMayExpire: Practice = ({ kind, text, resource }) => {
  if (kind === 'statement' || resource?.path || warned.test(fold(text)) || holdsClickPath(text)) return undefined
  const links = resource?.url ? [resource.url, ...holdsLink(text)] : holdsLink(text)
  return links.some(mayExpire)
    ? {
        rule: 'link-may-expire',
        hint: 'This link may stop working or ask for a password: send a permalink, or the path to it, e.g. “Databases A–Z > JSTOR > search for the title.”',
      }
    : undefined
}

import type { Practice } from './message.ts'
import { withoutLinks } from './signs.ts'

/** Characters, links not counted: what is read in a chat at one go. */
const readable = 500

/** R19: small excerpts instead of long blocks of text. */
export const longPaste: Practice = ({ kind, text, script }) => {
  if (script || kind === 'statement' || [...withoutLinks(text)].length <= readable) return undefined
  return {
    rule: 'long-paste',
    hint: `This is long for a chat (over ${readable} characters): send the sentence that answers, and say where the rest is.`,
  }
}

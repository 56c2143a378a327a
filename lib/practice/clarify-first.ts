import type { Practice, Spoken } from './message.ts'
import { asksSomething, holdsLink } from './signs.ts'

/** R10: the question is understood before the first resource or link. What the policy page says needs no interview. */
export const clarifyFirst: Practice = (spoken, { asked }) =>
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

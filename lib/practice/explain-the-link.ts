import type { Practice } from './message.ts'
import { holdsLink, withoutLinks } from './signs.ts'
import { fold, words } from './words.ts'

/** Words that tell the patron how to get there again: where to click, what to type, where to look. */
const guidance =
  /\bclick(?:ing)? (?:on )?(?!here\b|this\b|that\b|it\b|the link\b|below\b)\w|\b(?:select|choose|press|scroll|type|enter|tab|menu|button|search box|drop-?down|sidebar|heading|section|chapter|under|look (?:for|under|in)|search (?:for|by|the|in)|filter|limit|log ?in|sign in|home ?page|page \d+|on the (?:left|right|top|bottom)|at the (?:top|bottom))\b|->|→| > /

/** Words that are used beside any link and say nothing about this one. */
const filler = new Set(
  "a an and are at be below can check click could find for found from go good great have he help helps helpful here here's heres hope i i'll i'm in is it it's its just link links look looking may maybe me might more my now of ok okay on one or our out page please resource resources see should site so some something source sources sure take thanks that that's the them there these this to try url use useful want was we website what which will with work would you you're your".split(
    ' ',
  ),
)

/** The number of meaningful words, in the message and the title, that explain a link well enough. */
const explainingWordsMin = 4

/** R12: a link comes with the links to click, or with what it is and how to find it again. */
export const explainTheLink: Practice = ({ kind, text, resource }) => {
  if (kind === 'statement' || resource?.path) return undefined
  if (!resource?.url && holdsLink(text).length === 0) return undefined
  const beside = withoutLinks(text)
  const telling = words(`${beside} ${resource?.title ?? ''}`).filter(word => !filler.has(word))
  if (guidance.test(fold(beside)) || telling.length >= explainingWordsMin) return undefined
  return {
    rule: 'explain-the-link',
    hint: 'Say what the link is and how to get there again, e.g. “On the library’s home page, click Research, then Databases A–Z.”',
  }
}

import { isOwnAddress, type OwnAddresses } from './own-address.ts'
import { rememberedOnce, sentences } from './words.ts'

/**
 * An address with its scheme, or a host recognised by its ending or by a path after it. A host never begins inside a word or an
 * e-mail address, and its parts are bounded, which keeps the search linear.
 */
const link =
  /https?:\/\/[^\s<>"“”]+|(?<![@\w.-])(?:[a-z0-9-]{1,63}\.){1,6}(?:(?:com|edu|gov|mil|net|org)\b(?:[/?#:][^\s<>"“”]*)?|[a-z]{2,6}\/[^\s<>"“”]*)/gi

/** The links in a text, in order, without the punctuation that follows them. */
export const holdsLink = rememberedOnce((text: string): readonly string[] =>
  Array.from(text.matchAll(link), ([found]) => trimmed(found)),
)

/** The text with every link cut out. */
export const withoutLinks = rememberedOnce((text: string): string => text.replace(link, ' '))

function trimmed(found: string): string {
  const bare = found.replace(/[.,;:!?'’*\]}]{1,9}$/, '')
  return bare.includes('(') ? bare : bare.replace(/\)[.,;:!?)]{0,9}$/, '')
}

/** The beginnings of a question whose question mark was forgotten. */
const openings: readonly RegExp[] = [
  // "do you need …", "Hi Jane, is this …"
  /(?:^|[,;:] |- |\b(?:so|and|but|ok|okay|hi|hello|great) )(?:(?:are|r|do|did|have|can|could|would|will|were) (?:you|u|these|those|there|any of)|(?:is|does|did|was|has) (?:this|that|it|there|your)|(?:does|did) the|(?:would|will|could|might) (?:this|that|it|something)|(?:have|did|can|may) (?:i|we)|do (?:these|those|they|any))\b/,
  // "what kind of …", "what time period are you …"; not "what you need is …"
  /^what (?:kind|type|sort|class|grade|format|year|level|else)\b|^what (?!(?:i|you|we|they) )(?:\w+ ){0,3}?(?:are|do|did|does|is|would) (?:you|u|your|it|they)\b/,
  /^(?:which \w{3,20} (?:are|do|did|is|would)|how (?:many|much|long|recent|soon) |when (?:do|is) )/,
  /^(?:any(?:thing)? (?:else|other|more|further)|all set)/,
]

function isQuestion(sentence: string): boolean {
  return sentence.includes('?') || openings.some(way => way.test(sentence))
}

function asks(sentence: string): boolean {
  return isQuestion(sentence) || /\blet (?:me|us) know\b/.test(sentence)
}

const completeness: readonly RegExp[] = [
  // "Does this completely answer your question?", "Has your question been answered?"
  /\b(?:does|do|did|has|have|is|are|was|were|let me know)\b.{0,60}\banswer(?:s|ed)?\b(?! (?:a|this|my|me)\b)/,
  // "Is there anything else I can help you with?"
  /\b(?:any|some)thing (?:else|more|further|other)(?: that)?(?: (?:i|we|you|today|for|with|right|at|before|now|tonight|on your|or)\b|\W*$)/,
  /\b(?:what|how) else (?:can|may|could|do you need|would you like)\b/,
  // "Do you have any other questions?"
  /\b(?:other|more|further|additional|another) questions?\b|\bany questions\W*$/,
  // "Do you need more information?"
  /\b(?:need|want|like)\b.{0,12}\b(?:any )?(?:more|further|additional|other) (?:help|info|information|assistance|articles|sources|books|resources)(?: (?:with|on|from) (?:this|that|it|me|us)| today| right now)?\W*$/,
  /\b(?:any|some) (?:other|more|further|additional) (?:help|info|information|assistance|articles|sources|books|resources) (?:that )?you (?:need|want)/,
  /\b(?:all set|good to go|good for now|set for now)\b/,
  // "Do you have everything you need?", "Is that everything?", "Did I cover it all?"
  /\b(?:everything|all) (?:that )?(?:you|for (?:today|now|tonight))\b|\b(?:that|this|be|cover|covers|covered|get|find|found|you have|got) (?:it |you )?(?:all|everything)\b(?! of)/,
  /\b(?:you have|have you got|did you (?:get|find)) (?:what you|enough(?! time))\b|\bare we (?:all )?(?:good|set|done)\b/,
  /\b(?:cover|take care of|resolve|settle)s?d? (?:it|that|your|everything)\b/,
]

/** These look like the above but ask for more about the question. */
const wantsToKnow = /\b(?:tell me|you can tell|you know|remember|tried|narrow|share|you can add|add about)\b/

/**
 * Asks whether the question is completely answered, or whether anything else is needed (R21). "Let me know if …" asks; "I hope
 * that answers your question" and "come back if you have more questions" do not.
 */
export function asksIfComplete(text: string): boolean {
  return sentences(withoutLinks(text)).some(isComplete)
}

function isComplete(sentence: string): boolean {
  return asks(sentence) && !wantsToKnow.test(sentence) && completeness.some(way => way.test(sentence))
}

const opinions: readonly RegExp[] = [
  // "Does that help?", "Do any of these look useful?", "Did the link work?"
  /\b(?:does|do|did|will|would|could|might) (?:this|that|these|those|they|it|either|any|one|some|something|anything|the|my)\b(?: \w+){0,4}? (?:help|work|look|sound|seem|make sense(?! to\b)|fit|meet|suit|open|load|come up|match|suffice|give you|get you|do it|do the trick)\b/,
  // "Is that what you were looking for?", "Are these helpful?"
  /\b(?:is|are|was|were|isn't|aren't) (?:this|that|these|those|they|it|either|any|one|some)\b(?: \w+){0,4}? (?:what you|helpful|useful|enough|relevant|close|working|opening|loading|better|good|right|along|on track|the (?:kinds?|sorts?|types?|right|one|ones))\b/,
  /\bwhat do you think\b|\bhow(?:'s| is| are| does| do| did)? (?:this|that|these|those|it|they)(?: \w+){0,2}? (?:look|sound|work|seem|for you)|\bhow (?:is|are) (?:this|that|these|those|they)(?: \w+){0,2}\W*$|\bdo you think (?:this|that|these|those|it|they|any)\b.{0,20}\b(?:help|work|do|fit|useful|helpful|enough)\b/,
  /\b(?:right track|getting close|getting warmer)\b/,
  /\b(?:were|are) you able to (?:get|open|see|access|find|view|read|pull)\b|\b(?:can|could) you (?:see|open|get to|get into|access|view|read) (?:it|that|this|the|them|those|these)\b/,
  /\bdid you (?:find|get|see) (?:what|it|anything|something)\b/,
  /\blet (?:me|us) know (?:if|whether|how|what)\b.{0,60}\b(?:helps?|works?|useful|helpful|looks?|opens?|sense|enough|relevant|think|what you|looking for)\b/,
]

/**
 * Asks what the patron thinks of what was sent, e.g. "Does that help?" (R15). Asking whether the answer is complete counts too.
 */
export function asksFeedback(text: string): boolean {
  return sentences(withoutLinks(text)).some(isFeedback)
}

function isFeedback(sentence: string): boolean {
  return isComplete(sentence) || (asks(sentence) && opinions.some(way => way.test(sentence)))
}

/** Questions of courtesy, patience and contact, which ask nothing about the patron's question. */
const courtesies: readonly RegExp[] = [
  /\bhow (?:are you|is it going|is your (?:day|evening|night))|\bhow (?:can|may|could) (?:i|we) (?:help|assist)|\bwhat can (?:i|we) (?:help|do)\b/,
  /\bare you (?:still )?(?:there|here|with me)\b|^still (?:there|here|with me)\b/,
  /\b(?:can|could|would|will|do) you (?:please )?(?:mind|hold|wait|bear|hang|give me|see)\b|\bwould you like me to\b|\bdo you have (?:a|a few|another|time|an) (?:minute|moment|second|email)/,
  /^(?:\S+ ){0,3}(?:ok|okay|alright|all right|right)\W*$|\b(?:is that|(?:is|would) it|would (?:that|it) be) (?:ok|okay|alright|all right)\b/,
  /\byour (?:e-?mail|phone|(?:library )?card|address|name)\b/,
  // Suggestions: "Why don't we start with the catalog?"
  /\bwhy (?:don't|not)\b|\bwhat about\b|\bhow about (?:we|i)\b/,
]

const invitation =
  /\b(?:tell|give) me (?:a )?(?:little |bit |some )*(?:more|which|what|about|where|when|whether)\b|\blet (?:me|us) know (?:which|what (?:kind|type|sort|class|grade|you)|where|when|whether you|if you(?:'re| are|'d| would)? (?:want|need|prefer|like|looking))/

/**
 * Asks the patron something about their question: the reference interview (R10). Courtesies, contact details and "does that
 * help?" do not count.
 */
export function asksSomething(text: string): boolean {
  return sentences(withoutLinks(text)).some(sentence => {
    if (isFeedback(sentence)) return false
    return invitation.test(sentence) || (isQuestion(sentence) && !courtesies.some(way => way.test(sentence)))
  })
}

/**
 * A local part, an at sign, a domain with a dot: what people write as an address in running text. The lengths are those of
 * RFC 5321 (64 for the local part, 63 for a label), which also keep the search linear.
 */
const pattern =
  /[\p{L}\p{N}_](?:[\p{L}\p{N}._%+&'-]{0,62}[\p{L}\p{N}_+-])?@(?:[\p{L}\p{N}-]{1,63}\.){1,8}(?:xn--[\p{L}\p{N}-]{2,59}|\p{L}{2,63})/u

const everywhere = new RegExp(pattern, 'gu')

/** The first email address in a person's words, if there is one (R22, R27). The desk's own addresses do not count. */
export function addressIn(text: string, own?: OwnAddresses): string | undefined {
  return text.match(everywhere)?.find(address => !isOwnAddress(own, address))
}

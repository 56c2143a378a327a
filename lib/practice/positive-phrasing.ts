import type { Practice } from './message.ts'
import { withoutLinks } from './signs.ts'
import { sentences } from './words.ts'

const refusal = new RegExp(
  [
    String.raw`\b(?<who>we|i|you|(?:the|our|your|my|this|that) (?:\w{2,20} )?library|our \w{3,20}s)`,
    ' (?:(?:just|really|actually|currently|unfortunately|simply|generally|usually|also|still|probably|typically|normally) )?',
    String.raw`(?<no>can't|cant|cannot|can not|don't|dont|do not|doesn't|doesnt|does not|won't|wont|will not|couldn't|couldnt|could not|no longer|haven't got|have not got|have no)\b(?<rest> .{0,30})?`,
  ].join(''),
  'g',
)

const unable =
  /\b(?:unable|not able|not allowed|not permitted) to\b|\b(?:doesn't|does not|won't|will not|can't|cannot) (?:let|allow|permit|lend)\b|\bnot something (?:we|i)\b|\b(?:aren't|wouldn't be) able to\b|\bnot possible\b|\bthere(?:'s| is) no way\b/

const flatNo =
  /^(?:(?:i'm |im )?sorry,? (?:but )?|unfortunately,? )?no,? (?:(?:i'm |im )?sorry,? )?(?:we|(?:the|our|your) library)\b/

/** These continue kindly: "I don't mind", "I can't wait", "we don't charge". */
const kindly =
  /^ (?:mind|want|need|worry|wait|hurt|charge|require|share|forget|believe|beat|miss|go wrong|take (?:long|more|much|a)|be (?:long|a|but)|help but|see why|lose|think|thank|agree more|imagine|resist|trouble|problem|doubt|have to)\b/

/** Words before a negation that make it a condition, a purpose or sympathy. */
const softened = /\b(?:if|when|whenever|unless|in case|even though|what|why|whether)(?: that)?$/
const sympathy = /\b(?:if|when|sorry|hear|said|mentioned|saying|say|mean|sounds|seems|looks|see|understand|because)\b/

/**
 * An alternative after the refusal: "…, but we can borrow it", "Your library's desk can". The search covers 120 characters.
 */
const alternative =
  /\b(?:but|however|instead|luckily|the good news)\b.{0,120}\b(?:can|could|may|will|is|are|has|have|does|do|try|find)\b(?! not)|'ll\b|\b(?:we|i|you|they|desk|staff|librarians?|librar(?:y|ies)|branch(?:es)?) (?:can|could|may|might|will)\b(?! not)|\b(?:let me|let's|try)\b/

/** The capital in the middle shows a title: the film I Can't Wait, the book We Don't Eat Our Classmates. */
const title = /(?<=\p{L} )(?:Can|Don|Won|Doesn)['’]t(?= \p{Lu})|(?<=\p{L} )Cannot(?= \p{Lu})/gu

/** The alternative may also be in a separate sentence. */
const later = /\b(?:can|could)\b(?! (?:not|you)\b)|\bwill be able\b/

/** R17: "we can …" instead of "we can't", "we don't", "we won't"; a no followed by a yes is fine. */
export const positivePhrasing: Practice = ({ kind, text }) => {
  if (kind === 'statement') return undefined
  const said = sentences(withoutLinks(text).replace(title, '…'))
  for (const [at, sentence] of said.entries()) {
    const no = firstNo(sentence)
    const after = said.slice(at + 1).join(' ')
    if (no && !alternative.test(`${sentence.slice(no.end)} ${after}`) && !later.test(after))
      return { rule: 'positive-phrasing', hint: `Say what is possible instead, e.g. ${no.better}.` }
  }
  return undefined
}

/** The end of the first no in a sentence, and a positive wording for it. */
function firstNo(sentence: string): { readonly end: number; readonly better: string } | undefined {
  for (const { 0: found, index, groups } of sentence.matchAll(refusal)) {
    const { who = '', no = '', rest = '' } = groups ?? {}
    const end = index + found.length - rest.length
    if (!isKind(sentence.slice(0, index).trim(), who, no, rest)) return { end, better: offer(who, no, rest) }
  }
  const other = unable.exec(sentence)
  if (other && !sympathy.test(sentence.slice(0, other.index)))
    return { end: other.index + other[0].length, better: '“What I can do is …”' }
  const flat = flatNo.exec(sentence)
  return flat ? { end: flat[0].length, better: '“We have …” or “You can …”' } : undefined
}

function isKind(before: string, who: string, no: string, rest: string): boolean {
  if (kindly.test(rest) || softened.test(before)) return true
  if (who === 'you')
    return /^(?:do|does)/.test(no) || (no.startsWith('w') && !/^ be able/.test(rest)) || sympathy.test(before)
  return /\bso(?: that)?$/.test(before) && no.startsWith('do')
}

function offer(who: string, no: string, rest: string): string {
  if (/^ know\b/.test(rest)) return '“Good question: let me find out.”'
  if (/^ (?:have|own|carry|hold)\b/.test(rest)) return '“That one is at …, and we can get it for you by …”'
  if (who === 'you') return '“You can …”'
  if (no.startsWith('w')) return '“What we will do is …”'
  return who === 'i' ? '“What I can do is …”' : '“What we can do is …”'
}

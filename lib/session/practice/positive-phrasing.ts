import { withoutLinks } from './signs.ts'
import type { Practice } from './spoken.ts'
import { sentences } from './words.ts'

const refusal = new RegExp(
  [
    String.raw`\b(?<who>we|i|you|(?:the|our|your|my|this|that) (?:\w{2,20} )?library)`,
    String.raw` (?:(?:just|really|actually|currently|unfortunately|simply|generally|usually|also|still|probably|typically|normally) )?`,
    String.raw`(?<no>can't|cant|cannot|can not|don't|dont|do not|doesn't|doesnt|does not|won't|wont|will not)\b(?<rest> .{0,30})?`,
  ].join(''),
  'g',
)

const unable = /\b(?:unable|not able|not allowed|not permitted) to\b|\bnot possible\b|\bthere(?:'s| is) no way\b/

const flatNo =
  /^(?:(?:i'm |im )?sorry,? (?:but )?|unfortunately,? )?no,? (?:(?:i'm |im )?sorry,? )?(?:we|(?:the|our|your) library)\b/

/** These continue kindly: "I don't mind", "I can't wait", "we don't charge". */
const kindly =
  /^ (?:mind|want|need|worry|wait|hurt|charge|require|share|forget|believe|beat|miss|go wrong|take (?:long|more|much|a)|be (?:long|a|but)|help but|see why|lose|think|thank|have to)\b/

/** What is said before that makes it a condition, a purpose or sympathy. */
const softened = /\b(?:if|when|whenever|unless|in case|even though|what|why|whether)(?: that)?$/
const sympathy = /\b(?:if|when|sorry|hear|said|mentioned|saying|say|mean)\b/

/** The capital in the middle is a title's: the film I Can't Wait, the book We Don't Eat Our Classmates. */
const title = /(?<=\p{L} )(?:Can|Don|Won|Doesn)['’]t(?= \p{Lu})|(?<=\p{L} )Cannot(?= \p{Lu})/gu

/** R17: "we can …" instead of "we can't", "we don't", "we won't". */
export const positivePhrasing: Practice = ({ kind, text }) => {
  if (kind === 'statement') return undefined
  for (const sentence of sentences(withoutLinks(text).replace(title, '…'))) {
    const better = wording(sentence)
    if (better) return { rule: 'positive-phrasing', hint: `Say what is possible instead: ${better}` }
  }
  return undefined
}

/** The positive wording to offer for a sentence, if it needs one. */
function wording(sentence: string): string | undefined {
  for (const { index, groups } of sentence.matchAll(refusal)) {
    const [who = '', no = '', rest = ''] = [groups?.who, groups?.no, groups?.rest]
    if (!isKind(sentence.slice(0, index).trim(), who, no, rest)) return offer(who, no, rest)
  }
  const at = sentence.search(unable)
  if (at >= 0 && !sympathy.test(sentence.slice(0, at))) return '“What I can do is …”'
  return flatNo.test(sentence) ? 'begin with what the library does, e.g. “We have …” or “You can …”.' : undefined
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

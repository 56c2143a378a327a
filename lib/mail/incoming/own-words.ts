import { isNext, isQuotedSetting, isTelling, type Passage, passagesIn } from './align.ts'
import { type Introduction, introductionAbove, introductionOnTop, type Ourselves } from './introduction.ts'
import { isBlank, type Line } from './lines.ts'
import { type Place, type SentText, tellingLetters } from './sent-text.ts'

/** A reply, separated from what it quotes of the desk's mails. */
export interface OwnWords {
  /** The remaining lines in their order: the writer's own words, as far as the desk can tell. */
  readonly lines: readonly Line[]
  /** It quotes so much of the desk's mail that this is not by chance. */
  readonly quotes: boolean
  /** The lines taken out were neither marked as quoted nor introduced as the desk's mail. */
  readonly isUnintroduced: boolean
  /** Several lines or blocks that introduce a mail of the desk were taken out. */
  readonly hasSeveralIntroductions: boolean
  /** The lines taken out were introduced as a forwarded mail. */
  readonly isForwarded: boolean
  /** Lines of the desk's mail remain, at places where nothing shows that they are quoted. */
  readonly repeats: boolean
}

/**
 * Takes out of a reply what it quotes of the desk's mails, and the line or block that introduces the quotation. Words that were
 * typed into a quotation stay, and so does text that only looks like a quotation.
 */
export function ownWordsIn(lines: readonly Line[], sent: SentText, us: Ourselves): OwnWords {
  const passages = passagesIn(lines, sent)
  const { quoted, introductions } = quotedIn(lines, passages, us)
  const [first] = quoted
  if (first && introductions.length === 0) {
    const onTop = introductionOnTop(lines, us)
    if (onTop && onTop.to <= first.first) introductions.push(onTop)
  }
  const isQuoted = new Set(quoted)
  const taken = takenOut(lines, quoted, introductions)
  return {
    lines: leftOf(lines, taken, introductions),
    quotes: quoted.reduce((sum, { letters }) => sum + letters, 0) >= tellingLetters,
    isUnintroduced: first !== undefined && !first.isMarked && introductions.length === 0,
    hasSeveralIntroductions: introductions.length > 1,
    isForwarded: introductions.some(({ from, to }) => lines.slice(from, to).some(({ text }) => forwarding.test(text))),
    repeats: passages.some(one => one.letters >= repeatedLetters && !isQuoted.has(one)),
  }
}

/** `---------- Forwarded message ---------`, in the languages of the programs that write it. */
const forwarding =
  /^\s*[-_=*]{2,}.{0,40}(?:forward|weitergeleitet|transf[eé]r|reenviad|encaminhad|inoltrat|doorgestuurd|vidarebefordr|videresendt|videresend|välitetty|przekazan|přeposlan|továbbított|iletilen|пересл|пересыла|転送|转发|轉寄|전달)/iu

/** Names and titles are shorter, and anybody may write them. */
const repeatedLetters = 40

/** The writer may have typed a single word from the desk's mail below the introduction. */
const introducedLettersMin = 8

/** Nobody answers between so many pieces of a quotation, and the search above each piece takes time. */
const introducedPassages = 400

interface Quoted {
  readonly quoted: readonly Passage[]
  readonly introductions: Introduction[]
}

/** Selects the passages that are quotations: the first by its introduction or its length, the others because they continue it. */
function quotedIn(lines: readonly Line[], passages: readonly Passage[], us: Ourselves): Quoted {
  const quoted: Passage[] = []
  const introductions: Introduction[] = []
  const above = passages.map(({ first, letters }, i) =>
    letters < introducedLettersMin || i >= introducedPassages ? undefined : introductionAbove(lines, first, us),
  )
  const introduced = Math.max(
    0,
    above.findIndex(one => one !== undefined),
  )
  let before: Place | undefined
  for (const [i, passage] of passages.entries()) {
    if (i < introduced) continue
    const introduction = above[i]
    const isQuoted =
      introduction !== undefined ||
      isTelling(passage) ||
      (before ? isNext(before, passage) : passage.isMarked && passage.letters >= 2 * tellingLetters)
    if (!isQuoted) continue
    if (introduction && introductions.at(-1)?.from !== introduction.from) introductions.push(introduction)
    quoted.push(passage)
    before = passage.place
  }
  return { quoted: quoted.filter((one, i) => isInOrder(one, quoted[i + 1])), introductions }
}

/** A few letters were typed by the writer if they come from further down in the desk's mail than the quotation below them. */
function isInOrder({ letters, place }: Passage, next: Passage | undefined): boolean {
  if (letters >= tellingLetters || !next || next.place.form !== place.form) return true
  return next.place.start >= place.start
}

/** The line numbers of everything that the writer did not write. */
function takenOut(
  lines: readonly Line[],
  quoted: readonly Passage[],
  introductions: readonly Introduction[],
): ReadonlySet<number> {
  const taken = new Set<number>()
  const take = (from: number, to: number) => {
    for (let i = from; i < to; i++) taken.add(i)
  }
  for (const { first, last } of quoted) take(first, last + 1)
  for (const { from, to } of introductions) take(from, to)
  // Empty lines around quoted lines are part of the quotation.
  for (const i of [...taken]) {
    for (let next = i + 1; isSetting(lines[next]) && !taken.has(next); next++) taken.add(next)
    for (let next = i - 1; isSetting(lines[next]) && !taken.has(next); next--) taken.add(next)
  }
  return taken
}

function isSetting(line: Line | undefined): boolean {
  return line !== undefined && isQuotedSetting(line)
}

/** One empty line remains wherever something was taken out. */
function leftOf(
  lines: readonly Line[],
  taken: ReadonlySet<number>,
  introductions: readonly Introduction[],
): readonly Line[] {
  const left: Line[] = []
  const beside = new Map(introductions.map(({ from, ownWords }) => [from, ownWords]))
  let isCut = false
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i]
    if (!line) continue
    const ownWords = beside.get(i)
    if (ownWords) left.push({ depth: line.depth, text: ownWords })
    if (taken.has(i)) {
      isCut = true
      continue
    }
    const last = left.at(-1)
    if (isCut && isBlank(line) && (!last || isBlank(last))) continue
    if (isCut && !isBlank(line) && last && !isBlank(last)) left.push({ depth: 0, text: '' })
    if (!isBlank(line)) isCut = false
    left.push(line)
  }
  return left
}

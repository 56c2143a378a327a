import { isQuotedSetting } from './align.ts'
import { lettersOf } from './letters-of.ts'
import { isBlank, type Line } from './lines.ts'

/** The names by which the introduction of a quotation refers to the desk's mail, as letters and digits only. */
export interface Ourselves {
  readonly names: readonly string[]
  readonly addresses: readonly string[]
  readonly subjects: readonly string[]
}

/** The lines that introduce a quotation. `to` is exclusive. */
export interface Introduction {
  readonly from: number
  readonly to: number
  /** The writer's own words, if a program put the introduction on the same line after them. */
  readonly ownWords?: string
}

/** No program folds its introducing line over more lines, and no block of headers is longer. */
const introducingLines = 3
const headerLines = 14

/**
 * The introduction of a quotation: the lines directly above it that name the desk as the sender. Its language
 * does not matter.
 */
export function introductionAbove(lines: readonly Line[], first: number, us: Ourselves): Introduction | undefined {
  const last = lastWords(lines, aboveBanner(lines, first))
  if (last < 0) return undefined
  const block = headerBlock(lines, last, us)
  const found = block === undefined ? introducingLine(lines, last, us) : introducedBlock(lines, block, us)
  return found && { ...found, to: first }
}

/** Verse also quotes the header fields, below a separate line that says who wrote. */
function introducedBlock(lines: readonly Line[], from: number, us: Ourselves): Pick<Introduction, 'from' | 'ownWords'> {
  const isQuoted = (lines[from]?.depth ?? 0) > 0
  return (isQuoted && introducingLine(lines, lastWords(lines, from), us)) || { from }
}

/** Some programs put the cursor between introduction and quotation. The introduction is then the first line of the mail. */
export function introductionOnTop(lines: readonly Line[], us: Ourselves): Introduction | undefined {
  const first = lines.findIndex(line => !isBlank(line))
  for (let last = first; first >= 0 && last < Math.min(first + introducingLines, lines.length); last++) {
    const found = introducingLine(lines, last, us)
    if (found?.from === first && namesBoth(textOf(lines, first, last), us)) return found
  }
  return undefined
}

function lastWords(lines: readonly Line[], before: number): number {
  let i = before - 1
  while (i >= 0 && isEmpty(lines[i])) i--
  return i
}

function isEmpty(line: Line | undefined): boolean {
  return line === undefined || isBlank(line)
}

function textOf(lines: readonly Line[], from: number, to: number): string {
  return lines
    .slice(from, to + 1)
    .map(({ text }) => text)
    .join(' ')
}

function names(text: string, { names, addresses }: Ourselves): boolean {
  const letters = lettersOf(text)
  return [...names, ...addresses].some(name => letters.includes(name))
}

function namesBoth(text: string, { names, addresses }: Ourselves): boolean {
  const letters = lettersOf(text)
  return names.some(name => letters.includes(name)) && addresses.some(address => letters.includes(address))
}

/** An introduction ends with a colon, perhaps followed by direction marks, or with the marks of GroupWise and Notes. */
function endsLikeOne(text: string): boolean {
  return /(?:[:：﹕︰]|>>>|-{3,})[\s\p{Cf}*_]*$/u.test(text)
}

/** A time of day or a date. An introduction says when the mail was written. */
export function tellsWhen(text: string): boolean {
  return /\b\d{1,2}[:.]\d{2}\b|\b(?:19|20|25)\d{2}\b|\d[./-]\d{1,2}[./-]\d{2}|\d{4}年/.test(text.normalize('NFKC'))
}

const introductionLength = 400
/** This many letters beside the name leave room for "writes" or "a écrit". */
const nameOnlyLetters = 14

/** Takes up to three lines, and no more than it needs to name the sender and the time. */
function introducingLine(lines: readonly Line[], last: number, us: Ourselves): Introduction | undefined {
  let found: number | undefined
  for (let from = last; from > last - introducingLines && from >= 0 && !isEmpty(lines[from]); from--) {
    const text = textOf(lines, from, last)
    if (text.length > introductionLength) break
    if (found === undefined) {
      if (names(text, us) && isIntroducing(text, us)) found = from
    } else if (belongs(lines, from, found, last, us)) found = from
    else break
  }
  if (found === undefined) return undefined
  const ownWords = joinedBefore(lines[found]?.text ?? '')
  return { from: found, to: last + 1, ...(ownWords && { ownWords }) }
}

/** An address or a time identifies an introduction in any language. A name does so only if hardly anything else is there. */
function isIntroducing(text: string, { names, addresses }: Ourselves): boolean {
  const letters = lettersOf(text)
  const hasAddress = addresses.some(address => letters.includes(address))
  if (hasAddress || tellsWhen(text)) return endsLikeOne(text) || (hasAddress && tellsWhen(text))
  const isShort = names.some(name => letters.startsWith(name) && letters.length - name.length <= nameOnlyLetters)
  return isShort && endsLikeOne(text)
}

/** Whether the line above belongs to the introduction: it says only when, or it completes the name. */
function belongs(lines: readonly Line[], from: number, found: number, last: number, us: Ourselves): boolean {
  const above = lines[from]?.text ?? ''
  const below = textOf(lines, found, last)
  const isNameBroken = !namesAny(below, us.names) && namesAny(`${above} ${below}`, us.names)
  if (isNameBroken) return true
  return !tellsWhen(below) && tellsOnlyWhen(above)
}

function namesAny(text: string, names: readonly string[]): boolean {
  const letters = lettersOf(text)
  return names.some(name => letters.includes(name))
}

/** `On Fri, 27 Nov 2026 01:16:55 +0000` in any language: a day, a year and a time, with few other words. */
function tellsOnlyWhen(text: string): boolean {
  const words = text.match(/\p{L}+/gu) ?? []
  return /\b\d{4}\b/.test(text) && /\d[:.]\d{2}/.test(text) && words.length <= 12 && !/[!?]/.test(text)
}

/** The introduction may follow on the same line as a signature that has no line end. */
function joinedBefore(text: string): string | undefined {
  return /^(.*[^\s"'(<[*_>])(?=(?:On|Le|Am|El|Il|Op|Den|Em) (?:\p{L}{2,10}[.,]*|\d))/u.exec(
    text.slice(0, introductionLength),
  )?.[1]
}

const label = /^[\s*_>]*[\p{L}\p{M}][\p{L}\p{M}\p{Cf} .'’()-]{0,30}[*_ \u00a0]{0,2}[:：]/u
const rule = /^\s*(?:[-_=*─—]{5,}|[-_=*]{2,}\s*[^-_=*\s][^\n]{0,80}[-_=*]{2,})\s*$/

/**
 * The first line of the header fields above an unmarked quotation, as in Outlook, Zimbra and Notes. They name the desk's
 * address and subject.
 */
function headerBlock(lines: readonly Line[], last: number, us: Ourselves): number | undefined {
  let top = last
  while (top > 0 && last - top < headerLines && !isEmpty(lines[top - 1])) top--
  const labels = labelsIn(lines, top, last)
  const [first] = labels
  if (first === undefined || labels.length < 3) return undefined
  const letters = lettersOf(textOf(lines, top, last).slice(0, 8_000))
  if (!us.subjects.some(subject => subject.length > 7 && letters.includes(subject))) return undefined
  // Only a rule may come between the writer's words and the block.
  const announced = lines.findIndex((line, i) => i >= top && i < first && rule.test(line.text))
  const isAnnounced = announced >= 0 && names(textOf(lines, announced, last), us)
  const start = isAnnounced ? announced : labels.find(i => names(lines[i]?.text ?? '', us))
  return start === undefined ? undefined : ruleAbove(lines, start)
}

/** The line numbers of header fields. eM Client omits their colons, below a rule that announces them. */
function labelsIn(lines: readonly Line[], top: number, last: number): readonly number[] {
  const found: number[] = []
  let isBelowRule = false
  for (let i = top; i <= last; i++) {
    const text = lines[i]?.text ?? ''
    if (isLabel(text) || (isBelowRule && bareLabel.test(text))) found.push(i)
    isBelowRule ||= rule.test(text) && /\p{L}/u.test(text)
  }
  return found
}

const bareLabel =
  /^(?:from|to|cc|date|subject|von|an|datum|betreff|de|à|objet|para|fecha|asunto|data|assunto|da|a|oggetto|van|aan|onderwerp|fra|til|dato|emne|från|till|ämne|od|do|temat|от|кому|дата|тема)[ \t]+["<\p{L}\p{N}[]/iu

function isLabel(text: string): boolean {
  return text.length < 2_000 && label.test(text)
}

function ruleAbove(lines: readonly Line[], from: number): number {
  const above = lastWords(lines, from)
  return above >= 0 && from - above <= 3 && rule.test(lines[above]?.text ?? '') ? above : from
}

function isSeam(line: Line | undefined): boolean {
  return line !== undefined && isQuotedSetting(line)
}

/** Gateways put such words at the top of external mail, so they also appear in quotations of it. */
const tag =
  /^\W*(?:external|ext|extern[aeo]?[rs]?|esterno)\W*$|\[(?:external|extern[aeo]?)\]|don't often get e?-?mail/iu
const elsewhere = /external|outside|extern|außerhalb|ausserhalb|extérieur|esterno|fora d|外部|社外|외부/iu
const ofMail =
  /mail|message|sender|organi[sz]|nachricht|absender|expéditeur|mensaje|mensagem|messaggio|correo|bericht|メール|邮件|郵件|메일/iu

function isWarning(lines: readonly Line[]): boolean {
  const text = lines
    .map(line => line.text)
    .join(' ')
    .slice(0, 1_000)
    .replaceAll('’', "'")
  return tag.test(text) || (elsewhere.test(text) && ofMail.test(text))
}

const bannerParagraphs = 2
const bannerLines = 6

/** The index of the line where a quotation begins, including a gateway's banner above it. */
function aboveBanner(lines: readonly Line[], first: number): number {
  const depth = lines[first]?.depth ?? 0
  let top = first
  while (top > 0 && (isEmpty(lines[top - 1]) || isSeam(lines[top - 1]))) top--
  for (let paragraph = 0; paragraph < bannerParagraphs; paragraph++) {
    const end = lastWords(lines, top)
    let begin = end
    while (begin > 0 && end - begin < bannerLines && !isEmpty(lines[begin - 1]) && lines[begin - 1]?.depth === depth)
      begin--
    const words = lines.slice(begin, end + 1)
    const isBanner =
      words.every(line => line.depth === depth && !endsLikeOne(line.text)) &&
      words.filter(({ text }) => isLabel(text)).length < 2
    if (end < 0 || !isBanner || !isWarning(words)) break
    top = begin
  }
  return top
}

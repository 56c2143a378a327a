import { isQuotedSetting } from './align.ts'
import { lettersOf } from './letters-of.ts'
import { isBlank, type Line } from './lines.ts'

/** By what the desk's own mail is named in the line that introduces a quotation; letters and digits only. */
export interface Ourselves {
  readonly names: readonly string[]
  readonly addresses: readonly string[]
  readonly subjects: readonly string[]
}

/** The lines that introduce a quotation, from one to before another. */
export interface Introduction {
  readonly from: number
  readonly to: number
  /** Words of the writer's that a program has put before it, in the same line. */
  readonly ownWords?: string
}

/** No program folds its line over more, and no block of headers has more lines. */
const introducingLines = 3
const headerLines = 14

/**
 * What introduces a quotation that begins at a line: the lines directly above it that name the desk as the sender. Its language
 * does not matter.
 */
export function introductionAbove(lines: readonly Line[], first: number, us: Ourselves): Introduction | undefined {
  const last = lastWords(lines, aboveBanner(lines, first))
  if (last < 0) return undefined
  const block = headerBlock(lines, last, us)
  const found = (block && introducedBlock(lines, block, us)) ?? introducingLine(lines, last, us)
  return found && { ...found, to: first }
}

/** Verse quotes the header fields too, below a line of its own that says who wrote. */
function introducedBlock(lines: readonly Line[], block: Introduction, us: Ourselves): Introduction {
  if ((lines[block.from]?.depth ?? 0) === 0) return block
  const line = introducingLine(lines, lastWords(lines, block.from), us)
  return line ? { ...line, to: block.to } : block
}

/** Some programs set the cursor between the line and what it introduces: it is the first of the mail then. */
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
    .map(({ depth, text }) => (depth > 2 && />>>/.test(text) ? `>>> ${text}` : text))
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

/** It ends in a colon, whatever marks of direction follow, or in the marks of GroupWise and Notes. */
function endsLikeOne(text: string): boolean {
  return /(?:[:：﹕︰]|>>>|-{3,})[\s\p{Cf}*_]*$/u.test(text)
}

/** A time of day, or a year: introducing lines say when. */
export function tellsWhen(text: string): boolean {
  return /\b\d{1,2}[:.]\d{2}\b|\b(?:19|20|25)\d{2}\b|\d{1,2}[./-]\d{1,2}[./-]\d{2}|\d{4}年/.test(text.normalize('NFKC'))
}

const introductionLength = 400
/** "writes", "a écrit": so many letters beside the name. */
const nameOnlyLetters = 14

/** Up to three lines, the fewest that say all: who wrote, and when. */
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

/** With an address or a time it is one in any language; with a name alone, where there is hardly anything but the name. */
function isIntroducing(text: string, { names, addresses }: Ourselves): boolean {
  const letters = lettersOf(text)
  const hasAddress = addresses.some(address => letters.includes(address))
  if (hasAddress || tellsWhen(text)) return endsLikeOne(text) || (hasAddress && tellsWhen(text))
  const isShort = names.some(name => letters.startsWith(name) && letters.length - name.length <= nameOnlyLetters)
  return isShort && endsLikeOne(text)
}

/** Whether the line above belongs to it as well: it says when, and nothing else, or completes the name. */
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

/** `On Fri, 27 Nov 2026 01:16:55 +0000`, in any language: a day, a year and a time, and few words with them. */
function tellsOnlyWhen(text: string): boolean {
  const words = text.match(/\p{L}+/gu) ?? []
  return /\b\d{4}\b/.test(text) && /\d{1,2}[:.]\d{2}/.test(text) && words.length <= 12 && !/[!?]/.test(text)
}

/** A signature whose last line has no end is followed by the introduction in the same line. */
function joinedBefore(text: string): string | undefined {
  return /^(.*[^\s"'(<[*_>])(?=(?:On|Le|Am|El|Il|Op|Den|Em) (?:\p{L}{2,10}[.,]*|\d))/u.exec(
    text.slice(0, introductionLength),
  )?.[1]
}

const label = /^[\s*_>]*[\p{L}\p{M}][\p{L}\p{M}\p{Cf} .'’()-]{0,30}[*_ \u00a0]{0,2}[:：]/u
const rule = /^\s*(?:[-_=*─—]{5,}|[-_=*]{2,}\s*[^-_=*\s][^\n]{0,80}[-_=*]{2,})\s*$/

/** Header fields above an unmarked mail, as Outlook, Zimbra and Notes put them: whose it is and what about is ours. */
function headerBlock(lines: readonly Line[], last: number, us: Ourselves): Introduction | undefined {
  let top = last
  while (top > 0 && last - top < headerLines && !isEmpty(lines[top - 1])) top--
  const labels = labelsIn(lines, top, last)
  if (labels.length < 3) return undefined
  const letters = lettersOf(textOf(lines, top, last).slice(0, 8_000))
  if (!us.subjects.some(subject => subject.length > 7 && letters.includes(subject))) return undefined
  for (let from = top; from <= last; from++) {
    const line = lines[from]?.text ?? ''
    if (!labels.includes(from) && !rule.test(line)) continue
    const below = labels.filter(i => i >= from)
    const block = lines.slice(from, last + 1)
    if (below.length < 3 || !names(block.map(one => one.text).join(' '), us)) continue
    // Between the writer's words and the block nothing stands but a rule.
    const start = rule.test(line) || names(line, us) ? from : below.find(i => names(lines[i]?.text ?? '', us))
    return start === undefined ? undefined : { from: ruleAbove(lines, start), to: last + 1 }
  }
  return undefined
}

/** The numbers of the lines that are header fields. eM Client leaves out the colons, below a rule that says what follows. */
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

/** Gateways put such words on top of mail from elsewhere, and so into what is quoted of it. */
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

/** The line above which a quotation begins, and the banner of a gateway on top of it. */
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

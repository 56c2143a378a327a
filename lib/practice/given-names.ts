import type { Token } from './words.ts'

/** Given names that are also everyday words (R20). "Thế" and "Cần" are everyday words without their accents. */
const everyday = words(`
  angel amber archer art ash baker bay bill blue buck can carol carter case cash chance chase chip christian chuck clay
  cliff cooper crystal dale daisy dash dawn day dean dewey dick don drew duke earl eve faith fern fisher forest frank
  gene genesis ginger glen grace grant gray green guy hand harmony has hazel heather heaven her holly hope hunter iris
  ivy jack jade jay jasmine jewel joy judge justice kay king kit lane lee lily long love major mark mason max melody
  mercy miles min misty nick noble norm olive page parker pat patience pearl penny pepper piper poppy porter prince
  princess queen rain ranger ray reed reign rich rob robin rock rose ruby rusty sage scout see sky song son stone storm
  sue summer sun sunny tab tanner taylor the tom trinity tucker van violet wade ward way west will willow win winter
  wren yes you young
`)

/** Given names that are months or places as well: "in May", "from Austin". */
const monthOrPlace = words(`
  april asia august austin brooklyn carolina charlotte chelsea china dakota dallas denver florence georgia houston india
  israel jackson jordan june kenya kingston lincoln london madison may paris phoenix savannah sydney virginia washington
`)

const greetings = words('hi hello hey hiya dear howdy welcome hola')
/** Words that may begin a sentence before a name: "Thanks Boris", "Is Boris …", but not "Andrew Jackson". */
const openers = words(`
  alright also am and are ask as but can could did do does dr for from good great has have here i if is it let like maybe mr mrs
  ms no not now of oh ok okay please say since so sorry sure tell thank thanks that the then this to was well what when where
  while who why with would yep yes you your
`)
const beforeTime = words(
  'in at near on until till through since during early mid late this next last every from of to by and or',
)

/** Whether the word at this place addresses the patron: after a greeting, or set off by commas ("Here it is, Rose."). */
export function addressed(said: readonly Token[], at: number): boolean {
  const token = said[at]
  if (!token) return false
  const before = said[at - 1]
  if (greetings.has(before?.word ?? '') && before?.mark === '')
    return token.mark !== '' || isCapital(token) || !isAmbiguous(token)
  const setOff = token.mark !== '' && (!before || /[,.!?]/.test(before.mark))
  return setOff && isCapital(token) && !monthOrPlace.has(token.word)
}

/**
 * Whether the word at this place is somebody's name in running text. With another capital beside it, it is another person or a
 * place (Mark Twain, Henry James). A name that is an everyday word, month or place as well needs its capital in mid-sentence.
 */
export function isNameElsewhere(said: readonly Token[], at: number): boolean {
  const [before, token, after] = [said[at - 1], said[at], said[at + 1]]
  if (!token) return false
  const starts = begins(said, at)
  if (
    isCapital(token) &&
    ((!starts && belongs(before) && !isOpener(said, at - 1)) || (token.mark === '' && belongs(after)))
  )
    return false
  if (!isAmbiguous(token)) return true
  if (monthOrPlace.has(token.word) && (beforeTime.has(before?.word ?? '') || /^\d/.test(after?.word ?? '')))
    return false
  return isCapital(token) && !starts && !isShouting(said)
}

function isAmbiguous({ word }: Token): boolean {
  return everyday.has(word) || monthOrPlace.has(word)
}

function isCapital({ raw }: Token): boolean {
  return /^\p{Lu}/u.test(raw)
}

/** A capitalised word (not "I", nor a whole word in capitals) is part of the same name. */
function belongs(token: Token | undefined): boolean {
  return token !== undefined && token.raw.length > 1 && /^\p{Lu}[\p{Ll}.]/u.test(token.raw) && !/^i'/.test(token.word)
}

function isOpener(said: readonly Token[], at: number): boolean {
  return begins(said, at) && openers.has(said[at]?.word ?? '')
}

function begins(said: readonly Token[], at: number): boolean {
  const before = said[at - 1]
  return !before || /[.!?\n]/.test(before.mark)
}

/** In a text written in capitals, a capital means nothing. */
function isShouting(said: readonly Token[]): boolean {
  return said.length > 2 && said.every(({ raw }) => raw === raw.toUpperCase())
}

function words(list: string): ReadonlySet<string> {
  return new Set(list.trim().split(/\s+/))
}

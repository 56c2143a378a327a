import { isAscii } from 'node:buffer'

/** Decoded bytes, and whether the text is certain to be what was written. */
export interface Decoded {
  readonly text: string
  readonly isSure: boolean
}

/** Bytes 80 to FF of code pages that browsers do not know. https://www.unicode.org/Public/MAPPINGS/VENDORS/MICSFT/PC/ */
const dosPages: Readonly<Record<string, string>> = {
  '437':
    'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00a0',
  '850':
    'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u00ad±‗¾¶§÷¸°¨·¹³²■\u00a0',
  '852':
    'ÇüéâäůćçłëŐőîŹÄĆÉĹĺôöĽľŚśÖÜŤťŁ×čáíóúĄąŽžĘę¬źČş«»░▒▓│┤ÁÂĚŞ╣║╗╝Żż┐└┴┬├─┼Ăă╚╔╩╦╠═╬¤đĐĎËďŇÍÎě┘┌█▄ŢŮ▀ÓßÔŃńňŠšŔÚŕŰýÝţ´\u00ad˝˛ˇ˘§÷¸°¨˙űŘř■\u00a0',
  '858':
    'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈ€ÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u00ad±‗¾¶§÷¸°¨·¹³²■\u00a0',
}

/** These labels do not say what the bytes mean. */
const meaningless = /^$|unknown|default|x-user-defined|binary|ascii-8bit|ansi|auto/
/** Bytes beyond ASCII must belong to another character set. */
const onlyAscii = /ascii/
/** Programs write these labels whatever the bytes are. */
const careless = /ascii|iso-?8859-?1$|latin-?1$|windows-1252|cp-?1252/
/** The name of a smaller set is treated as the larger set that contains it. */
const larger: readonly (readonly [RegExp, string])[] = [
  [/(?<!hz-)gb[-_]?2312|gbk|cp-?936|euc-cn|chinese/, 'gb18030'],
  [/ks_?c_?5601|cp-?949|uhc|windows-949|korean/, 'euc-kr'],
  [/big5|cp-?950/, 'big5'],
  [/s-?jis|shift-jis|cp-?932|ms932|windows-31j/, 'shift_jis'],
]

/** Decodes bytes by the label in the mail, by the bytes themselves, and by what an HTML page declares. */
export function decodeText(bytes: Uint8Array, charset = '', page = false): Decoded {
  const label = charset
    .trim()
    .toLowerCase()
    .replace(/^["']|["']$/g, '')
  const isPlain = isAscii(bytes)
  if (isPlain && hasEscapes(bytes)) return strictly(bytes, 'iso-2022-jp') ?? unsure(bytes)
  if (isPlain && !/utf-?(?:7|16|32)|hz-|iso-2022/.test(label)) return sure(asciiText(bytes), true)
  const named = meaningless.test(label) && page ? namedByPage(bytes) : label
  const utf8 = strictly(bytes, 'utf-8')
  if (utf8 && (isUtf8ByName(named) || meaningless.test(named) || careless.test(named) || isPlainlyUtf8(bytes)))
    return utf8
  if (isUtf8ByName(named) || meaningless.test(named) || onlyAscii.test(named)) return unsure(bytes)
  return byName(bytes, named) ?? (utf8 && !isPlain ? utf8 : unsure(bytes))
}

const isUtf8ByName = (label: string): boolean => /utf-?8/.test(label)

/** ISO-2022-JP under any label: its escapes occur in no other text. */
const escapes = ['\x1b$@', '\x1b$B', '\x1b$(', '\x1b(I']

function hasEscapes(bytes: Uint8Array): boolean {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return escapes.some(one => text.includes(one))
}

/** Three multi-byte UTF-8 characters do not occur by chance in any other character set. */
function isPlainlyUtf8(bytes: Uint8Array): boolean {
  let count = 0
  for (const byte of bytes) if (byte >= 0xc2 && ++count > 2) return true
  return false
}

function byName(bytes: Uint8Array, label: string): Decoded | undefined {
  const dos = dosPages[/(?<!\d)(?:437|850|852|858)(?!\d)/.exec(label)?.[0] ?? '']
  if (dos !== undefined) return sure(fromDos(bytes, dos))
  const name = larger.find(([known]) => known.test(label))?.[1]
  return strictly(bytes, name ?? label.replace(/^cp-(?=125\d)/, 'windows-'))
}

function fromDos(bytes: Uint8Array, page: string): string {
  return Array.from(bytes, byte => (byte < 0x80 ? String.fromCharCode(byte) : page.charAt(byte - 0x80))).join('')
}

/** Undefined if the bytes do not belong to that character set or its name is unknown. */
function strictly(bytes: Uint8Array, label: string): Decoded | undefined {
  try {
    return sure(new TextDecoder(label, { fatal: true }).decode(bytes), isUtf8ByName(label))
  } catch (error) {
    if (error instanceof TypeError || error instanceof RangeError) return undefined
    throw error
  }
}

/** A text that really has the character set of its label shows no signs of another one. */
function sure(text: string, isUtf8 = false): Decoded {
  const isSure = !(impossible.test(text) || twice.test(text) || holdsSevenBits(text) || (!isUtf8 && looksMisread(text)))
  return { text: isSure ? text : legible(text), isSure }
}

/** A correctly decoded text contains no control characters, private characters or replacement characters. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const impossible = /[\0-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f\ufffd\ue000-\uf8ff]/
/** UTF-8 that was read as Latin and encoded as UTF-8 again: `fÃ¼r`. */
const twice = /\u00c3[\xa0-\xbf]|\u00c2[\xa1-\xbf]|\u00e2\u20ac/
/** Russian, Greek or Hebrew read as Latin: no language has so many accented letters in a row. */
const accents = /[\xc0-\xff]{4}/
/** A symbol inside a word, as in `ród³o`. Some are correct there, such as the middle dot of Catalan and a soft hyphen. */
const signWithin = /\p{L}[\xa1-\xa9\xac\xae\xaf\xb1-\xb6\xb8\xb9\xbc-\xbe]\p{L}/u

function looksMisread(text: string): boolean {
  return (
    accents.test(text) ||
    signWithin.test(text) ||
    // Icelandic and Turkish letters share the same bytes.
    (/[ðþÐÞ]/.test(text) && /[üçÜÇ]/.test(text)) ||
    isCaseTurned(text)
  )
}

/** Two Russian character sets have capitals where the other has small letters: `х ОБУ ДЧБ ЬЛЪЕНРМСТБ`. */
function isCaseTurned(text: string): boolean {
  const turned = text.match(/(?<!\p{L})[а-яё]?[А-ЯЁ]{3,}(?!\p{L})/gu) ?? []
  const usual = text.match(/[а-яё]{3,}/gu) ?? []
  return turned.length > 1 && turned.length > usual.length
}

/** This many characters are enough to tell. */
const escapesRead = 20_000

/** Seven-bit Chinese, whose escapes look like symbols, `~{VPND~}`, and text that looks like UTF-7. */
function holdsSevenBits(text: string): boolean {
  const beginning = text.slice(0, escapesRead)
  return /~\{(?:[!-w][!-~]){1,40}~\}/.test(beginning) || holdsUtf7(beginning)
}

/** `+ZyyZKDBrToxRijBU-`: UTF-16 in Base64, in a text of ASCII. */
function holdsUtf7(text: string): boolean {
  const found = text.match(/(?<![\w/%&?=+])\+[A-Za-z0-9+/]{4,200}-/g) ?? []
  return found.some(one => {
    if (!/[a-z]/.test(one) || !/[A-Z]/.test(one)) return false
    const bytes = Buffer.from(one.slice(1, -1), 'base64')
    const said = bytes
      .subarray(0, bytes.length & ~1)
      .swap16()
      .toString('utf16le')
    return /^[^\0-\u00bf]{2,}$/u.test(said) && /^[\p{L}\p{M}\p{P}]+$/u.test(said)
  })
}

/** As much as can be decoded, for the person who decides on it. It contains no replacement characters. */
function unsure(bytes: Uint8Array): Decoded {
  return { text: legible(latin(bytes)), isSure: false }
}

function legible(text: string): string {
  return text.replaceAll('\ufffd', '?').replaceAll(/[^\P{Cc}\r\n\t]/gu, '')
}

function asciiText({ buffer, byteOffset, byteLength }: Uint8Array): string {
  return Buffer.from(buffer, byteOffset, byteLength).toString('latin1')
}

function latin(bytes: Uint8Array): string {
  return new TextDecoder('windows-1252').decode(bytes)
}

/** `<meta charset=…>` and `<meta … content="text/html; charset=…">`, near the beginning of a page. */
function namedByPage(bytes: Uint8Array): string {
  const head = latin(bytes.subarray(0, 4_096))
  return (/<meta[^>]{0,200}?charset\s*=\s*["']?([\w.:-]{1,40})/i.exec(head)?.[1] ?? '').toLowerCase()
}

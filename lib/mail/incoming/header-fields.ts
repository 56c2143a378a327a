/** The header fields of a mail or a part, by lower-case name. The values of a repeated field are on separate lines. */
export type Fields = ReadonlyMap<string, string>

/** Limits of a header: its length in bytes, the number of its fields, and the length of a field in characters. */
const headerBytesRead = 131_072
const fieldsRead = 500
const valueLength = 20_000

/** The header fields at the beginning of a mail or a part, and what follows them. */
export function fieldsOf(bytes: Buffer): { readonly fields: Fields; readonly body: Buffer } {
  const { end, body } = endOfHeader(bytes)
  const lines = utf8OrLatin(bytes.subarray(0, Math.min(end, headerBytesRead))).split(/\r?\n/, 4 * fieldsRead)
  const fields = new Map<string, string>()
  let name = ''
  for (const line of lines) {
    const [, began, value] = /^([!-9;-~]{1,100})[ \t]*:(.*)$/s.exec(line) ?? []
    if (/^[ \t]/.test(line)) add(fields, name, `${fields.get(name) ?? ''} ${line.trim()}`)
    else if (began !== undefined && value !== undefined) {
      name = began.toLowerCase()
      const before = fields.get(name)
      add(fields, name, before === undefined ? value.trim() : `${before}\n${value.trim()}`)
    } else name = ''
  }
  return { fields, body: bytes.subarray(body) }
}

function add(fields: Map<string, string>, name: string, value: string): void {
  if (name && (fields.has(name) || fields.size < fieldsRead)) fields.set(name, value.slice(0, valueLength))
}

/** An empty line ends a header. Without an empty line, everything is header. */
function endOfHeader(bytes: Buffer): { readonly end: number; readonly body: number } {
  if (bytes[0] === 0x0a) return { end: 0, body: 1 }
  if (bytes[0] === 0x0d && bytes[1] === 0x0a) return { end: 0, body: 2 }
  const places = [bytes.indexOf('\n\n'), bytes.indexOf('\n\r\n')].filter(place => place >= 0)
  if (places.length === 0) return { end: bytes.length, body: bytes.length }
  const end = Math.min(...places)
  return { end, body: end + (bytes[end + 1] === 0x0a ? 2 : 3) }
}

function utf8OrLatin(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch (error) {
    if (error instanceof TypeError) return bytes.toString('latin1')
    throw error
  }
}

/** A value such as `text/plain; charset=utf-8`: its main part in lower case, and its parameters (RFC 2045, RFC 2231). */
export function paramsOf(value: string): readonly [string, ReadonlyMap<string, string>] {
  const [first = ''] = value.split('\n')
  const whole = withoutComments(first.slice(0, 4_000))
  const end = whole.indexOf(';')
  const params = new Map<string, string>()
  const rest = end < 0 ? '' : whole.slice(end)
  for (const [, name = '', quoted, plain = ''] of rest.matchAll(
    /;\s*([^\s=;"]{1,60})\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^;]*))/g,
  )) {
    const [, key = '', , isEncoded] = /^([^*]*)(\*\d+)?(\*)?$/.exec(name.toLowerCase()) ?? []
    const text = quoted === undefined ? plain.trim() : quoted.replaceAll(/\\(.)/g, '$1')
    const given = isEncoded ? text.replace(/^[^']*'[^']*'/, '') : text
    // A long value may be split into consecutive pieces. If a parameter is repeated, the first counts.
    if (/\*\d/.test(name) || !params.has(key))
      params.set(key, (/\*\d/.test(name) ? (params.get(key) ?? '') : '') + given)
  }
  return [(end < 0 ? whole : whole.slice(0, end)).trim().toLowerCase(), params]
}

/** Comments are in parentheses outside quotation marks. In a parameter a space precedes them: `name=a(1).pdf` has no comment. */
function withoutComments(value: string): string {
  return value.replaceAll(
    /("(?:[^"\\]|\\.)*")|(^|[\s;])\([^()]*\)/g,
    (_, quoted: string | undefined, before: string) => quoted ?? before,
  )
}

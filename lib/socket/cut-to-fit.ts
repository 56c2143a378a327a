/** Cuts texts to a total number of bytes of JSON. Short ones stay whole, and the long ones share the rest equally. */
export function cutToFit(texts: readonly string[], bytes: number): readonly string[] {
  const shortestFirst = [...texts.entries()].sort(([, a], [, b]) => bytesOf(a) - bytesOf(b))
  const fitting = new Map<number, string>()
  let left = bytes
  for (const [done, [i, text]] of shortestFirst.entries()) {
    const fits = beginningOf(text, Math.floor(left / (texts.length - done)))
    fitting.set(i, fits)
    left -= bytesOf(fits)
  }
  return texts.map((text, i) => fitting.get(i) ?? text)
}

/** As many whole characters as fit. */
function beginningOf(text: string, bytes: number): string {
  if (bytesOf(text) <= bytes) return text
  let size = 0
  let end = 0
  for (const character of text) {
    size += bytesOf(character)
    if (size > bytes) break
    end += character.length
  }
  return text.slice(0, end)
}

/** The size in JSON, without the quotation marks. A character may take six bytes there. */
function bytesOf(text: string): number {
  return Buffer.byteLength(JSON.stringify(text)) - 2
}

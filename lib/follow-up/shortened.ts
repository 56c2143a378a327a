/** Whether a text consists of lines of another one, in order, so that the only difference is omitted lines. */
export function isMadeOfLinesOf(text: string, whole: string): boolean {
  const lines = linesIn(whole)
  let next = 0
  for (const line of linesIn(text)) {
    const found = lines.indexOf(line, next)
    if (found < 0) return false
    next = found + 1
  }
  return next > 0
}

function linesIn(text: string): readonly string[] {
  return text
    .split(/\r\n|\r|\n/)
    .map(line => line.trimEnd())
    .filter(line => line !== '')
}

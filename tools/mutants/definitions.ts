/** A function or constant at the top level of a file. */
export interface Definition {
  readonly name: string
  readonly text: string
  /** Its first line, counted from 0; `end` is the first line after it. */
  readonly start: number
  readonly end: number
}

const beginning = /^(?:export )?(?:async )?(?:function|const|let|class) (\w+)/
/** The first line of the next item at the top level. */
const next = /^(?:export|import|async|function|const|let|class|interface|type|declare|\/\*\*|\/\/|\w+\()/

/** The definitions of a file, in order. */
export function definitionsIn(source: string): readonly Definition[] {
  const lines = source.split('\n')
  return lines.flatMap((line, start) => {
    const name = beginning.exec(line)?.[1]
    if (name === undefined) return []
    const length = lines.slice(start + 1).findIndex(other => next.test(other))
    const end = length < 0 ? lines.length : start + 1 + length
    return [{ name, text: lines.slice(start, end).join('\n').trimEnd(), start, end }]
  })
}

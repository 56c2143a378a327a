import type { Readable } from 'node:stream'

/**
 * The lines of a stream, which end only at line feeds. Node's readline ends a line at U+2028 and U+2029 as well, which may occur
 * within one entry of a log.
 */
export function eachLine(stream: Readable, take: (line: string) => void): void {
  let rest = ''
  stream.setEncoding('utf8')
  stream.on('data', (text: string) => {
    const lines = `${rest}${text}`.split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) take(line.replace(/\r$/, ''))
  })
  stream.on('end', () => {
    if (rest !== '') take(rest)
  })
}

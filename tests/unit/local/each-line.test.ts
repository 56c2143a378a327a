import { PassThrough } from 'node:stream'
import { expect, it } from 'vitest'
import { eachLine } from '../../../local/lambda/each-line.ts'

it('an entry of a log is one line, whatever stands in it and however it comes', async () => {
  const stream = new PassThrough()
  const lines: string[] = []
  eachLine(stream, line => lines.push(line))
  const bytes = Buffer.from('{"a":"x\u2028y\u2029z\u0085"}\r\nsecond é\n\nlast')
  for (const byte of bytes) stream.write(Buffer.of(byte))
  stream.end()
  await new Promise(resolve => stream.on('close', resolve))
  expect(lines).toEqual(['{"a":"x\u2028y\u2029z\u0085"}', 'second é', '', 'last'])
})

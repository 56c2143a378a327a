import { PassThrough } from 'node:stream'
import { expect, test } from 'vitest'
import { onLargeFrame } from '../../../local/api-gateway/frame-sizes.ts'

/** A frame of a client: its head by RFC 6455, a mask, and a payload of this length. */
function frame(length: number): Buffer {
  const head =
    length < 126
      ? Buffer.from([0x81, 0x80 | length])
      : length < 65_536
        ? Buffer.from([0x81, 0xfe, length >> 8, length & 0xff])
        : Buffer.from([0x81, 0xff, 0, 0, 0, 0, 0, length >> 16, (length >> 8) & 0xff, length & 0xff])
  return Buffer.concat([head, Buffer.alloc(4 + length)])
}

/** How many frames were said to be too large, when these bytes come in pieces of this size. */
function tooLarge(bytes: Buffer, piece: number): number {
  const socket = new PassThrough()
  let told = 0
  onLargeFrame(socket, () => {
    told += 1
  })
  for (let at = 0; at < bytes.length; at += piece) socket.emit('data', bytes.subarray(at, at + piece))
  return told
}

const largest = 32 * 1024

test.each([[1], [7], [1460], [1_000_000]])('of frames in pieces of %i bytes, those over 32 KB are told', piece => {
  expect(tooLarge(Buffer.concat([0, 1, 125, 126, 200, largest].map(frame)), piece)).toBe(0)
  expect(tooLarge(Buffer.concat([frame(5), frame(largest + 1), frame(5), frame(70_000), frame(9)]), piece)).toBe(2)
})

import type { Duplex } from 'node:stream'

/**
 * The largest frame that a client may send, bytes: a longer message has to come in several frames.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-execution-service-websocket-limits-table.html
 */
const largestFrame = 32 * 1024

/** Reads the headers of incoming frames beside the actual reader, and reports a frame that is too large. */
export function onLargeFrame(socket: Duplex, tell: () => void): void {
  let head = Buffer.alloc(0)
  let skip = 0
  // This runs before the reader gets the same bytes, so a frame that is too large never becomes a message.
  socket.prependListener('data', (chunk: Buffer) => {
    let at = 0
    while (at < chunk.length) {
      if (skip > 0) {
        const taken = Math.min(skip, chunk.length - at)
        skip -= taken
        at += taken
        continue
      }
      head = Buffer.concat([head, chunk.subarray(at, at + 1)])
      at += 1
      const length = payloadLength(head)
      if (length === undefined) continue
      head = Buffer.alloc(0)
      skip = length
      if (length > largestFrame) tell()
    }
  })
}

/**
 * The length of the payload, once the header of a frame is complete (RFC 6455, 5.2). Frames of clients have four more bytes for
 * the mask.
 */
function payloadLength(head: Buffer): number | undefined {
  const second = head[1]
  if (second === undefined) return undefined
  const short = second & 0x7f
  const extended = short === 126 ? 2 : short === 127 ? 8 : 0
  if (head.length < 2 + extended + (second & 0x80 ? 4 : 0)) return undefined
  if (extended === 2) return head.readUInt16BE(2)
  return extended === 8 ? Number(head.readBigUInt64BE(2)) : short
}

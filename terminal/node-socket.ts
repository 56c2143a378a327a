import { WebSocket } from 'ws'
import type { OpenSocket } from '../client/socket.ts'

/**
 * Connections of `ws` and not of Node itself, whose sockets cannot be cut abruptly. A client must survive that, and tests must
 * try it.
 */
export const nodeSocket: OpenSocket = (url, protocols, { opened, heard, closed }) => {
  const socket = new WebSocket(url, [...protocols])
  let refusedWith: number | undefined
  socket.on('open', opened)
  socket.on('message', data => heard(String(data)))
  socket.on('unexpected-response', (_request, { statusCode }) => {
    refusedWith = statusCode
    socket.terminate()
  })
  // A failed handshake also ends in 'close'. Without a listener, its error would end the process.
  socket.on('error', () => {})
  socket.on('close', () => closed(refusedWith))
  return {
    send: text => {
      if (socket.readyState === WebSocket.OPEN) socket.send(text)
    },
    close: () => socket.close(1000),
    cut: () => socket.terminate(),
  }
}

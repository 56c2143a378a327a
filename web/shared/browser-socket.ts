import type { OpenSocket } from '../../client/socket.ts'

/** Connections of the browser. */
export const browserSocket: OpenSocket = (url, protocols, { opened, heard, closed }) => {
  const socket = new WebSocket(url, [...protocols])
  let isOver = false
  const end = () => {
    if (!isOver) closed()
    isOver = true
  }
  socket.onopen = () => {
    if (!isOver) opened()
  }
  socket.onmessage = ({ data }) => {
    if (!isOver) heard(String(data))
  }
  socket.onclose = end
  return {
    send: text => {
      if (socket.readyState === WebSocket.OPEN) socket.send(text)
    },
    close: () => socket.close(1000),
    // A browser waits for the other end, for minutes where there is none. What still arrives after this is not heard.
    cut: () => {
      socket.close()
      end()
    },
  }
}

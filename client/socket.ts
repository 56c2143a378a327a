/** One connection to the desk, by whatever WebSocket its machine has. */
export interface Socket {
  /** Sends, if the connection is open. */
  send(text: string): void
  /** Ends the connection as the protocol of WebSockets has it. */
  close(): void
  /** Cuts the connection at once, without waiting for the other end. */
  cut(): void
}

export interface SocketEvents {
  readonly opened: () => void
  readonly heard: (text: string) => void
  /**
   * The connection is over, or could not be opened. Called once. `refusedWith` is the status of a handshake that was refused,
   * which a browser never tells.
   */
  readonly closed: (refusedWith?: number) => void
}

/** Opens a connection that offers these subprotocols. */
export type OpenSocket = (url: string, protocols: readonly string[], events: SocketEvents) => Socket

/**
 * The subprotocol that a client offers beside its ticket: the version of everything in this folder. What may change without a
 * new one, and what a client must ignore, stands in the description of the protocol.
 */
export const subprotocol = 'coopdesk.v1'

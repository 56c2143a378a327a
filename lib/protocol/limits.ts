/** The limits of a frame. Characters are UTF-16 code units, as JavaScript counts them; bytes are UTF-8. */
export const limits = {
  /** One message, note or question, characters. */
  text: 4_000,
  /**
   * The answer to a follow-up, characters. A frame of 32 KB has room for this many Latin characters, or a third as many of
   * other scripts.
   */
  answer: 20_000,
  /** A message in the staff room, characters. A page of 25 then fits into a frame. */
  staffRoom: 1_000,
  /** A patron's name, characters. */
  name: 80,
  /** An email address, characters (RFC 5321: 64 + @ + 255 leaves 254 in a path). */
  email: 254,
  /** A frame, bytes. API Gateway takes messages of 128 KB, but browsers send a message as one frame, of 32 KB at most. */
  frame: 32 * 1024,
  /** A client's own reference for a frame, characters. */
  id: 64,
  /** The messages and notes in one `resumed` reply, bytes, well under the 128 KB that API Gateway returns. */
  page: 100_000,
  /** The answers in one `follow-up` reply, held and given, bytes: leaving room for the conversation. */
  answers: 50_000,
  /** The newest changes in a `follow-up` reply. */
  changes: 100,
} as const

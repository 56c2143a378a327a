/** One message as this side sees it; `number` is its place in the session, 1, 2, 3 … for both sides. */
export interface Message {
  readonly number: number
  readonly from: 'patron' | 'librarian'
  /** It was said with this client, and not by the other side or by a colleague. */
  readonly mine?: true
  readonly name?: string | undefined
  /** ms since 1970. */
  readonly at: number
  readonly text: string
  /** Its kind, unless it is running text. */
  readonly kind?: 'resource' | 'statement' | undefined
  /** What a resource is: where, called what, and how to find it again. */
  readonly resource?:
    | {
        readonly url?: string | undefined
        readonly title?: string | undefined
        readonly policyPage?: true | undefined
        readonly path?: string | undefined
      }
    | undefined
  /** Whether a link in it will probably stop working. */
  readonly mayExpire?: boolean | undefined
}

/** A session's messages in order and without gaps, and those that came too early to be shown. */
export interface Transcript {
  readonly messages: readonly Message[]
  readonly early: readonly Message[]
  /**
   * Set if a long conversation came without its middle: the messages before this number are still with the desk. They are not
   * missing; the client asks for them when somebody wants to read them.
   */
  readonly earlierThan?: number | undefined
}

export const emptyTranscript: Transcript = { messages: [], early: [] }

/** The number of the last message up to which none is missing; 0 before the first. */
export function lastOf({ messages }: Transcript): number {
  return messages.at(-1)?.number ?? 0
}

/** A long conversation as another librarian receives it: the question, and the newest messages. */
export function endOf(came: readonly Message[]): Transcript {
  return { messages: came, early: [], earlierThan: came.find(({ number }) => number > 1)?.number }
}

/** The transcript with these earlier messages added. `earlier` means that the desk has still more. */
export function withEarlier(before: Transcript, came: readonly Message[], earlier: boolean): Transcript {
  const known = new Map([...came, ...before.messages].map(message => [message.number, message]))
  const messages = [...known.values()].sort((a, b) => a.number - b.number)
  return { ...before, messages, earlierThan: earlier ? came[0]?.number : undefined }
}

/** Whether a message is missing between the known ones, so that the client has to ask for it with `resume`. */
export function hasGap({ early }: Transcript): boolean {
  return early.length > 0
}

/**
 * The transcript with these messages, each once and in order, even if some were repeated or overtook others (R36). `fresh` are
 * those that can now be shown.
 */
export function withMessages(
  before: Transcript,
  came: readonly Message[],
): { readonly transcript: Transcript; readonly fresh: readonly Message[] } {
  const last = lastOf(before)
  const known = new Map([...before.early, ...came].map(message => [message.number, message]))
  const fresh: Message[] = []
  for (let next = known.get(last + 1); next; next = known.get(next.number + 1)) fresh.push(next)
  const end = last + fresh.length
  const early = [...known.values()].filter(({ number }) => number > end).sort((a, b) => a.number - b.number)
  return { transcript: { ...before, messages: [...before.messages, ...fresh], early }, fresh }
}

/** The kind of a message: running text, a resource with its citation (R12), or a search statement kept byte for byte (R14). */
export type Kind = 'text' | 'resource' | 'statement'

/** A resource that a librarian recommends. */
export interface Resource {
  readonly url?: string
  readonly title?: string
  readonly policyPage?: true
  /** The links to click, in order, to get there again. */
  readonly path?: string
}

/** One message of a librarian, as the rules of advice see it. */
export interface Spoken {
  /** Running text if absent. */
  readonly kind?: Kind
  readonly text: string
  readonly resource?: Resource
  /** The id of the script that it was sent from. */
  readonly script?: string
}

/** The facts about the session that a rule may use. */
export interface Context {
  /** This librarian has said nothing yet. */
  readonly first: boolean
  /** The librarian's screen name, e.g. "Rob from State College". */
  readonly librarian: string
  /** Name of the librarian's own library. */
  readonly institution?: string
  /** Whether the patron's library wants that library named (R9). */
  readonly nameInstitution: boolean
  /** The librarian has asked the patron something about the question. */
  readonly asked: boolean
}

/** A hint to the librarian about what they sent. It never stops anything. */
export interface Advice {
  readonly rule: string
  /** One friendly, concrete sentence, with a better wording if there is one. */
  readonly hint: string
}

/** One rule of advice. It returns a hint about a message, or undefined. */
export type Practice = (spoken: Spoken, context: Context) => Advice | undefined

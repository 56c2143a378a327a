import type { LinkAction } from '../../access/mail-tokens.ts'
import type { Block, Link } from './letter.ts'

/** The facts on which the options of a mail's reader depend. */
export interface ReplyOptions {
  readonly libraryName: string
  /** The links of the mail. */
  readonly links: readonly ActionLink[]
  /** Whether pressing Reply answers the follow-up. */
  readonly mayReply: boolean
}

/** A link that does one thing. */
export interface ActionLink {
  readonly act: LinkAction['act']
  readonly url: string
}

/** The label of each link, and the beginning of the sentence that it completes. */
export const actionLinks: Readonly<Record<LinkAction['act'], Omit<Link, 'url'>>> = {
  take: { label: "I'll handle this", hint: 'To show your colleagues that you are working on it, press' },
  done: { label: 'Mark as done', hint: 'If the patron has been answered in another way, press' },
  'hand-over': { label: "Hand over to the patron's library", hint: 'If you cannot answer after all, press' },
  confirm: { label: 'Send this answer', hint: 'If you wrote it and it should go to the patron unchanged, press' },
  notes: { label: 'Read the staff notes', hint: 'To read what librarians noted for each other, press' },
  reject: { label: 'Discard it', hint: 'If it should not be sent, press' },
}

/** How to answer a patron, naming only the ways that this mail offers. */
export function howToAnswer({ links, mayReply }: ReplyOptions): string {
  const answer = mayReply
    ? 'Reply to this mail: what you write goes to the patron, without the quoted text, and the follow-up is answered. Links are passed on, attachments are not. You can also answer in the desk.'
    : 'Answer in the desk: the answer goes to the patron by email. A reply to this mail does not reach the patron.'
  return `${answer}${sayHow(links, ' If the patron has been answered in another way, say so in the desk, and how.')}`
}

/** What is left to do when mail does not reach the patron. */
export function howToReach({ links }: ReplyOptions): string {
  return `If there is another way to reach the patron, use it${sayHow(links, ', and say in the desk how')}. Replies to this mail are not read.`
}

/** What the escalation address can do for a patron whom nobody has answered. */
export function howToSeeToIt({ libraryName }: ReplyOptions): string {
  return `Please make sure that somebody at ${libraryName} answers, either in the desk or by replying to the mail in its mailbox. A reply to this mail does not reach the patron.`
}

/** What to do about a library's or a librarian's address that does not accept mail. */
export function howToMend({ libraryName }: ReplyOptions, isLibrarians: boolean): string {
  const address = isLibrarians ? "the librarian's address" : 'the address of the mailbox'
  return `Please make sure that somebody at ${libraryName} answers in the desk, and that ${address} is corrected in the consortium file. A reply to this mail does not reach the patron.`
}

/** What is left to do about a transcript that came back. */
export const howToPassOn =
  'Nothing, unless you know another way to reach the patron. The desk sends no more mail to this address. Replies to this mail are not read.'

/** What to do about an answer that is waiting to be confirmed. */
export const howToConfirm =
  'The answer waits until somebody decides. In the desk you can shorten it before it is sent. Replies to this mail are not read.'

/** For a reader after somebody else has already acted. */
export const nothingToDo =
  'There is nothing left to do: the follow-up has been answered or marked as done, and the desk shows how. Replies to this mail are not read.'

/** What to do next, and the links for it. */
export function nextSteps({ links }: ReplyOptions, whatToDo: string): readonly Block[] {
  return [
    { type: 'heading', text: 'What to do next' },
    { type: 'paragraph', text: whatToDo },
    ...(links.length > 0
      ? [{ type: 'links', links: links.map(({ act, url }) => ({ ...actionLinks[act], url })) } as const]
      : []),
  ]
}

/** A librarian who promised the answer has to say how it was given, which no link can do (R30). */
function sayHow(links: readonly ActionLink[], words: string): string {
  return links.some(({ act }) => act === 'done') ? '' : words
}

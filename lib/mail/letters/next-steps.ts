import type { LinkAction } from '../../access/mail-tokens.ts'
import type { Block, Link } from './letter.ts'

/** What decides what its reader can do with a mail. */
export interface ReplyOptions {
  readonly libraryName: string
  /** What can be done with one press. */
  readonly links: readonly ActionLink[]
  /** Whether pressing Reply answers the follow-up. */
  readonly mayReply: boolean
}

/** A link that does something at one press. */
export interface ActionLink {
  readonly act: LinkAction['act']
  readonly url: string
}

/** What each does, and when to press it: the beginning of a sentence that the label ends. */
export const actionLinks: Readonly<Record<LinkAction['act'], Omit<Link, 'url'>>> = {
  take: { label: "I'll handle this", hint: 'To show your colleagues that you are working on it, press' },
  done: { label: 'Mark as done', hint: 'If the patron has been answered in another way, press' },
  'hand-over': { label: "Hand over to the patron's library", hint: 'If you cannot answer after all, press' },
  confirm: { label: 'Send this answer', hint: 'If it is yours and should go to the patron as it stands, press' },
  reject: { label: 'Discard it', hint: 'If it should not be sent, press' },
}

/** How to answer a patron: only what this mail really offers is told. */
export function howToAnswer({ links, mayReply }: ReplyOptions): string {
  const answer = mayReply
    ? 'Reply to this mail: what you write goes to the patron, without the quoted text, and the follow-up is answered. Links are passed on, attachments are not. You can also answer in the desk.'
    : 'Answer in the desk: the answer goes to the patron by e-mail. A reply to this mail does not reach the patron.'
  return `${answer}${sayHow(links, ' If the patron has been answered in another way, say so in the desk, and how.')}`
}

/** What is left to do when the patron's address takes no mail. */
export function howToReach({ links }: ReplyOptions): string {
  return `If there is another way to reach the patron, use it${sayHow(links, ', and say in the desk how')}. Replies to this mail are not read.`
}

/** What the head of a library can do about a patron who was left alone. */
export function howToSeeToIt({ libraryName }: ReplyOptions): string {
  return `Please make sure that somebody at ${libraryName} answers, either in the desk or by replying to the mail in its mailbox. A reply to this mail does not reach the patron.`
}

/** What to do about an address that takes no mail: the mailbox of a library, or the address of a librarian. */
export function howToMend({ libraryName }: ReplyOptions, isLibrarians: boolean): string {
  const address = isLibrarians ? "the librarian's address" : 'the address of the mailbox'
  return `Please make sure that somebody at ${libraryName} answers in the desk, and that ${address} is corrected in the consortium file. A reply to this mail does not reach the patron.`
}

/** What is left to do about a transcript that came back. */
export const howToPassOn =
  'Nothing, unless you know another way to reach the patron. Nothing more is sent to this address. A reply to this mail reaches nobody.'

/** What to do about an answer that waits to be confirmed. */
export const howToConfirm =
  'It waits until somebody decides. In the desk it can be shortened before it is sent. Replies to this mail are not read.'

/** Where somebody else was quicker. */
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

/** Who took a follow-up on themselves says how it was done: there is no link for that (R30). */
function sayHow(links: readonly ActionLink[], words: string): string {
  return links.some(({ act }) => act === 'done') ? '' : words
}

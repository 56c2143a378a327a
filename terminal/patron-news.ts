import type { Heard } from '../client/desk-client.ts'
import type { Message } from '../client/transcript.ts'
import type { Resumed } from '../client/wire.ts'
import type { Push } from '../lib/protocol/frames-out.ts'
import { atMostEvery, type Screen } from './screen.ts'

/** The state of a patron's conversation, which decides the meaning of the next line. */
export interface PatronStanding {
  /** Nothing more can be said in this terminal. */
  isOver: boolean
  /** The conversation itself has ended, so nobody can return to it. */
  hasEnded: boolean
  /** They returned in another terminal, which does not show yet what they said. */
  isBack: boolean
  isWaiting: boolean
  /** They are asked once whether they got what they needed. */
  isAsked: boolean
  /** Whether they may leave an address instead of waiting. */
  isOffered: boolean
  /** ms since 1970. */
  askedAt: number
  /** The contact form while it is open, with the address that is offered in it. */
  form: { readonly email?: string | undefined } | undefined
}

export interface PatronNews {
  readonly now: PatronStanding
  hear(heard: Heard): void
}

/** Shows a patron what happens in their conversation. */
export function patronNews(screen: Pick<Screen, 'live' | 'show' | 'prompt' | 'close'>): PatronNews {
  const now: PatronStanding = {
    ...{ isOver: false, hasEnded: false, isBack: false },
    ...{ isWaiting: false, isAsked: false, isOffered: false, askedAt: 0, form: undefined },
  }
  /** The serving librarian, once there is one. */
  let librarian: string | undefined

  const end = (words: string): void => {
    if (now.isOver) return
    now.isOver = true
    screen.show(words)
    screen.close()
  }
  const typing = atMostEvery(5_000, () => screen.show(`${librarian ?? 'The librarian'} is typing …`, 'quiet'))
  const offer = (): void => {
    if (!now.isOffered) screen.show(addressOffer)
    now.isOffered = true
  }

  const resumed = (standing: Resumed): void => {
    if (standing.status === 'closed') {
      now.hasEnded = true
      end('This conversation has ended.')
      return
    }
    const wasWaiting = now.isWaiting
    now.askedAt = standing.askedAt
    now.isWaiting = standing.status === 'waiting'
    librarian = standing.librarian?.name ?? librarian
    if (!now.isWaiting || wasWaiting) return
    screen.show(`${waitingFor(standing.pools ?? [])} /leave ends it.`)
    if (standing.offered) offer()
  }

  const joined = (name: string): void => {
    screen.show(librarian && !now.isWaiting && librarian !== name ? `${name} takes over.` : `${name} has joined you.`)
    now.isWaiting = false
    now.isOffered = false
    librarian = name
  }

  const message = ({ from, text, kind, name, missed }: Message & { readonly missed: boolean }): void => {
    if (from === 'patron') {
      if (!screen.live || (now.isBack && missed)) screen.show(`You: ${text}`)
      return
    }
    // On a separate line, so that it can be copied exactly (R14).
    const statement = kind === 'statement' ? '\n' : ' '
    screen.show(`${name ?? librarian ?? 'The librarian'}:${statement}${text}`, 'words')
  }

  const openForm = (email: string | undefined): void => {
    now.form = { email }
    screen.prompt('Your email address: ')
    const known = email ? `, or just Enter for ${email}` : ''
    screen.show(
      `${librarian ?? 'The librarian'} asks where your library can write to you. Type your email address${known}, or /no to go on without one.`,
    )
  }

  const hear = (heard: Heard) => {
    if (now.isOver) return
    switch (heard.type) {
      case 'resumed':
        return resumed(heard)
      case 'waiting-for':
        return screen.show(waitingFor(heard.pools))
      case 'address-offer':
        return offer()
      case 'back-in-queue':
        now.isWaiting = true
        return screen.show(
          `${librarian ?? 'Your librarian'} has lost the connection. Another librarian will join you; you keep your place in the queue.`,
        )
      case 'librarian-joined':
        return joined(heard.name)
      case 'colleague-joined':
        return screen.show(`${heard.name} has joined ${heard.beside}. Both are here to help you.`)
      case 'colleague-left':
        librarian = heard.stays
        return screen.show(`${heard.name} has left. ${heard.stays} is still here.`)
      case 'message':
        return message(heard)
      case 'typing':
        return typing()
      case 'librarian-here':
        return screen.show(
          `${librarian ?? 'The librarian'} ${heard.here ? 'is back.' : 'has lost the connection for a moment.'}`,
        )
      case 'contact-form':
        return openForm(heard.email)
      case 'code-returned':
        return screen.show(
          `The mail with your code came back from ${heard.email}. /code ADDRESS has one sent elsewhere.`,
        )
      case 'address-disowned':
        return screen.show(`The reader of ${heard.email} says that it is not yours. Nothing more is mailed there.`)
      case 'ended':
        now.hasEnded = true
        if (!librarian || now.isWaiting || heard.unrated || !screen.live) return end(goodbyeWords(heard))
        now.isAsked = true
        now.form = undefined
        screen.show(goodbyeWords(heard))
        screen.show('Did you get what you needed? Type yes, partly or no, or just Enter to leave it.')
        return screen.prompt('> ')
      case 'disconnected':
        return screen.show('The connection is lost; coming back …', 'quiet')
      case 'struggling':
        return screen.show(`The desk could not be reached ${heard.tries} times; still trying …`)
      case 'gave-up':
        return end(heard.reason)
    }
  }

  return { now, hear }
}

/** Whom a patron is waiting for, according to the pools (R6). */
function waitingFor(pools: readonly string[]): string {
  if (pools.includes('cooperative'))
    return 'Every librarian of the cooperative who is on duty can see your question now.'
  if (pools.some(pool => pool.startsWith('group:')))
    return 'The librarians of your library and its neighbours can see your question now.'
  return 'The librarians of your library can see your question. The first one who is free will join you here.'
}

/** The text for a patron who need not wait any longer (R6). */
const addressOffer =
  'It may take a while. Type your email address, and your library will write to you instead. Or simply keep waiting.'

/** The last lines of a conversation: the library's goodbye (R23), and what happens next (R22). */
function goodbyeWords({ goodbye, followUp }: Pick<Extract<Push, { type: 'ended' }>, 'goodbye' | 'followUp'>): string {
  const last = followUp?.notice ?? (goodbye ? undefined : 'Thank you for asking!')
  return ['The conversation has ended.', goodbye, last].filter(words => words !== undefined).join(' ')
}

/** The address, if a line is just that. */
export function addressIn(line: string): string | undefined {
  return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(line) ? line : undefined
}

import type { Heard } from './desk-client.ts'
import { askQuestion } from './desk-http.ts'
import { part } from './parting.ts'
import { connectPatron, type PatronClient } from './patron-client.ts'
import { atMostEvery, type Screen, showRefusal, since } from './screen.ts'

export interface PatronChatOptions {
  readonly http: string
  readonly library: string
  readonly name?: string
  readonly email?: string
}

/** How often a patron who waits is told so, ms. */
const patienceEvery = 30_000

/** A patron's side of a conversation in a terminal. The first line is the question. */
export async function patronChat({ http, library, ...about }: PatronChatOptions, screen: Screen): Promise<void> {
  let client: PatronClient | undefined
  let isOver = false
  /** The address that is offered in the contact form while it is open. */
  let form: { readonly email?: string | undefined } | undefined
  let waitingSince: number | undefined
  let librarian = 'The librarian'

  const end = (words: string): void => {
    if (isOver) return
    isOver = true
    waitingSince = undefined
    screen.show(words)
    screen.close()
  }
  const typing = atMostEvery(5_000, () => screen.show(`${librarian} is typing …`, 'quiet'))

  const hear = (heard: Heard) => {
    if (isOver) return
    switch (heard.type) {
      case 'resumed':
        if (heard.status === 'closed') return end('This conversation has ended.')
        if (heard.status === 'waiting' && waitingSince === undefined)
          screen.show('Your question is with the librarians; whoever is free first will join you here. /leave ends it.')
        waitingSince = heard.status === 'waiting' ? heard.askedAt : undefined
        librarian = heard.librarian?.name ?? librarian
        return
      case 'waiting-for':
        return screen.show(
          `Now ${heard.pools.includes('cooperative') ? 'everyone in the cooperative' : 'more librarians'} can see your question.`,
        )
      case 'address-offer':
        return screen.show(
          'It may take a while. Type /address you@example.org, and your library will write to you instead; or wait on.',
        )
      case 'back-in-queue':
        waitingSince = heard.at
        return screen.show(`${librarian} has lost the connection. You are next in line for another librarian.`)
      case 'librarian-joined':
        waitingSince = undefined
        librarian = heard.name
        return screen.show(`${heard.name} has joined you.`)
      case 'message':
        if (heard.from === 'librarian') return screen.show(`${heard.name ?? librarian}: ${heard.text}`, 'words')
        return screen.live ? undefined : screen.show(`You: ${heard.text}`)
      case 'typing':
        return typing()
      case 'librarian-here':
        return screen.show(heard.here ? `${librarian} is back.` : `${librarian} has lost the connection for a moment.`)
      case 'contact-form':
        form = { email: heard.email }
        screen.prompt('Your e-mail address: ')
        return screen.show(
          `${librarian} asks where your library can write to you. Type your e-mail address${heard.email ? `, or just Enter for ${heard.email}` : ''}; /no to go on without.`,
        )
      case 'ended':
        return end(
          heard.followUp
            ? `The conversation has ended. ${heard.followUp.notice}`
            : `The conversation has ended. ${heard.goodbye ?? 'Thank you for asking!'}`,
        )
      case 'disconnected':
        return screen.show('The connection is lost; coming back …', 'quiet')
      case 'gave-up':
        return end(heard.reason)
    }
  }

  const ask = async (question: string): Promise<void> => {
    client = await connectPatron(http, await askQuestion(http, library, { question, ...about }), { listener: hear })
    if (!isOver) screen.prompt('> ')
  }

  const answerForm = async (there: PatronClient, words: string) => {
    const email = words || form?.email
    if (words === '/no' || !email) {
      form = undefined
      return screen.prompt('> ')
    }
    if (!showRefusal(await there.send({ action: 'confirm-contact', session: there.session, email }), screen)) {
      form = undefined
      screen.show(`Thank you: ${email} it is.`)
      screen.prompt('> ')
    }
  }

  const leave = async (there: PatronClient): Promise<void> => {
    isOver = true
    await part(there, { action: 'leave', session: there.session })
    screen.show('You have left the conversation. Goodbye!')
    screen.close()
  }

  screen.onTyping(
    atMostEvery(5_000, () => {
      if (client && waitingSince === undefined && !form) void client.send({ action: 'typing', session: client.session })
    }),
  )
  const reminder = setInterval(() => {
    if (waitingSince !== undefined) screen.show(`Still waiting (${since(waitingSince)}) …`, 'quiet')
  }, patienceEvery)

  screen.prompt('What is your question? ')
  try {
    await screen.lines(async line => {
      const words = line.trim()
      if (isOver) return
      if (!client) return words ? ask(words) : undefined
      if (form) return answerForm(client, words)
      if (words === '/leave') return leave(client)
      if (words.startsWith('/address ')) {
        const email = words.slice('/address '.length).trim()
        return void showRefusal(await client.send({ action: 'leave-address', session: client.session, email }), screen)
      }
      if (words.startsWith('/')) return screen.show('/leave ends the conversation; everything else is said.')
      if (!words) return
      const reply = await client.send({ action: 'say', session: client.session, text: words })
      // What was typed while the conversation ended needs no second explanation.
      if (!isOver) showRefusal(reply, screen)
    })
    if (client && !isOver) await leave(client)
  } finally {
    clearInterval(reminder)
    await client?.close()
  }
}

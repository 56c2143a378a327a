import { availabilityOf } from '../client/availability.ts'
import { part } from '../client/desk-client.ts'
import { askQuestion, DeskRefusal } from '../client/desk-http.ts'
import { connectPatron, type PatronClient, returnPatron } from '../client/patron-client.ts'
import { rated } from '../lib/protocol/out/to-patrons.ts'
import { nodeSocket } from './node-socket.ts'
import { type Pass, type PassFile, passFile } from './pass-file.ts'
import { addressIn, patronNews } from './patron-news.ts'
import { atMostEvery, type Screen, showRefusal, since } from './screen.ts'
import { availabilityInWords, placeInWords } from './waiting-words.ts'

export interface PatronChatOptions {
  readonly http: string
  readonly library: string
  readonly name?: string
  readonly email?: string
  /** The language that the patron reads, BCP 47. */
  readonly language?: string
  /** Answers to the fields of the library's form, by the id of the field. */
  readonly answers?: Readonly<Record<string, string>>
  /** The file that keeps the pass to the conversation, for another terminal. @default - no file */
  readonly kept?: PassFile
}

const ratings = rated.entries.rating.options

/** Words that are commands and not messages, even without their slash. */
const commands: readonly string[] = ['leave', 'transcript', 'keep', 'code']

/** How often a waiting patron is told that they are still waiting, ms. */
const patienceEvery = 30_000

/** A patron's side of a conversation in a terminal. The first line is the question, unless they come back to one. */
export async function patronChat({ http, library, kept, ...about }: PatronChatOptions, screen: Screen): Promise<void> {
  let client: PatronClient | undefined
  /** The pass with which the patron can return. `file` says where it is kept. */
  let pass: Pass | undefined
  let file = kept
  const { now, hear } = patronNews(screen)
  const isBusy = () => screen.show('The desk is busy; trying again …', 'quiet')

  /** The conversation continues even if its pass cannot be kept. */
  const keep = (where: PassFile, known: Pass): void => {
    try {
      where.write(known)
      file = where
      screen.show(`Come back to this conversation, within a day: npm run chat -- patron --pass ${where.name}`)
    } catch (error) {
      file = undefined
      screen.show(error instanceof Error ? error.message : String(error), 'alarm')
    }
  }

  const comeBack = async (where: PassFile, known: Pass): Promise<void> => {
    pass = known
    now.isBack = true
    try {
      client = await returnPatron(known.http, known, { socket: nodeSocket, listener: hear })
    } catch (error) {
      if (!(error instanceof DeskRefusal) || error.status !== 401) throw error
      where.forget()
      throw new Error(`The pass in ${where.name} is not valid any more.`)
    }
    if (!now.isOver) screen.prompt('> ')
  }

  const ask = async (question: string): Promise<void> => {
    try {
      const asked = await askQuestion(http, library, { question, ...about }, isBusy)
      pass = { http, session: asked.session, pass: asked.pass }
      if (file) keep(file, pass)
      client = await connectPatron(http, asked, { socket: nodeSocket, listener: hear })
      if (!now.isOver) screen.prompt('> ')
    } catch (error) {
      if (!(error instanceof DeskRefusal) || error.code !== 'desk-full') throw error
      unasked = question
      screen.show(error.message, 'alarm')
      screen.prompt('Your email address: ')
    }
  }

  /** A question that the desk was too full to take. The patron may ask it by email. */
  let unasked: string | undefined
  const askByMail = async (question: string, email: string): Promise<void> => {
    if (!isTypedTwice(email)) return
    try {
      await askQuestion(http, library, { question, ...about, email, byMail: true }, isBusy)
    } catch (error) {
      if (!(error instanceof DeskRefusal)) throw error
      return screen.show(error.message, 'alarm')
    }
    screen.show(`Your library will answer to ${email}. It may take several days.`)
    screen.close()
  }

  const answerForm = async (there: PatronClient, words: string) => {
    const email = words || now.form?.email
    if (words === '/no' || !email) {
      now.form = undefined
      return screen.prompt('> ')
    }
    if (words && !isTypedTwice(email)) return
    const insists = insisted(email)
    const reply = await there.send({ action: 'confirm-contact', session: there.session, email, ...insists })
    if (!showRefusal(reply, screen)) {
      now.form = undefined
      screen.show(`Thank you. Your email address is ${email}.`)
      screen.prompt('> ')
    }
  }

  /** An address is typed twice, because a slip in it loses the answer. */
  let typedOnce: string | undefined
  const isTypedTwice = (email: string): boolean => {
    if (email === typedOnce) return true
    typedOnce = email
    screen.show('Please type it once more, so that no slip loses your answer.')
    return false
  }

  /** Six digits are a code that was mailed; anything else has one mailed. */
  const code = async (there: PatronClient, words: string): Promise<void> => {
    const { session } = there
    const digits = words.replaceAll(/[\s-]/g, '')
    if (/^\d+$/.test(digits)) {
      const reply = await there.send({ action: 'enter-code', session, digits })
      if (!showRefusal(reply, screen) && reply.type === 'address-confirmed') screen.show(confirmedWords(reply.email))
      return
    }
    const reply = await there.send({
      action: 'request-code',
      session,
      ...(words && { email: words, ...insisted(words) }),
    })
    if (showRefusal(reply, screen)) return
    if (reply.type === 'address-confirmed') screen.show(confirmedWords(reply.email))
    if (reply.type === 'code-requested')
      screen.show(`A code is on its way to ${reply.email}. Type it here: /code 123456. It counts for half an hour.`)
  }

  /** A queried address counts as intended if it is typed again. */
  let askedBack: string | undefined
  const insisted = (email: string): { readonly despite?: string[] } => {
    const isMeant = email === askedBack
    askedBack = email
    return isMeant ? { despite: ['likely-slip'] } : {}
  }

  const requestTranscript = async (there: PatronClient): Promise<void> => {
    const reply = await there.send({ action: 'request-transcript', session: there.session })
    if (reply.type === 'refused' && reply.code === 'not-confirmed')
      return screen.show(`${reply.reason} /code has one mailed.`, 'alarm')
    if (!showRefusal(reply, screen)) screen.show('You will get this conversation by email when it is over.')
  }

  /** One question after the end. A line that is no answer, and an empty one, leave it unanswered. */
  const rate = async (there: PatronClient, words: string): Promise<void> => {
    const rating = ratings.find(each => each === words.toLowerCase())
    if (words && !rating) return screen.show('Type yes, partly or no, or just Enter to leave it.', 'alarm')
    now.isOver = true
    const reply = rating && (await there.send({ action: 'rate', session: there.session, rating }))
    if (reply?.type === 'rated') screen.show('Thank you. It helps the library.')
    screen.close()
  }

  const leave = async (there: PatronClient): Promise<void> => {
    now.isOver = true
    now.hasEnded = true
    await part(there, { action: 'leave', session: there.session })
    screen.show('You have left the conversation. Goodbye!')
    screen.close()
  }

  /** While an address is asked for, a line that is one is taken as the address. Everything else is sent. */
  const say = async (there: PatronClient, words: string): Promise<void> => {
    const { session } = there
    const email = now.isWaiting && now.isOffered ? addressIn(words) : undefined
    if (email && !isTypedTwice(email)) return
    const reply = await there.send(
      email ? { action: 'leave-address', session, email, ...insisted(email) } : { action: 'say', session, text: words },
    )
    // A line that was typed while the conversation ended needs no second explanation.
    if (!now.isOver) showRefusal(reply, screen)
    if (reply.type === 'said' && screen.live) screen.show('   ✓', 'quiet')
  }

  screen.onTyping(
    atMostEvery(5_000, () => {
      if (client && !now.isWaiting && !now.form) void client.send({ action: 'typing', session: client.session })
    }),
  )
  const remind = async (there: PatronClient): Promise<void> => {
    const place = await there.send({ action: 'place', session: there.session })
    if (!now.isWaiting || now.isOver) return
    const before = place.type === 'place' ? `, ${placeInWords(place)}` : ''
    screen.show(`Still waiting (${since(now.askedAt, there.now())})${before} …`, 'quiet')
  }
  const reminder = setInterval(() => {
    if (client && now.isWaiting && !now.isOver) void remind(client)
  }, patienceEvery)

  const known = kept?.read()
  if (!known) {
    const available = await availabilityOf(http, library)
    if (available) screen.show(availabilityInWords(available), 'quiet')
    screen.prompt('What is your question? ')
  }
  try {
    if (kept && known) await comeBack(kept, known)
    await screen.lines(async line => {
      const words = line.trim()
      if (now.isOver) return
      if (client && now.isAsked) return rate(client, words)
      if (unasked) return words ? askByMail(unasked, words) : undefined
      if (!client) return words ? ask(words) : undefined
      if (words === '/leave') return leave(client)
      if (words === '/transcript') return requestTranscript(client)
      if (words === '/code' || words.startsWith('/code ')) return code(client, words.slice(6).trim())
      if (words.startsWith('/keep ') && pass) return keep(passFile(words.slice(6).trim()), pass)
      if (commands.includes(words.toLowerCase()))
        return screen.show(`This was not sent. Did you mean /${words.toLowerCase()}?`, 'alarm')
      if (now.form && (words === '/no' || !words.startsWith('/'))) return answerForm(client, words)
      if (words.startsWith('/'))
        return screen.show(
          '/leave ends the conversation. /transcript sends it to you by email afterwards. /code has a code mailed that confirms your address (/code ADDRESS: another one), and /code 123456 types it. /keep FILE keeps a pass, with which you can come back in another terminal. Everything else is sent to the librarian.',
        )
      if (words) return say(client, words)
    })
    // A patron with a kept pass leaves only this terminal and not the conversation.
    if (client && !now.isOver && !now.hasEnded && !file) await leave(client)
    if (file && now.hasEnded) file.forget()
  } finally {
    clearInterval(reminder)
    await client?.close()
  }
}

const confirmedWords = (email: string): string => `Your address is confirmed: ${email}.`

import { part } from '../../client/desk-client.ts'
import { type Asked, askOnce, DeskRefusal, mayPass, type Question, randomOnce } from '../../client/desk-http.ts'
import { connectPatron, type PatronClient, resumePatron } from '../../client/patron-client.ts'
import type { OpenSocket } from '../../client/socket.ts'
import { type Pause, pause, usualTimers } from '../../client/timers.ts'
import type { Outgoing } from '../../client/wire.ts'
import { type Store, store } from '../shared/store.ts'
import { busyPause } from './busy-pause.ts'
import { hearing } from './hearing.ts'
import { type Asking, forget, keep, keptConversation, keptFor } from './kept.ts'
import { beginning, type Problem, type Talk, type Unsent } from './talk.ts'

/** A question as the form has it. */
export type Form = Omit<Question, 'once'>

/** Whether the patron got what they came for. */
export type Rating = Extract<Outgoing, { action: 'rate' }>['rating']

export interface Conversation {
  readonly talk: Store<Talk>
  /** The words that were begun and not sent, before a reload or before the conversation went on in another window. */
  readonly draft: string
  /** The form that is on its way, or was refused. It comes back with a reload. */
  readonly begun: Question | undefined
  /** Goes on with what this tab kept, a conversation or a question on its way. False if there is nothing. */
  resume(): boolean
  ask(form: Form): Promise<void>
  /** Tries at once where the desk was busy. */
  tryNow(): void
  /** Goes back to the form. */
  cancel(): void
  say(text: string, isStatement?: boolean): void
  sendAgain(id: string): void
  /** Tells the librarian that the patron writes, and keeps what is written. */
  typed(draft: string): void
  leaveAddress(email: string, despite: readonly string[]): Promise<Problem | undefined>
  confirmAddress(email: string, despite: readonly string[]): Promise<Problem | undefined>
  declineAddress(): void
  /** Has a code mailed that confirms an address, the patron's own if none is given. */
  requestCode(email?: string, despite?: readonly string[]): Promise<Problem | undefined>
  enterCode(digits: string): Promise<Problem | undefined>
  requestTranscript(): Promise<Problem | undefined>
  /** The patron's answer to the one question after the end. */
  rate(rating: Rating): Promise<Problem | undefined>
  leave(): Promise<void>
  /** Others use this machine: nothing is kept on it from now on. */
  shareComputer(isShared: boolean): void
  /** Goes on here with a conversation that went on in another window. */
  takeOver(): void
  /** Back to an empty form. */
  startAnew(): void
  read(): void
  /** Asks for the patron's place in the queue. */
  askPlace(): Promise<void>
  /** The desk's time, ms since 1970; until it is known, the time of the question. */
  now(): number
}

export interface ConversationOptions {
  readonly desk: string
  readonly library: string
  readonly socket: OpenSocket
}

/** "Typing" is told no more often than this, ms. */
const typingEvery = 5_000

/** A patron's conversation from the form to its end, over one client at a time. */
export function conversation({ desk, library, socket }: ConversationOptions): Conversation {
  const talk = store<Talk>(beginning)
  const { get, set } = talk
  const kept = keptConversation(library, Date.now())
  let pass: Pick<Asked, 'session' | 'pass'> | undefined
  let form = kept?.asking?.form
  let client: PatronClient | undefined
  let hear = hearing(talk)
  let busy: Pause | undefined
  let draft = kept?.draft ?? ''
  let count = 0
  let typedAt = 0
  let idle: ReturnType<typeof setTimeout> | undefined

  /** Whether there is no conversation here that one could come back to. */
  const isEnded = () => ['form', 'over', 'gone', 'elsewhere'].includes(get().phase)

  /** Keeps what a reload needs. Nothing is kept for long, nor when others use the machine. */
  const save = () => {
    clearTimeout(idle)
    const { isShared, unsent, retryAt, problem } = get()
    if (!(pass ?? form) || isEnded() || isShared) forget(library)
    else
      keep({
        ...pass,
        asking: form && { form, retryAt, problem },
        library,
        unsent: unsent.map(({ text, before }) => ({ text, before })),
        draft,
        seenAt: Date.now(),
      })
    // Nobody leaves by filling in a form for long.
    idle = setTimeout(() => (get().isShared && !cancelled() ? void leave() : forget(library)), keptFor)
  }

  const connect = (opening: (listener: ClientListener) => Promise<PatronClient>) => {
    const mine = hearing(talk)
    hear = mine
    // A client that was left behind may still hear something.
    opening(heard => {
      if (hear !== mine) return
      mine(heard)
      save()
    }).then(
      connected => {
        if (hear !== mine) return void connected.close()
        client = connected
        if (!navigator.onLine) goOffline()
        sendKept()
        void askPlace()
      },
      // The reason has been heard as `gave-up`.
      () => {},
    )
  }
  type ClientListener = Parameters<typeof hear> extends [infer H] ? (heard: H) => void : never

  const own = () => get().lines.filter(line => line.kind === 'words' && line.message.from === 'patron')

  /** Of words from before a reload, or another window, those that the desk had taken are in the conversation. The others are sent again. */
  let toSend = kept?.unsent ?? []
  const sendKept = () => {
    const there = own()
    for (const { text, before } of toSend) {
      const line = there[before]
      if (line?.kind !== 'words' || line.message.text !== text) say(text)
    }
    toSend = []
  }

  const post = async ({ id, text, isStatement }: Unsent) => {
    const { session } = client ?? {}
    if (!client || session === undefined) return
    const reply = await client.send({ action: 'say', session, text, ...(isStatement && { kind: 'statement' }) })
    const { unsent } = get()
    if (reply.type === 'said') set({ unsent: unsent.filter(each => each.id !== id) })
    else {
      const refused = reply.type === 'refused' ? reply.reason : ''
      set({ unsent: unsent.map(each => (each.id === id ? { ...each, refused } : each)) })
    }
    save()
  }

  const say = (text: string, isStatement = false) => {
    const { unsent } = get()
    const words: Unsent = { id: `unsent-${++count}`, text, isStatement, before: own().length + unsent.length }
    set({ unsent: [...unsent, words] })
    save()
    void post(words)
  }

  const goOffline = () => {
    if (get().phase === 'over') return
    set({ line: 'offline' })
    client?.drop(new Promise<void>(resolve => addEventListener('online', () => resolve(), { once: true })))
  }
  // Whoever goes away from a computer that others use does not come back, so the librarian need not wait. Going back shows nothing.
  addEventListener('pagehide', () => {
    if (get().isShared && pass && !isEnded()) void leave()
  })
  addEventListener('offline', goOffline)
  addEventListener('online', () => {
    if (get().line === 'offline') set({ line: client ? 'lost' : 'up' })
    client?.hurry()
    if (!get().problem) busy?.cut()
  })

  /** The question is shown, and kept, until the desk may be asked again. */
  const waitUntil = async (retryAt: number, problem: Problem | undefined) => {
    set({ phase: 'busy', retryAt, problem })
    save()
    busy = pause(usualTimers, retryAt - Date.now())
    await busy.over
    busy = undefined
    return !cancelled()
  }

  /** A form that comes back after a reload is the same one, and is not sent before its time. */
  const ask = async (filled: Question, again?: Asking) => {
    const question = { once: randomOnce(), ...filled }
    form = question
    set({ phase: 'sending', problem: undefined, question: question.question, email: question.email })
    save()
    if (again && again.retryAt > Date.now() && !(await waitUntil(again.retryAt, again.problem))) return
    for (let tries = 1; ; tries++) {
      set({ phase: 'sending', problem: undefined })
      try {
        const asked = await askOnce(desk, library, question)
        if (cancelled()) return
        form = undefined
        if (question.byMail) {
          set({ phase: 'over', end: { why: 'by-mail', email: question.email, owed: {} } })
          return save()
        }
        pass = asked
        save()
        return connect(listener => connectPatron(desk, asked, { socket, listener }))
      } catch (error) {
        if (cancelled()) return
        const told = error instanceof DeskRefusal ? error.retryAfter : undefined
        if (!mayPass(error) && !told) {
          set({ phase: 'form', problem: problemOf(error) })
          return save()
        }
        if (!(await waitUntil(Date.now() + busyPause(tries, told), told ? problemOf(error) : undefined))) return
      }
    }
  }
  const cancelled = () => get().phase === 'form'

  const about = async (frame: Outgoing): Promise<Problem | undefined> => {
    const reply = await client?.send(frame)
    return reply?.type === 'refused' ? { code: reply.code, reason: reply.reason } : undefined
  }

  const askPlace = async () => {
    if (!client || get().phase !== 'waiting') return
    const reply = await client.send({ action: 'place', session: client.session })
    if (reply.type !== 'place') return
    const { before, more = false, expectedWait } = reply
    set({ place: { before, more, expectedWait } })
  }

  const leave = async () => {
    const left = client
    hear = () => {}
    client = undefined
    set({ phase: 'over', end: { why: 'left' }, contact: undefined, ...(get().isShared && { lines: [], question: '' }) })
    save()
    if (left) await part(left, { action: 'leave', session: left.session })
  }

  return {
    talk,
    get draft() {
      return draft
    },
    get begun() {
      return form
    },
    resume: () => {
      if (!kept) return false
      const { asking, session, pass: ofSession } = kept
      if (asking) void ask(asking.form, asking)
      if (!session || !ofSession) return asking !== undefined
      const mine = { session, pass: ofSession }
      pass = mine
      set({ phase: 'returning' })
      connect(listener => resumePatron(desk, mine, { socket, listener }))
      return true
    },
    ask: filled => ask(filled),
    tryNow: () => busy?.cut(),
    cancel: () => {
      set({ phase: 'form', problem: undefined })
      save()
      busy?.cut()
    },
    say: (text, isStatement) => {
      draft = ''
      say(text, isStatement)
    },
    sendAgain: id => {
      const { unsent } = get()
      const words = unsent.find(each => each.id === id)
      if (!words) return
      const { refused: _refused, ...again } = words
      set({ unsent: unsent.map(each => (each.id === id ? again : each)) })
      void post(again)
    },
    typed: words => {
      draft = words
      save()
      const now = Date.now()
      if (!client || get().phase !== 'talking' || !words || now - typedAt < typingEvery) return
      typedAt = now
      void client.send({ action: 'typing', session: client.session })
    },
    leaveAddress: async (email, despite) => {
      if (!pass) return undefined
      const problem = await about({ action: 'leave-address', session: pass.session, email, despite: [...despite] })
      if (!problem) set({ email })
      return problem
    },
    confirmAddress: async (email, despite) => {
      if (!pass) return undefined
      const { session } = pass
      const problem = await about({ action: 'confirm-contact', session, email, despite: [...despite] })
      // The desk tells it to the librarian alone.
      if (!problem) hear({ type: 'address-verified', session, at: 0, email })
      return problem
    },
    declineAddress: () => set({ contact: undefined }),
    requestCode: async (email, despite = []) => {
      if (!pass || !client) return undefined
      const { session } = pass
      const reply = await client.send({
        action: 'request-code',
        session,
        ...(email && { email, despite: [...despite] }),
      })
      if (reply.type === 'refused') return { code: reply.code, reason: reply.reason }
      // After a reload the widget learns here which address the desk knows.
      if (reply.type === 'code-requested') set({ email: reply.email })
      return undefined
    },
    enterCode: async digits => {
      if (!pass) return undefined
      return about({ action: 'enter-code', session: pass.session, digits })
    },
    requestTranscript: async () => {
      if (!pass) return undefined
      const problem = await about({ action: 'request-transcript', session: pass.session })
      if (!problem) set({ transcript: 'asked' })
      return problem
    },
    rate: async rating => {
      if (!pass) return undefined
      return about({ action: 'rate', session: pass.session, rating })
    },
    leave,
    shareComputer: isShared => {
      set({ isShared })
      save()
    },
    takeOver: () => {
      if (!pass) return
      const mine = pass
      const { isShared, email, unsent } = get()
      toSend = unsent
      set({ ...beginning, phase: 'returning', isShared, email })
      connect(listener => resumePatron(desk, mine, { socket, listener }))
    },
    startAnew: () => {
      hear = () => {}
      void client?.close()
      client = undefined
      pass = undefined
      draft = ''
      toSend = []
      set({ ...beginning, isShared: get().isShared })
      save()
    },
    read: () => {
      if (get().unread) set({ unread: 0 })
    },
    askPlace,
    now: () => client?.now() ?? get().askedAt,
  }
}

function problemOf(error: unknown): Problem {
  if (error instanceof DeskRefusal) return { code: error.code, reason: error.message }
  return { code: 'no-answer', reason: '' }
}

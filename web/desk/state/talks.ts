import type { LibrarianClient } from '../../../client/librarian-client.ts'
import type { FrameIn } from '../../../lib/protocol/actions.ts'
import type { Refused, Reply } from '../../../lib/protocol/frames-out.ts'
import type { Store } from '../../shared/store.ts'
import { noteLine, type SessionBook } from './sessions.ts'
import { patronIn, type Say, type Saying, type Shift, type Suggestion, type Unsent } from './shift.ts'

/** "Typing" is told no more often than this, ms. */
const typingEvery = 5_000

export type Closing = Omit<FrameIn<'close'>, 'action' | 'id' | 'session'>

/** What a librarian does in one session. */
export interface Talks {
  /** Sends words. They are shown at once, and look unsent until the desk has them. */
  say(say: Omit<Say, 'action'>): void
  note(session: string, text: string): void
  sendAgain(session: string, id: string): void
  /** Throws words away that the desk did not take. */
  discard(session: string, id: string): void
  /** Sends words that the desk refused softly, all the same. */
  insist(session: string): void
  /** Takes words back that the desk refused softly, and returns them. */
  takeBack(session: string): Say | undefined
  ignoreAdvice(session: string): void
  /** Tells the patron that the librarian writes to them. */
  typing(session: string): void
  earlier(session: string): Promise<void>
  askContact(session: string): Promise<void>
  attestContact(session: string, email: string, despite: readonly string[]): Promise<Refused | undefined>
  reportPolicy(session: string, text: string): Promise<Refused | undefined>
  transfer(
    session: string,
    to: { readonly librarian: string } | { readonly pool: string },
    label: string,
    note: string,
  ): Promise<Refused | undefined>
  /** Calls for a second librarian: a colleague, or whoever’s turn it is (R41). */
  callForHelp(
    session: string,
    colleague: { readonly librarian: string; readonly name: string } | undefined,
    note: string,
  ): Promise<Refused | undefined>
  withdrawCall(session: string): Promise<void>
  /** Leaves a session to the other one of two librarians. */
  leave(session: string): Promise<Refused | undefined>
  suggest(session: string, resolved: boolean | undefined): Promise<Suggestion | Refused>
  close(session: string, closing: Closing): Promise<Refused | undefined>
  stepBack(session: string, note: string, all: boolean): Promise<Refused | undefined>
}

export interface TalksOptions {
  readonly shift: Store<Shift>
  readonly book: SessionBook
  readonly client: Pick<LibrarianClient, 'send' | 'now' | 'earlier' | 'transcript' | 'earlierThan'>
  readonly told: (reply: Reply) => Refused | undefined
  readonly notice: (saying: Saying, isWrong?: boolean) => void
}

export function talksOf({ shift, book, client, told, notice }: TalksOptions): Talks {
  const { get } = shift
  let count = 0
  let typedAt = 0

  const without = (id: string) => (unsent: readonly Unsent[]) => unsent.filter(each => each.id !== id)

  const post = async (words: Unsent) => {
    const { id, frame } = words
    const { session } = frame
    const reply = await client.send(frame)
    if (reply.type === 'said') {
      const hints = (reply.advice ?? []).map(({ hint }) => hint)
      return book.change(session, ({ unsent }) => ({
        unsent: without(id)(unsent),
        advice: hints.length > 0 ? { number: reply.number, hints } : undefined,
      }))
    }
    if (reply.type === 'noted') {
      book.change(session, ({ unsent }) => ({ unsent: without(id)(unsent) }))
      return book.add(session, noteLine(reply.at, frame.text, get().me.name))
    }
    if (reply.type !== 'refused') return
    const { reason, code, soft } = reply
    if (soft && frame.action === 'say')
      return book.change(session, ({ unsent }) => ({ unsent: without(id)(unsent), stopped: { frame, code, reason } }))
    book.change(session, ({ unsent }) => ({
      unsent: unsent.map(each => (each.id === id ? { ...each, refused: reason } : each)),
    }))
  }
  const send = (frame: Unsent['frame']) => {
    const words: Unsent = { id: `unsent-${++count}`, writtenAt: client.now(), frame }
    // A note says nothing to the patron, so what was refused softly stays to be decided on.
    const answered = frame.action === 'say' && { advice: undefined, stopped: undefined }
    book.change(frame.session, ({ unsent }) => ({ unsent: [...unsent, words], ...answered }))
    void post(words)
  }

  return {
    say: say => send({ action: 'say', ...say }),
    note: (session, text) => send({ action: 'note', session, text }),
    sendAgain: (session, id) => {
      const words = get().sessions[session]?.unsent.find(each => each.id === id)
      if (!words) return
      const again: Unsent = { id, writtenAt: client.now(), frame: words.frame }
      book.change(session, ({ unsent }) => ({ unsent: unsent.map(each => (each.id === id ? again : each)) }))
      void post(again)
    },
    discard: (session, id) => book.change(session, ({ unsent }) => ({ unsent: without(id)(unsent) })),
    insist: session => {
      const stopped = get().sessions[session]?.stopped
      if (stopped) send({ ...stopped.frame, despite: [...(stopped.frame.despite ?? []), stopped.code] })
    },
    takeBack: session => {
      const stopped = get().sessions[session]?.stopped
      book.change(session, () => ({ stopped: undefined }))
      return stopped?.frame
    },
    ignoreAdvice: session => book.change(session, () => ({ advice: undefined })),
    typing: session => {
      const now = Date.now()
      if (now - typedAt < typingEvery) return
      typedAt = now
      void client.send({ action: 'typing', session })
    },
    earlier: async session => {
      const reply = await client.earlier(session)
      if (reply && told(reply)) return
      book.rewritten(session, client.transcript(session), client.earlierThan(session))
    },
    askContact: async session => {
      if (told(await client.send({ action: 'ask-contact', session }))) return
      book.change(session, () => ({ contactAsked: true }))
    },
    attestContact: async (session, email, despite) => {
      const reply = await client.send({ action: 'attest-contact', session, email, despite: [...despite] })
      if (reply.type === 'contact-verified')
        book.change(session, () => ({ email: reply.email, verified: 'attested', contactAsked: false }))
      return reply.type === 'refused' ? reply : undefined
    },
    reportPolicy: async (session, text) => {
      const reply = await client.send({ action: 'report-policy', session, text })
      return reply.type === 'refused' ? reply : undefined
    },
    transfer: async (session, to, label, note) => {
      const reply = await client.send({ action: 'transfer', session, ...to, ...(note && { note }) })
      if (reply.type === 'refused') return reply
      book.change(session, () => ({ transferTo: label }))
      return undefined
    },
    callForHelp: async (session, colleague, note) => {
      const { librarian, name } = colleague ?? {}
      const frame = {
        action: 'call-for-help',
        session,
        ...(librarian && { librarian }),
        ...(note && { note }),
      } as const
      const reply = await client.send(frame)
      if (reply.type === 'refused') return reply
      book.change(session, () => ({ helpFrom: { name } }))
      return undefined
    },
    withdrawCall: async session => {
      if (told(await client.send({ action: 'withdraw-call', session }))) return
      book.change(session, () => ({ helpFrom: undefined }))
    },
    leave: async session => {
      const reply = await client.send({ action: 'leave-session', session })
      if (reply.type === 'refused') return reply
      const serving = get().sessions[session]
      book.remove(session)
      notice({ key: 'notice.left', values: { ...patronIn(serving), colleague: serving?.colleague?.name ?? '' } })
      return undefined
    },
    suggest: async (session, resolved) => {
      const reply = await client.send({ action: 'suggest', session, ...(resolved !== undefined && { resolved }) })
      if (reply.type === 'suggestion' || reply.type === 'refused') return reply
      return { type: 'refused', code: 'no-answer', reason: '' }
    },
    close: async (session, closing) => {
      const reply = await client.send({ action: 'close', session, ...closing })
      if (reply.type === 'refused') return reply
      const serving = get().sessions[session]
      book.remove(session)
      if (reply.type === 'closed') notice({ key: `notice.closed.${reply.code}`, values: patronIn(serving) })
      return undefined
    },
    stepBack: async (session, note, all) => {
      const reply = await client.send({
        action: 'step-back',
        session,
        ...(note && { note }),
        ...(all && { all: true as const }),
      })
      if (reply.type === 'refused') return reply
      book.remove(session)
      shift.set({ waiting: get().waiting.filter(each => each.session !== session) })
      notice({ key: 'notice.stepped-back' })
      return undefined
    },
  }
}

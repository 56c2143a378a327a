import type { Heard } from '../../../client/desk-client.ts'
import { byPlace } from '../../../lib/protocol/queue-place.ts'
import type { Store } from '../../shared/store.ts'
import { type SessionBook, wordsLine } from './sessions.ts'
import type { Offer, Saying, Shift } from './shift.ts'

/** A patron who stopped typing is shown as typing for this long, ms. */
const typingFor = 6_000

export interface HearingOptions {
  readonly shift: Store<Shift>
  readonly book: SessionBook
  /** The desk's time, ms since 1970. */
  readonly now: () => number
  /** It is this librarian's turn, or something asks for them: one sound. */
  readonly alert: (saying: Saying) => void
  readonly tell: (saying: Saying) => void
  readonly notice: (saying: Saying, isWrong?: boolean) => void
  readonly wantLibrary: (id: string) => void
}

/** Turns what the client hears into what is shown. */
export function hearing(options: HearingOptions): (heard: Heard) => void {
  const { shift, book, now, alert, tell, notice, wantLibrary } = options
  const { get, set } = shift
  const typing = new Map<string, ReturnType<typeof setTimeout>>()

  const nameOf = (session: string) => get().sessions[session]?.name ?? ''

  const isTyping = (session: string, is: boolean) => {
    clearTimeout(typing.get(session))
    if (is)
      typing.set(
        session,
        setTimeout(() => book.change(session, () => ({ isTyping: false })), typingFor),
      )
    book.change(session, () => ({ isTyping: is }))
  }

  const message = (heard: Extract<Heard, { type: 'message' }>) => {
    const { type: _type, session, missed, ...words } = heard
    const line = wordsLine(words)
    if (words.from === 'patron') {
      isTyping(session, false)
      const isElsewhere = get().current !== session || document.hidden
      book.change(session, ({ lines, unread }) => ({
        lines: [...lines, line],
        unread: isElsewhere ? unread + 1 : unread,
        silent: undefined,
      }))
      if (!missed) tell({ key: 'news.message', values: { name: words.name ?? '', text: words.text } })
      return
    }
    book.change(session, ({ lines, unsent, clockFrom }) => {
      // Its reply and the message itself come in either order. Until one of them is here, it is unsent.
      const [own] = unsent.filter(
        ({ frame, refused }) => words.mine && !refused && frame.action === 'say' && frame.text === words.text,
      )
      return {
        lines: [...lines, line],
        unsent: unsent.filter(each => each !== own),
        clockFrom: Math.max(clockFrom, words.at),
        breaches: 0,
      }
    })
  }

  const resumed = (standing: Extract<Heard, { type: 'resumed' }>) => {
    if (standing.status !== 'active') return
    wantLibrary(standing.library)
    book.found(standing, now())
    const { current } = get()
    if (current === undefined) set({ current: standing.session })
  }

  const offer = (one: Offer) => {
    const { offers } = get()
    if (offers.some(({ session }) => session === one.session)) return
    wantLibrary(one.library)
    set({ offers: [...offers, one] })
    alert({
      key: `alert.${one.kind}`,
      values: { name: one.name ?? '', by: one.by },
    })
  }
  const offerOver = (session: string) => set({ offers: get().offers.filter(each => each.session !== session) })

  /** A line in a session, which is read out, too. */
  const event = (session: string, at: number, saying: Saying) => {
    book.event(session, at, saying)
    tell(saying)
  }

  const colleagueCame = (session: string, at: number, name: string, library: string, serves: boolean) => {
    wantLibrary(library)
    book.change(session, () => ({ colleague: { name, library, here: true }, helpFrom: undefined }))
    event(session, at, { key: serves ? 'event.colleague-serves' : 'event.colleague-joined', values: { name } })
  }
  const colleagueHere = (session: string, at: number, here: boolean) => {
    const { colleague } = get().sessions[session] ?? {}
    if (!colleague) return
    book.change(session, () => ({ colleague: { ...colleague, here } }))
    book.event(session, at, {
      key: here ? 'event.colleague-back' : 'event.colleague-away',
      values: { name: colleague.name },
    })
  }

  const gone = (session: string, saying: Saying) => {
    if (!get().sessions[session] || get().sessions[session]?.gone) return
    book.gone(session, saying)
    tell({ key: 'news.gone', values: { name: nameOf(session) } })
  }

  const uncalled = (session: string) => get().called.filter(each => each !== session)

  return heard => {
    switch (heard.type) {
      case 'connected':
        return set({ line: navigator.onLine ? 'up' : 'offline' })
      case 'disconnected':
        return set({ line: navigator.onLine ? 'lost' : 'offline' })
      case 'gave-up':
        return set({ line: 'ended', endedBecause: heard.reason })
      case 'resumed':
        return resumed(heard)
      case 'message':
        return message(heard)
      case 'typing':
        return isTyping(heard.session, true)
      case 'waiting': {
        const { type: _type, at: _at, repeat: _repeat, ...patron } = heard
        wantLibrary(patron.library)
        return set({ waiting: [...get().waiting, patron].sort(byPlace) })
      }
      case 'no-longer-waiting':
        return set({
          waiting: get().waiting.filter(({ session }) => session !== heard.session),
          called: uncalled(heard.session),
        })
      case 'called': {
        const patron = get().waiting.find(({ session }) => session === heard.session)
        set({ called: [...uncalled(heard.session), heard.session], isAsleep: false })
        return alert({ key: 'alert.waiting', values: { name: patron?.name ?? '', question: patron?.question ?? '' } })
      }
      case 'transfer-offered':
        return offer({
          ...heard,
          kind: 'transfer',
          name: heard.name,
          note: heard.note,
          since: undefined,
          isAsleep: false,
        })
      case 'rescue-offered':
        return offer({
          ...heard,
          ...{ kind: 'rescue', name: heard.name, note: undefined, isAsleep: heard.asleep ?? false },
        })
      case 'help-wanted':
        return offer({
          ...heard,
          ...{ kind: 'help', name: heard.name, note: heard.note, since: undefined, isAsleep: false },
        })
      case 'help-unanswered':
        book.change(heard.session, () => ({ helpFrom: undefined }))
        return event(heard.session, heard.at, { key: 'event.help-unanswered' })
      case 'colleague-joined':
        return colleagueCame(heard.session, heard.at, heard.name, heard.library, false)
      case 'librarian-joined':
        return colleagueCame(heard.session, heard.at, heard.name, heard.library, true)
      case 'colleague-left': {
        book.change(heard.session, ({ joined }) => ({ colleague: undefined, joined: joined && !heard.serving }))
        const key = heard.serving ? 'event.colleague-left-you-serve' : 'event.colleague-left'
        return event(heard.session, heard.at, { key, values: { name: heard.name } })
      }
      case 'colleague-here':
      case 'librarian-here':
        return colleagueHere(heard.session, heard.at, heard.here)
      case 'transfer-over':
      case 'rescue-over':
      case 'help-over':
        return offerOver(heard.session)
      case 'transfer-offer-declined':
      case 'transfer-returned': {
        book.event(heard.session, heard.at, { key: `event.${heard.type}`, values: { to: toOf(get(), heard.session) } })
        book.change(heard.session, () => ({ transferTo: undefined }))
        return tell({ key: 'news.transfer-back', values: { name: nameOf(heard.session) } })
      }
      case 'transferred-away':
        return gone(heard.session, { key: 'gone.transferred', values: { name: heard.name } })
      case 'back-in-queue':
        return gone(heard.session, { key: 'gone.back-in-queue' })
      case 'no-longer-yours':
        return gone(heard.session, { key: `gone.${heard.now}` })
      case 'ended':
        return gone(heard.session, { key: 'gone.ended', values: { code: heard.code ?? '' } })
      case 'patron-here': {
        book.change(heard.session, () => ({ here: heard.here, ...(heard.here && { left: false }) }))
        return book.event(heard.session, heard.at, { key: heard.here ? 'event.patron-back' : 'event.patron-away' })
      }
      case 'patron-left':
        book.change(heard.session, () => ({ left: true, here: false }))
        return book.event(heard.session, heard.at, { key: 'event.patron-left' })
      case 'greeting-nudge':
        return tell({ key: 'news.greet', values: { name: nameOf(heard.session) } })
      case 'silence-warning':
        book.change(heard.session, () => ({ clockFrom: heard.since }))
        return tell({ key: 'news.silence', values: { name: nameOf(heard.session) } })
      case 'silence-breach':
        return book.change(heard.session, () => ({ clockFrom: heard.since, breaches: heard.breach }))
      case 'patron-silent':
        return book.change(heard.session, () => ({ silent: { prompt: heard.prompt, since: heard.since } }))
      case 'address-verified':
        book.change(heard.session, () => ({
          email: heard.email,
          verified: heard.verified ?? 'typed-twice',
          contactAsked: false,
          ...(heard.name && { name: heard.name }),
        }))
        return book.event(heard.session, heard.at, { key: 'event.address', values: { email: heard.email } })
      case 'code-returned':
      case 'address-disowned':
        return book.event(heard.session, heard.at, { key: `event.${heard.type}`, values: { email: heard.email } })
      case 'asleep':
        return set({ isAsleep: true, called: [] })
      case 'still-there':
        set({ offDutyAt: heard.offDutyAt })
        return alert({ key: 'alert.still-there' })
      case 'off-duty':
        set({ duty: 'off', waiting: [], called: [], offDutyAt: undefined })
        return notice({ key: 'notice.taken-off-duty' })
      case 'staff-room-message': {
        const { type: _type, ...said } = heard
        return set({ room: [...get().room, said].sort((a, b) => (a.id < b.id ? -1 : 1)) })
      }
      case 'replaced':
        return notice({ key: 'notice.replaced' })
    }
  }
}

function toOf({ sessions }: Shift, session: string): string {
  return sessions[session]?.transferTo ?? ''
}

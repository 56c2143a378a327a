import type { Heard } from '../../../client/desk-client.ts'
import { byPlace } from '../../../lib/protocol/queue-place.ts'
import type { Store } from '../../shared/store.ts'
import type { LibraryBook } from './libraries.ts'
import { type SessionBook, wordsLine } from './sessions.ts'
import { type Offer, patronIn, type Saying, type Serving, type Shift } from './shift.ts'

/** Whoever stopped typing is shown as typing for this long, ms. */
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
  readonly libraries: LibraryBook
}

/** Turns what the client hears into what is shown. */
export function hearing(options: HearingOptions): (heard: Heard) => void {
  const { shift, book, now, alert, tell, notice, libraries } = options
  const { get, set } = shift
  const typings = new Map<string, ReturnType<typeof setTimeout>>()

  /** The name comes with whoever asks. The rest of what a library says of itself comes a moment later. */
  const wantLibrary = (id: string, name?: string) => {
    if (name !== undefined) libraries.called({ libraries: [{ id, name }] })
    libraries.want(id)
  }
  const patronOf = (session: string) => patronIn(get().sessions[session])

  const types = (session: string, typing: Serving['typing']) => {
    clearTimeout(typings.get(session))
    if (typing)
      typings.set(
        session,
        setTimeout(() => book.change(session, () => ({ typing: undefined })), typingFor),
      )
    book.change(session, () => ({ typing }))
  }

  const message = (heard: Extract<Heard, { type: 'message' }>) => {
    const { type: _type, session, missed, ...words } = heard
    const line = wordsLine(words)
    if (get().sessions[session]?.typing === words.from) types(session, undefined)
    if (words.from === 'patron') {
      const isElsewhere = get().current !== session || document.hidden
      book.change(session, ({ lines, unread }) => ({
        lines: [...lines, line],
        unread: isElsewhere ? unread + 1 : unread,
        silent: undefined,
      }))
      if (!missed) tell({ key: 'news.message', values: { ...patronOf(session), text: words.text } })
      return
    }
    book.change(session, ({ lines, unsent, clockFrom }) => {
      // Its reply and the message itself come in either order. Until one of them is here, it is unsent.
      const [own] = unsent.filter(
        ({ frame, refused, writtenAt, wasLeft }) =>
          frame.action === 'say' &&
          frame.text === words.text &&
          (wasLeft ? words.at >= writtenAt : words.mine && !refused),
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

  const offer = ({ libraryName, ...one }: Offer & { readonly libraryName?: string | undefined }) => {
    const { offers } = get()
    if (offers.some(({ session }) => session === one.session)) return
    wantLibrary(one.library, libraryName)
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
    tell({ key: 'news.gone', values: patronOf(session) })
  }

  const uncalled = (session: string) => get().called.filter(each => each !== session)

  return heard => {
    switch (heard.type) {
      case 'connected':
        return set({ line: navigator.onLine ? 'up' : 'offline', isAsleep: false })
      case 'disconnected':
        return set({ line: navigator.onLine ? 'lost' : 'offline' })
      case 'gave-up':
        return set({ line: 'ended', endedBecause: heard.reason })
      case 'resumed':
        return resumed(heard)
      case 'message':
        return message(heard)
      case 'typing':
        return types(heard.session, heard.from)
      case 'waiting': {
        const { type: _type, at: _at, repeat: _repeat, ...patron } = heard
        wantLibrary(patron.library, patron.libraryName)
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
        const to = get().sessions[heard.session]?.transferTo
        const key = `event.${heard.type}`
        book.event(heard.session, heard.at, to === undefined ? { key } : { key: `${key}.to`, values: { to } })
        book.change(heard.session, () => ({ transferTo: undefined }))
        return tell({ key: 'news.transfer-back', values: patronOf(heard.session) })
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
        return tell({ key: 'news.greet', values: patronOf(heard.session) })
      case 'silence-warning':
        book.change(heard.session, () => ({ clockFrom: heard.since }))
        return tell({ key: 'news.silence', values: patronOf(heard.session) })
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
      case 'awake':
        set({ isAsleep: false })
        return notice({ key: 'notice.was-asleep' })
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

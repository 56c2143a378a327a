import type { Heard } from '../../client/desk-client.ts'
import type { Store } from '../shared/store.ts'
import type { Line, Saying, Talk } from './talk.ts'

/** A librarian who stopped typing is shown as typing for this long, ms. */
const typingFor = 6_000

/** A connection that is back sooner is lost without a word to those who listen, ms. */
const lostFor = 2_000

/** Turns what a client hears into what is shown. */
export function hearing({ get, set }: Store<Talk>): (heard: Heard) => void {
  let count = 0
  let typingEnds: ReturnType<typeof setTimeout> | undefined
  let losing: ReturnType<typeof setTimeout> | undefined
  let isLost = false

  const tell = (saying: Saying) => set({ news: { ...saying, count: ++count } })
  const event = (saying: Saying) => {
    const line: Line = { kind: 'event', id: `event-${++count}`, saying }
    set({ lines: [...get().lines, line] })
    tell(saying)
  }
  const types = (typing?: string) => {
    clearTimeout(typingEnds)
    if (typing !== undefined) typingEnds = setTimeout(types, typingFor)
    if (typing !== get().typing) set({ typing })
  }

  const message = ({ type: _type, session: _session, missed, ...message }: Extract<Heard, { type: 'message' }>) => {
    const { lines, unsent, unread } = get()
    const { from, text, number } = message
    const line: Line = { kind: 'words', id: `message-${number}`, message }
    if (from === 'patron') {
      // Its reply and the message itself come in either order. Until one of them is here, it is unsent.
      const [own] = unsent.filter(each => !each.refused && each.text === text)
      return set({ lines: [...lines, line], unsent: unsent.filter(each => each !== own) })
    }
    types()
    set({ lines: [...lines, line], unread: unread + 1 })
    if (!missed) tell({ key: 'news.message', values: { name: message.name ?? get().librarian ?? '', text } })
  }

  const resumed = (standing: Extract<Heard, { type: 'resumed' }>) => {
    const { status, askedAt, librarian, pools, offered, messages } = standing
    const [first] = messages
    set({
      ...{ askedAt, line: 'up' },
      ...(first?.number === 1 && { question: first.text }),
      ...(librarian && { librarian: librarian.name }),
      ...(status === 'waiting' && { phase: 'waiting', pools: pools ?? [], isOffered: offered ?? false }),
      ...(status === 'active' && { phase: 'talking' }),
    })
    if (status === 'closed' && !get().end) over({ why: standing.unrated ? 'closed' : 'over' })
  }
  const lose = () => {
    set({ line: navigator.onLine ? 'lost' : 'offline' })
    clearTimeout(losing)
    losing = setTimeout(() => {
      const { line, phase } = get()
      if (line === 'up' || phase === 'over') return
      isLost = true
      tell({ key: `line.${line}` })
    }, lostFor)
  }
  const over = (end: NonNullable<Talk['end']>) => {
    types()
    set({ phase: 'over', end, contact: undefined })
    tell({ key: 'news.over' })
  }

  return heard => {
    switch (heard.type) {
      case 'resumed':
        return resumed(heard)
      case 'message':
        return message(heard)
      case 'waiting-for':
        return set({ pools: heard.pools })
      case 'address-offer':
        set({ isOffered: true })
        return tell({ key: 'news.offer' })
      case 'librarian-joined': {
        const { librarian, phase } = get()
        const { name } = heard
        set({ phase: 'talking', librarian: name, isOffered: false })
        if (phase === 'talking' && librarian && librarian !== name)
          return event({ key: 'event.took-over', values: { name, before: librarian } })
        return event({ key: librarian === name ? 'event.back' : 'event.joined', values: { name } })
      }
      case 'colleague-joined':
        return event({ key: 'event.colleague-joined', values: { name: heard.name, beside: heard.beside } })
      case 'colleague-left':
        set({ librarian: heard.stays })
        return event({ key: 'event.colleague-left', values: { name: heard.name, stays: heard.stays } })
      case 'back-in-queue':
        event({ key: 'event.back-in-queue', values: { name: get().librarian ?? '' } })
        return set({ phase: 'waiting' })
      case 'librarian-here':
        return event({ key: heard.here ? 'event.back' : 'event.away', values: { name: get().librarian ?? '' } })
      case 'typing':
        return types(heard.name ?? get().librarian ?? '')
      case 'contact-form':
        set({ contact: { email: heard.email, name: heard.name } })
        return tell({ key: 'news.contact' })
      case 'address-verified':
        set({ contact: undefined, email: heard.email })
        return event({ key: 'event.address', values: { email: heard.email } })
      case 'transcript-returned':
        set({ transcript: 'not' })
        return event({ key: 'event.transcript-returned' })
      case 'code-returned':
        return event({ key: 'event.code-returned', values: { email: heard.email } })
      case 'address-disowned':
        return event({ key: 'event.address-disowned', values: { email: heard.email } })
      case 'ended': {
        const { goodbye, followUp, unrated } = heard
        const deadline = followUp && followUp.deadline !== 'none' ? followUp.deadline : undefined
        const { email } = get()
        return over({ why: unrated ? 'closed' : 'over', goodbye, ...(followUp && { owed: { deadline }, email }) })
      }
      case 'connected':
        clearTimeout(losing)
        if (isLost) tell({ key: 'news.up' })
        isLost = false
        return set({ line: 'up' })
      case 'disconnected':
        return get().phase === 'over' ? undefined : lose()
      case 'gave-up':
        return set({ phase: heard.because === 'replaced' ? 'elsewhere' : 'gone' })
      default:
        return undefined
    }
  }
}

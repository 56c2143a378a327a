import type { Message } from '../../../client/transcript.ts'
import type { Store } from '../../shared/store.ts'
import { kept } from './kept.ts'
import type { Colleague, Line, Saying, Serving, Shift, Taken } from './shift.ts'

/** The colours that tell sessions apart. */
const hues = 6

/** The sessions of a shift, and how they change. */
export interface SessionBook {
  /** Puts these parts into a session, if it is there. */
  change(session: string, parts: (now: Serving) => Partial<Serving>): void
  /** A session has come to this librarian with everything in it. */
  taken(reply: Taken, messages: readonly Message[], now: number): void
  /** A session that they already serve, after a page was loaded anew or the connection was lost. */
  found(standing: Omit<Taken, 'type' | 'briefing'>, now: number): void
  event(session: string, at: number, saying: Saying): void
  add(session: string, line: Line): void
  /** The earlier part of a long conversation has come. */
  rewritten(session: string, messages: readonly Message[], earlierThan: number | undefined): void
  gone(session: string, saying: Saying): void
  remove(session: string): void
}

export function sessionBook({ get, set }: Store<Shift>): SessionBook {
  let count = 0

  const change: SessionBook['change'] = (session, parts) => {
    const { sessions } = get()
    const now = sessions[session]
    if (now) set({ sessions: { ...sessions, [session]: { ...now, ...parts(now) } } })
  }

  /** The first colour that no open session has. */
  const freeHue = (): number => {
    const used = Object.values(get().sessions).map(({ hue }) => hue)
    return Array.from({ length: hues }, (_, at) => at + 1).find(hue => !used.includes(hue)) ?? (used.length % hues) + 1
  }

  const put = (serving: Serving): void => {
    const { sessions, order, waiting, called, offers } = get()
    const { session } = serving
    set({
      sessions: { ...sessions, [session]: serving },
      order: order.includes(session) ? order : [...order, session],
      waiting: waiting.filter(each => each.session !== session),
      called: called.filter(each => each !== session),
      offers: offers.filter(each => each.session !== session),
    })
  }

  const servingOf = (standing: Omit<Taken, 'type' | 'briefing'>, from: number): Serving => {
    const { session, library, askedAt, patron, language, notes = [], answers = [] } = standing
    const unsent = kept.unsent(session).filter(({ frame: { action, text }, writtenAt }) => {
      const isKnown = action === 'note' && notes.some(note => note.text === text && note.at >= writtenAt)
      return !isKnown
    })
    return {
      ...{ session, library, askedAt, language, answers, hue: freeHue() },
      ...{ name: patron.name, here: patron.here, left: patron.left ?? false },
      ...{ email: patron.email, verified: patron.verified, contactAsked: false },
      lines: notes.map(({ name, at, text }) => noteLine(at, text, name)),
      ...{ unsent, stopped: undefined, advice: undefined, briefing: undefined },
      ...{ clockFrom: from, breaches: 0, silent: undefined, typing: undefined, unread: 0 },
      ...{ earlierThan: undefined, transferTo: undefined, gone: undefined, begun: undefined },
      ...{ colleague: colleagueIn(standing), joined: standing.joined ?? false },
      myName: (standing.joined ? standing.second : standing.librarian)?.name,
      helpFrom: standing.helpCalled && { name: undefined },
    }
  }

  return {
    change,
    taken: (reply, messages, now) => {
      const { briefing } = reply
      const serving = servingOf(reply, now)
      put({ ...serving, briefing, lines: merged(serving.lines, messages) })
    },
    found: (standing, now) => {
      const before = get().sessions[standing.session]
      const { patron, language } = standing
      if (!before) return put(servingOf(standing, now))
      change(standing.session, () => ({
        ...{ name: patron.name, here: patron.here, left: patron.left ?? false, language },
        ...{ email: patron.email, verified: patron.verified, gone: undefined, begun: undefined },
        ...{ colleague: colleagueIn(standing), joined: standing.joined ?? false },
        ...(!standing.helpCalled && { helpFrom: undefined }),
      }))
    },
    event: (session, at, saying) =>
      change(session, ({ lines }) => ({
        lines: [...lines, { kind: 'event', id: `event-${++count}`, at, saying }],
      })),
    add: (session, line) => change(session, ({ lines }) => ({ lines: [...lines, line] })),
    rewritten: (session, messages, earlierThan) =>
      change(session, ({ lines }) => ({
        earlierThan,
        lines: merged(
          lines.filter(({ kind }) => kind !== 'words'),
          messages,
        ),
      })),
    gone: (session, saying) => {
      const draft = kept.draft(session)
      change(session, ({ stopped }) => ({
        ...{
          gone: saying,
          begun: unsaid(stopped?.frame, draft),
          typing: undefined,
          silent: undefined,
          transferTo: undefined,
        },
        ...{ colleague: undefined, helpFrom: undefined },
      }))
      kept.forget(session)
    },
    remove: session => {
      const { sessions, order, current } = get()
      const { [session]: _removed, ...rest } = sessions
      const left = order.filter(each => each !== session)
      set({ sessions: rest, order: left, ...(current === session && { current: left.at(-1) }) })
      kept.forget(session)
    },
  }
}

interface Written {
  readonly text: string
  readonly resource?: { readonly title?: string; readonly url?: string; readonly path?: string } | undefined
}

/** What the patron did not get: words that the desk refused softly, and a draft with the parts of its resource. */
function unsaid(...written: readonly (Written | undefined)[]): string | undefined {
  const texts = written.flatMap(each => [each?.text, each?.resource?.title, each?.resource?.url, each?.resource?.path])
  return texts.filter(text => text !== undefined && /\S/.test(text)).join('\n') || undefined
}

/** The other one of two librarians, whichever this one is. */
function colleagueIn({ joined, librarian, second }: Omit<Taken, 'type' | 'briefing'>): Colleague | undefined {
  return joined ? librarian : second
}

export function wordsLine(message: Message): Line {
  return { kind: 'words', id: `message-${message.number}`, at: message.at, message }
}

export function noteLine(at: number, text: string, name?: string): Line {
  return { kind: 'note', id: `note-${at}-${text.length}`, at, text, ...(name && { name }) }
}

/** Messages among the other lines, by time. */
function merged(others: readonly Line[], messages: readonly Message[]): readonly Line[] {
  return [...messages.map(wordsLine), ...others].sort((a, b) => a.at - b.at)
}

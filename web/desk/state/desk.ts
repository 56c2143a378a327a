import { part } from '../../../client/desk-client.ts'
import { connectLibrarian, type LibrarianClient } from '../../../client/librarian-client.ts'
import { type SettingsClient, settingsClient } from '../../../client/settings.ts'
import type { TokenSource } from '../../../client/sign-in.ts'
import type { Outgoing } from '../../../client/wire.ts'
import type { Refused, Reply } from '../../../lib/protocol/frames-out.ts'
import { browserSocket } from '../../shared/browser-socket.ts'
import { type Store, store } from '../../shared/store.ts'
import { choices } from './choices.ts'
import { hearing } from './hearing.ts'
import { keepUnsentOf, kept } from './kept.ts'
import { type LibraryBook, libraryBook } from './libraries.ts'
import { sessionBook } from './sessions.ts'
import { beginning, type Offer, type Saying, type Shift, type Taken } from './shift.ts'
import { play } from './sound.ts'
import { type Talks, talksOf } from './talks.ts'

/** What a librarian does at the desk, and what there is to see. */
export interface Desk {
  readonly shift: Store<Shift>
  readonly libraries: LibraryBook
  readonly talks: Talks
  readonly settings: SettingsClient
  readonly staffRoom: Pick<LibrarianClient['room'], 'open' | 'close' | 'say'>
  /** Sends any frame, and resolves with its reply. */
  send(frame: Outgoing): Promise<Reply>
  /** The desk's time, ms since 1970. */
  now(): number
  comeOnDuty(pools: readonly string[]): Promise<void>
  goOffDuty(): Promise<void>
  /** Says that somebody is there, when the desk asks (R40). */
  stillHere(): Promise<void>
  /** Picks up the patron whose turn it is, or a particular one with a reason (R2). Resolves with the refusal, if there is one. */
  pickUp(particular?: { readonly session: string; readonly reason: string }): Promise<Refused | undefined>
  answerOffer(session: string, accept: boolean): Promise<void>
  moreWaiting(): Promise<void>
  turnTo(session: string): void
  /** Puts away a session that is over for this librarian. */
  putAway(session: string): void
  notice(saying: Saying, isWrong?: boolean): void
  dismiss(id: number): void
  signOff(): Promise<void>
}

/** Connects a librarian who has signed in. Rejects with the desk's sentence if it does not let them in. */
export async function openDesk(tokens: TokenSource): Promise<Desk> {
  const http = location.origin
  const shift = store<Shift>(beginning({ id: '', name: '', role: '' }))
  const { get, set } = shift
  const book = sessionBook(shift)
  const libraries = libraryBook(http, choices.get().groupNames)
  libraries.known.on(() => {
    const { groupNames } = libraries.known.get()
    if (groupNames !== choices.get().groupNames) choices.set({ groupNames })
  })
  let client: LibrarianClient | undefined
  let count = 0
  const now = () => client?.now() ?? Date.now()

  const tell = (saying: Saying) => set({ news: { ...saying, count: ++count } })
  const notice = (saying: Saying, isWrong = false) =>
    set({ notices: [...get().notices.slice(-3), { id: ++count, saying, isWrong }] })
  const alert = (saying: Saying) => {
    tell(saying)
    play(choices.get().sound)
    for (const listener of alerts) listener(saying)
  }
  keepUnsentOf(shift, now)
  const listener = hearing({ shift, book, now, alert, tell, notice, libraries })
  client = await connectLibrarian(http, tokens, { socket: browserSocket, listener, onDuty: false })
  const there = client
  set({ me: { id: there.id, name: there.name, role: there.role }, ownPools: choices.get().ownPools })

  const refusedBy = (reply: Reply): Refused | undefined => (reply.type === 'refused' ? reply : undefined)
  const told = (reply: Reply): Refused | undefined => {
    const refused = refusedBy(reply)
    if (refused) notice({ key: 'notice.refused', values: { reason: refused.reason } }, true)
    return refused
  }

  const taken = (reply: Taken) => {
    libraries.want(reply.library)
    book.taken(reply, there.transcript(reply.session), now())
    book.change(reply.session, () => ({ earlierThan: there.earlierThan(reply.session) }))
    turnTo(reply.session)
  }
  const turnTo = (session: string) => {
    set({ current: session })
    book.change(session, () => ({ unread: 0 }))
  }

  /** Sessions that the desk names and this page does not know, after it was loaded anew. */
  const find = async (session: string) => {
    if (get().sessions[session]) return
    for (;;) {
      const after = there.transcript(session).at(-1)?.number ?? 0
      const reply = await there.send({ action: 'resume', session, after })
      if (reply.type !== 'resumed' || !reply.more) break
    }
    const briefed = await there.send({ action: 'briefing', session })
    if (briefed.type === 'briefing') book.change(session, () => ({ briefing: briefed.briefing }))
    const last = there.transcript(session).findLast(({ from }) => from === 'librarian')
    book.change(session, ({ clockFrom }) => ({ clockFrom: last?.at ?? clockFrom }))
  }

  const comeOnDuty = async (pools: readonly string[]) => {
    const reply = await there.comeOnDuty(pools.length > 0 ? pools : undefined)
    if (told(reply) || reply.type !== 'on-duty') return
    const ownPools = [...new Set([...reply.pools, ...get().ownPools])]
    set({
      duty: 'on',
      pools: reply.pools,
      ownPools,
      limit: reply.limit,
      others: there.others(),
      offDutyAt: undefined,
      isAsleep: false,
    })
    choices.set({ pools: [...pools], ownPools })
    kept.keepDuty(true)
    for (const session of reply.sessions) await find(session)
    await nameGroups(reply.pools)
  }

  /** Groups are named by the list of those on duty. It is asked for once on a machine, for the groups of this librarian. */
  const nameGroups = async (pools: readonly string[]) => {
    const { groupNames } = libraries.known.get()
    if (!pools.some(pool => pool.startsWith('group:') && !(pool.slice('group:'.length) in groupNames))) return
    const reply = await there.send({ action: 'who-is-here' })
    if (reply.type === 'who-is-here') libraries.called(reply.names)
  }

  addEventListener('offline', () => {
    if (get().line === 'ended') return
    set({ line: 'offline' })
    there.drop(new Promise<void>(resolve => addEventListener('online', () => resolve(), { once: true })))
  })
  addEventListener('online', () => {
    if (get().line === 'offline') set({ line: 'lost' })
    there.hurry()
  })
  document.addEventListener('visibilitychange', () => {
    const { current } = get()
    if (!document.hidden && current) book.change(current, () => ({ unread: 0 }))
  })

  return {
    shift,
    libraries,
    talks: talksOf({ shift, book, client: there, told, notice }),
    settings: settingsClient(http, tokens),
    staffRoom: there.room,
    send: there.send,
    now,
    comeOnDuty,
    goOffDuty: async () => {
      if (told(await there.send({ action: 'off-duty' }))) return
      set({ duty: 'off', waiting: [], called: [], others: 0, offDutyAt: undefined })
      kept.keepDuty(false)
    },
    stillHere: () => comeOnDuty(choices.get().pools),
    pickUp: async particular => {
      const reply = await there.send({ action: 'pick-up', ...particular })
      if (reply.type === 'picked-up') taken(reply)
      return refusedBy(reply)
    },
    answerOffer: async (session, accept) => {
      const offer = get().offers.find(each => each.session === session)
      set({ offers: get().offers.filter(each => each !== offer) })
      if (!offer || (offer.kind !== 'transfer' && !accept)) return
      const reply = await there.send(answerTo(offer, accept))
      if (reply.type === 'transferred' || reply.type === 'rescued' || reply.type === 'joined') taken(reply)
      else told(reply)
    },
    moreWaiting: async () => {
      await there.moreWaiting()
      set({ others: there.others() })
    },
    turnTo,
    putAway: book.remove,
    notice,
    dismiss: id => set({ notices: get().notices.filter(each => each.id !== id) }),
    signOff: () => part(there, { action: 'off-duty' }),
  }
}

/** Only a transfer waits for an answer. Whoever does not take over or join says nothing. */
function answerTo({ kind, session }: Offer, accept: boolean): Outgoing {
  switch (kind) {
    case 'transfer':
      return { action: 'answer-transfer', session, accept }
    case 'rescue':
      return { action: 'accept-rescue', session }
    case 'help':
      return { action: 'join', session }
  }
}

/** What else happens at an alert, besides the sound: a notification of the browser. */
const alerts = new Set<(saying: Saying) => void>()

export function onAlert(listener: (saying: Saying) => void): () => void {
  alerts.add(listener)
  return () => void alerts.delete(listener)
}

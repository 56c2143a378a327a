import type { Push, Reply } from '../../lib/protocol/frames-out.ts'
import { type Client, createClient } from './client.ts'
import type { Scheduler } from './scheduler.ts'
import type { World } from './world.ts'

/** A librarian's plan for sessions, found by the beginning of the question. */
export type Handling =
  | 'answer'
  | 'follow-up'
  | 'follow-up-by-me'
  | 'leave-alone'
  | 'leave-after-greeting'
  | 'assist'
  | 'step-back'
  | { readonly transferTo: string }

export interface LibrarianPlan {
  readonly id: string
  readonly name: string
  readonly library: string
  /** When they come on duty, and from when they pick up: ms after the beginning. */
  readonly onDutyAt: number
  readonly picksUpFrom: number
  readonly limit: number
  /** Their plan for a session, by its question. */
  readonly handles: (question: string) => Handling
  /** Their plan for a session that was transferred to them. @default 'answer' */
  readonly takesOver?: Handling
  /** Whether they answer their promised follow-ups in the desk. */
  readonly answersLater?: boolean
  /** How many mistakes they report on the policy page of each patron's library; not all of them are mailed. @default 0 */
  readonly reports?: number
  /** Whether they say something more before they close. */
  readonly isThorough?: boolean
  /** Their page sleeps from this moment (ms after the beginning) for this long (ms), and neither hears nor sends anything. */
  readonly sleeps?: { readonly at: number; readonly wakesAfter: number }
  /** Whether they take over from silent colleagues. @default true */
  readonly rescues?: boolean
  /** Whether they call for a colleague with each patron: anybody, or one by their id. @default - never */
  readonly calls?: 'anybody' | { readonly invites: string }
  /** What they do with a patron whom a colleague has joined. @default 'stays' */
  readonly besideSecond?: 'stays' | 'leaves'
  /** What they do with a colleague's patron, if they are asked; who comes late may find another one there. @default 'ignores' */
  readonly asSecond?: 'ignores' | 'stays' | 'leaves' | 'falls-silent' | 'comes-late'
  /** They leave the consortium at this moment (ms after the beginning), and their page continues as if nothing had happened. */
  readonly leavesAt?: number
  /** They lose the connection at this moment (ms after the beginning) and come back this much later (ms). */
  readonly drops?: { readonly at: number; readonly backAfter: number }
}

export interface LibrarianActor {
  readonly plan: LibrarianPlan
  readonly client: Client
  /** The sessions that they believe to serve. */
  readonly serving: ReadonlySet<string>
  /** Sessions that they were given, with an entry for each time that they were told. */
  readonly given: readonly string[]
  /** When each session was shown to them as waiting, by an alert or a list, ms, newest last. */
  readonly shown: ReadonlyMap<string, readonly number[]>
}

/** Whether a push says that the session is no longer theirs. If the push of an end was lost, `standing` says so. */
function isOver(push: Push): push is Extract<Push, { session: string }> {
  const { type } = push
  return (
    type === 'ended' ||
    type === 'transferred-away' ||
    type === 'back-in-queue' ||
    (type === 'standing' && push.status === 'closed')
  )
}

/** How long a librarian takes for a message, ms. */
const typingTime = 3_000

/** How long whoever comes late takes to join, ms: the next round was asked after 15 s, and one of them has joined by then. */
const dawdling = 19_000

/** How often a page asks for the queue, ms. */
const lookEvery = 30_000

/** Looks of one page, more than any conversation needs: four hours of them. */
const looksMax = 480

/** How long a librarian waits for a patron's message before going on, ms. */
const listeningTime = 20_000

export function librarian(plan: LibrarianPlan, world: World, scheduler: Scheduler): LibrarianActor {
  const serving = new Set<string>()
  const given: string[] = []
  const offered = new Set<string>()
  /** The waiting patrons that this librarian was told of. */
  const crowd = new Set<string>()
  const counters = new Map<string, number>()
  const listening = new Map<string, () => void>()
  const joinedBy = new Map<string, () => void>()
  let picking = false
  let mayPick = false
  let isAsleep = false
  let hasCome = false
  /** What came while the page slept. */
  const unheard: Push[] = []
  const shown = new Map<string, number[]>()
  const sees = (session: string): void => {
    crowd.add(session)
    shown.set(session, [...(shown.get(session) ?? []), scheduler.now()])
  }

  /** Comes on duty, resumes their sessions, and sees who is waiting. */
  const lookAround = async (me: Client): Promise<void> => {
    const reply = await me.ask({ action: 'on-duty', ...(hasCome && { byItself: true }) })
    if (reply?.type !== 'on-duty') return
    hasCome = true
    for (const session of new Set([...reply.sessions, ...serving])) {
      const back = await me.ask({ action: 'resume', session, after: me.view(session).last })
      if (back?.type === 'resumed' && back.status === 'active')
        adopt(session, back.n, back.messages[0]?.text, back.joined && 'assist')
    }
    for (const session of [...serving]) if (!reply.sessions.includes(session)) serving.delete(session)
    crowd.clear()
    for (const { session } of reply.waiting) sees(session)
    void pickUp()
  }

  /** A page that shows the queue asks for it, whomever its librarian serves. */
  const look = async (): Promise<void> => {
    if (isAsleep || client.connection() === undefined) return
    const reply = await client.ask({ action: 'queue' })
    if (reply?.type !== 'queue') return
    for (const { session } of reply.waiting) waits(session)
    void pickUp()
  }

  /** Somebody waits. If they serve them, as far as they know, that they are theirs no more may have been lost on the way. */
  const waits = (session: string): void => {
    sees(session)
    if (serving.has(session)) void check(session)
  }

  const hear = (push: Push): void => {
    if (isAsleep) {
      unheard.push(push)
      return
    }
    if ((push.type === 'waiting' || push.type === 'rescue-offered') && push.at !== undefined)
      void client.ask({ action: 'heard', session: push.session, at: push.at })
    if (push.type === 'waiting') {
      waits(push.session)
      void pickUp()
    }
    // Whoever hears that they are asleep is awake.
    if (push.type === 'asleep') void look()
    if (push.type === 'no-longer-waiting') crowd.delete(push.session)
    if (push.type === 'transfer-offered') void accept(push.session)
    if (push.type === 'help-wanted' && (plan.asSecond ?? 'ignores') !== 'ignores') void join(push.session)
    if (push.type === 'colleague-joined') joinedBy.get(push.session)?.()
    if (push.type === 'colleague-left' && push.serving && serving.has(push.session))
      void conclude(push.session, 'answer').then(pickUp)
    if (push.type === 'rescue-offered' && plan.rescues !== false) void rescue(push.session)
    if (isOver(push)) {
      serving.delete(push.session)
      void pickUp()
    }
    if (push.type === 'message') listening.get(push.session)?.()
  }

  const client = createClient({
    name: plan.id,
    world,
    scheduler,
    ticket: async () => JSON.stringify({ role: 'librarian', library: plan.library, librarian: plan.id }),
    greet: lookAround,
    hear,
  })

  /** Serves a session from now on, unless they already do. */
  const adopt = (session: string, n: number, question: string | undefined, handling?: Handling): void => {
    counters.set(session, Math.max(n, counters.get(session) ?? 0))
    if (serving.has(session)) return
    serving.add(session)
    void serve(session, handling ?? plan.handles(question ?? ''))
  }

  /** Asks whether a session is still theirs. */
  const check = async (session: string): Promise<void> => {
    const reply = await client.ask({ action: 'resume', session, after: client.view(session).last })
    if (reply?.type !== 'refused') return
    serving.delete(session)
    void pickUp()
  }

  const pickUp = async (): Promise<void> => {
    if (picking || !mayPick) return
    picking = true
    while (crowd.size > 0 && serving.size < plan.limit && !client.isGone() && !isAsleep) {
      await scheduler.sleep(500)
      const reply = await client.ask({ action: 'pick-up' })
      if (reply?.type === 'picked-up') {
        crowd.delete(reply.session)
        given.push(reply.session)
        adopt(reply.session, reply.n, reply.messages[0]?.text)
      } else if (reply?.type === 'refused' && reply.code === 'nobody-waiting') crowd.clear()
      else if (reply) break
      // There was no reply, so they check the state before they try again.
      else await lookAround(client)
    }
    picking = false
  }

  const accept = async (session: string): Promise<void> => {
    if (offered.has(session)) return
    offered.add(session)
    await scheduler.sleep(typingTime)
    const reply = await client.ask({ action: 'answer-transfer', session, accept: true })
    offered.delete(session)
    if (reply?.type !== 'transferred') return
    given.push(session)
    adopt(session, reply.n, undefined, plan.takesOver ?? 'answer')
  }

  const rescue = async (session: string): Promise<void> => {
    if (offered.has(session) || serving.size >= plan.limit) return
    offered.add(session)
    await scheduler.sleep(typingTime)
    const reply = await client.ask({ action: 'accept-rescue', session })
    offered.delete(session)
    if (reply?.type !== 'rescued') return
    given.push(session)
    adopt(session, reply.n, undefined, 'answer')
  }

  const join = async (session: string): Promise<void> => {
    if (offered.has(session) || serving.size >= plan.limit) return
    offered.add(session)
    await scheduler.sleep(plan.asSecond === 'comes-late' ? dawdling : typingTime)
    const reply = await client.ask({ action: 'join', session })
    offered.delete(session)
    if (reply?.type !== 'joined') return
    given.push(session)
    adopt(session, reply.n, undefined, 'assist')
  }

  /** Writes to a colleague's patron as well. */
  const assist = async (session: string): Promise<void> => {
    if (plan.asSecond === 'falls-silent') return
    if (!(await say(session, `${plan.name} is here, too.`))) return
    await listen(session)
    if (plan.asSecond === 'leaves') await leave(session)
    void pickUp()
  }

  const leave = async (session: string): Promise<boolean> => {
    const reply = await client.ask({ action: 'leave-session', session })
    return reply?.type === 'session-left' && !lost(session)
  }

  /** Calls for a colleague, and waits a while for one. */
  const call = async (session: string, calls: NonNullable<LibrarianPlan['calls']>): Promise<boolean> => {
    const named = calls === 'anybody' ? {} : { librarian: calls.invites }
    const reply = await client.ask({ action: 'call-for-help', session, note: 'Help.', ...named })
    if (reply?.type !== 'help-called') return false
    return new Promise(resolve => {
      const callOff = scheduler.after(listeningTime, () => resolve(false))
      joinedBy.set(session, () => {
        callOff()
        resolve(true)
      })
    })
  }

  /** Says something. False once the session is no longer theirs. */
  const say = async (session: string, text: string): Promise<boolean> => {
    await scheduler.sleep(typingTime)
    if (!serving.has(session)) return false
    const n = (counters.get(session) ?? 0) + 1
    const reply = await client.ask({ action: 'say', session, n, text })
    if (reply?.type !== 'said') return lost(session)
    counters.set(session, n)
    return true
  }
  const lost = (session: string): false => {
    serving.delete(session)
    return false
  }

  /** Until the patron has said something, or for a while. */
  const listen = (session: string): Promise<void> =>
    new Promise(resolve => {
      const callOff = scheduler.after(listeningTime, resolve)
      listening.set(session, () => {
        callOff()
        resolve()
      })
    })

  const serve = async (session: string, handling: Handling): Promise<void> => {
    if (handling === 'leave-alone') return
    if (handling === 'assist') return assist(session)
    if (!(await say(session, `Hello, this is ${plan.name}. Does this completely answer your question?`))) return
    await listen(session)
    if (handling === 'leave-after-greeting') return
    if (handling === 'step-back') return stepBack(session)
    if (plan.calls && serving.has(session) && (await call(session, plan.calls))) {
      await listen(session)
      if (plan.besideSecond === 'leaves' && serving.has(session) && (await leave(session))) return void pickUp()
    }
    if (typeof handling === 'object') return transfer(session, handling.transferTo)
    for (let n = 1; n <= (plan.reports ?? 0) && serving.has(session); n++)
      await client.ask({ action: 'report-policy', session, text: `Mistake ${n}, says ${plan.id}.` })
    if (plan.isThorough && (await say(session, 'And this as well.'))) await listen(session)
    await conclude(session, handling)
    void pickUp()
  }

  /** Ends an abusive session and all that its source still asks, and looks at it once more. */
  const stepBack = async (session: string): Promise<void> => {
    if (!serving.has(session)) return
    const reply = await client.ask({ action: 'step-back', session, note: 'Enough of this.', all: true })
    serving.delete(session)
    if (reply?.type === 'stepped-back') await client.ask({ action: 'resume', session, after: 0 })
    void pickUp()
  }

  const transfer = async (session: string, to: string): Promise<void> => {
    if (!serving.has(session)) return
    const reply = await client.ask({ action: 'transfer', session, librarian: to, note: 'She asked before.' })
    await scheduler.sleep(45_000)
    // Nobody took it, so it is still theirs.
    if (reply && serving.has(session)) await conclude(session, 'answer')
  }

  const conclude = async (session: string, handling: Handling): Promise<void> => {
    if (!serving.has(session)) return
    const reply = handling === 'answer' ? await close(session, {}) : await owe(session, handling)
    if (reply?.type === 'refused' && reply.soft) await close(session, { despite: [reply.code] })
    serving.delete(session)
  }
  const owe = async (session: string, handling: Handling): Promise<Reply | undefined> => {
    await client.ask({ action: 'ask-contact', session })
    await scheduler.sleep(10_000)
    const mine = { code: 'follow-up-by-me', atHand: true, despite: ['not-your-patron'] }
    const request = {
      deadline: 'none',
      ...(handling === 'follow-up-by-me' ? mine : { code: 'follow-up-by-patrons-library' }),
    }
    const reply = await close(session, request)
    if (reply?.type !== 'refused') return followUp(session, reply)
    await client.ask({ action: 'attest-contact', session, email: 'patron@patrons.example.org' })
    return followUp(session, await close(session, request))
  }
  /** Answers their promised follow-ups after a while. */
  const followUp = async (session: string, reply: Reply | undefined): Promise<Reply | undefined> => {
    if (!plan.answersLater || reply?.type !== 'closed') return reply
    await scheduler.sleep(typingTime)
    await client.ask({ action: 'answer-follow-up', session, text: 'On the second floor.' })
    return reply
  }
  const close = (session: string, request: object): Promise<Reply | undefined> =>
    client.ask({ action: 'close', session, ...request })

  void scheduler.sleep(plan.onDutyAt).then(() => client.connect())
  void scheduler.sleep(plan.picksUpFrom).then(() => {
    mayPick = true
    return pickUp()
  })
  const { drops, sleeps } = plan
  const isNeeded = () => !client.isGone() && (scheduler.now() < arrivals || world.isTalking())
  const lookOut = async (): Promise<void> => {
    await scheduler.sleep(plan.onDutyAt)
    for (let looks = 0; looks < looksMax && isNeeded(); looks++) {
      await scheduler.sleep(lookEvery)
      if (mayPick) await look()
    }
  }
  const arrivals = scheduler.now() + 120_000
  void lookOut()
  if (sleeps)
    void scheduler.sleep(sleeps.at).then(async () => {
      isAsleep = true
      await scheduler.sleep(sleeps.wakesAfter)
      isAsleep = false
      for (const push of unheard.splice(0)) hear(push)
      void look()
    })
  if (drops) void scheduler.sleep(drops.at).then(() => client.pause(drops.backAfter))
  return { plan, client, serving, given, shown }
}

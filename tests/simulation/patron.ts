import { type Client, createClient } from './client.ts'
import { type CodeHabit, codeReader } from './code-reader.ts'
import type { Scheduler } from './scheduler.ts'
import type { World } from './world.ts'

/** A patron's plan. */
export interface PatronPlan {
  readonly name: string
  readonly library: string
  readonly email?: string
  /** The address of their machine. @default - unknown, and no source is limited */
  readonly address?: string
  /** The question, then a word after each of the librarian's, until there are none left. */
  readonly words: readonly string[]
  /** When they ask, ms after the beginning. */
  readonly after: number
  /** They lose the connection once, after this many of their messages, and come back this much later (ms). */
  readonly drops?: { readonly afterWords: number; readonly backAfter: number }
  /** What they do after their last message: stay, or end the conversation. */
  readonly atLast?: 'stay' | 'leave'
  /** They send their next two messages at once, without waiting for the first to be acknowledged. */
  readonly isHasty?: boolean
  /** After the end they try what must be refused: other words under an old counter, and one more message. */
  readonly isStubborn?: boolean
  /** They ask for the conversation by email: after the librarian's first message, or once it is over. */
  readonly wantsTranscript?: 'meanwhile' | 'afterwards'
  /** What they do with the code that confirms their address, without which they get no transcript. @default types */
  readonly code?: CodeHabit
  /** They confirm their address while they talk, whenever they ask for the conversation. */
  readonly confirmsMeanwhile?: boolean
}

export interface PatronActor {
  readonly plan: PatronPlan
  readonly client: Client
  session(): string | undefined
  /** Whether the desk has said that it is over. */
  hasEnded(): boolean
}

/** How long a patron takes to answer, ms. */
const typingTime = 2_000

export function patron(plan: PatronPlan, world: World, scheduler: Scheduler): PatronActor {
  let session: string | undefined
  let ended = false
  let said = 0
  let busy = false
  let asking: Promise<void> | undefined
  let confirming: Promise<unknown> | undefined
  const address = plan.email ?? `${plan.name}@patrons.example.org`
  const confirmAddress = codeReader(address, plan.code ?? 'types', world, scheduler)

  const ask = async (): Promise<string | undefined> => {
    const { name, library, email, words } = plan
    const once = `${name}-submission-of-the-form`.replaceAll(' ', '-').padEnd(22, '0')
    const body = JSON.stringify({ question: words[0], name, once, ...(email && { email }) })
    const response = await world.request('POST /libraries/{library}/sessions', {
      path: { library },
      body,
      ...(plan.address && { address: plan.address }),
    })
    const answer = 'body' in response ? response.body : {}
    if (response.status !== 201 || !('session' in answer) || !('ticket' in answer)) return undefined
    session = String(answer.session)
    said = 1
    return String(answer.ticket)
  }
  const comeBack = async (): Promise<string | undefined> => {
    if (session === undefined) return ask()
    const bearer = JSON.stringify({ role: 'patron', library: plan.library, session })
    const route = 'POST /sessions/{session}/tickets'
    const response = await world.request(route, { path: { session }, body: '', bearer })
    const body = 'body' in response ? response.body : {}
    return 'ticket' in body ? String(body.ticket) : undefined
  }

  const client = createClient({
    name: plan.name,
    world,
    scheduler,
    ticket: comeBack,
    greet: async me => {
      if (session === undefined) return
      const reply = await me.ask({ action: 'resume', session, after: me.view(session).last })
      if (reply?.type === 'resumed' && reply.status === 'closed') void finish()
      if (reply?.type === 'resumed' && reply.messages.some(({ from }) => from === 'librarian')) void answer()
    },
    hear: push => {
      if (push.type === 'ended' || (push.type === 'standing' && push.status === 'closed'))
        void client.catchUp(push.session, push.last).then(finish)
      if (push.type === 'contact-form' && session !== undefined) void confirm(session)
      if (push.type === 'message' && push.from === 'librarian') void answer()
    },
  })
  const finish = async (): Promise<void> => {
    if (ended) return
    ended = true
    if (plan.wantsTranscript === 'afterwards') void askForTranscript()
    await asking
    if (plan.isStubborn && session !== undefined) {
      if (said > 1) await client.ask({ action: 'say', session, n: 1, text: 'Other words.' })
      await client.ask({ action: 'say', session, n: said, text: 'One more thing!' })
    }
    client.leave()
  }
  const confirm = async (mine: string): Promise<void> => {
    await scheduler.sleep(typingTime)
    await client.ask({ action: 'confirm-contact', session: mine, email: address })
  }

  const askForTranscript = async (): Promise<void> => {
    if (session === undefined) return
    const mine = session
    asking ??= (confirming ?? confirmAddress(client, mine)).then(async () => {
      await client.ask({ action: 'request-transcript', session: mine })
    })
    await asking
  }

  const answer = async (): Promise<void> => {
    if (busy || ended || session === undefined) return
    busy = true
    await scheduler.sleep(typingTime)
    if (plan.confirmsMeanwhile) confirming ??= confirmAddress(client, session)
    if (plan.wantsTranscript === 'meanwhile') void askForTranscript()
    const text = plan.words[said]
    if (text !== undefined) {
      const next = plan.isHasty ? plan.words[said + 1] : undefined
      const also = next === undefined ? undefined : client.ask({ action: 'say', session, n: said + 1, text: next })
      const reply = await client.ask({ action: 'say', session, n: said, text })
      if (reply?.type === 'said') said++
      if ((await also)?.type === 'said') said++
      if (plan.drops?.afterWords === said) client.pause(plan.drops.backAfter)
    } else if (plan.atLast === 'leave') await client.ask({ action: 'leave', session })
    busy = false
  }

  void scheduler.sleep(plan.after).then(() => client.connect())
  return { plan, client, session: () => session, hasEnded: () => ended }
}

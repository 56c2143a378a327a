import { invocationSeconds, priceOf, questionsPerSecond } from './price.ts'
import {
  type Counted,
  lonelyQuestion,
  longSession,
  played,
  postsOnAsking,
  standardChat,
  untilPickedUp,
} from './stories.ts'

/** Everything that is counted of one build. */
export interface Figures {
  readonly chat: Counted
  readonly lonely: Counted
  readonly lonelyWithMany: Counted
  readonly pickedUp: Counted
  readonly pickedUpOfMany: Counted
  readonly pickedUpOfMost: Counted
  readonly posts: number
  readonly long: Readonly<Record<'repeat' | 'resume' | 'transfer', number>>
}

/** The number of librarians on duty in the scenes with many. */
const many = { lonely: 99, pickedUp: 300, quotas: 1_000 }

/** A page that shows the queue asks for it this often, seconds (R45). */
const asksEvery = 30

export async function figuresOf(template: string, tell: (line: string) => void): Promise<Figures> {
  const story = <T>(line: string, play: Parameters<typeof played<T>>[1]): Promise<T> => {
    tell(line)
    return played(template, play)
  }
  return {
    chat: await story('a standard chat', standardChat),
    lonely: await story('nobody picks up', stage => lonelyQuestion(stage, 1)),
    lonelyWithMany: await story(`nobody picks up, ${many.lonely} on duty`, stage => lonelyQuestion(stage, many.lonely)),
    pickedUp: await story('picked up', stage => untilPickedUp(stage, 1)),
    pickedUpOfMany: await story(`picked up, ${many.pickedUp} on duty`, stage => untilPickedUp(stage, many.pickedUp)),
    pickedUpOfMost: await story(`picked up, ${many.quotas} on duty`, stage => untilPickedUp(stage, many.quotas)),
    posts: await story('posts on asking', stage => postsOnAsking(stage, many.pickedUp)),
    long: await story('a thousand messages', longSession),
  }
}

/** A question is the chat with one on duty, and what a thousand on duty add to the time until it is picked up. */
function atThousand({ chat, pickedUp, pickedUpOfMost }: Figures) {
  const count = (of: (counted: Counted) => number) => of(chat) + of(pickedUpOfMost) - of(pickedUp)
  return questionsAtThousand({
    apiRequests: count(({ tally }) => tally.messagesIn + tally.posts + tally.httpRequests),
    transitions: count(({ tally }) => tally.transitions),
    invocations: count(({ tally }) => tally.invocations),
    timerCalls: name => count(({ timerCalls }) => timerCalls[name] ?? 0),
  })
}

/** What one question uses, from asking to the end. */
export interface Used {
  readonly apiRequests: number
  readonly transitions: number
  readonly invocations: number
  /** The calls of an operation of Step Functions. */
  timerCalls(operation: string): number
}

/** Questions per second with a thousand on duty, whose pages ask for the queue, and the quota that is reached first. */
export function questionsAtThousand({ apiRequests, transitions, invocations, timerCalls }: Used) {
  const asked = many.quotas / asksEvery
  return questionsPerSecond(
    {
      apiRequests,
      newConnections: 1,
      transitions,
      StartExecution: timerCalls('StartExecution'),
      StopExecution: timerCalls('StopExecution'),
      SendTaskHeartbeat: timerCalls('SendTaskHeartbeat'),
      SendTaskSuccess: timerCalls('SendTaskSuccess'),
      SendTaskFailure: timerCalls('SendTaskFailure'),
      concurrentLambdas: invocations * invocationSeconds,
    },
    { apiRequests: asked, concurrentLambdas: asked * invocationSeconds },
  )
}

const row = (name: string, of: (figures: Figures) => string, wanted: string) => ({ name, of, wanted })

const usd = (counted: Counted) => `$${priceOf(counted).toFixed(5)}`
const counts = ({ tally }: Counted) =>
  `${tally.transitions} transitions, ${tally.messagesIn + tally.messagesOut} messages, ${tally.writeUnits} write and ${tally.readUnits} read units, ${callsIn(tally.dynamodb)} calls, ${tally.posts} posts`
const callsIn = (calls: Readonly<Record<string, number>>) => Object.values(calls).reduce((sum, one) => sum + one, 0)

const rows = [
  row(
    'standard chat: 45 s of waiting, 15 minutes, 30 messages',
    ({ chat }) => `${usd(chat)}: ${counts(chat)}`,
    '≤ $0.00046: ≤ 10 transitions, ≤ 108 messages, ≤ 45 write units',
  ),
  row(
    'nobody picks up for half an hour, one at their limit',
    ({ lonely }) => `${usd(lonely)}: ${counts(lonely)}`,
    '≤ $0.0006',
  ),
  row(
    '… with 99 on duty, all at their limit',
    ({ lonelyWithMany: many }) => `${usd(many)}: ${counts(many)}`,
    '≤ $0.0008',
  ),
  row('asking, 45 s, pick-up; one on duty', ({ pickedUp }) => `${usd(pickedUp)}: ${counts(pickedUp)}`, ''),
  row(
    '… with 300 on duty',
    ({ pickedUp, pickedUpOfMany: of }) =>
      `${usd(of)} (${(priceOf(of) / priceOf(pickedUp)).toFixed(1)} ×): ${counts(of)}`,
    '≤ 2 ×',
  ),
  row("posts on the patron's own POST, 300 on duty", ({ posts }) => String(posts), '≤ 2'),
  row(
    'at 1,000 messages, read units: a repeat · a transfer · everything again',
    ({ long }) => `${long.repeat} · ${long.transfer} · ${long.resume}`,
    '≤ 3 · ≤ 10 · one reading + 10 %',
  ),
  row(
    'questions a second at 1,000 on duty, in a region with small quotas',
    figures => {
      const { perSecond, metFirst } = atThousand(figures)
      return `${perSecond.toFixed(1)} (${metFirst})`
    },
    '≥ 20',
  ),
]

/** The figures of both builds, one below the other. */
export function shown(before: Figures | undefined, now: Figures): string {
  return rows
    .map(({ name, of, wanted }) =>
      [
        name,
        ...(before ? [`    before: ${of(before)}`] : []),
        `    now:    ${of(now)}`,
        ...(wanted ? [`    wanted: ${wanted}`] : []),
      ].join('\n'),
    )
    .join('\n')
}

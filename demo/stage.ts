import { defaultPatience, type Patience } from '../client/connection.ts'
import { askQuestion, type Question } from '../client/desk-http.ts'
import { connectLibrarian, type LibrarianClient } from '../client/librarian-client.ts'
import { connectPatron, type PatronClient } from '../client/patron-client.ts'
import type { Reply } from '../lib/protocol/frames-out.ts'
import type { Cloud, StoredMail } from '../local/cloud.ts'
import { nodeSocket } from '../terminal/node-socket.ts'
import { type Checks, openChecks } from './checks.ts'
import { beginStory, type Story } from './story.ts'

/** The stage of the demo: a desk on a fast clock, with patrons and librarians on real sockets. */
export interface Stage extends Checks {
  readonly cloud: Cloud
  /** When the desk opened, ms since 1970 on its clock. */
  readonly began: number
  /** Every session, with its patron. */
  readonly sessions: ReadonlyMap<string, string>
  /** Waits, in seconds of the desk's clock. */
  pause(seconds: number): Promise<void>
  /** How long (ms of real time) to wait for something that takes this many seconds on the desk's clock. */
  within(seconds: number): number
  patron(library: string, question: Question): Promise<PatronClient>
  librarian(email: string): Promise<LibrarianClient>
  story(title: string): Story
  print(text: string): void
  /** Everybody goes home. */
  clear(): Promise<void>
}

/** Sets the stage on a cloud whose clock runs `speed` times as fast as real time. */
export function setStage(cloud: Cloud, speed: number, print: (text: string) => void): Stage {
  const { http } = cloud.urls
  const began = cloud.clock.now()
  const sessions = new Map<string, string>()
  const people: (PatronClient | LibrarianClient)[] = []
  // The desk's clock ends idle connections, so pings must follow it; the other times are the client's own.
  const patience: Patience = { ...defaultPatience, ping: defaultPatience.ping / speed }
  const options = { socket: nodeSocket, patience }
  const seated = <P extends PatronClient | LibrarianClient>(person: P): P => {
    people.push(person)
    return person
  }
  return {
    ...openChecks(),
    cloud,
    began,
    sessions,
    print,
    pause: seconds => cloud.clock.sleep(seconds * 1000),
    within: seconds => (seconds * 1000) / speed + 10_000,
    patron: async (library, question) => {
      const asked = await askQuestion(http, library, question)
      sessions.set(asked.session, `${question.name ?? 'a patron'} of ${library}`)
      return seated(await connectPatron(http, asked, options))
    },
    librarian: async email =>
      seated(await connectLibrarian(http, async () => ({ idToken: await cloud.signIn(email) }), options)),
    story: title => beginStory(title, began, cloud.clock.now),
    clear: async () => {
      await Promise.all(people.map(person => person.close()))
    },
  }
}

/** The reply, if it has this type. Any other ends the scene with the desk's own words. */
export function as<T extends Reply['type']>(type: T, reply: Reply): Extract<Reply, { type: T }> {
  if (isOf(type, reply)) return reply
  throw new Error(
    `The desk answered "${reply.type}"${reply.type === 'refused' ? `: ${reply.reason}` : ''}, not "${type}".`,
  )
}

function isOf<T extends Reply['type']>(type: T, reply: Reply): reply is Extract<Reply, { type: T }> {
  return reply.type === type
}

/** Shows a refusal and returns its code; undefined if it was not refused. */
export function refusal(story: Story, who: string, tried: string, reply: Reply): string | undefined {
  if (reply.type !== 'refused') return undefined
  const offer = reply.offer ? ` Offered instead: ${reply.offer}.` : ''
  story.mark(
    '✗',
    `${who} tries "${tried}"; ${reply.soft ? 'the desk advises against it' : 'refused'}: ${reply.reason}${offer}`,
  )
  return reply.code
}

/** The newest mail to an address, once there is one. */
export async function mailed(
  { cloud, pause }: Stage,
  to: string,
  holds: (mail: StoredMail) => boolean = () => true,
): Promise<StoredMail | undefined> {
  for (let seconds = 0; seconds < 120; seconds += 2) {
    const mail = (await cloud.mail()).findLast(one => one.to.includes(to) && holds(one))
    if (mail) return mail
    await pause(2)
  }
  return undefined
}

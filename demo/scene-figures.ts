import type { LibrarianClient } from '../client/librarian-client.ts'
import type { PatronClient } from '../client/patron-client.ts'
import type { Cloud } from '../local/cloud.ts'
import type { Tally } from '../local/ledger.ts'
import { as, type Stage } from './stage.ts'

/** A message of 120 bytes, the length of an ordinary one. */
const ordinary =
  'The call number is HD2344.5.U62 N4874 2004. Take the stairs to the third floor, then turn left: it is on shelf 112, left'
const count = 300

/** One message, as the ledger counted it. */
export type Cost = Pick<Tally, 'invocations' | 'readUnits' | 'writeUnits' | 'posts' | 'transitions' | 'scans'> & {
  readonly calls: number
}

/** Three hundred messages in one session: what the 3rd costs, and the 300th. */
export async function figures(stage: Stage, erin: LibrarianClient, rob: LibrarianClient): Promise<void> {
  const { check, within } = stage
  const sam = await stage.patron('riverside', {
    question: 'Where in the building do I find these 300 books?',
    name: 'Sam',
  })
  const alerted = await Promise.all(
    [erin, rob].map(librarian => librarian.next('waiting', ({ session }) => session === sam.session, within(30))),
  )
  check('everybody on duty was alerted to a patron who began to wait (R4)', alerted.length === 2)
  as('picked-up', await erin.send({ action: 'pick-up' }))
  await rob.next('no-longer-waiting', ({ session }) => session === sam.session, within(30))
  check(
    'the alert was withdrawn when somebody picked up (R4)',
    !rob.waiting().some(({ session }) => session === sam.session),
  )

  const [third, last] = await conversation(stage.cloud, erin, sam)
  report(stage, third, last)
  const numbers = sam.transcript(sam.session).map(({ number }) => number)
  check(
    `all ${count} messages are in the transcript once, in order (R36)`,
    numbers.length === count && numbers.every((number, i) => number === i + 1),
    `${numbers.length} messages`,
  )
  as('closed', await erin.send({ action: 'close', session: sam.session, despite: ['not-asked'] }))
}

/** Message 1 is the question. The 3rd and the last are measured while nothing else is going on. */
async function conversation(cloud: Cloud, erin: LibrarianClient, sam: PatronClient): Promise<readonly [Cost, Cost]> {
  const { session } = sam
  const erinSays = async () => as('said', await erin.send({ action: 'say', session, text: ordinary }))
  // With the first one the desk looks whether the librarian still belongs to the consortium, as it does once a minute.
  await erinSays()
  const third = await weighed(cloud, erinSays)
  for (let number = 4; number < count; number++) await erinSays()
  const last = await weighed(cloud, erinSays)
  await sam.next('message', ({ number }) => number === count)
  return [third, last]
}

async function weighed(cloud: Cloud, send: () => Promise<unknown>): Promise<Cost> {
  await cloud.quiet()
  const before = messagesTally(cloud)
  await send()
  await cloud.quiet()
  const after = messagesTally(cloud)
  const cost = (name: keyof Omit<Cost, 'calls'>) => after[name] - before[name]
  return {
    invocations: cost('invocations'),
    calls: calls(after) - calls(before),
    readUnits: cost('readUnits'),
    writeUnits: cost('writeUnits'),
    posts: cost('posts'),
    transitions: cost('transitions'),
    scans: cost('scans'),
  }
}

/** The usage of the function for messages only, since timers of other sessions may wake in the meantime. */
function messagesTally(cloud: Cloud): Tally {
  const found = Object.entries(cloud.ledger.byFunction()).find(([name]) => name.startsWith('Messages'))
  if (!found) throw new Error('The ledger has no function for messages.')
  return found[1]
}

function calls({ dynamodb }: Tally): number {
  return Object.values(dynamodb).reduce((sum, times) => sum + times, 0)
}

function report({ check, print }: Stage, third: Cost, last: Cost): void {
  const shown = (cost: Cost) =>
    Object.entries(cost)
      .map(([name, value]) => `${name} ${value}`)
      .join(', ')
  print(
    `\n── What one message of ${ordinary.length} bytes costs ──\n    the 3rd:   ${shown(third)}\n    the ${count}th: ${shown(last)}`,
  )
  const both = [third, last]
  const claim = (name: string, holds: (cost: Cost) => boolean) =>
    check(`a message: ${name}`, both.every(holds), shown(last))
  claim('1 invocation', ({ invocations }) => invocations === 1)
  claim('2 DynamoDB calls at most', cost => cost.calls <= 2)
  claim('1 read unit at most', ({ readUnits }) => readUnits <= 1)
  claim('1.5 write units at most', ({ writeUnits }) => writeUnits <= 1.5)
  claim('1 post', ({ posts }) => posts === 1)
  claim('no state transition, no scan', ({ transitions, scans }) => transitions === 0 && scans === 0)
  check(`the ${count}th message cost what the 3rd did`, shown(third) === shown(last), shown(last))
}

/** Each time a timer goes to sleep, its function is called; an execution enters one state more, in which it ends. */
export function checkWakes({ check, cloud }: Stage): void {
  const tallies = cloud.ledger.byFunction()
  const sum = (count: 'invocations' | 'transitions', names: RegExp) =>
    Object.entries(tallies).reduce((total, [name, tally]) => total + (names.test(name) ? tally[count] : 0), 0)
  const wakes = sum('invocations', /^(SessionTimer|FollowUpTimer)(?!.*Machine)/)
  const transitions = sum('transitions', /Machine/)
  const machines = Object.keys(tallies).filter(name => /Machine/.test(name))
  const executions = machines.flatMap(machine => Object.keys(cloud.executions(machine)))
  const most = wakes + executions.length
  check(
    'a sleep of a timer: 1 state transition',
    wakes > 0 && transitions <= most,
    `${transitions} in ${wakes} sleeps of ${executions.length} timers`,
  )
}

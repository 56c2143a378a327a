import { setTimeout as pause } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import type { LibrarianClient } from '../client/librarian-client.ts'
import type { PatronClient } from '../client/patron-client.ts'
import { buildTemplate } from '../local/build.ts'
import { fastClock } from '../local/clock.ts'
import { startCloud } from '../local/cloud.ts'
import { checkList } from './checks.ts'
import { answered } from './scene-answer.ts'
import { checkWakes, figures } from './scene-figures.ts'
import { followUp, question as janesQuestion } from './scene-follow-up.ts'
import { lostCall } from './scene-lost-call.ts'
import { question as marcusQuestion, searchStatement } from './scene-search-statement.ts'
import { settings } from './scene-settings.ts'
import { transfer } from './scene-transfer.ts'
import { as, type Stage, setStage } from './stage.ts'
import { clockTime } from './story.ts'

interface Cast {
  readonly rob: LibrarianClient
  readonly erin: LibrarianClient
  readonly marcus: PatronClient
  readonly jane: PatronClient
  readonly nobody: PatronClient
}

/** Three patrons of three libraries ask before anybody is on duty. Then two librarians of two libraries come on duty. */
async function opening(stage: Stage): Promise<Cast> {
  const { print, began, cloud } = stage
  const marcus = await stage.patron('state-college', { question: marcusQuestion, name: 'Marcus' })
  await stage.pause(15)
  const jane = await stage.patron('valley-university', { question: janesQuestion, name: 'Jane' })
  await stage.pause(10)
  const nobody = await stage.patron('mesa', { question: 'hello?' })
  await nobody.close()
  const rob = await stage.librarian('rob@state-college.example.org')
  const erin = await stage.librarian('erin@riverside-library.example.org')
  for (const librarian of [rob, erin]) {
    const waiting = librarian.waiting()
    print(
      `\n${clockTime(cloud.clock.now() - began).padStart(6)}  ${librarian.name} comes on duty and sees who is waiting:`,
    )
    for (const { askedAt, library, name, question } of waiting)
      print(`        ${clockTime(cloud.clock.now() - askedAt)}  ${name ?? 'a patron'} (${library}): ${question}`)
    stage.check(`${librarian.name} came on duty and saw all three who were waiting (R3)`, waiting.length === 3)
  }
  return { rob, erin, marcus, jane, nobody }
}

/** The oldest first, for any librarian (R2). */
async function pickUps({ check }: Stage, { rob, erin, marcus, jane, nobody }: Cast): Promise<void> {
  const order: string[] = []
  for (const librarian of [rob, erin, rob])
    order.push(as('picked-up', await librarian.send({ action: 'pick-up' })).session)
  const expected = [marcus, jane, nobody].map(({ session }) => session)
  check('the patron who had waited longest was picked up first, then the next (R2)', order.join() === expected.join())
  const reply = await erin.send({ action: 'pick-up' })
  check(
    'the third librarian is told that nobody is waiting (R2)',
    reply.type === 'refused' && reply.code === 'nobody-waiting',
  )
}

/** No scene takes as long as this, in seconds of the desk's clock. */
const longestScene = 1_800

/** A scene that fails or hangs is a failed check and does not stop the others. */
async function scene({ check, within }: Stage, name: string, played: Promise<void>): Promise<void> {
  const hung = pause(within(longestScene), 'It hung.', { ref: false })
  const seen = await Promise.race([played.then(() => undefined, sentence), hung])
  check(`the scene "${name}" was played to its end`, seen === undefined, seen)
}

async function play(stage: Stage): Promise<void> {
  const cast = await opening(stage)
  const { rob, erin, marcus, jane, nobody } = cast
  await pickUps(stage, cast)
  await Promise.all([
    scene(stage, 'search statement', searchStatement(stage, rob, marcus)),
    scene(stage, 'lost call', lostCall(stage, rob, nobody.session)),
    scene(stage, 'follow-up', followUp(stage, erin, jane)),
  ])
  await scene(stage, 'from hand to hand', transfer(stage, rob, erin))
  await scene(stage, 'settings', settings(stage))
  await scene(stage, 'an answer by mail', answered(stage, jane.session))
  await scene(stage, 'three hundred messages', figures(stage, erin, rob))
}

function prices({ print, cloud, sessions }: Stage): void {
  print('\n── What it would cost in us-east-1, at the list prices in local/prices.json ──')
  for (const [session, about] of sessions) {
    const price = cloud.ledger.price(session)
    print(`    ${about.padEnd(46)} $${price.toFixed(6)}   a thousand like it: $${(price * 1000).toFixed(2)}`)
  }
}

/** Plays the demo on its own cloud. Returns whether all its claims were true. */
async function demo(speed: number): Promise<boolean> {
  const began = performance.now()
  console.log('Bundling the functions, synthesising the template, starting it on this machine …')
  const cloud = await startCloud({ template: await buildTemplate(), clock: fastClock(speed) })
  const stage = setStage(cloud, speed, text => console.log(text))
  console.log(`The desk is open; its clock runs ${speed} times as fast as yours.`)
  try {
    await scene(stage, 'opening and all that follows', play(stage))
    await stage.clear()
    await cloud.quiet()
    checkWakes(stage)
    console.log(`\n── The ledger ──\n${cloud.ledger.table()}`)
    prices(stage)
  } finally {
    await cloud.stop()
  }
  const failed = stage.all.filter(({ held }) => !held)
  console.log(`\n── What was checked ──\n${checkList(stage)}\n`)
  const took = ((performance.now() - began) / 1000).toFixed(0)
  console.log(
    failed.length === 0 ? `All ${stage.all.length} checks held (${took} s).` : `${failed.length} failed (${took} s).`,
  )
  return failed.length === 0
}

function sentence(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

try {
  const { values } = parseArgs({ options: { speed: { type: 'string', default: '30' } } })
  const speed = Number(values.speed)
  if (!(speed >= 1 && speed <= 60)) throw new Error('--speed must be a number from 1 to 60.')
  process.exitCode = (await demo(speed)) ? 0 : 1
} catch (error) {
  console.error(sentence(error))
  process.exitCode = 1
}

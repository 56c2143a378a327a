import type { LibrarianClient } from '../client/librarian-client.ts'
import type { PatronClient } from '../client/patron-client.ts'
import { as, refusal, type Stage } from './stage.ts'
import type { Story } from './story.ts'

/**
 * Act two: a patron waits, moves up the routing ladder, is transferred, loses their librarian, and is served to the end. The
 * desk never loses them.
 */
export async function transfer(stage: Stage, rob: LibrarianClient, erin: LibrarianClient): Promise<void> {
  const { check, within } = stage
  const nancy = await stage.librarian('nancy@valley-university.example.edu')
  const story = stage.story('Omar of Valley University Libraries, with Rob, then Nancy, then Rob again')
  const omar = await stage.patron('valley-university', {
    question: 'Do you keep the letters of Ada Byron?',
    name: 'Omar',
  })
  const { session } = omar
  const mine = (heard: { readonly session: string }) => heard.session === session

  const own = await nancy.next('waiting', mine, within(30))
  const group = await rob.next('waiting', mine, within(60))
  const everyone = await erin.next('waiting', mine, within(90))
  check(
    'his own library was alerted first, then its group and the cooperative as the wait went on (R4)',
    [own, group, everyone].every(mine),
  )
  const pools = (await omar.next('waiting-for', heard => heard.pools.length === 3, within(90))).pools
  check('the patron saw whom they were waiting for (R6)', pools.includes('cooperative'), pools.join())

  const picked = as('picked-up', await rob.send({ action: 'pick-up' }))
  story.mark('·', 'nobody of his own library had time; Rob, of the same group, picks up')
  check(
    "the greeting came ready to send, in the words of the patron's library (R7)",
    picked.briefing.greeting.includes('Omar'),
  )
  const hasty = as(
    'said',
    await rob.send({ action: 'say', session, text: "We don't have those. https://example.org/letters" }),
  )
  const rules = (hasty.advice ?? []).map(({ rule }) => rule)
  story.mark('!', `Rob is advised: ${(hasty.advice ?? []).map(({ hint }) => hint).join(' ')}`)
  check(
    'advice came with the acknowledgement and stopped nothing (R9, R10, R12, R17)',
    rules.includes('positive-phrasing') && rules.includes('clarify-first'),
    rules.join(),
  )

  check(
    'with him came what is true today at his library: its time, its hours, and what its patrons ask for (R44)',
    /^\d\d:\d\d$/.test(picked.briefing.today.time),
  )
  const here = as('who-is-here', await rob.send({ action: 'who-is-here' }))
  const [colleague] = here.people.filter(({ library }) => library === picked.library)
  check(
    'a transfer is a choice from those on duty, with the names of their libraries (R41)',
    colleague?.name === nancy.name,
  )
  as(
    'transfer-asked',
    await rob.send({
      ...({ action: 'transfer', session, note: 'He needs your archive.' } as const),
      librarian: colleague?.librarian ?? '',
    }),
  )
  const offer = await nancy.next('transfer-offered', mine, within(30))
  const taken = as('transferred', await nancy.send({ action: 'answer-transfer', session, accept: true }))
  await rob.next('transferred-away', mine, within(30))
  const joined = await omar.next('librarian-joined', heard => heard.name === nancy.name, within(30))
  story.mark('·', `Rob offers him to Nancy ("${offer.note}"); she takes over, and Omar is told`)
  check(
    'the transfer was offered, accepted, and the patron told (R35)',
    taken.session === session && joined.session === session,
  )
  as('said', await nancy.send({ action: 'say', session, text: "Hi Omar, I'm Nancy. Which years are you looking for?" }))
  as('said', await omar.send({ action: 'say', session, text: '1840 to 1845, please' }))

  const back = new Promise<void>(resolve => {
    omar.on(heard => heard.type === 'librarian-joined' && heard.name === rob.name && resolve())
  })
  nancy.drop(back)
  await omar.next('back-in-queue', mine, within(120))
  story.mark('!', "Nancy's connection is lost for a minute: Omar is back in the queue with his original wait")
  const again = as('picked-up', await rob.send({ action: 'pick-up' }))
  check(
    'a vanished librarian: the patron waits again with the original time, and is picked up (R1, R34)',
    again.session === session && again.askedAt === picked.askedAt,
  )
  await helped(stage, story, { rob, erin, omar })

  as(
    'said',
    await rob.send({
      action: 'say',
      session,
      text: 'Press "Archives", then "Finding aids", then "Byron": boxes 3 and 4.',
    }),
  )
  const early = refusal(story, 'Rob', 'answered', await rob.send({ action: 'close', session, code: 'answered' }))
  const suggested = as('suggestion', await rob.send({ action: 'suggest', session, resolved: true }))
  story.mark('·', `the desk suggests "${suggested.code}": ${suggested.reason}`)
  const closed = as('closed', await rob.send({ action: 'close', session, code: 'answered', despite: ['not-asked'] }))
  const ended = await omar.next('ended', mine, within(30))
  story.mark('·', `Rob closes it despite that: ${closed.code}. Omar reads: ${ended.goodbye}`)
  check('closing without having asked was softly refused, and the override accepted (R21)', early === 'not-asked')
  check(
    "the patron read the goodbye of their own library, not of the librarian's (R23)",
    ended.goodbye === again.briefing.goodbye,
  )
  const numbers = omar.transcript(session).map(({ number }) => number)
  check(
    'through all hands the messages are numbered without a gap (R36)',
    numbers.every((number, i) => number === i + 1),
    numbers.join(),
  )
  stage.print(story.told(omar.transcript(session)))
}

interface Three {
  readonly rob: LibrarianClient
  readonly erin: LibrarianClient
  readonly omar: PatronClient
}

/** Rob asks in the staff room, calls Erin, and she joins him, writes and leaves (R41). */
async function helped({ check, within }: Stage, story: Story, { rob, erin, omar }: Three): Promise<void> {
  const { session } = omar
  const mine = (heard: { readonly session: string }) => heard.session === session
  as('staff-room', await erin.room.open())
  as('said-in-staff-room', await rob.room.say('Does anybody know the Byron letters?'))
  const asked = await erin.next('staff-room-message', () => true, within(60))
  as('help-called', await rob.send({ action: 'call-for-help', session, librarian: erin.id, note: 'Which box?' }))
  await erin.next('help-wanted', mine, within(30))
  as('joined', await erin.send({ action: 'join', session }))
  const joined = await omar.next('colleague-joined', mine, within(30))
  as('said', await erin.send({ action: 'say', session, text: 'I have seen them: they are in boxes 3 and 4.' }))
  as('session-left', await erin.send({ action: 'leave-session', session }))
  const left = await omar.next('colleague-left', mine, within(30))
  story.mark(
    '·',
    'Rob asks in the staff room and calls Erin; she joins, says which boxes, and leaves. Omar is told each time',
  )
  check('what is said in the staff room reaches a colleague (R41)', asked.name === rob.name)
  check(
    'a colleague who was called joined, wrote and left, and the patron knew who was there (R41)',
    joined.name === erin.name && joined.beside === rob.name && left.stays === rob.name,
  )
}

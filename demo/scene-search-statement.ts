import type { HeardMessage } from '../client/desk-client.ts'
import type { LibrarianClient } from '../client/librarian-client.ts'
import type { PatronClient } from '../client/patron-client.ts'
import { as, type Stage } from './stage.ts'

/** The cooperative's own example of a recommended search statement, word for word. */
export const question = 'Need help finding books on the history of black businessmen in New York City.'
const leadIn = 'You can search the catalog by typing in things like this (exactly as I have them)...'
const statements = [
  'african americans and business* and new york',
  'or using that last one, replace business* with the word entrepreneur*',
] as const

/** Rob answers Marcus, whose connection drops just as the search statements come. Resolution: answered. */
export async function searchStatement(stage: Stage, rob: LibrarianClient, marcus: PatronClient): Promise<void> {
  const { pause, check, within } = stage
  const { session } = marcus
  const story = stage.story('Marcus of State College Library, with Rob of the same library')
  story.mark('·', 'Rob picks up the patron who has waited longest')
  const robSays = async (text: string) => as('said', await rob.send({ action: 'say', session, text }))
  const marcusSays = async (text: string) => as('said', await marcus.send({ action: 'say', session, text }))

  await pause(6)
  await robSays("Hi Marcus, I'm Rob, and I'll be helping you today. I'm reading your question now...")
  await pause(10)
  await robSays('Is this for a class, and what have you found so far?')
  await pause(12)
  await marcusSays('A history paper. Two magazine articles, no books at all')
  await pause(15)
  await robSays(leadIn)
  await marcus.next('message', ({ text }) => text === leadIn, within(30))

  const back = Promise.withResolvers<void>()
  const missed: HeardMessage[] = []
  const stop = marcus.on(heard => {
    if (heard.type === 'message') missed.push(heard)
  })
  marcus.drop(back.promise)
  await rob.next('patron-here', heard => heard.session === session && !heard.here, within(30))
  story.mark('·', "Marcus's connection drops; Rob sees that he is away")
  for (const statement of statements) {
    await pause(4)
    await robSays(statement)
  }
  await pause(8)
  back.resolve()
  await rob.next('patron-here', heard => heard.session === session && heard.here, within(60))
  await marcus.next('message', ({ text }) => text === statements[1], within(30))
  story.mark('·', `Marcus is back and gets the ${missed.length} messages that he missed`)
  stop()
  check(
    'a patron whose connection dropped came back to exactly the messages that were missed (R33)',
    JSON.stringify(missed.map(({ text }) => text)) === JSON.stringify(statements) && missed.every(m => m.missed),
    JSON.stringify(missed.map(({ text }) => text)),
  )
  await pause(20)
  await marcusSays('Wow, 14 books. I never knew about the *')
  await pause(5)
  await robSays('Does this completely answer your question?')
  await pause(6)
  await marcusSays('Yes! Thank you Rob')
  await pause(4)
  await robSays('Thank you for using State College Library. Come back any time!')

  const { classes = [] } = as('suggestion', await rob.send({ action: 'suggest', session }))
  story.mark('·', `The desk lists ${classes.length} classes of questions; Rob gives two`)
  const given = ['known-item', 'subject']
  const closed = as('closed', await rob.send({ action: 'close', session, code: 'answered', classes: given }))
  const ended = await marcus.next('ended', undefined, within(30))
  as('rated', await marcus.send({ action: 'rate', session, rating: 'yes' }))
  story.mark('·', 'Marcus is asked whether he got what he needed: yes')
  check(
    "several classes of the consortium's list were given at the end (R37)",
    given.every(id => classes.some(each => each.id === id)),
  )
  story.mark('·', `Rob closes the session: ${closed.code}`)
  check(
    'a session ended as answered, chosen by the librarian (R24)',
    closed.code === 'answered' && closed.how === 'chosen',
  )
  check('the patron was told that it ended, and not its code', !('code' in ended))
  const seen = marcus.transcript(session)
  check(
    'the search statements arrived byte for byte (R14)',
    [question, leadIn, ...statements].every(text => seen.some(message => message.text === text)),
  )
  check(
    'both sides saw the same messages in the same order (R36)',
    JSON.stringify(seen.map(({ number, text }) => [number, text])) ===
      JSON.stringify(rob.transcript(session).map(({ number, text }) => [number, text])),
  )
  stage.print(story.told(seen))
}

import type { LibrarianClient } from '../client/librarian-client.ts'
import { as, type Stage } from './stage.ts'

/** Somebody asks at Mesa City Library, and is gone before Rob can greet them. Resolution: lost call. */
export async function lostCall(stage: Stage, rob: LibrarianClient, session: string): Promise<void> {
  const { pause, check } = stage
  const story = stage.story('A patron of Mesa City Library, with Rob of State College Library')
  story.mark('·', 'Rob picks up; the patron has gone')
  const robSays = async (text: string) => as('said', await rob.send({ action: 'say', session, text }))
  await pause(8)
  await robSays("Hi, I'm Rob, and I'm ready to help. What would you like to know?")
  await pause(60)
  await robSays('Are you still there?')
  await pause(60)
  const closed = as('closed', await rob.send({ action: 'close', session, code: 'lost-call' }))
  story.mark('·', `Rob closes the session: ${closed.code}`)
  check(
    'a session without a word or an address from the patron ended as a lost call (R27)',
    closed.code === 'lost-call',
  )
  stage.print(story.told(rob.transcript(session)))
}

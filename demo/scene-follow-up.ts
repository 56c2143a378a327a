import type { LibrarianClient } from '../client/librarian-client.ts'
import type { PatronClient } from '../client/patron-client.ts'
import type { StoredMail } from '../local/cloud.ts'
import { as, mailed, refusal, type Stage } from './stage.ts'
import { clockTime, type Story } from './story.ts'

export const question = "I'm trying to find a book for my seminar; it is not in our catalog."
const greeting = 'Hi Jane, my name is Erin.  Are you looking for a particular title?'
export const address = 'jane@students.valley-university.example.edu'
export const mailbox = 'ask@valley-university.example.edu'
export const note = 'Listed in the county archive, box 14; ask them whether it may be lent.'

/** Erin searches in silence for too long, and Jane's own library takes over the question. Resolution: follow-up. */
export async function followUp(stage: Stage, erin: LibrarianClient, jane: PatronClient): Promise<void> {
  const { pause, check, within } = stage
  const { session } = jane
  const story = stage.story('Jane of Valley University Libraries, with Erin of Riverside Public Library')
  story.mark('·', 'Erin picks up: the next patron in line, of another library')
  const erinSays = async (text: string) => as('said', await erin.send({ action: 'say', session, text }))
  const janeSays = async (text: string) => as('said', await jane.send({ action: 'say', session, text }))

  await pause(6)
  await erinSays(greeting)
  const heard = await jane.next('message', ({ number }) => number === 2, within(30))
  check('the greeting reached Jane byte for byte, both spaces included (R14)', heard.text === greeting, heard.text)
  await pause(15)
  await janeSays("Yes, the diary of a Hudson River steamboat captain, before 1850. I don't know his name")
  await pause(6)
  const { at: since } = await erinSays('Let me look in the lists of the archives for you.')
  await silence(stage, story, erin, session, since)
  await erinSays('Still searching… thank you for waiting, Jane.')
  await pause(20)
  await erinSays(
    'The county archive lists it, but not whether it may be lent. May your own library find out and write to you?',
  )
  await pause(8)
  await janeSays('Yes please, that would be great')
  await pause(5)

  const lost = await erin.send({ action: 'close', session, code: 'lost-call' })
  check(
    '"lost call" was refused, since the patron had written (R27)',
    refusal(story, 'Erin', 'lost call', lost) === 'patron-spoke',
  )
  const deadline = new Date(stage.cloud.clock.now() + 7 * 86_400_000).toISOString().slice(0, 10)
  const byLibrary = { action: 'close', session, code: 'follow-up-by-patrons-library', deadline, note } as const
  const tooEarly = refusal(story, 'Erin', "follow up by patron's library", await erin.send(byLibrary))
  check('a follow-up without an address was refused (R22)', tooEarly === 'no-contact', tooEarly)
  await contact(stage, story, erin, jane)

  const byMe = { action: 'close', session, code: 'follow-up-by-me', deadline, atHand: true } as const
  const soft = await erin.send(byMe)
  const advised = refusal(story, 'Erin', 'follow up by me', soft)
  const offer = soft.type === 'refused' ? soft.offer : undefined
  check(
    "follow-up by me for another library's patron was advised against, and R25 offered (R26)",
    advised === 'not-your-patron' && offer === 'follow-up-by-patrons-library',
    advised,
  )
  const closed = as('closed', await erin.send(byLibrary))
  story.mark('·', `Erin takes what was offered: ${closed.code}, due ${deadline}`)
  const ended = await jane.next('ended', undefined, within(30))
  story.mark('·', `Jane reads: ${ended.followUp?.notice ?? 'nothing of it'}`)
  check('the patron was told that it may take several days (R22)', ended.followUp?.deadline === deadline)
  const mail = await mailed(stage, mailbox)
  story.mark('·', mail ? `Mail to ${mail.to.join(', ')}: ${mail.subject}` : 'No mail')
  checkMail(stage, mail, deadline, jane)
  stage.print(`${story.told(jane.transcript(session))}\n\n${mailShown(mail)}`)
}

/** Erin is warned, then a breach is recorded, and nothing is sent to the patron in her name (R16). */
async function silence({ check, within }: Stage, story: Story, erin: LibrarianClient, session: string, since: number) {
  const mine = (heard: { readonly session: string }) => heard.session === session
  const warned = await erin.next('silence-warning', mine, within(200))
  story.mark('!', `Erin is warned: Jane has heard nothing for ${clockTime(warned.at - since)}`)
  const breached = await erin.next('silence-breach', mine, within(60))
  story.mark('!', `a breach is recorded: ${clockTime(breached.at - since)} without a message to Jane`)
  // The timer wakes at a whole second, and on a fast clock the delay of a busy machine becomes many seconds.
  const late = 30_000
  const isAt = (at: number, ms: number) => at - since >= ms && at - since < ms + late
  check(
    'the librarian who fell silent was warned at 2:30 (R16)',
    isAt(warned.at, 150_000),
    clockTime(warned.at - since),
  )
  check('the breach came at 3:00 (R16)', isAt(breached.at, 180_000), clockTime(breached.at - since))
}

async function contact({ check, pause, within }: Stage, story: Story, erin: LibrarianClient, jane: PatronClient) {
  const { session } = jane
  as('contact-asked', await erin.send({ action: 'ask-contact', session }))
  await jane.next('contact-form', undefined, within(30))
  story.mark('·', 'Jane sees the contact form')
  await pause(10)
  as('contact-verified', await jane.send({ action: 'confirm-contact', session, email: address, name: 'Jane' }))
  const confirmed = await erin.next('address-verified', heard => heard.session === session, within(30))
  story.mark('·', `Jane confirms her address: ${confirmed.email}`)
  check('the patron confirmed the address in the form that was pushed (R22)', confirmed.email === address)
}

function checkMail({ check }: Stage, mail: StoredMail | undefined, deadline: string, jane: PatronClient): void {
  const text = mail?.text ?? ''
  const onOneLine = text.replaceAll(/\s+/g, ' ')
  const holds = (words: string) => text.includes(words) || onOneLine.includes(words)
  check("the follow-up's mail is in the mailbox of the patron's library (R29)", mail !== undefined)
  check('the mail holds the question', holds(question))
  check(
    'the mail holds the whole transcript',
    jane.transcript(jane.session).every(message => holds(message.text)),
  )
  check('the mail says that the patron typed the address twice', holds(`${address} (typed twice by the`))
  check('the mail holds the deadline', holds(deadline) && (mail?.subject.includes(deadline) ?? false))
  check('the note for the staff stands behind a link, where a forwarded mail does not carry it', !holds(note))
}

function mailShown(mail: StoredMail | undefined): string {
  return (mail?.text ?? '').trimEnd().replace(/^/gm, '        │ ')
}

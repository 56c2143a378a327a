import { createTransport } from 'nodemailer'
import PostalMime from 'postal-mime'
import { address, mailbox, note } from './scene-follow-up.ts'
import { as, mailed, type Stage } from './stage.ts'

const answer = 'The county archive lends it to us: it will be at our desk on Thursday.'

/** Act three: the session is over, and Jane's own library answers her question by replying to the desk's mail. */
export async function answered(stage: Stage, session: string): Promise<void> {
  const { check, cloud, pause } = stage
  const story = stage.story("Jane's own library, Valley University Libraries, after the session")
  const nancy = await stage.librarian('nancy@valley-university.example.edu')
  const owed = async () => as('follow-ups', await nancy.send({ action: 'follow-ups' })).followUps
  const [first] = await owed()
  story.mark('·', `Nancy sees the follow-up: ${first?.name ?? 'nobody'}, by ${first?.answerBy} (${first?.status})`)
  check("the follow-up is in the list of the patron's library (R29)", first?.session === session)

  const mail = await mailed(stage, mailbox)
  const { replyTo } = await PostalMime.parse(mail?.raw ?? '')
  const smtp = createTransport(`${cloud.urls.smtp}`)
  const reply = { from: `Maria <${mailbox}>`, to: replyTo?.[0]?.address, subject: `Re: ${mail?.subject}` }
  await smtp.sendMail({ ...reply, text: 'I am away until Monday.', headers: { 'Auto-Submitted': 'auto-replied' } })
  await pause(60)
  story.mark('·', 'a mail program says that its owner is away: nothing happens')
  check(
    'an out-of-office notice answered nothing (R31)',
    (await owed()).some(one => one.session === session),
  )

  const quoted = (mail?.text ?? '').replace(/^/gm, '> ')
  const wrote = 'On Tue, 24 Nov 2026 at 10:00, Valley University Libraries wrote:'
  await smtp.sendMail({ ...reply, text: `${answer}\n\nMaria\n\n${wrote}\n${quoted}` })
  story.mark('·', 'Maria presses Reply in her mail program, and writes two lines')
  const arrived = await mailed(stage, address, ({ text }) => text?.includes(answer) === true)
  story.mark('·', arrived ? `Mail to ${arrived.to.join(', ')}: ${arrived.subject}` : 'No mail')
  const text = arrived?.text ?? ''
  check('a reply to the mail answered the follow-up: the patron got it by email (R31)', text.includes(answer))
  check('… without the quotation in it, and without the staff note (R32)', !text.includes(note))
  const ended = as('follow-up', await nancy.send({ action: 'follow-up', session }))
  const last = ended.changes.find(({ what }) => what === 'answered')
  story.mark('·', `the follow-up is ${ended.followUpStatus}, by ${last?.by}, by ${last?.via}and so it is over`)
  check(
    'its answer is kept with the session, and the follow-up is over (R31)',
    ended.answer?.text.includes(answer) === true,
  )
  check('… and it is no longer in any list (R29)', !(await owed()).some(one => one.session === session))
  stage.print(`${story.told([])}\n\n${text.trimEnd().replace(/^/gm, '        │ ')}`)
}

import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { pickUpOldest } from '../../../../lib/desk/pick-up.ts'
import { run, runEnding, runFollowUp } from '../../../../lib/desk/run.ts'
import { type MailKind, mailKinds, recipientByKind } from '../../../../lib/follow-up/state.ts'
import { textOf } from '../../../../lib/mail/letters/letter.ts'
import { type LetterData, letterOf } from '../../../../lib/mail/letters/letters.ts'
import { actionLinks } from '../../../../lib/mail/letters/next-steps.ts'
import { pageOf } from '../../../../lib/mail/letters/page.ts'
import { runFollowUpTimer } from '../../../../lib/mail/outgoing/follow-up-timer.ts'
import { testTokens } from '../../../memory/mail-tokens.ts'
import { memoryMailer, memorySentMails } from '../../../memory/outside.ts'
import { asks, deskOf, librarian, library, onDuty } from '../../members.ts'
import { answer, held, promised, usual } from './letter-data.ts'

const at = usual.askedAt
const acts = ['take', 'done', 'hand-over', 'confirm', 'reject', 'notes'] as const
const whole = { ...usual, answer, held }
const onOneLine = (text: string) => text.replaceAll(/\s+/g, ' ')
const textWith = (kind: MailKind, more: Partial<LetterData>) => onOneLine(textOf(letterOf(kind, { ...whole, ...more })))
/** Its owner, or the library as a whole, can answer: all others only know of it. */
const answering = mailKinds.filter(
  kind => (recipientByKind[kind] === 'owner' || recipientByKind[kind] === 'library') && kind !== 'policy-report',
)

/** Every mail that the desk really sends of a follow-up that is owed by these, with an answer that is held. */
async function mailsOf(code: 'follow-up-by-patrons-library' | 'follow-up-by-me') {
  const rob = librarian('rob', 'Rob', 'wren')
  const { ports } = await deskOf([library('wren', usual.libraryName)], [rob])
  const { mailer, mails } = memoryMailer()
  await asks(ports, usual.session, at)
  await pickUpOldest(ports, onDuty(rob), at)
  await run(ports, usual.session, { type: 'AttestContact', at, by: 'rob', email: usual.owed.email })
  const close = { code, deadline: usual.answerBy, today: '2026-11-24', atHand: true }
  await runEnding(ports, usual.session, { type: 'Close', at, by: 'rob', ...close, despite: ['not-asked'] })
  await runFollowUp(ports, usual.session, { type: 'HoldAnswer', at, ...held })
  await runFollowUpTimer(
    { ...ports, mailer, mailTokens: testTokens(), sentMails: memorySentMails() },
    usual.session,
    at,
  )
  return mails
}

describe('what to do next', () => {
  it.each(['follow-up-by-patrons-library', 'follow-up-by-me'] as const)(
    'every link in the mails of a %s says when to press it',
    async code => {
      const mails = await mailsOf(code)
      expect(mails.map(({ kind }) => kind).sort()).toEqual(['follow-up', 'held'])
      for (const { text } of mails) {
        const links = text.match(/^.*\n.*:\nhttps:\S+$/gm) ?? []
        expect(links.length).toBeGreaterThan(0)
        for (const link of links) expect(link).toMatch(/^(If|To) .*press/)
      }
    },
  )

  it('no mail names a button that does not exist, or leaves one out', () => {
    fc.assert(
      fc.property(fc.subarray([...acts]), fc.boolean(), fc.constantFrom(...answering), (there, mayReply, kind) => {
        const links = there.map(act => ({ act, url: `https://desk.example.org/${acts.indexOf(act)}` }))
        const letter = letterOf(kind, { ...whole, links, mayReply })
        for (const act of acts)
          expect(onOneLine(textOf(letter)).includes(`${actionLinks[act].label}:`)).toBe(there.includes(act))
        expect(pageOf(letter).match(/<a /g)?.length ?? 0).toBe(there.length)
        for (const act of acts)
          if (!there.includes(act)) expect(onOneLine(textOf(letter))).not.toContain(`"${actionLinks[act].label}"`)
      }),
    )
  })

  it.each(['follow-up', 'reminder', 'overdue', 'handed-over'] as const)(
    'the %s says to reply if the desk receives replies, and otherwise that a reply reaches nobody',
    kind => {
      expect(textWith(kind, { mayReply: true })).toContain('Reply to this mail: what you write')
      expect(textWith(kind, { mayReply: false })).not.toContain('Reply to this mail')
      expect(textWith(kind, { mayReply: false })).toContain('A reply to this mail does not reach the patron.')
    },
  )

  it('R31 a reader who may reply learns which part gets to the patron, and that attachments do not', () => {
    expect(textWith('follow-up', { mayReply: true })).toContain('Links are passed on, attachments are not.')
  })

  it.each([
    ['attachment', 'They are not passed on. Put them where the patron can open them with a link.'],
    ['no-mail-wanted', 'The patron does not want mail from us'],
    ['over', 'When it came, the follow-up was over'],
  ] as const)('R31 a mail about a held answer says why it is held: %s', (because, words) => {
    expect(textWith('held', { held: { ...held, because: [because] } })).toContain(words)
  })

  it.each(['escalation', 'undeliverable'] as const)('the reader of the %s learns whom to turn to', kind => {
    const text = textWith(kind, { links: [], mayReply: false })
    expect(text).toContain('Please make sure that somebody at Wren Public Library answers')
    expect(text).toContain('A reply to this mail does not reach the patron.')
    expect(text).not.toContain('Mark as done')
  })

  it.each(['held', 'unreachable'] as const)('the %s says that a reply reaches nobody', kind => {
    expect(textWith(kind, {})).toContain('Replies to this mail are not read.')
  })

  it('R30 a librarian who promised the answer has to say in the desk how it was given, and a library presses a button', () => {
    const how = 'If the patron has been answered in another way, say so in the desk, and how.'
    const mine = onOneLine(textOf(letterOf('follow-up', promised)))
    expect(mine).toContain('You promised this patron of Wren Public Library an answer by Tuesday, 1 December 2026.')
    expect(mine).toContain(how)
    expect(mine).not.toContain('Mark as done')
    expect(textWith('follow-up', {})).not.toContain(how)
  })
})

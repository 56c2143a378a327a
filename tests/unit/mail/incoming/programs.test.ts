import { describe, expect, it } from 'vitest'
import { type Reply, replies } from './programs.ts'
import { replyDesk } from './reply-desk.ts'

/** What comes of a reply as a program sends it. */
async function outcomeOf({ raw, isLong }: Reply) {
  const desk = await replyDesk(isLong ? { libraryName: 'Valley University and State Library Archives' } : {})
  const name = isLong ? 'Valley University and State Library Archives' : 'Riverside Public Library'
  const { outcome, because } = await desk.arrives(raw({ ...desk.followUp, name }))
  return { outcome, because, text: (outcome === 'answered' ? await desk.answer() : (await desk.held())?.text) ?? '' }
}

const wordsOf = (text: string) => text.split('\n').filter(one => one.trim() !== '')

describe('R31 replies as mail programs write them', () => {
  it.each(replies)('$program', async reply => {
    const { outcome, because, text } = await outcomeOf(reply)
    for (const line of wordsOf(reply.typed)) expect(wordsOf(text)).toContain(line)
    if (outcome === 'answered') expect(wordsOf(text)).toEqual(wordsOf(reply.typed))
    else expect([outcome, because.length > 0]).toEqual(['held', true])
  })

  it('of a hundred, five at most wait for somebody to confirm them', async () => {
    const outcomes = await Promise.all(replies.map(async reply => ({ reply, ...(await outcomeOf(reply)) })))
    const held = outcomes
      .filter(({ outcome }) => outcome !== 'answered')
      .map(({ reply, because }) => `${reply.program}: ${because}`)
    expect(held).toEqual([
      'mailutils, nothing quoted: several-senders,quotes-nothing',
      'nmh, nothing quoted: quotes-nothing',
    ])
    expect(held.length / outcomes.length).toBeLessThanOrEqual(0.05)
  })
})

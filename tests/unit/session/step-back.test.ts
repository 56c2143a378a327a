import { describe, expect, it } from 'vitest'
import { standing } from '../../../lib/protocol/push-for.ts'
import { steppedBackGoodbye } from '../../../lib/session/step-back.ts'
import * as b from './builders.ts'
import { effectsOfLast, given, jointWritesOfLast, sessionAfter } from './given.ts'

const joined = [b.asked({ email: 'jane@example.org' }), b.patronCame(), b.pickedUp()]
const steppedBack = b.closed({ because: 'stepped-back', goodbye: steppedBackGoodbye })

describe('R42 stepping back', () => {
  it('R42 an abusive session ends by one command, whatever was asked, verified or promised', () => {
    given(...joined)
      .when(b.stepBack({ note: 'Threats.' }))
      .happens({ ...steppedBack, note: 'Threats.' })
  })

  it('R42 the librarian who serves may do it off duty, and nobody else', () => {
    given(...joined)
      .when(b.stepBack({ onDuty: undefined }))
      .happens(steppedBack)
    given(...joined)
      .when(b.stepBack({ by: b.ann.id }))
      .refuses('not-yours')
  })

  it('R42 what waits and is no question is closed by whoever serves a pool that it has reached', () => {
    given(b.asked()).when(b.stepBack()).happens(steppedBack)
    given(b.asked())
      .when(b.stepBack({ onDuty: undefined }))
      .refuses('not-on-duty')
    given(b.asked())
      .when(b.stepBack({ onDuty: { name: b.ann.name, pools: ['library:larch'] } }))
      .refuses('not-in-your-pools')
  })

  it('R42 the same librarian is acknowledged again, and what ended otherwise stays as it ended', () => {
    given(...joined, steppedBack)
      .when(b.stepBack())
      .doesNothing()
    given(...joined, steppedBack)
      .when(b.stepBack({ by: b.ann.id }))
      .refuses('closed')
    given(...joined, b.closed())
      .when(b.stepBack())
      .refuses('closed')
  })

  it('R42 nothing is mailed: no transcript that was asked for before, and none afterwards', () => {
    const past = [...joined, { type: 'TranscriptRequested', at: b.pickUpAt } as const, steppedBack]
    expect(sessionAfter(...past)).toMatchObject({ mails: { outbox: [] } })
    given(...joined, steppedBack)
      .when(b.requestTranscript())
      .refuses('stepped-back')
  })

  it('R42 it is filed for the library of the patron: when, who and why, and no word of the patron', () => {
    const filed = {
      type: 'ListSteppedBack',
      entry: { session: b.id, library: 'wren', at: steppedBack.at, by: b.rob.name },
    }
    expect(jointWritesOfLast(...joined, steppedBack)).toContainEqual(filed)
    expect(jointWritesOfLast(b.asked(), { ...steppedBack, note: 'Spam.' })).toContainEqual({
      ...filed,
      entry: { ...filed.entry, note: 'Spam.' },
    })
    expect(JSON.stringify(jointWritesOfLast(...joined, b.closed()))).not.toContain('ListSteppedBack')
  })

  it('R42 the patron is told in one sentence; a librarian who waits elsewhere learns that they wait no longer', () => {
    expect(effectsOfLast(...joined, steppedBack)).toContainEqual({ type: 'Tell', side: 'patron', event: steppedBack })
    expect(jointWritesOfLast(b.asked(), steppedBack)).toContainEqual(expect.objectContaining({ type: 'Dequeue' }))
    expect(jointWritesOfLast(...joined, steppedBack)).toContainEqual(
      expect.objectContaining({ type: 'Release', librarian: 'rob' }),
    )
  })

  it('R42 what the patron reads last is one sentence, and thanks nobody', () => {
    expect(steppedBackGoodbye).toMatch(/^The librarian [a-z ]+\.$/)
  })

  it('R42 whoever reads it later is told to blur its words; the patron is not', () => {
    const session = sessionAfter(...joined, steppedBack)
    expect(standing(session, 'librarian')).toMatchObject({ steppedBack: true })
    expect(standing(session, 'patron')).not.toHaveProperty('steppedBack')
    expect(standing(sessionAfter(...joined, b.closed()), 'librarian')).not.toHaveProperty('steppedBack')
  })
})

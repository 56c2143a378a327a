import { describe, expect, it } from 'vitest'
import { mailbox } from '../../../../lib/aws/stored/mailbox.ts'
import { parsed } from '../../../../lib/aws/stored/shape.ts'
import { Unreadable } from '../../../../lib/desk/unreadable.ts'

const learnt = {
  entry: 'mailbox:wren',
  acknowledges: true,
  program: 'Roundup',
  answersTo: 'from',
  test: { n: 2, to: 'mail@wren.example.org', sentAt: 1, pressedAt: 2, returnedAt: 3, toldAt: 4 },
}

describe('what was learnt of a mailbox', () => {
  it('before entries had versions is what version 1 says', () => {
    expect(parsed(mailbox, learnt, 'wren')).toEqual(learnt)
    expect(parsed(mailbox, { ...learnt, version: 1 }, 'wren')).toEqual({ ...learnt, version: 1 })
  })

  it('by a release that does not exist yet cannot be read, nor what was never written', () => {
    expect(() => parsed(mailbox, { ...learnt, version: 2 }, 'wren')).toThrow(Unreadable)
    expect(() => parsed(mailbox, { ...learnt, version: 1, answersTo: 'cc' }, 'wren')).toThrow(Unreadable)
  })
})

import { describe, expect, it } from 'vitest'
import { learnFrom, saidElsewhere } from '../../../../lib/mail/incoming/learn.ts'
import { evolveAll } from '../../../../lib/session/session.ts'
import { memoryLog } from '../../../memory/outside.ts'
import { memoryTables } from '../../../memory/tables.ts'
import { library } from '../../members.ts'
import * as b from '../../session/builders.ts'

const wren = library('wren', 'Wren Library')

/** A session that owes an answer, and what a mail with these header fields teaches. */
async function desk() {
  const tables = { ...memoryTables(), ...memoryLog() }
  const events = [b.asked(), b.pickedUp(), b.closedOwing()]
  const session = evolveAll(undefined, events)
  if (!session) throw new Error('There is no session.')
  await tables.sessions.append({ step: 1, events, session }, [])
  const learns = async (headers: Record<string, string>, isAutomatic = false, of: typeof wren | undefined = wren) => {
    await learnFrom(tables, { session: b.id, library: of, headers: new Map(Object.entries(headers)), isAutomatic }, 9)
    const now = (await tables.sessions.load(b.id))?.session
    const ticket = now?.status === 'closed' ? now.followUp?.ticket : undefined
    return { ticket, mailbox: await tables.mailboxes.learnt('wren') }
  }
  return { learns, tables }
}

describe('what the desk learns of a mailbox', () => {
  it('the number of its ticket, that it acknowledges, and which program it is', async () => {
    const { learns } = await desk()
    const headers = { subject: '[example.org #123] AutoReply: [Wren Library] Follow-up X', 'x-rt-ticket': '123' }
    expect(await learns(headers, true)).toEqual({
      ticket: '[example.org #123]',
      mailbox: { acknowledges: true, program: 'RT' },
    })
  })

  it('a person’s answer with a number is no acknowledgement, and a mail without one teaches nothing', async () => {
    const { learns } = await desk()
    expect(await learns({ subject: 'Re: [Wren Library] Follow-up X' })).toEqual({ ticket: undefined, mailbox: {} })
    expect(await learns({ subject: 'Out of office' }, true)).toEqual({ ticket: undefined, mailbox: {} })
    expect(await learns({ subject: '[issue42] An almanac' })).toEqual({ ticket: '[issue42]', mailbox: {} })
  })

  it('the first number stays, and what is known already is not written again', async () => {
    const { learns, tables } = await desk()
    await learns({ subject: '[issue42] An almanac', 'x-roundup-name': 'desk' })
    expect((await learns({ subject: '[issue43] An almanac' })).ticket).toBe('[issue42]')
    const learn = () => Promise.reject(new Error('written again'))
    tables.mailboxes.learn = learn
    expect((await learns({ subject: '[issue42] An almanac', 'x-roundup-name': 'desk' })).mailbox.program).toBe(
      'Roundup',
    )
  })

  it('that a program answers From, where it is one that does', async () => {
    const { learns } = await desk()
    expect((await learns({ subject: 'Re: x', 'x-rt-ticket': '7' })).mailbox).toEqual({ program: 'RT' })
    expect((await learns({ subject: 'Re: x', 'x-roundup-name': 'desk' })).mailbox).toEqual({
      program: 'Roundup',
      answersTo: 'from',
    })
  })

  it('of a librarian’s own mailbox the number alone is of use', async () => {
    const { tables } = await desk()
    const headers = new Map([
      ['subject', '[#7] An almanac'],
      ['x-rt-ticket', '7'],
    ])
    await learnFrom(tables, { session: b.id, headers, isAutomatic: true }, 9)
    expect(await tables.mailboxes.learnt('wren')).toEqual({})
    expect((await tables.sessions.load(b.id))?.session).toMatchObject({ followUp: { ticket: '[#7]' } })
  })
})

describe('R31 the same words about another session', () => {
  const words = 'Thank you, your question has our number 4711. Somebody will see to it.'

  it('are known, whatever numbers they hold; about the same session they are a mail that comes again', async () => {
    const { mailboxes } = memoryTables()
    const said = (library: string, session: string, text: string) =>
      saidElsewhere({ mailboxes }, library, session, text)
    expect(await said('wren', 'S1', words)).toBe(false)
    expect(await said('wren', 'S1', words)).toBe(false)
    expect(await said('wren', 'S2', words.replace('4711', '4712'))).toBe(true)
    expect(await said('hale', 'S3', words)).toBe(false)
    expect(await said('wren', 'S4', 'Yes, we have it.')).toBe(false)
    expect(await said('wren', 'S5', 'Yes, we have it.')).toBe(false)
  })

  it('of a mailbox twenty are remembered', async () => {
    const { mailboxes } = memoryTables()
    const letters = (n: number) => String.fromCharCode(97 + n).repeat(30)
    for (let n = 0; n < 25; n++) await saidElsewhere({ mailboxes }, 'wren', `S${n}`, letters(n))
    expect((await mailboxes.learnt('wren')).words).toHaveLength(20)
    expect(await saidElsewhere({ mailboxes }, 'wren', 'S99', letters(24))).toBe(true)
    expect(await saidElsewhere({ mailboxes }, 'wren', 'S99', letters(0))).toBe(false)
  })
})

import { describe, expect, it } from 'vitest'
import * as b from './builders.ts'
import { given, sessionAfter } from './given.ts'

const joined = [b.asked(), b.patronCame(), b.pickedUp()]

describe('R33 coming back after a lost connection', () => {
  it('the patron is reached on the connection that they came on last', () => {
    given(b.asked()).when(b.come()).happens(b.patronCame())
    given(...joined)
      .when(b.come({ connection: 'patron-2' }))
      .happens(b.patronCame({ connection: 'patron-2' }))
    expect(sessionAfter(...joined, b.patronCame({ connection: 'patron-2' })).patron.connection).toBe('patron-2')
  })

  it('coming on the same connection again changes nothing', () => {
    given(...joined)
      .when(b.come())
      .doesNothing()
    given(...joined)
      .when(b.come({ who: b.librarian, connection: 'rob-1' }))
      .doesNothing()
  })

  it('the librarian who serves comes back on another connection', () => {
    given(...joined)
      .when(b.come({ who: b.librarian, connection: 'rob-2' }))
      .happens(b.librarianCame())
    expect(sessionAfter(...joined, b.librarianCame())).toMatchObject({ librarian: { connection: 'rob-2' } })
  })

  it('R20 a librarian comes into no session that they do not serve', () => {
    const who = { role: 'librarian', id: b.ann.id } as const
    given(...joined)
      .when(b.come({ who }))
      .refuses('not-yours')
    given(b.asked()).when(b.come({ who })).refuses('not-picked-up')
    given(...joined, b.closed())
      .when(b.come({ who }))
      .refuses('not-yours')
  })

  it('a closed session can be read again by its patron and its librarian, and does not change by it', () => {
    given(...joined, b.closed())
      .when(b.come({ connection: 'patron-9' }))
      .doesNothing()
    given(...joined, b.closed())
      .when(b.come({ who: b.librarian, connection: 'rob-9' }))
      .doesNothing()
  })

  it('a connection that ends makes its own person away', () => {
    given(...joined)
      .when(b.goAway())
      .happens(b.patronWentAway())
    given(...joined)
      .when(b.goAway({ connection: 'rob-1' }))
      .happens(b.librarianWentAway())
    expect(sessionAfter(...joined, b.patronWentAway()).patron).toEqual({})
    expect(sessionAfter(...joined, b.librarianWentAway())).toMatchObject({ librarian: b.rob })
    expect(sessionAfter(...joined, b.librarianWentAway())).not.toHaveProperty('librarian.connection')
  })

  it('an old connection that ends late removes nobody who is back on another', () => {
    const back = [...joined, b.patronCame({ connection: 'patron-2' }), b.librarianCame()]
    given(...back)
      .when(b.goAway())
      .doesNothing()
    given(...back)
      .when(b.goAway({ connection: 'rob-1' }))
      .doesNothing()
    given(...back)
      .when(b.goAway({ connection: 'somebody-else' }))
      .doesNothing()
  })

  it('going away twice is the same as once, and after the end it changes nothing', () => {
    given(...joined, b.patronWentAway())
      .when(b.goAway())
      .doesNothing()
    given(...joined, b.closed())
      .when(b.goAway())
      .doesNothing()
  })
})

describe('the patron ends the conversation', () => {
  const at = b.pickUpAt

  it('while a librarian serves, that librarian gives the code', () => {
    given(...joined)
      .when(b.leave())
      .happens(b.patronLeft())
    expect(sessionAfter(...joined, b.patronLeft())).toMatchObject({ status: 'active', patron: { left: true } })
  })

  it('R6 while waiting with an address, their library follows up', () => {
    const followUp = { ...b.owed, verified: 'unverified' } as const
    const end = { type: 'Closed', at, code: 'follow-up-by-patrons-library', how: 'by-default', followUp } as const
    given(b.asked({ email: 'jane@example.org' }))
      .when(b.leave())
      .happens(b.patronLeft(), { ...end, receipt: true })
    given(b.asked({ address: 'jane@example.org' }))
      .when(b.leave())
      .happens(b.patronLeft(), end)
    given(b.asked(), b.patronSaid({ address: 'jane@example.org' }))
      .when(b.leave())
      .happens(b.patronLeft(), end)
  })

  it('R24 while waiting without an address, it is answered by default because nobody can be written to', () => {
    const end = {
      type: 'Closed',
      at,
      code: 'answered',
      how: 'by-default',
      because: 'no-contact',
      nobodyChose: 'patron-gone',
    } as const
    given(b.asked()).when(b.leave()).happens(b.patronLeft(), end)
  })

  it('leaving twice is the same as once', () => {
    given(...joined, b.patronLeft())
      .when(b.leave())
      .doesNothing()
    given(...joined, b.closed())
      .when(b.leave())
      .doesNothing()
  })

  it('R22 a patron who left and writes again has not gone', () => {
    const back = [...joined, b.patronLeft(), b.patronSaid({ address: 'jane@example.org' })]
    given(...back)
      .when(b.close({ code: 'follow-up-by-patrons-library', deadline: 'none' }))
      .refuses('not-verified')
  })
})

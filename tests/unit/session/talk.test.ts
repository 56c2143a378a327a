import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fingerprintsOf } from '../../../lib/practice/other-patrons.ts'
import { frameFor } from '../../../lib/protocol/push-for.ts'
import type { Event } from '../../../lib/session/events.ts'
import { decide } from '../../../lib/session/session.ts'
import { messages } from '../../../lib/session/transcript.ts'
import { anyText } from '../texts.ts'
import * as b from './builders.ts'
import { given, sessionAfter } from './given.ts'

const joined = [b.asked({ name: 'Jane' }), b.patronCame(), b.pickedUp()]
describe('resources and statements', () => {
  it('R12 a resource without a citation is refused; a URL, a title or "policy page" is one', () => {
    const say = (resource: object) => given(...joined).when(b.librarianSays({ kind: 'resource', resource }))
    say({}).refuses('no-citation')
    for (const resource of [{ url: 'https://x.example' }, { title: 'Almanac' }, { policyPage: true }])
      expect(say(resource).decision).toMatchObject({ events: [{ kind: 'resource', resource, signs: ['resource'] }] })
  })

  it('R13 the transcript marks a link that will probably die, and keeps its click path', () => {
    const resource = { url: 'https://catalog.example/x?sessionid=1', path: 'Catalog > Almanacs' }
    const [, message] = messages([b.asked(), b.librarianSaid({ kind: 'resource', resource })])
    expect(message).toMatchObject({ mayExpire: true, resource })
  })

  it('R14 a search statement is kept byte for byte, and no words of it count as a question', () => {
    const text = ' business* and "new york"?  _x_ '
    expect(given(...joined).when(b.librarianSays({ kind: 'statement', text })).decision).toEqual({
      events: [expect.objectContaining({ kind: 'statement', text })],
    })
  })

  it('R14 whatever is said, of whatever kind, is byte for byte what is kept, told and shown', () => {
    const text = fc.oneof(
      anyText(),
      fc.constantFrom(' a* and "b"  \r\n\t', '<b>*x*</b> &amp; _y_', 'e\u0301 \u00e9 \u2028', 'ﬁ ½'),
    )
    fc.assert(
      fc.property(text, fc.constantFrom('text', 'statement', 'resource'), (text, kind) => {
        const session = sessionAfter(...joined)
        const resource = kind === 'resource' ? { title: text || 'x', path: text } : undefined
        const decision = decide(session, b.librarianSays({ text, kind, resource }))
        if (!('events' in decision)) throw new Error('it is said')
        const [said] = decision.events
        const stored: Event = JSON.parse(JSON.stringify(said))
        const [message] = messages([stored])
        expect(message?.text).toBe(text)
        expect(message?.resource).toEqual(resource)
        expect(frameFor(stored, session, 'patron')).toMatchObject({ text })
      }),
    )
  })

  it('R12 the patron sees the citation, and R14 that it is a statement', () => {
    const resource = { title: 'The Almanac', path: 'Catalog > Almanacs' }
    const frame = (more: object) => frameFor(b.librarianSaid(more), sessionAfter(...joined), 'patron')
    expect(frame({ kind: 'resource', resource })).toMatchObject({ kind: 'resource', resource })
    expect(frame({ kind: 'statement' })).toMatchObject({ kind: 'statement' })
    expect(frame({})).not.toHaveProperty('kind')
  })

  it('R12 a click path alone is no citation, and insisting does not help; a patron’s words need none', () => {
    given(...joined)
      .when(b.librarianSays({ kind: 'resource', resource: { path: 'Catalog' }, despite: ['no-citation'] }))
      .refuses('no-citation')
    given(...joined)
      .when(b.librarianSays({ kind: 'resource' }))
      .refuses('no-citation')
    expect(given(...joined).when(b.patronSays({ kind: 'resource' })).decision).toHaveProperty('events')
  })

  it('R13 a link that lasts is not marked', () => {
    const [message] = messages([b.librarianSaid({ text: 'https://doi.org/10.1000/182' })])
    expect(message).not.toHaveProperty('mayExpire')
  })

  it('R18 a message that was sent from a script is marked as such', () => {
    expect(given(...joined).when(b.librarianSays({ script: 'hello' })).decision).toMatchObject({
      events: [{ script: 'hello' }],
    })
  })
})

describe('the right patron', () => {
  const otherPatrons = fingerprintsOf('Boris Petrov', 'boris@example.org')
  const two = [...joined, b.otherPatronsRecorded({ otherPatrons })]

  it.each(['Hi Boris Petrov!', 'I wrote to boris@example.org.', 'Here it is, BORIS'])(
    'R20 %j, said to somebody else, is softly refused',
    text => {
      given(...two)
        .when(b.librarianSays({ text }))
        .refusesSoftly('another-patron')
    },
  )

  it('R20 an overridden message goes out and is recorded, and one that names nobody else just goes out', () => {
    const despite = ['another-patron']
    expect(given(...two).when(b.librarianSays({ text: 'Hi Boris', despite })).decision).toMatchObject({
      events: [{ despite }],
    })
    expect(given(...two).when(b.librarianSays({ text: 'Hi Jane' })).decision).toHaveProperty('events')
    expect(given(...two).when(b.patronSays({ text: 'I am with Boris Petrov' })).decision).toHaveProperty('events')
  })

  it('R20 a session holds no name of another patron', () => {
    expect(JSON.stringify(sessionAfter(...two))).not.toMatch(/boris|petrov/i)
  })

  it('R20 a librarian’s other patrons are recorded only in their own sessions, and only when they changed', () => {
    given(...joined)
      .when(b.recordOtherPatrons())
      .happens(b.otherPatronsRecorded())
    given(...joined, b.otherPatronsRecorded())
      .when(b.recordOtherPatrons())
      .doesNothing()
    given(...joined)
      .when(b.recordOtherPatrons({ librarian: b.ann.id }))
      .doesNothing()
  })
})

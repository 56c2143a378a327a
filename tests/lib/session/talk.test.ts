import { describe, expect, it } from 'vitest'
import { fingerprintsOf } from '../../../lib/session/practice/other-patrons.ts'
import { suggest } from '../../../lib/session/suggest.ts'
import { messages } from '../../../lib/session/transcript.ts'
import * as b from './builders.ts'
import { given, sessionAfter } from './given.ts'

const joined = [b.asked({ name: 'Jane' }), b.patronCame(), b.pickedUp()]
const asks = b.librarianSaid({
  text: 'Does this completely answer your question?',
  signs: ['asks', 'asks-if-complete'],
})

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

  it('R14 a search statement is kept byte for byte, and no words of it are taken for a question', () => {
    const text = ' business* and "new york"?  _x_ '
    expect(given(...joined).when(b.librarianSays({ kind: 'statement', text })).decision).toEqual({
      events: [expect.objectContaining({ kind: 'statement', text })],
    })
  })

  it('R18 what was sent by a script is known as such', () => {
    expect(given(...joined).when(b.librarianSays({ script: 'hello' })).decision).toMatchObject({
      events: [{ script: 'hello' }],
    })
  })
})

describe('the right patron', () => {
  const others = fingerprintsOf('Boris Petrov', 'boris@example.org')
  const two = [...joined, b.othersNoted({ others })]

  it.each(['Hi Boris Petrov!', 'I wrote to boris@example.org.', 'Here it is, BORIS'])(
    'R20 %j, said to somebody else, is softly refused',
    text => {
      given(...two)
        .when(b.librarianSays({ text }))
        .refusesSoftly('another-patron')
    },
  )

  it('R20 the override goes out and is recorded; what names nobody else just goes out', () => {
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

  it('R20 whom a librarian serves is noted in their own sessions only, and only when it changed', () => {
    given(...joined)
      .when(b.noteOthers())
      .happens(b.othersNoted())
    given(...joined, b.othersNoted())
      .when(b.noteOthers())
      .doesNothing()
    given(...joined)
      .when(b.noteOthers({ librarian: b.ann.id }))
      .doesNothing()
  })
})

describe('concluding', () => {
  it('R21 closing as answered without having asked is softly refused', () => {
    given(...joined)
      .when(b.close({ code: 'answered' }))
      .refusesSoftly('not-asked')
    given(...joined)
      .when(b.close())
      .refusesSoftly('not-asked')
    expect(given(...joined, asks).when(b.close({ code: 'answered' })).decision).toHaveProperty('events')
  })

  it('R21 the librarian’s words count, whoever of them asked', () => {
    const words = 'Is there anything else I can help you with?'
    expect(given(...joined).when(b.librarianSays({ text: words })).decision).toMatchObject({
      events: [{ signs: expect.arrayContaining(['asks-if-complete']) }],
    })
  })

  it.each([b.patronWentAway(), b.patronLeft()])('R21 need not be asked: $type', event => {
    expect(given(...joined, event).when(b.close({ code: 'answered' })).decision).toHaveProperty('events')
  })

  it('R23 the goodbye is that of the patron’s library, its fields filled in', () => {
    const farewell = {
      script: 'Thank you, {patron}, for asking {patronLibrary}.',
      patronLibrary: 'Wren',
      librarianLibrary: 'Larch',
    }
    expect(given(...joined, asks).when(b.close({ code: 'answered', farewell })).decision).toMatchObject({
      events: [{ goodbye: 'Thank you, Jane, for asking Wren.' }],
    })
  })

  it('R28 spoke no, address no: lost call; spoke no, address yes: by the patron’s library (R25)', () => {
    expect(suggest(sessionAfter(...joined))).toMatchObject({ code: 'lost-call' })
    const withAddress = sessionAfter(b.asked({ email: 'jane@example.org' }), b.pickedUp())
    expect(suggest(withAddress)).toMatchObject({ code: 'follow-up-by-patrons-library' })
  })

  it('R25 R28 spoke yes and unresolved, address yes: by the patron’s library', () => {
    const session = sessionAfter(...joined, b.patronSaid({ address: 'jane@example.org' }))
    expect(suggest(session)).toMatchObject({ code: 'follow-up-by-patrons-library' })
    expect(suggest(session, true)).toMatchObject({ code: 'answered' })
  })

  it('R28 spoke yes and unresolved, address no: answered, for want of contact, with a note', () => {
    const spoke = [...joined, b.patronSaid()]
    expect(suggest(sessionAfter(...spoke))).toMatchObject({ code: 'answered', because: 'no-contact' })
    given(...spoke)
      .when(b.close({ code: 'answered', unresolved: true }))
      .refuses('no-note')
    expect(
      given(...spoke).when(b.close({ code: 'answered', unresolved: true, note: 'Ask again' })).decision,
    ).toMatchObject({
      events: [{ because: 'no-contact' }],
    })
  })

  it('R28 once it was asked whether that is all, it is taken for answered', () => {
    expect(suggest(sessionAfter(...joined, asks, b.patronSaid({ number: 3 })))).toMatchObject({ code: 'answered' })
  })
})

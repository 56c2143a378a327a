import { describe, expect, it } from 'vitest'
import { isNext, isQuotedSetting, isTelling, passagesIn } from '../../../../lib/mail/incoming/align.ts'
import { plainLines } from '../../../../lib/mail/incoming/plain-lines.ts'
import { sentText } from '../../../../lib/mail/incoming/sent-text.ts'

const [a, b, c, d] = ['a', 'b', 'c', 'd'].map(letter => letter.repeat(20))
/** A mail of four long lines, with this many letters between the second and the third. */
const mail = (between: number, html = '') =>
  sentText([{ subject: '', text: `${a}\n${b}\n${'x'.repeat(between)}\n${c}\n${d}\nshort one\nsevenle\n`, html }])
const passages = (reply: string, sent = mail(5)) => passagesIn(plainLines(reply), sent)
const spans = (reply: string, sent = mail(5)) =>
  passages(reply, sent).map(({ first, last, letters, lines }) => [first, last, letters, lines])

describe('R31 the passages of a reply that come from the desk’s mail', () => {
  it('are lines that follow each other there, with empty lines or not', () => {
    expect(passages(`> ${a}\n> ${b}`)).toEqual([
      { first: 0, last: 1, isMarked: true, letters: 40, lines: 2, place: { form: 0, start: 0, end: 40 } },
    ])
    expect(spans(`${a}\n\n${b}`)).toEqual([[0, 2, 40, 2]])
    expect(spans(`> ${a}\n>\n> ---\n> ${b}`)).toEqual([[0, 3, 40, 2]])
    expect(spans('nothing\n> of it')).toEqual([])
  })

  it('are lines of the page’s source where they are marked, and otherwise words', () => {
    const source = 'style="color: red" class="lead paragraph"'
    const page = mail(5, `<p ${source}>One</p>`)
    expect(spans(`> ${source}`, page)).toHaveLength(1)
    expect(spans(source, page)).toEqual([])
  })

  it('are lines that a program left encoded, with the sign that breaks them', () => {
    expect(spans(`> ${'a'.repeat(18)}=\n> aa\n> ${b}`)).toEqual([[0, 2, 40, 3]])
  })

  it('end where somebody wrote something', () => {
    expect(spans(`> ${a}\nYes.\n> ${b}`)).toEqual([
      [0, 0, 20, 1],
      [2, 2, 20, 1],
    ])
    expect(spans(`Yes.\n> ${a}`)).toEqual([[1, 1, 20, 1]])
  })

  it('go on without a mark where a program broke the line', () => {
    expect(spans(`> ${a}\n${b}`)).toEqual([[0, 1, 40, 2]])
    expect(spans(`> ${b}\n${c}`)).toEqual([
      [0, 0, 20, 1],
      [1, 1, 20, 1],
    ])
  })

  it('go on behind a heading or link that a program left out, but not far, nor back, nor with few letters', () => {
    expect(spans(`> ${b}\n> ${c}`)).toEqual([[0, 1, 40, 2]])
    expect(spans(`> ${b}\n> ${c}`, mail(400))).toEqual([[0, 1, 40, 2]])
    expect(spans(`> ${b}\n> ${c}`, mail(401))).toHaveLength(2)
    expect(spans(`> ${c}\n> ${a}`)).toHaveLength(2)
    expect(spans(`> ${c}\n> short one`)).toEqual([[0, 1, 28, 2]])
    expect(spans(`> ${c}\n> sevenle`)).toHaveLength(2)
    expect(spans(`${b}\n${c}`)).toEqual([[0, 1, 40, 2]])
  })

  it('go on in another form of the mail, with many letters', () => {
    const [e, f] = ['e'.repeat(16), 'f'.repeat(15)]
    const both = mail(5, `<p>${e}</p><p>${f}</p>`)
    expect(spans(`> ${a}\n> ${e}`, both)).toEqual([[0, 1, 36, 2]])
    expect(spans(`> ${a}\n> ${f}`, both)).toHaveLength(2)
    expect(spans(`> ${a}\n${e}`, both)).toHaveLength(2)
  })
})

describe('R31 a line of the desk’s mail is known', () => {
  it('undecoded, where it is quoted', () => {
    const sent = sentText([{ subject: '', text: 'Déjà à l’étage de la bibliothèque = 3 étoiles', html: '' }])
    expect(spans('> D=C3=A9j=C3=A0 =C3=A0 l=E2=80=99=C3=A9tage de la biblioth=\n> =C3=A8que', sent)).toEqual([
      [0, 1, 27, 2],
    ])
    expect(spans('> D=C3=A9j=C3=A0 =C3=A0 l=E2=80=99=C3=A9tage', sent)).toEqual([[0, 0, 11, 1]])
    expect(spans('D=C3=A9j=C3=A0 =C3=A0 l=E2=80=99=C3=A9tage', sent)).toEqual([])
    expect(spans('> Déjà à l’étage=', sent)).toEqual([[0, 0, 11, 1]])
    expect(spans('> D=c3=a9j=ZZ', sent)).toEqual([])
  })

  it('behind the tag of a gateway', () => {
    for (const tag of ['[EXTERNAL] ', '* [Extern]', '[external]'])
      expect(spans(`> ${tag} ${a}`)).toEqual([[0, 0, 20, 1]])
    for (const tag of ['See [EXTERNAL]', '[EXTERNAL x]', '[INTERNAL]', 'x[extern]'])
      expect(spans(`> ${tag} ${a}`)).toEqual([])
    expect(spans('> [EXTERNAL]')).toEqual([])
  })

  it('with its links, however a gateway writes them, and with no other', () => {
    const sent = sentText([
      { subject: '', text: `Open the page of this question: https://desk.example.org/take/abcdefgh\n${a}`, html: '' },
    ])
    const safe = 'https://eur01.safelinks.protection.outlook.com/?url=x'
    expect(spans(`> Open the page of this question: ${safe}\n> ${a}`, sent)).toEqual([[0, 1, 45, 2]])
    expect(spans(`> Open the page of this question [1]`, sent)).toEqual([[0, 0, 25, 1]])
    expect(spans(`> Open the page of this question https://maps.example.org/2`, sent)).toEqual([])
    expect(spans(`> Open the page ${safe} of this question https://maps.example.org/2`, sent)).toEqual([])
    expect(spans(`> Open the page of this question\n> <${safe}>\n> ${a}`, sent)).toEqual([[0, 2, 45, 3]])
    expect(spans(`> ${safe}`, sent)).toEqual([])
  })

  it('unless it is a picture, or longer than any line', () => {
    expect(spans('> [image: aaaaaaaaaaaaaaaaaaaa]')).toEqual([])
    const long = (length: number) => spans(`> ${a}${' '.repeat(length - 20)}`)
    expect([long(50_000), long(50_001)]).toEqual([[[0, 0, 20, 1]], []])
  })
})

describe('R31 what only lays a quotation out', () => {
  it.each([
    '',
    '---',
    '* * *',
    '--boundary',
    'Content-Type: text/plain',
    'MIME-Version: 1.0',
    '  charset=utf-8',
    '\tboundary=b',
  ])('%j', text => {
    expect(isQuotedSetting({ depth: 1, text })).toBe(true)
  })

  it.each([
    'a',
    '-- a',
    'See --boundary',
    'X-Type: a',
    'See Content-Type: a',
    'Content-Type',
    'charset=utf-8',
    ' x charset=a',
    '--a b',
  ])('not %j', text => {
    expect(isQuotedSetting({ depth: 1, text })).toBe(false)
  })

  it('nothing outside a quotation, and no picture', () => {
    expect(isQuotedSetting({ depth: 0, text: '---' })).toBe(false)
    expect(isQuotedSetting({ depth: 1, text: '', picture: '' })).toBe(false)
  })
})

describe('R31 whether a passage is a quotation', () => {
  const passage = (more: object) => ({
    ...{ first: 0, last: 0, isMarked: false, letters: 0, lines: 0, place: { form: 0, start: 100, end: 200 } },
    ...more,
  })

  it('it tells, with three lines and a hundred and twenty letters', () => {
    expect(isTelling(passage({ letters: 120, lines: 3 }))).toBe(true)
    expect(isTelling(passage({ letters: 119, lines: 3 }))).toBe(false)
    expect(isTelling(passage({ letters: 500, lines: 2 }))).toBe(false)
  })

  it('it continues the one before: at once, or with many letters further on, far only where it is marked', () => {
    const next = (before: object, more: object) => isNext({ form: 0, start: 0, end: 100, ...before }, passage(more))
    expect(next({}, { letters: 1 })).toBe(true)
    expect(next({ end: 99 }, { letters: 15 })).toBe(false)
    expect(next({ end: 99 }, { letters: 16 })).toBe(true)
    expect(next({ end: 101 }, { letters: 99, isMarked: true })).toBe(false)
    const far = { form: 0, start: 501, end: 600 }
    expect(next({}, { letters: 99, place: { ...far, start: 500 } })).toBe(true)
    expect(next({}, { letters: 99, place: far })).toBe(false)
    expect(next({}, { letters: 99, isMarked: true, place: far })).toBe(true)
    expect(next({}, { letters: 15, isMarked: true, place: far })).toBe(false)
    expect(next({ form: 1 }, { letters: 31 })).toBe(false)
    expect(next({ form: 1 }, { letters: 32 })).toBe(true)
  })
})

import { describe, expect, it } from 'vitest'
import { wordsOf } from '../../../../lib/mail/incoming/letters-of.ts'
import { sentText } from '../../../../lib/mail/incoming/sent-text.ts'

const sent = (text: string, html = '', subject = '') => sentText([{ subject, text, html }])
const find = (text: ReturnType<typeof sent>, words: string, behind?: Parameters<typeof text.find>[1]) =>
  text.find(words, behind, true)

const sentence = 'Where are the atlases kept'
const letters = wordsOf(sentence).join('').length

describe('R31 the place of words in what the desk sent', () => {
  it('however they are set', () => {
    const text = sent(`A patron asks:\n\n  ${sentence}?\n`)
    expect(find(text, 'WHERE are\u00a0the *atlases* kept')).toEqual({ form: 0, start: 11, end: 11 + letters })
    expect(find(text, 'where are the atlases now')).toBeUndefined()
    expect(find(text, 'here are the atlases kept')).toBeUndefined()
  })

  it('few letters only as whole words, also where the text ends', () => {
    const text = sent('The patrons are here')
    expect(find(text, 'patron')).toBeUndefined()
    expect(find(text, 'patrons')).toEqual({ form: 0, start: 3, end: 10 })
    expect(find(text, 'here')).toEqual({ form: 0, start: 13, end: 17 })
    expect(find(text, 'patrons ar')).toBeUndefined()
    expect(find(text, 'patrons are')).toEqual({ form: 0, start: 3, end: 13 })
    expect(find(text, '')).toBeUndefined()
  })

  it('many letters also where a word is broken', () => {
    expect(find(sent(`${sentence} always`), `${sentence} al`)).toEqual({ form: 0, start: 0, end: letters + 2 })
    expect(find(sent('abcdefghijklmnopqrst'), 'abcdefghijklmnop')).toEqual({ form: 0, start: 0, end: 16 })
    expect(find(sent('abcdefghijklmnopqrst'), 'abcdefghijklmno')).toBeUndefined()
  })

  it('any part of a script that puts no spaces', () => {
    const behind = { form: 0, start: 0, end: 4 }
    expect(find(sent('图书馆在二楼的右边'), '二楼', behind)).toEqual({ form: 0, start: 4, end: 6 })
    expect(find(sent('กขคง'), 'ขค', { form: 0, start: 0, end: 1 })).toEqual({ form: 0, start: 1, end: 3 })
    expect(find(sent('библиотека'), 'иоте', behind)).toBeUndefined()
    expect(find(sent('abcdefgh'), 'efg', behind)).toBeUndefined()
  })

  it('right behind what came before, or further on, or else the first', () => {
    const text = sent(`${sentence}. Yes. ${sentence}. No. Yes.`)
    const first = { form: 0, start: 0, end: letters }
    const second = { form: 0, start: letters + 3, end: 2 * letters + 3 }
    expect(find(text, sentence)).toEqual(first)
    expect(find(text, sentence, { form: 0, start: letters, end: letters + 3 })).toEqual(second)
    expect(find(text, sentence, { form: 0, start: 0, end: 3 })).toEqual(second)
    expect(find(text, sentence, { form: 0, start: 0, end: letters + 3 })).toEqual(second)
    expect(find(text, sentence, second)).toEqual(first)
    expect(find(text, sentence, { form: 7, start: 0, end: 3 })).toEqual(first)
    expect(find(text, 'yes', first)).toEqual({ form: 0, start: letters, end: letters + 3 })
    expect(find(text, 'yes', second)).toEqual({ form: 0, start: 2 * letters + 5, end: 2 * letters + 8 })
    expect(find(text, 'ye', first)).toBeUndefined()
  })

  it('in the form that came before, where it stands in several', () => {
    const text = sent(`${sentence}. Plain.`, `<p>${sentence}.</p><p>Page only.</p>`)
    const page = find(text, 'Page only')
    expect(page).toEqual({ form: 2, start: letters, end: letters + 8 })
    expect(find(text, sentence, { form: 2, start: 0, end: 0 })?.form).toBe(2)
    expect(find(text, sentence)?.form).toBe(0)
  })

  it('in the source of the page, as some programs quote it, line by line', () => {
    expect(find(sent('', '<p class="lead">One</p>\n<p>Two</p>'), '<p class="lead">One')).toEqual({
      form: 4,
      start: 0,
      end: 13,
    })
  })

  it('in the source of the page only where it is marked, or holds a part of a tag', () => {
    const html = '<p style="color: red" class="lead paragraph">One</p>\n<td valign="top" bgcolor="white">'
    const text = sent('', html)
    const [inside, whole] = ['style="color: red" class="lead paragraph"', '<td valign="top" bgcolor="white">']
    const found = (words: string, isMarked: boolean) => text.find(words, undefined, isMarked)?.form
    expect([found(inside, true), found(inside, false)]).toEqual([4, undefined])
    expect([found(whole, true), found(whole, false)]).toEqual([4, 4])
    expect([found('valign="top"', true), found('valign="top"', false)]).toEqual([4, undefined])
    expect(found('bgcolor="white"', true)).toBe(4)
    expect(found('<td valign="top" bgcolor="black">', true)).toBeUndefined()
  })

  it('though signs stand around few letters', () => {
    const text = sent(`The ${sentence}. Valley staff here. ${'x'.repeat(14)} ${'y'.repeat(20)} end`)
    for (const words of ['Valley staff', 'x'.repeat(14), 'y'.repeat(20)])
      expect(find(text, `${'='.repeat(20)} ${words} ${'='.repeat(20)}`), words).toEqual(find(text, words))
    for (let signs = 0; signs < 40; signs++)
      expect(find(text, `${'='.repeat(signs)} ${'y'.repeat(20)}`), `${signs}`).toEqual(find(text, 'y'.repeat(20)))
  })

  it('right behind what came before, in the middle of a word that a program broke', () => {
    const word = `${'a'.repeat(40)}${'b'.repeat(40)}`
    const text = sent(word)
    const first = find(text, word.slice(0, 40))
    expect(find(text, word.slice(40), first)).toEqual({ form: 0, start: 40, end: 80 })
    expect(find(text, word.slice(40))).toBeUndefined()
  })

  it('nowhere for signs alone, whatever came before', () => {
    const text = sent(`${sentence} -- ${sentence}`)
    for (const signs of ['', '--', '-'.repeat(40)])
      for (const behind of [undefined, { form: 0, start: 0, end: letters }])
        expect(find(text, signs, behind)).toBeUndefined()
  })

  it('among the first eight that begin alike, and sixty-four where they are short', () => {
    const repeated = (count: number) =>
      Array.from({ length: count }, (_, i) => `${sentence} ${'x'.repeat(i + 1)}y`).join('. ')
    expect(find(sent(repeated(8)), `${sentence} xxxxxxxxy`)).toBeDefined()
    expect(find(sent(repeated(9)), `${sentence} xxxxxxxxxy`)).toBeUndefined()
    const short = (count: number) => `${'a b '.repeat(count - 1)}a c`
    expect(find(sent(short(64)), 'a c')).toBeDefined()
    expect(find(sent(short(65)), 'a c')).toBeUndefined()
  })

  it('within the first two hundred thousand characters', () => {
    const far = (dashes: number) => find(sent(`${'-'.repeat(dashes)} atlases`), 'atlases')
    expect([far(199_992), far(199_993)]).toEqual([{ form: 0, start: 0, end: 7 }, undefined])
  })

  it('of each mail, with its subject', () => {
    const text = sentText([
      { subject: 'Re: One', text: 'One', html: '' },
      { subject: 'Two!', text: 'Two', html: '' },
    ])
    expect(text.subjects).toEqual(['reone', 'two'])
    expect([find(text, 'One')?.form, find(text, 'Two')?.form]).toEqual([0, 4])
  })
})

describe('R31 a link that the desk sent', () => {
  const text = sent(
    'See https://desk.example.org/take/abcdefgh or http://x.example/.',
    '<a href="https://desk.example.org/page/1234567">a</a>',
  )

  it.each([
    'https://desk.example.org/take/abcdefgh',
    'HTTP://desk.example.org/take/abcdefgh).',
    'https://desk.example.org/page/1234567',
    'http://x.example/',
    'https://x.example/',
    'https%3A%2F%2Fdesk.example.org%2ftake%2Fabcdefgh',
    'https://other.example/?u=https%3A%2F%2Fdesk.example.org%2Ftake%2Fabcdefgh&x=1',
    'https://eur01.safelinks.protection.outlook.com/?url=x',
    'http://urldefense.com/v3/__x',
    'https://a.b.mimecast.com/x',
    `https://other.example/?u=desk.example.org/take/abcdefgh&x=${'a'.repeat(9_900)}`.slice(0, 10_000),
  ])('%s', url => {
    expect(text.hasLink(url)).toBe(true)
  })

  it.each([
    'https://maps.example.org/2',
    'https://desk.example.org/take/abcdefg',
    'https://other.example/?u=x.example',
    'https://other.example/mimecast',
    'see https://a.mimecast.com/x',
    'https://desk.example.org/take/https://abcdefgh',
    'https://desk.example.org/take!/abc',
    `https://other.example/?u=desk.example.org/take/abcdefgh&x=${'a'.repeat(10_000)}`,
  ])('not %s', url => {
    expect(text.hasLink(url)).toBe(false)
  })

  it('there is none, where the desk sent none', () => {
    expect(sent('No link.').hasLink('https://eur01.safelinks.protection.outlook.com/?url=x')).toBe(false)
  })

  it('within another, of sixteen letters at least', () => {
    const within = (url: string) => sent(`See ${url}`).hasLink(`https://other.example/?u=${url}`)
    expect([within('https://abcdefgh.example/1'), within('https://abcdefgh.example/')]).toEqual([true, false])
  })

  it('within another, among the first fifty', () => {
    const links = Array.from({ length: 60 }, (_, i) => `https://desk.example.org/take/${'ab'.repeat(i + 5)}c`)
    const many = sent(links.join('\n'))
    const within = (n: number) => many.hasLink(`https://other.example/?u=${links[n]}`)
    expect([within(0), within(49), within(50)]).toEqual([true, true, false])
  })
})

import { describe, expect, it } from 'vitest'
import type { Context, Spoken } from '../../../lib/practice/message.ts'
import { advise, adviseClosing } from '../../../lib/practice/practice.ts'

const later: Context = { first: false, asked: true, librarian: 'Rob from State College', nameInstitution: true }
const opening: Context = { ...later, first: true, asked: false }
const link = 'https://www.jstor.org/stable/2709686'

function rules(text: string, context = later, more: Partial<Spoken> = {}): readonly string[] {
  return advise({ kind: 'text', text, ...more }, context).map(({ rule }) => rule)
}

function hint(text: string, context = later): string | undefined {
  return advise({ kind: 'text', text }, context)[0]?.hint
}

describe('the greeting', () => {
  it('R9 names the librarian by any part of the screen name, and says that they are ready to help', () => {
    expect(rules('Rob here, reading your question now', opening)).toEqual([])
    expect(hint('Reading your question now', opening)).toContain('say who you are,')
    expect(hint("I'm Rob.", opening)).toContain('say that you are ready to help,')
    expect(hint('Hello', opening)).toContain('say who you are and say that you are ready to help,')
  })

  it('R9 the name of the library alone names nobody', () => {
    expect(hint('State College is happy to help!', opening)).toContain('say who you are,')
  })

  it('R9 has 240 characters at most', () => {
    const text = "Hi, I'm Rob, happy to help! ".padEnd(240, '.')
    expect(rules(text, opening)).toEqual([])
    expect(hint(`${text}.`, opening)).toContain('keep it under 240 characters,')
  })

  it('R9 names the own institution only where the patron’s library wants it, and never has to', () => {
    const named = "Hi, I'm Rob from State College, happy to help!"
    expect(rules(named, opening)).toEqual([])
    expect(hint(named, { ...opening, nameInstitution: false })).toContain("leave your own library's name out")
    const institution = { ...opening, librarian: 'Rob', institution: 'State College Library', nameInstitution: false }
    expect(hint(named, institution)).toContain("leave your own library's name out")
    expect(rules("Hi, I'm Rob, happy to help!", { ...opening, nameInstitution: false })).toEqual([])
  })

  it('R9 is looked at in the first message alone', () => {
    expect(rules('ok')).toEqual([])
  })
})

describe('links and resources', () => {
  const told = `JSTOR has this history of the canal, free to read: ${link}`

  it('R10 come after a question; one in the same message will do', () => {
    const unasked = { ...later, asked: false }
    expect(rules(told, unasked)).toEqual(['clarify-first'])
    expect(rules(`Which canal do you mean? ${told}`, unasked)).toEqual([])
    expect(rules(`How are you? ${told}`, unasked)).toEqual(['clarify-first'])
    expect(rules('A good book', unasked, { kind: 'resource', resource: { title: 'Canals' } })).toEqual([
      'clarify-first',
    ])
    expect(rules(told)).toEqual([])
  })

  it('R10 what the policy page says needs no question before', () => {
    const resource = { policyPage: true, url: 'https://library.example.org/hours' } as const
    const text = 'Open until 9 tonight, on its page under Visit: https://library.example.org/hours'
    expect(rules(text, { ...later, asked: false }, { kind: 'resource', resource })).toEqual([])
  })

  it('R12 a link comes with its path, or with what it is', () => {
    expect(rules(`Here is the link: ${link}`)).toEqual(['explain-the-link'])
    expect(rules(`Click Databases, then JSTOR ${link}`)).toEqual([])
    expect(rules(told)).toEqual([])
    const resource = { url: link, path: 'Databases > JSTOR' }
    expect(rules('', later, { kind: 'resource', resource })).toEqual([])
    expect(rules('', later, { kind: 'resource', resource: { url: link } })).toEqual(['explain-the-link'])
  })

  it('R13 a link that may expire is noticed, unless the click path or a warning stands beside it', () => {
    const dying = 'https://catalog.example.org/list?sessionid=ab12'
    const said = 'Six books on owls in the catalog, newest first:'
    expect(rules(`${said} ${dying}`)).toEqual(['link-may-expire'])
    expect(rules(`Catalog > Advanced > Subject: owls ${dying}`)).toEqual([])
    expect(rules(`${said} ${dying} (it expires in an hour)`)).toEqual([])
    expect(rules(said, later, { resource: { url: dying } })).toEqual(['link-may-expire'])
    expect(rules(said, later, { resource: { url: dying, path: 'Catalog > owls' } })).toEqual([])
  })

  it('R14 a search statement is advised on by no rule but the greeting', () => {
    const text = `we can't or don't "${link}" ${'x'.repeat(600)}`
    expect(rules(text, { ...later, asked: false }, { kind: 'statement' })).toEqual([])
  })

  it('R15 feedback is asked for before closing, if a resource was sent', () => {
    const speaks = (resourceSent: boolean, feedbackAsked: boolean) =>
      adviseClosing({ resourceSent, feedbackAsked }).map(({ rule }) => rule)
    expect(speaks(true, false)).toEqual(['ask-feedback'])
    expect([...speaks(true, true), ...speaks(false, false), ...speaks(false, true)]).toEqual([])
  })
})

describe('the tone', () => {
  it.each([
    ["We can't lend that.", 'What we can do is'],
    ["I can't open it.", 'What I can do is'],
    ["You can't borrow that.", 'You can'],
    ["We don't have it.", 'we can get it for you'],
    ["I don't know.", 'let me find out'],
    ["We won't be open.", 'What we will do is'],
    ["We're unable to fax.", 'What I can do is'],
    ['No, we are closed.', 'We have'],
    ['WE CAN’T DO THAT', 'What we can do is'],
  ])('R17 for %j a positive wording is offered', (text, better) => {
    expect(rules(text)).toEqual(['positive-phrasing'])
    expect(hint(text)).toContain(better)
  })

  it.each([
    "Don't worry, it is on its way.",
    "I can't wait to read it!",
    "Please don't hesitate to ask.",
    "If you don't mind, I will look again.",
    'The book is called "We Don’t Know Ourselves".',
    "The picture book We Don't Eat Our Classmates is in.",
    "I'll write it down so I don't forget it.",
    "I'm sorry you can't log in.",
    'No problem!',
  ])('R17 %j is not said in the negative', text => {
    expect(rules(text)).toEqual([])
  })

  it('R17 a no with a yes after it is well said', () => {
    expect(rules("We don't have it, but we can borrow it for you.")).toEqual([])
    expect(rules("We don't have it. State has two copies and can send one.")).toEqual([])
    expect(rules("We can borrow many things. We don't have that one.")).toEqual(['positive-phrasing'])
    expect(rules("We don't have it. We can't get it.")).toEqual(['positive-phrasing'])
  })

  it('R19 more than 500 characters are long, links not counted, unless a script was sent', () => {
    const text = 'x'.repeat(500)
    expect(rules(text)).toEqual([])
    expect(rules(`${text}x`)).toEqual(['long-paste'])
    expect(rules(`${text}x`, later, { script: 'ill' })).toEqual([])
    expect(rules(`Click JSTOR: https://www.jstor.org/${text}`)).toEqual([])
  })
})

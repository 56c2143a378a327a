import { describe, expect, it } from 'vitest'
import { mayExpire } from '../../../lib/practice/expiring-links.ts'
import { asksFeedback, asksIfComplete, asksSomething, holdsLink } from '../../../lib/practice/signs.ts'

describe('asking', () => {
  it.each(['Which class is this for?', 'are you looking for books or articles', 'Tell me more about your topic.'])(
    'R10 %j asks something about the question',
    text => {
      expect(asksSomething(text)).toBe(true)
    },
  )

  it.each([
    'How can I help you?',
    'Are you still there?',
    'Does that help?',
    'Does this completely answer your question?',
    'Why don’t we start with the catalog?',
    'The book is "Who Moved My Cheese?"',
    'https://example.org/search?q=owls',
    'What you need is a call number.',
  ])('R10 %j asks nothing about the question', text => {
    expect(asksSomething(text)).toBe(false)
  })

  it.each(['Is that what you were looking for?', 'Does that help?', 'did the link work'])(
    'R15 %j asks for feedback',
    text => {
      expect(asksFeedback(text)).toBe(true)
      expect(asksIfComplete(text)).toBe(false)
    },
  )

  it.each(['Does this completely answer your question?', 'Anything else?', 'do you have everything you need'])(
    'R21 %j asks whether it is complete, and so for feedback (R15)',
    text => {
      expect(asksIfComplete(text)).toBe(true)
      expect(asksFeedback(text)).toBe(true)
    },
  )

  it.each(['I hope that answers your question.', 'Come back if you have more questions!', 'What else have you tried?'])(
    'R21 %j does not ask whether it is complete',
    text => {
      expect(asksIfComplete(text)).toBe(false)
    },
  )
})

describe('links', () => {
  it.each([
    ['see https://example.org/a_(b)?c=d#e, please', ['https://example.org/a_(b)?c=d#e']],
    ['(www.loc.gov) or irs.gov/forms.', ['www.loc.gov', 'irs.gov/forms']],
    ['“https://example.org”', ['https://example.org']],
    ['https://a.example https://b.example', ['https://a.example', 'https://b.example']],
    ['write to rob@library.example.org, e.g. today. Thanks.Bye', []],
    ['', []],
  ])('R12 in %j are %j', (text, links) => {
    expect(holdsLink(text)).toEqual(links)
  })
})

describe('a link', () => {
  it.each([
    'https://catalog.example.org/search;jsessionid=8A7F2C19D0',
    'https://catalog.example.org/search?sessionid=123',
    'https://catalog.example.org/x?PHPSESSID=1',
    'https://catalog.example.org/#/list?searchId=77',
    'http://web.b.ebscohost.com/ehost/detail/detail?vid=4&sid=d4a0c1f2-77ab',
    'https://search.proquest.com/results/6A5C8F0E11D34C7FPQ/1',
    'https://www-jstor-org.ezproxy.state.edu/stable/2709686',
    'https://login.libproxy.example.edu/login?url=https://www.jstor.org',
    'https://example.idm.oclc.org/x',
    '0-www-jstor-org.catalog.example.edu/stable/1',
  ])('R13 %j may expire', url => {
    expect(mayExpire(url)).toBe(true)
  })

  it.each([
    'https://doi.org/10.1000/j.owls.2014.01.003',
    'https://hdl.handle.net/1811/48823',
    'https://catalog.example.edu/record/b12345678?session=guest',
    'https://catalog.example.edu/permalink/01ABC_INST/1a2b3c4d/alma991234567890',
    'https://search.ebscohost.com/login.aspx?direct=true&db=a9h&AN=12345678',
    'https://catalog.example.edu/search?q=owls&sort=year',
    'https://legislature.example.gov/bills?session=2023&state=NY',
    'https://www.worldcat.org/oclc/1143840',
    'no link',
    '',
  ])('R13 %j lasts', url => {
    expect(mayExpire(url)).toBe(false)
  })
})

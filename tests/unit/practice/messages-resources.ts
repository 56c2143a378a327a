import type { Row } from './message-row.ts'

const unasked = { asked: false }
const jstor = 'https://www.jstor.org/stable/2709686'

/** Resources and links (R10, R12, R13), and search statements (R14). */
export const resources: readonly Row[] = [
  { marks: ['explain-the-link'], text: jstor },
  { marks: ['explain-the-link'], text: `try this ${jstor}` },
  { marks: ['explain-the-link'], text: `Here's a link that might help: ${jstor}` },
  { marks: ['explain-the-link'], text: 'www.loc.gov' },
  { marks: ['explain-the-link'], text: `${jstor} https://www.loc.gov/collections` },
  { marks: ['explain-the-link'], kind: 'resource', text: 'This one', resource: { url: jstor } },
  { text: `On the library's home page, click Research, then Databases A-Z, then J for JSTOR: ${jstor}` },
  { text: `This is an article on the history of the Erie Canal, from JSTOR; you can download the PDF: ${jstor}` },
  { text: 'Go to Databases > Academic Search Complete > Advanced. The address is library.example.edu/databases' },
  { text: 'Scroll down to the section called Tax Forms on https://www.irs.gov/forms' },
  {
    kind: 'resource',
    text: 'Statistical Abstract',
    resource: { url: 'https://census.gov/abstract', path: 'Data > Abstract' },
  },
  { kind: 'resource', text: 'Bartlett, 1848', resource: { title: 'Dictionary of Americanisms' } },
  {
    kind: 'resource',
    text: 'Your library keeps yearbooks in the local history room, second floor.',
    resource: { policyPage: true },
  },
  {
    kind: 'resource',
    context: unasked,
    text: 'Your library is open until 9 tonight, says its policy page.',
    resource: { policyPage: true },
  },
  {
    context: unasked,
    marks: ['clarify-first'],
    text: `JSTOR has a long review article on the Erie Canal, you can read it with your student login: ${jstor}`,
  },
  { context: unasked, marks: ['clarify-first', 'explain-the-link'], text: `here: ${jstor}` },
  {
    context: unasked,
    marks: ['clarify-first'],
    kind: 'resource',
    text: 'A good overview of the period, chapter 3 above all',
    resource: { title: 'The Artificial River' },
  },
  {
    context: unasked,
    marks: ['asks'],
    text: `Is it the Erie Canal in general, or the building of it? JSTOR has this overview of the whole history: ${jstor}`,
  },
  { context: unasked, text: 'Let me look in a few of your library’s databases.' },
  { context: unasked, text: 'You can write to me at rob@library.example.org' },

  {
    marks: ['link-may-expire'],
    text: 'Look for the third result, Owls of Ohio, in the catalog: https://catalog.example.org/search;jsessionid=8A7F2C19D0',
  },
  {
    marks: ['link-may-expire'],
    text: 'Full text of the article on owl migration in EBSCO: http://web.b.ebscohost.com/ehost/detail/detail?vid=4&sid=d4a0c1f2-77ab%40pdc',
  },
  {
    marks: ['link-may-expire'],
    text: 'The full article about charter schools in Ohio, by Smith 2015: https://www-jstor-org.ezproxy.state.edu/stable/2709686',
  },
  {
    marks: ['link-may-expire', 'explain-the-link'],
    text: 'https://search.proquest.com/results/6A5C8F0E11D34C7FPQ/1?accountid=14503',
  },
  {
    marks: ['link-may-expire'],
    kind: 'resource',
    text: 'Search results for owls, sorted by date, newest first',
    resource: { url: 'https://catalog.example.edu/cgi-bin/Pwebrecon.cgi?SEQ=20260101&PID=x9' },
  },
  {
    kind: 'resource',
    text: 'Search results for owls',
    resource: { url: 'https://catalog.example.edu/list?sessionid=ab12', path: 'Catalog > Advanced > Subject: owls' },
  },
  {
    text: 'This link will probably expire, so note the title, Owls of Ohio: https://catalog.example.edu/list?sessionid=ab12',
  },
  { text: 'The article on owls in Ohio, its permanent DOI: https://doi.org/10.1000/j.owls.2014.01.003' },
  { text: 'Thesis about Ohio owls, in the repository of State: https://hdl.handle.net/1811/48823' },
  { text: 'The catalog record of the atlas of Ohio: https://catalog.example.edu/record/b12345678?session=guest' },
  {
    text: 'A search for owls in the state catalog, sorted by year: https://catalog.example.edu/search?q=owls&sort=year',
  },
  { text: 'The Senate votes of the year by state: https://www.example.gov/votes?session=2023&state=NY' },

  {
    text: 'In Databases A-Z click JSTOR, then search for owls; mine: https://www.jstor.org/action/doSearch?searchId=R77',
  },
  {
    text: 'Permalink of the atlas of Ohio in the catalog: https://x.example.org/permalink/01OH/1k2/alma99?sid=9f3ab27c1d',
  },
  { text: 'The record of the atlas of Ohio in the catalog: https://vu.example.org/Record/b1234567?sid=48213377aa' },

  { kind: 'statement', text: 'african americans and business* and new york' },
  { kind: 'statement', text: '(owl* or strigi*) and "habitat loss" and ohio' },
  { kind: 'statement', context: unasked, text: 'su:owls and (ohio or indiana) not pet*' },
  { kind: 'statement', text: 'site:census.gov "erie county" population?' },
  { text: 'You can search the catalog by typing in things like this (exactly as I have them)...' },
  { text: 'or using that last one, replace business* with the word entrepreneur*' },
]

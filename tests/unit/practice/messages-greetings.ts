import type { Row } from './message-row.ts'

const context = { first: true, asked: false }
const erin = { ...context, librarian: 'Erin' }
const nancy = { ...context, librarian: 'Nancy from University of Washington', institution: 'University of Washington' }
const unnamedInstitution = { ...nancy, nameInstitution: false }

/** First messages (R9). */
export const greetings: readonly Row[] = [
  { context, text: "Hi, I'm Rob, and I'll be helping you today. I'm reading your question now..." },
  {
    context: { ...context, librarian: 'John' },
    text: 'Hi Jane, my name is John, and I am a librarian in Ohio. Let me read what you wrote to see how I can help you...',
  },
  { context: nancy, text: "Hi, Jane, I'm Nancy, a librarian at the University of Washington, and I'm happy to help!" },
  {
    context: unnamedInstitution,
    marks: ['greeting'],
    text: "Hi, Jane, I'm Nancy, a librarian at the University of Washington, and I'm happy to help!",
  },
  {
    context: unnamedInstitution,
    text: "Hi, Jane, I'm Nancy, one of the librarians on chat today, and I'm happy to help!",
  },
  {
    context: erin,
    marks: ['asks'],
    text: 'Hi Jane, my name is Erin.  Are you looking for a particular title?',
  },
  { context, marks: ['greeting'], text: 'hi' },
  { context, marks: ['greeting'], text: 'Hello there!' },
  { context, marks: ['greeting'], text: 'Hello, how can I help you?' },
  { context, marks: ['greeting'], text: 'Welcome to Ask a Librarian.' },
  { context, text: 'Good evening, this is Rob. One sec while I read over your question' },
  { context, text: 'hey Marcus, rob here! looking into this for you now' },
  { context, marks: ['greeting'], text: "Hi! I'm Rob." },
  { context, marks: ['greeting', 'asks'], text: 'What database are you using?' },
  {
    context: { ...context, librarian: 'MaryAnn W.' },
    text: 'Hi there, MaryAnn here. Thanks for your question about the 1918 flu, give me a min to look that up',
  },
  {
    context: { ...context, librarian: 'Ms. Alvarez (Denver Public)' },
    text: 'Hola Luis! I am Ms. Alvarez and I would be glad to help you find those articles.',
  },
  { context, marks: ['greeting'], text: 'Please hold, a librarian will be with you shortly.' },
  {
    context,
    marks: ['greeting'],
    text: "Hello and thank you for contacting the Ask a Librarian chat reference service, which is offered by a cooperative of academic and public libraries around the country. My name is Rob and I'm a reference librarian. I have received your question and will be happy to help you with it as soon as I have read it through.",
  },
  { context, text: "Hi, I'm Rob, a librarian helping out your library tonight :) happy to help!" },
  {
    context,
    marks: ['asks'],
    text: 'Hi, Rob here. So I can help, which class is this for?',
  },
  {
    context,
    marks: ['greeting', 'clarify-first', 'explain-the-link'],
    text: 'https://www.census.gov/quickfacts',
  },
  {
    context,
    marks: ['clarify-first'],
    text: 'Hi, this is Rob, glad to help! Census QuickFacts has the population of every county, with charts: https://www.census.gov/quickfacts',
  },
  { context: { ...context, librarian: 'Desk 4' }, text: 'Hi, my name is Priya, I can help you with that citation.' },
  { context, script: 'hello', text: "Hi, I'm Rob, and I'll be helping you today." },
]

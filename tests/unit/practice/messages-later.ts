import type { Row } from './message-row.ts'

const first = { first: true, asked: false, librarian: 'Tomás - Queens' }
const unasked = { asked: false }

/** Written after the rules were corrected, to see how right they are about new messages. */
export const later: readonly Row[] = [
  {
    context: first,
    text: 'Hi Kayla, this is Tomas. I see you are looking for articles on vaping, let me take a look.',
  },
  { context: first, text: 'Good morning! Tomás from the library here, how can I help?' },
  { context: first, marks: ['greeting'], text: 'Good morning! How may I help you today?' },
  { context: first, marks: ['greeting'], text: 'Hi, Tomas here.' },
  { context: first, text: "Hi! I'm Tomás, and I'd love to help with your history project." },
  { context: first, text: "Hello, you're chatting with Tomas. Let me get started on that for you." },

  { marks: ['asks'], text: 'Who is the author, do you know?' },
  { marks: ['asks'], text: 'r you looking for something for kids or adults' },
  { marks: ['asks'], text: 'When you say "local history", what area do you have in mind?' },
  { marks: ['asks'], text: 'What got you interested in this?' },
  { marks: ['asks'], text: 'Are you able to come in to the library, or do you need something online?' },
  { marks: ['asks'], text: 'So you want statistics on vaping among teens, is that correct?' },
  { text: 'May I have your email address so that someone can get back to you?' },
  { text: 'Do you mind if I take a minute to look?' },
  { text: 'Would you like me to email you this transcript?' },
  { text: 'Brb, phone' },

  { marks: ['positive-phrasing'], text: "Oh, sorry, we don't carry video games." },
  { marks: ['positive-phrasing'], text: "I wouldn't be able to tell you that." },
  { marks: ['positive-phrasing'], text: 'The library does not notarize on weekends.' },
  { marks: ['positive-phrasing'], text: "We haven't got that one, I'm afraid." },
  { marks: ['positive-phrasing'], text: 'I can not find it anywhere.' },
  { marks: ['positive-phrasing'], text: "No, sorry, we don't." },
  { marks: ['positive-phrasing'], text: "our printers don't do color" },
  { text: "I don't want you to wait, so I'll send what I have now." },
  { text: 'You won’t be charged for it.' },
  { text: "If the library doesn't have it, ask for an interlibrary loan." },
  { text: "I'm not seeing it under that title, so let's try the author." },
  { text: 'Why not try the word e-cigarette as well?' },
  { text: 'It is not a bad place to start!' },

  { marks: ['explain-the-link'], text: 'See https://www.cdc.gov/tobacco' },
  {
    marks: ['explain-the-link'],
    text: 'ok I think I have found it for you, here you go :) https://www.cdc.gov/tobacco/e-cigarettes',
  },
  { text: 'CDC fact sheet on teen vaping rates, 2024: https://www.cdc.gov/tobacco/e-cigarettes' },
  {
    context: unasked,
    marks: ['clarify-first'],
    text: 'For homework help, Brainfuse tutors are live until 10 pm: https://www.brainfuse.com',
  },
  {
    marks: ['link-may-expire'],
    text: 'My result list in Gale, 42 articles on vaping in schools: https://go.gale.com/ps/results?searchId=R1&userGroupName=x',
  },
  {
    marks: ['link-may-expire'],
    text: 'Article on vaping in schools, Education Week: https://0-search-ebscohost-com.library.example.edu/login.aspx?AN=1',
  },
  {
    text: 'Article on vaping in schools, Education Week: https://search.ebscohost.com/login.aspx?direct=true&db=aph&AN=14512',
  },

  { otherPatrons: ['Kayla Brooks'], marks: ['another-patron'], text: 'Kayla - here is the CDC page' },
  { otherPatrons: ['Kayla Brooks'], marks: ['another-patron'], text: 'your name is Kayla Brooks, right' },
  { otherPatrons: ['Brooklyn Hart'], text: 'There are 60 branches in Brooklyn.' },
  { otherPatrons: ['Chase'], text: 'try the phrase "paper chase" in quotes' },
  { otherPatrons: ['Joy Park'], text: 'You might enjoy The Joy Luck Club.' },

  { marks: ['asks-feedback'], text: 'Can you open that article?' },
  { marks: ['asks-feedback'], text: 'Did you find anything good in there?' },
  { marks: ['asks-feedback'], text: 'is this the kind of thing you wanted?' },
  { marks: ['asks-feedback'], text: 'Does that make sense?' },
  { marks: ['asks-if-complete'], text: 'Was there anything else today?' },
  { marks: ['asks-if-complete'], text: 'Is there anything more I can do for you?' },
  { marks: ['asks-if-complete'], text: 'Have we covered everything?' },
  { marks: ['asks-if-complete'], text: 'Did you get everything you needed?' },
  { marks: ['asks-if-complete'], text: 'Do those articles answer your question?' },
  { marks: ['asks-if-complete'], text: 'u all set?' },
  { text: 'Bye Kayla, come again!' },
  { text: 'If that does not answer your question, write back any time.' },
]

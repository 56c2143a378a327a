import type { libraryRecords } from '../../../lib/protocol/libraries.ts'
import { at, session } from './example.ts'
import type { Prose } from './shape.ts'
import * as word from './words.ts'

/** What is said of a statement. */
const said = {
  id: 'For `statement` in `report-policy`.',
  topic: 'What it is about.',
  text: 'The statement.',
  source: 'The page that it comes from; never to a patron.',
  vouchedBy: 'Who vouches for it.',
  checkedOn: 'When they last made sure of it, a date.',
  days: 'How many days ago that was.',
}

/** What is said of a today card. */
const card = {
  card: 'The library’s now, in its own time zone.',
  date: 'The date there.',
  time: 'The time there, `HH:MM`.',
  closesAt: 'When it closes next, if it is open.',
  opensAt: 'When it opens next, if it is closed.',
  hours: 'Its hours on this day of the week. A closed day does not change them.',
  hoursfrom: '`HH:MM`.',
  hoursto: '`HH:MM`; `24:00` is the end of the day.',
  closedToday: 'Whether it is closed today in spite of these hours.',
  holiday: 'The name of this closed day.',
  facts: 'What patrons ask for most, with its age.',
}

export const briefingWords = {
  briefing: "Information on the patron's library, for somebody who does not know it.",
  'briefing.library': "Name of the patron's library.",
  'briefing.libraryId': 'Its id.',
  'briefing.timeZone': 'Its time zone, IANA name.',
  'briefing.open': 'Whether it is open now.',
  'briefing.policyPage': 'URL of its policy page; never to a patron.',
  'briefing.greeting': 'Its greeting, ready to send.',
  'briefing.goodbye': 'What the patron will read at the end.',
  'briefing.scripts': 'Canned messages, with their fields filled in for this patron.',
  'briefing.scripts.mine': "The librarian's own.",
  'briefing.scripts.mine[].id': 'For `script` in `say`.',
  'briefing.scripts.mine[].title': 'What it is for.',
  'briefing.scripts.mine[].text': 'Ready to send.',
  'briefing.scripts.myLibrary': "Those of the librarian's library.",
  'briefing.scripts.myLibrary[].id': 'For `script` in `say`.',
  'briefing.scripts.myLibrary[].title': 'What it is for.',
  'briefing.scripts.myLibrary[].text': 'Ready to send.',
  'briefing.scripts.patronsLibrary': "Those of the patron's library.",
  'briefing.scripts.patronsLibrary[].id': 'For `script` in `say`.',
  'briefing.scripts.patronsLibrary[].title': 'What it is for.',
  'briefing.scripts.patronsLibrary[].text': 'Ready to send.',
  'briefing.today': card.card,
  'briefing.today.date': card.date,
  'briefing.today.time': card.time,
  'briefing.today.closesAt': card.closesAt,
  'briefing.today.opensAt': card.opensAt,
  'briefing.today.hours': card.hours,
  'briefing.today.hours[].from': card.hoursfrom,
  'briefing.today.hours[].to': card.hoursto,
  'briefing.today.closedToday': card.closedToday,
  'briefing.today.holiday': card.holiday,
  'briefing.today.facts': card.facts,
  'briefing.today.facts[].id': said.id,
  'briefing.today.facts[].topic': said.topic,
  'briefing.today.facts[].text': said.text,
  'briefing.today.facts[].source': said.source,
  'briefing.today.facts[].vouchedBy': said.vouchedBy,
  'briefing.today.facts[].checkedOn': said.checkedOn,
  'briefing.today.facts[].days': said.days,
}

const cards = {
  id: 'cards',
  topic: 'Library cards',
  text: 'Anybody who lives in the county gets a card at any branch.',
  vouchedBy: 'Erin, Circulation',
  checkedOn: '2026-09-01',
  days: 83,
}
const today = {
  date: '2026-11-23',
  time: '12:21',
  closesAt: at + 20_000_000,
  hours: [{ from: '10:00', to: '20:00' }],
  facts: [cards],
}
const page = { timeZone: 'America/Chicago', open: true, policyPage: 'https://riverside.example/staff/policies' }

export const briefing = {
  library: 'Riverside Public Library',
  libraryId: 'riverside',
  ...page,
  greeting: "Hi Jane, I'm Rob from State College and I'm ready to help.",
  goodbye: 'Thank you for asking Riverside Public Library.',
  scripts: {
    mine: [{ id: 'hello', title: 'Hello', text: "Hi Jane, I'm Rob from State College." }],
    myLibrary: [],
    patronsLibrary: [],
  },
  today,
}

/** The words for `lib/protocol/libraries.ts`. */
export const libraryProse: Prose<typeof libraryRecords> = {
  actions: {
    briefing: {
      does: 'Asks once more for what came with a session when it was picked up, as it is now: for a page that was loaded again.',
      fields: { session: word.session },
      example: [
        { action: 'briefing', id: '41', session },
        { type: 'briefing', re: '41', session, briefing },
      ],
    },
    policy: {
      does: 'Asks what a library tells librarians about itself: its policy page, statement by statement, and its today card. Patrons never get either.',
      fields: { library: 'The id of the library.' },
      example: [
        { action: 'policy', id: '42', library: 'riverside' },
        {
          ...{ type: 'policy', re: '42', library: 'riverside', name: 'Riverside Public Library', ...page },
          ...{ today, statements: [cards] },
        },
      ],
    },
  },
  replies: {
    briefing: { session: word.session, ...briefingWords },
    policy: {
      library: word.library,
      name: 'Its name.',
      timeZone: 'Its time zone, IANA name.',
      open: 'Whether it is open now.',
      policyPage: 'URL of the page itself; never to a patron.',
      today: card.card,
      'today.date': card.date,
      'today.time': card.time,
      'today.closesAt': card.closesAt,
      'today.opensAt': card.opensAt,
      'today.hours': card.hours,
      'today.hours[].from': card.hoursfrom,
      'today.hours[].to': card.hoursto,
      'today.closedToday': card.closedToday,
      'today.holiday': card.holiday,
      'today.facts': card.facts,
      'today.facts[].id': said.id,
      'today.facts[].topic': said.topic,
      'today.facts[].text': said.text,
      'today.facts[].source': said.source,
      'today.facts[].vouchedBy': said.vouchedBy,
      'today.facts[].checkedOn': said.checkedOn,
      'today.facts[].days': said.days,
      statements: 'What the page says.',
      'statements[].id': said.id,
      'statements[].topic': said.topic,
      'statements[].text': said.text,
      'statements[].source': said.source,
      'statements[].vouchedBy': said.vouchedBy,
      'statements[].checkedOn': said.checkedOn,
      'statements[].days': said.days,
    },
  },
}

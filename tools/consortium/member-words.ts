import type { Words } from './words-shape.ts'

const hours = (example: string): Words => ({
  means: 'When its own desk is staffed on this day, in its time zone.',
  example: [example],
  otherwise: 'closed on this day',
})

export const memberWords: Readonly<Record<string, Words>> = {
  groups: { means: 'Groups of libraries that answer for each other before the whole cooperative does.' },
  'groups[].id': { means: 'The name by which the rest of the file refers to it.', example: 'academic' },
  'groups[].name': { means: 'Its name for people.', example: 'Hudson Academic Libraries' },
  libraries: { means: 'The member libraries.' },
  'libraries[].id': {
    means: 'The name by which the rest of the file and the URL of its chat refer to it.',
    example: 'state-college',
  },
  'libraries[].name': { means: 'The name that patrons and librarians read.', example: 'State College Library' },
  'libraries[].time-zone': {
    means: 'The zone of its opening hours and of the deadlines of its patrons.',
    example: 'America/New_York',
  },
  'libraries[].mailbox': {
    means: 'The address for follow-ups of its patrons (R29) and for mistakes on its policy page (R11).',
    example: 'reference@state-college.example.org',
  },
  'libraries[].origins': {
    means: 'The web sites that may open a chat for this library.',
    example: ['https://library.state-college.example.org'],
  },
  'libraries[].groups': { means: 'The groups that it belongs to, by their ids.', example: ['academic'] },
  'libraries[].ladder': {
    means: 'Its routing ladder (R4): the pools that a waiting patron reaches, and when, earliest first.',
    otherwise: 'its own librarians at once, its groups after 30 seconds, the cooperative after 60',
  },
  'libraries[].ladder[].pool': {
    means: '`library:ID`, `group:ID` or `cooperative`.',
    example: 'library:state-college',
  },
  'libraries[].ladder[].after': { means: 'Seconds of waiting after which the patron reaches it.', example: 0 },
  'libraries[].hours': {
    means:
      'Its opening hours. Outside them its own pool counts as empty (R4); days with hours are its opening days. `24:00` is the end of a day. `21:00-02:00` goes over midnight, to the next day, for twelve hours at most.',
    otherwise: 'always open, and every day counts',
  },
  'libraries[].hours.monday': hours('08:00-22:00'),
  'libraries[].hours.tuesday': hours('08:00-22:00'),
  'libraries[].hours.wednesday': hours('08:00-22:00'),
  'libraries[].hours.thursday': hours('08:00-22:00'),
  'libraries[].hours.friday': hours('08:00-18:00'),
  'libraries[].hours.saturday': hours('10:00-18:00'),
  'libraries[].hours.sunday': hours('12:00-24:00'),
  'libraries[].closed-days': {
    means:
      'Dates on which it is closed in spite of its hours, from midnight to midnight. Its own pool then counts as empty, and follow-ups skip these days.',
    example: ['2026-12-25', '2027-01-01'],
  },
  'libraries[].holidays': {
    means: 'Closed days that have a name, which librarians read on the today card (R44): [holidays](#holidays).',
  },
  'libraries[].holidays[].date': { means: 'The day, as in `closed-days`.', example: '2026-11-26' },
  'libraries[].holidays[].name': { means: 'Its name.', example: 'Thanksgiving' },
  'libraries[].question-limits': {
    means: 'How many questions are taken here: [question limits](#question-limits).',
    otherwise: 'as in `settings`',
  },
  'libraries[].networks': {
    means:
      'Its own networks, where many people share one address. Nobody there is refused. People who ask too much wait behind the others.',
    example: ['192.0.2.0/24', '2001:db8:1::/48'],
    otherwise: 'none',
  },
  'libraries[].timing': {
    means: 'How long things may take here: [timing](#timing).',
    otherwise: 'as in `settings`',
  },
  'libraries[].follow-ups': {
    means: 'How its follow-ups are handled: [follow-ups](#follow-ups).',
    otherwise: 'as in `settings`',
  },
  'libraries[].reread-days': {
    means:
      'For how many days after its end a librarian may read again what was said in a session that they served with a patron of this library.',
    otherwise: 'as in `settings`',
    example: 30,
  },
  'libraries[].names-institution': {
    means: 'Whether librarians of other libraries may name their own when they greet its patrons (R9).',
    example: false,
  },
  'libraries[].greeting': {
    means: 'The greeting that is offered on pick-up, with merge fields (R7).',
    example: "Hi {patron}, I'm {librarian}. I'm ready to help! What have you found so far?",
  },
  'libraries[].goodbye': {
    means: 'What its patrons read when a session ends, with merge fields (R23).',
    example: "Thank you for using {patronLibrary}'s chat.",
  },
  'libraries[].scripts': { means: 'Scripts for librarians who serve its patrons: [scripts](#scripts).' },
  'libraries[].policy-page': {
    means: 'The page that tells librarians elsewhere how this library works. Patrons never get it (R11).',
    example: 'https://library.state-college.example.org/staff/chat-policies',
  },
  'libraries[].policy': {
    means:
      'What that page says, statement by statement: [policy](#policy). Librarians elsewhere read it beside the conversation and report with one key what is wrong.',
  },
  'libraries[].policy[].id': { means: 'Its name in frames.', example: 'renewals' },
  'libraries[].policy[].topic': { means: 'What it is about.', example: 'Renewals' },
  'libraries[].policy[].text': {
    means: 'The statement.',
    example: 'Patrons renew online with their card number, twice at most.',
  },
  'libraries[].policy[].source': {
    means: 'The page that it comes from.',
    example: 'https://library.state-college.example.org/borrow',
  },
  'libraries[].policy[].vouched-by': { means: 'Who vouches for it.', example: 'Ann Lee, Access Services' },
  'libraries[].policy[].checked': { means: 'When they last made sure of it.', example: '2026-09-01' },
  'libraries[].policy[].on-card': {
    means: 'Whether it is on the today card, for six facts at most that patrons ask for most (R44).',
    example: true,
  },
  librarians: { means: 'Everyone who answers.' },
  'librarians[].id': { means: 'The name by which the rest of the desk refers to them.', example: 'rob' },
  'librarians[].name': { means: 'The screen name, which patrons see.', example: 'Rob from State College' },
  'librarians[].email': {
    means: 'The address of their sign-in, in upper or lower case.',
    example: 'rob@state-college.example.org',
  },
  'librarians[].library': { means: 'The id of their own library.', example: 'state-college' },
  'librarians[].role': {
    means:
      'What they administer: nothing, their own library, or the whole consortium. Only administrators change settings, and see what is known about a mailbox and which sessions a librarian stepped back from.',
    example: 'library-administrator',
  },
  'librarians[].pools': {
    means: 'The pools that they pick up from.',
    example: ['library:state-college'],
    otherwise: 'their library, its groups, the cooperative',
  },
  'librarians[].limit': { means: 'The most sessions that they hold at once (R5).', example: 3 },
  'librarians[].scripts': { means: 'Scripts of their own: [scripts](#scripts).' },
  'scripts[].id': { means: 'Its name in frames.', example: 'still-searching' },
  'scripts[].title': { means: 'The title from which the librarian chooses it.', example: 'Still searching' },
  'scripts[].text': {
    means: 'The message, with merge fields (R8): `{librarian}`, `{patron}`, `{patronLibrary}`, `{librarianLibrary}`.',
    example: "I'm still searching, {patron}; this takes another two or three minutes.",
  },
}

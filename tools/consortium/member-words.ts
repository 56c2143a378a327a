import type { Words } from './words-shape.ts'

const hours = (example: string): Words => ({
  means: 'When its own desk is staffed on this day, in its time zone.',
  example: [example],
  otherwise: 'closed on this day',
})

export const memberWords: Readonly<Record<string, Words>> = {
  groups: { means: 'Groups of libraries that answer for each other before the whole cooperative does.' },
  'groups[].id': { means: 'What the rest of the file calls it.', example: 'academic' },
  'groups[].name': { means: 'What people call it.', example: 'Hudson Academic Libraries' },
  libraries: { means: 'The member libraries.' },
  'libraries[].id': {
    means: 'What the rest of the file, and the URL of its chat, call it.',
    example: 'state-college',
  },
  'libraries[].name': { means: 'What patrons and librarians read.', example: 'State College Library' },
  'libraries[].time-zone': {
    means: 'The zone of its opening hours and of the deadlines of its patrons.',
    example: 'America/New_York',
  },
  'libraries[].mailbox': {
    means: 'Where the follow-ups of its patrons are emailed to (R29), and mistakes on its policy page (R11).',
    example: 'reference@state-college.example.org',
  },
  'libraries[].origins': {
    means: 'The web sites that may open a chat for this library.',
    example: ['https://library.state-college.example.org'],
  },
  'libraries[].groups': { means: 'The groups that it belongs to, by their ids.', example: ['academic'] },
  'libraries[].ladder': {
    means: 'Its routing ladder (R4): which pools a waiting patron reaches, and when, the earliest first.',
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
      'Dates on which it is closed whatever its hours say, from its own midnight to the next: its own pool counts as empty, and the days of follow-ups skip them.',
    example: ['2026-12-25', '2027-01-01'],
  },
  'libraries[].timing': {
    means: 'How long things may take here: [timing](#timing).',
    otherwise: 'as in `settings`',
  },
  'libraries[].follow-ups': {
    means: 'How its follow-ups are dealt with: [follow-ups](#follow-ups).',
    otherwise: 'as in `settings`',
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
  'libraries[].scripts': { means: 'Scripts for whoever serves its patrons: [scripts](#scripts).' },
  'libraries[].policy-page': {
    means: 'The page that tells librarians elsewhere how this library works. Patrons never get it (R11).',
    example: 'https://library.state-college.example.org/staff/chat-policies',
  },
  librarians: { means: 'Everyone who answers.' },
  'librarians[].id': { means: 'What the rest of the desk calls them.', example: 'rob' },
  'librarians[].name': { means: 'The screen name, which patrons see.', example: 'Rob from State College' },
  'librarians[].email': {
    means: 'The address that their sign-in vouches for, in any case of letters.',
    example: 'rob@state-college.example.org',
  },
  'librarians[].library': { means: 'The id of their own library.', example: 'state-college' },
  'librarians[].role': {
    means:
      'What they may change: nothing of the settings, those of their own library, or those of the whole consortium.',
    example: 'librarian',
  },
  'librarians[].pools': {
    means: 'The pools that they pick up from.',
    example: ['library:state-college'],
    otherwise: 'their library, its groups, the cooperative',
  },
  'librarians[].limit': { means: 'How many sessions they hold at once at most (R5).', example: 3 },
  'librarians[].scripts': { means: 'Scripts of their own: [scripts](#scripts).' },
  'scripts[].id': { means: 'What frames call it.', example: 'still-searching' },
  'scripts[].title': { means: 'What the librarian chooses it by.', example: 'Still searching' },
  'scripts[].text': {
    means: 'What is sent, with merge fields (R8): `{librarian}`, `{patron}`, `{patronLibrary}`, `{librarianLibrary}`.',
    example: "I'm still searching, {patron}; this takes another two or three minutes.",
  },
}

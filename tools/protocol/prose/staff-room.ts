import type { staffRoomPushes } from '../../../lib/protocol/out/staff-room.ts'
import type { staffRoomRecords } from '../../../lib/protocol/staff-room.ts'
import { askedAt, at, first, session, standing } from './example.ts'
import { briefing } from './libraries.ts'
import { briefed } from './queue.ts'
import type { Prose, PushProse } from './shape.ts'
import * as word from './words.ts'

const once = '6f1c8a52-9d3e-4b07-8c41-2e5a7b90d3f6'

const message = {
  id: `00${at}#ann#${once}`,
  ...{ librarian: 'ann', name: 'Ann', library: 'riverside', at, text: 'Does anybody read Navajo?' },
}

const said = {
  id: 'Its place. Later messages have greater ids, and a message that comes twice has the same.',
  librarian: 'The id of the librarian who said it.',
  name: word.screenName,
  library: word.servingLibrary,
  at: word.at,
  text: word.words,
}

/** The words for `lib/protocol/staff-room.ts`. */
export const staffRoomProse: Prose<typeof staffRoomRecords> = {
  actions: {
    'staff-room': {
      does: 'Asks what those on duty have said to each other: the newest 25 messages, or 25 after or before one. Messages are kept for a day. A page that shows the room says so with `open` and asks again every 30 s, because what is said is pushed only while few pages show it.',
      fields: {
        after: 'The id of the newest message that the client has, to get those after it.',
        before: 'The id of the oldest message that the client has, to get those before it.',
        open: '`true` when the page begins to show the room and after every reconnection, `false` when it no longer shows it.',
      },
      example: [
        { action: 'staff-room', id: '40', open: true },
        { type: 'staff-room', re: '40', messages: [message] },
      ],
    },
    'say-in-staff-room': {
      does: 'Says something to all who are on duty. The name or address of a patron whom the librarian serves is refused softly. Sent again with the same `once`, it is acknowledged again and said once.',
      fields: {
        once: 'A random text, drawn for each message.',
        text: word.text,
        despite: word.despite,
      },
      example: [
        { action: 'say-in-staff-room', id: '41', once, text: message.text },
        { type: 'said-in-staff-room', re: '41', ...message },
      ],
    },
    'who-is-here': {
      does: 'Asks who is on duty, in which pools, and how busy they are, who is asleep or has just lost the connection, with the names of their libraries and groups: 300 people at most. A page asks when it opens a list, for a transfer or a call for help, and then every 30 s at most.',
      fields: {},
      example: [
        { action: 'who-is-here', id: '46' },
        {
          type: 'who-is-here',
          re: '46',
          people: [
            {
              ...{ librarian: 'ann', name: 'Ann', library: 'riverside', pools: ['library:riverside', 'group:public'] },
              ...{ sessions: 1, limit: 3 },
            },
          ],
          names: {
            libraries: [{ id: 'riverside', name: 'Riverside Public Library' }],
            groups: [{ id: 'public', name: 'Public libraries' }],
          },
        },
      ],
    },
    'call-for-help': {
      does: 'Calls for a second librarian. The desk asks the colleague whose turn it is on the ladder of the patron’s library, and every 15 s as many more (`help-wanted`). With `librarian` it asks nobody else. After two minutes the call is over (`help-unanswered`).',
      fields: {
        session: word.session,
        librarian: 'The id of the one colleague to ask.',
        note: 'What it is about. The patron never sees it.',
      },
      example: [
        { action: 'call-for-help', id: '42', session, note: 'She writes in Navajo.' },
        { type: 'help-called', re: '42', session },
      ],
    },
    'withdraw-call': {
      does: 'Takes the call for help back. If none is pending, it changes nothing.',
      fields: { session: word.session },
      example: [
        { action: 'withdraw-call', id: '43', session },
        { type: 'call-withdrawn', re: '43', session },
      ],
    },
    join: {
      does: 'Joins a colleague’s session, after `help-wanted`. The first to join is the second librarian, on this connection, and the session counts towards their limit. The patron is told who is there. From now on both may `say`, `note` and `report-policy`, each with their own counter. Everything else is for the librarian who serves. The reply has the same fields as `picked-up`.',
      fields: { session: word.session },
      example: [
        { action: 'join', id: '44', session },
        {
          ...{ type: 'joined', re: '44', ...standing, last: 1, n: 0, messages: [first], more: false, briefing },
          ...{ second: { name: 'Ann', library: 'mesa', here: true }, joined: true },
        },
      ],
    },
    'leave-session': {
      does: 'Leaves a session to the other one of two librarians, who has to be connected. If the one who served leaves, the other one serves.',
      fields: { session: word.session },
      example: [
        { action: 'leave-session', id: '45', session },
        { type: 'session-left', re: '45', session },
      ],
    },
  },
  replies: {
    'staff-room': {
      messages: 'The messages, in order.',
      'messages[].id': said.id,
      'messages[].librarian': said.librarian,
      'messages[].name': said.name,
      'messages[].library': said.library,
      'messages[].at': said.at,
      'messages[].text': said.text,
      more: 'Whether there may be others: behind the last with `after`, otherwise before the first.',
    },
    'said-in-staff-room': said,
    'who-is-here': {
      people: 'Everybody on duty, by screen name.',
      'people[].librarian': 'The id of the librarian, for `transfer` and `call-for-help`.',
      'people[].name': word.screenName,
      'people[].library': word.servingLibrary,
      'people[].pools': 'The pools that they serve, for `transfer`: `cooperative`, `library:` or `group:` and an id.',
      'people[].sessions': 'How many sessions they hold.',
      'people[].limit': 'How many they hold at most.',
      'people[].asleep': 'Their page missed an alert, so they may not be there.',
      'people[].away':
        'They lost their connection less than a minute ago, and may be back. Nothing can be transferred to them meanwhile.',
      names: 'The names of the libraries and groups that occur in the list.',
      'names.libraries': 'The libraries.',
      'names.libraries[].id': 'The id of the library.',
      'names.libraries[].name': 'Its name.',
      'names.groups': 'The groups.',
      'names.groups[].id': 'The id of the group.',
      'names.groups[].name': 'Its name.',
      more: 'Whether there are others.',
    },
    'help-called': { session: word.session },
    'call-withdrawn': { session: word.session },
    joined: { ...briefed },
    'session-left': { session: word.session },
  },
}

export const staffRoomPushProse: PushProse<typeof staffRoomPushes> = {
  'staff-room-message': {
    to: 'librarians on duty',
    when: 'Somebody said something in the staff room. It goes to the others whose pages show the room, if they are eight at most.',
    fields: said,
    example: { type: 'staff-room-message', ...message },
  },
  'help-wanted': {
    to: 'librarians on duty',
    when: 'A colleague calls for a second librarian, and it is their turn, or they were named. They may `join`.',
    fields: {
      session: word.session,
      library: word.library,
      libraryName: word.libraryName,
      askedAt: word.askedAt,
      by: 'The screen name of the librarian who calls.',
      at: word.at,
      name: word.patronName,
      note: 'What it is about.',
      invited: 'Nobody else was asked.',
    },
    example: {
      ...{ type: 'help-wanted', session, library: 'riverside', askedAt, by: 'Rob from State College', at },
      ...{ name: 'Jane', note: 'She writes in Navajo.' },
    },
  },
  'help-over': {
    to: 'librarians on duty',
    when: 'They were asked to help and no longer are: somebody joined, the call was taken back, or the session went on without it.',
    fields: { session: word.session },
    example: { type: 'help-over', session },
  },
  'help-unanswered': {
    to: 'librarian',
    when: 'Nobody joined within two minutes.',
    fields: { session: word.session, at: word.at },
    example: { type: 'help-unanswered', session, at },
  },
}

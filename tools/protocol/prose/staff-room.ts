import type { staffRoomPushes } from '../../../lib/protocol/out/staff-room.ts'
import type { staffRoomRecords } from '../../../lib/protocol/staff-room.ts'
import { at } from './example.ts'
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
  },
}

export const staffRoomPushProse: PushProse<typeof staffRoomPushes> = {
  'staff-room-message': {
    to: 'librarians on duty',
    when: 'Somebody said something in the staff room. It goes to the others whose pages show the room, if they are eight at most.',
    fields: said,
    example: { type: 'staff-room-message', ...message },
  },
}

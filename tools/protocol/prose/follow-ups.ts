import type { followUpRecords } from '../../../lib/protocol/follow-ups.ts'
import { at, first, second, session, standing } from './example.ts'
import type { Prose } from './shape.ts'
import * as word from './words.ts'

const followUpStatus = 'Whether nobody has taken it yet, somebody has, or it is over.'
const owner = "The owner: the patron's library, you, or another librarian who promised the answer."
const answerBy = "The last day on which to answer (YYYY-MM-DD), in the library's time zone."
const takenBy = 'The person who took it.'
const undeliverable = 'The person whom mail does not reach: the owner of the follow-up, or the patron.'
const howDone = 'How it was done, or why; kept with the session.'
const heldAnswer = 'The number of the answer that is held.'
const cut = 'It is too long for a frame, so this is its beginning. The whole text is in the mail.'

/** The words for `lib/protocol/follow-ups.ts`. */
export const followUpProse: Prose<typeof followUpRecords> = {
  actions: {
    'follow-ups': {
      does: "Lists the open follow-ups of the librarian's own library and of the librarian, oldest deadline first. A second list shows the follow-ups that the librarian has sent on to a library (R43): who has them, by when, and when they were answered.",
      fields: {},
      example: [
        { action: 'follow-ups', id: '20' },
        {
          type: 'follow-ups',
          re: '20',
          followUps: [
            {
              ...{ session, library: 'riverside', status: 'new', owner: 'library', deadline: '2026-12-01' },
              ...{ answerBy: '2026-12-01', dueAt: 1_796_187_600_000, overdue: false, name: 'Jane' },
              ...{ libraryName: 'Riverside Public Library', question: 'Who lived at 12 Mill Street in 1920?' },
            },
          ],
          sentOn: [
            {
              ...{ session, library: 'state-college', status: 'answered', answerBy: '2026-12-01' },
              ...{ since: 1_795_996_800_000, endedAt: 1_796_083_200_000 },
            },
          ],
        },
      ],
    },
    mailbox: {
      does: 'Shows the mailbox for follow-ups of a library: what the consortium file sets, what the desk has learnt from mails that came from it, and what came of the newest test mail.',
      fields: { library: word.administered },
      example: [
        { action: 'mailbox', id: '29' },
        {
          type: 'mailbox',
          re: '29',
          ...{ library: 'riverside', mailbox: 'questions@riverside.example.org' },
          ...{ answersTo: 'from', because: 'learnt', acknowledges: true, program: 'Roundup' },
          test: { status: 'read', sentAt: 1_795_759_200_000, pressedAt: 1_795_776_300_000 },
        },
      ],
    },
    'follow-up': {
      does: 'Shows one follow-up: the conversation, how to reach the patron, its history, and answers that wait to be confirmed. It sends as much of a long conversation as fits. Ask again with `after` for more.',
      fields: { session: word.session, after: word.position },
      example: [
        { action: 'follow-up', id: '21', session },
        {
          type: 'follow-up',
          re: '21',
          ...standing,
          status: 'closed',
          code: 'follow-up-by-patrons-library',
          n: 0,
          messages: [first, second],
          more: false,
          ...{ followUpStatus: 'new', owner: 'library', email: 'jane@example.org', verified: 'typed-twice' },
          ...{ answerBy: '2026-12-01', held: [], changes: [{ at, what: 'sent', mail: 'follow-up' }] },
        },
      ],
    },
    'take-follow-up': {
      does: 'Says that the sender is handling it. With `already-taken` in `despite` it takes over one that somebody else has taken.',
      fields: { session: word.session, despite: word.despite },
      example: [
        { action: 'take-follow-up', id: '22', session },
        { type: 'follow-up-changed', re: '22', session, followUpStatus: 'taken' },
      ],
    },
    'answer-follow-up': {
      does: 'Sends the answer to the patron by email and keeps it with the session. The follow-up is then over. If the mail comes back, the follow-up is open again. If the same librarian sends the same answer again, it is acknowledged but goes out only once.',
      fields: { session: word.session, text: 'The answer; it goes to the patron by email as it is.' },
      example: [
        { action: 'answer-follow-up', id: '23', session, text: 'It is open from 12 to 5. Your library.' },
        { type: 'follow-up-changed', re: '23', session, followUpStatus: 'answered' },
      ],
    },
    'finish-follow-up': {
      does: 'Says that it has been done in another way. A librarian who promised the answer must say how in `note`.',
      fields: { session: word.session, note: howDone },
      example: [
        { action: 'finish-follow-up', id: '24', session, note: 'She came to the desk.' },
        { type: 'follow-up-changed', re: '24', session, followUpStatus: 'done' },
      ],
    },
    'hand-over-follow-up': {
      does: "Gives a follow-up that a librarian promised to the patron's library.",
      fields: { session: word.session, note: howDone },
      example: [
        { action: 'hand-over-follow-up', id: '25', session, note: 'I am away from tomorrow.' },
        { type: 'follow-up-changed', re: '25', session, followUpStatus: 'new' },
      ],
    },
    'confirm-answer': {
      does: 'Sends an answer that came by email and was held to the patron.',
      fields: {
        session: word.session,
        answer: heldAnswer,
        text: 'The lines of the held answer that go out, in their order. Without it, all of them.',
      },
      example: [
        { action: 'confirm-answer', id: '26', session, answer: 1 },
        { type: 'follow-up-changed', re: '26', session, followUpStatus: 'answered' },
      ],
    },
    'reject-answer': {
      does: 'Drops an answer that came by email and was held. The patron will not see it.',
      fields: { session: word.session, answer: heldAnswer },
      example: [
        { action: 'reject-answer', id: '27', session, answer: 1 },
        { type: 'follow-up-changed', re: '27', session, followUpStatus: 'new' },
      ],
    },
    'stepped-back-sessions': {
      does: "Lists the sessions of a library's patrons that a librarian stepped back from (R42), newest first: when, who, and the note. No word of the patron is in it.",
      fields: { library: word.administered },
      example: [
        { action: 'stepped-back-sessions', id: '29' },
        {
          type: 'stepped-back-sessions',
          re: '29',
          sessions: [{ session, at, by: 'Rob', note: 'Threats.' }],
        },
      ],
    },
    'request-transcript': {
      does: 'Sends the conversation to the patron by email, once, when it is over, to the address that they left or verified in it. It never contains staff notes.',
      fields: { session: word.session },
      example: [
        { action: 'request-transcript', id: '28', session },
        { type: 'transcript-requested', re: '28', session },
      ],
    },
  },
  replies: {
    'follow-ups': {
      followUps: 'The open follow-ups, oldest deadline first; 200 at most.',
      'followUps[].session': word.session,
      'followUps[].library': word.library,
      'followUps[].status': 'Whether somebody has taken it.',
      'followUps[].owner': owner,
      'followUps[].deadline': 'The date (YYYY-MM-DD) that was given, or "none".',
      'followUps[].answerBy': answerBy,
      'followUps[].dueAt': 'The end of that day, ms since 1970.',
      'followUps[].overdue': 'Whether that has passed.',
      'followUps[].name': word.patronName,
      'followUps[].takenBy': takenBy,
      'followUps[].undeliverable': undeliverable,
      'followUps[].held': 'How many answers wait to be confirmed.',
      'followUps[].libraryName': 'The name of that library.',
      'followUps[].question': 'The question, or its first 280 characters. Only the first 50 of the list have it.',
      sentOn: 'The follow-ups that the librarian has sent on, newest change first; 50 at most.',
      'sentOn[].session': word.session,
      'sentOn[].library': word.library,
      'sentOn[].status': followUpStatus,
      'sentOn[].answerBy': answerBy,
      'sentOn[].since': 'Since when that library has had it, ms since 1970.',
      'sentOn[].endedAt': 'When it was answered or done, ms since 1970.',
      'sentOn[].libraryName': 'The name of that library.',
    },
    'follow-up': {
      ...word.conversation,
      followUpStatus,
      owner,
      email: word.email,
      verified: word.verified,
      answerBy,
      takenBy,
      undeliverable,
      disowned: 'The reader of the address said that they did not ask, and gets no more mail.',
      answer: 'The newest answer.',
      'answer.text': word.words,
      'answer.cut': cut,
      'answer.by': 'The person who gave it.',
      held: 'Answers that came by email and wait to be confirmed.',
      'held[].answer': 'Its number, for `confirm-answer` and `reject-answer`.',
      'held[].from': 'The address that it names as its sender.',
      'held[].at': word.at,
      'held[].text': 'Exactly what goes to the patron if it is confirmed unchanged.',
      'held[].cut': cut,
      'held[].because': 'Every doubt about it, by name.',
      changes: 'The newest 100 changes, in order.',
      'changes[].at': word.at,
      'changes[].what': 'What happened; the last five values are about a mail.',
      'changes[].by': 'The person who did it; absent for the desk itself.',
      'changes[].via': 'The way: in the desk, by email, or by a link.',
      'changes[].mail': 'The kind of mail.',
      'changes[].note': 'The note that came with it.',
    },
    mailbox: {
      library: word.library,
      mailbox: 'Its address.',
      answersTo:
        'The address that it answers when somebody there presses Reply: the sender of a mail, or the one named in `Reply-To`.',
      because: 'Whether the consortium file sets that, the mailbox has shown it, or neither.',
      acknowledges:
        'Whether it answers mails automatically. The desk has learnt this; such answers never reach a patron.',
      program: 'The ticket system that writes its answers, if the desk has recognised one.',
      test: 'The newest test mail, which goes to a mailbox when it is new and each quarter, or every four weeks until somebody confirms it.',
      'test.status':
        'None was sent to this address yet; the desk waits for the press of its link; somebody pressed it; nobody did for three opening days; or the mail came back.',
      'test.sentAt': 'When it was sent.',
      'test.pressedAt': 'When somebody first pressed its link.',
    },
    'follow-up-changed': { session: word.session, followUpStatus },
    'stepped-back-sessions': {
      sessions: 'The sessions, newest first; 25 at most.',
      'sessions[].session': word.session,
      'sessions[].at': word.at,
      'sessions[].by': 'The librarian who stepped back.',
      'sessions[].note': 'Why, in their words.',
    },
    'transcript-requested': { session: word.session },
  },
}

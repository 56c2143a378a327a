import type { Words } from './words-shape.ts'

export const settingWords: Readonly<Record<string, Words>> = {
  name: { means: 'What the consortium is called.', example: 'Hudson & Lakes Library Cooperative' },
  settings: { means: 'What holds for the whole consortium.' },
  'settings.sender': {
    means: 'The address that all email is sent from. SES has to be allowed to send for its domain.',
    example: 'desk@hudson-lakes.example.org',
  },
  'settings.retention-days': {
    means: 'How many days names, addresses and words are kept after they were written (R38).',
    example: 90,
  },
  'settings.log-retention-days': {
    means: 'How many days logs are kept. They hold ids and durations, never words, names or addresses.',
    example: 30,
  },
  'settings.data-on-removal': {
    means: 'Whether tables, received mail and the user pool stay when the stack is deleted.',
    example: 'keep',
  },
  'settings.api-gateway-log-role': {
    means:
      'Whether the desk sets the role with which API Gateway writes logs. There is one for each account and region: `existing` leaves it alone.',
    example: 'create',
  },
  'settings.timing': {
    means: 'How long things may take at every library that does not say otherwise: [timing](#timing).',
    otherwise: 'the defaults below',
  },
  'settings.replies': {
    means: 'Lets people answer the emails of the desk by pressing Reply.',
    otherwise: 'the desk takes no mail',
  },
  'settings.replies.domain': {
    means:
      'Where such replies go. SES receives all mail for it, so it must be used for nothing else: no address in this file may be in it.',
    example: 'replies.hudson-lakes.example.org',
  },
  'settings.follow-ups': {
    means: 'How follow-ups are dealt with at every library that does not say otherwise: [follow-ups](#follow-ups).',
    otherwise: 'the defaults below',
  },
  'timing.greeting-nudge': {
    means: 'A librarian who has not greeted this long after pick-up is reminded (R7).',
    example: 30,
  },
  'timing.patron-ask': {
    means:
      'When the patron has been silent this long, the librarian is prompted to ask whether they are still there (R33).',
    example: 180,
  },
  'timing.patron-warn': { means: 'After this long, to warn that the session will end (R33).', example: 300 },
  'timing.patron-close': { means: 'After this long, to close the session (R33).', example: 600 },
  'timing.vanished-after': {
    means: 'A librarian whose connection is down this long has vanished: their patrons wait again (R34).',
    example: 60,
  },
  'timing.transfer-limit': { means: 'A transfer that nobody has answered for this long returns (R35).', example: 30 },
  'timing.silence-warning': {
    means: 'A librarian is warned when the patron has heard nothing from them for this long (R16).',
    example: 150,
  },
  'timing.silence-limit': {
    means: 'After this long a breach is recorded, and again each time that as much has passed (R16).',
    example: 180,
  },
  'timing.idle-limit': { means: 'A session in which nobody has said anything for this long ends (R24).', example: 900 },
  'timing.address-offer': {
    means: 'A patron who has waited this long may leave an email address instead: the desk offers it (R6).',
    example: 120,
  },
  'timing.wait-limit': { means: 'A wait that nobody ends is over after this long (R6).', example: 1800 },
  'timing.alert-every': {
    means: 'Twice as many librarians are alerted each time this long has passed and nobody has picked up (R45).',
    example: 15,
  },
  'timing.duty-limit': {
    means: 'A librarian without a session, who has given no sign for this long, is asked whether they are there (R40).',
    example: 1800,
  },
  'follow-ups.escalation': {
    means: 'Who is told when a follow-up is late, or when email does not reach its owner.',
    example: 'coordinator@hudson-lakes.example.org',
    otherwise: 'nobody is told',
  },
  'follow-ups.answers-from': {
    means: 'Domains (with those below them) and addresses whose replies count as answers of the library.',
    example: ['state-college.example.org', 'library.state-college.example.org'],
    otherwise: 'the domain of `mailbox`; `mailbox` alone where anybody may have an address in that domain',
  },
  'follow-ups.answers-to': {
    means:
      'Which address the mailbox answers when somebody there presses Reply. Roundup answers `from`: its mails then come from the address for replies, one for each follow-up, instead of `sender`. That takes a domain for replies.',
    example: 'from',
    otherwise: '`reply-to`, unless the mailbox has shown the desk that it answers `from`',
  },
  'follow-ups.remind-before': {
    means: 'How many opening days before the last day the owner of a follow-up is reminded (R30).',
    example: 1,
  },
  'follow-ups.escalate-after': {
    means: 'How many opening days after the last day `escalation` is told.',
    example: 2,
  },
  'follow-ups.answer-within': {
    means: 'How many opening days there are to answer when the session set no deadline.',
    example: 5,
  },
}

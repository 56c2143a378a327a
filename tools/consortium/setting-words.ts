import type { Words } from './words-shape.ts'

export const settingWords: Readonly<Record<string, Words>> = {
  name: { means: 'The name of the consortium.', example: 'Hudson & Lakes Library Cooperative' },
  settings: { means: 'Settings of the whole consortium.' },
  'settings.stack-name': {
    means:
      'The name of the stack in AWS. A second desk in the same account needs another name. `-c stack=NAME` names another for one command.',
    example: 'Coopdesk',
  },
  'settings.region': {
    means: 'The region that the desk is deployed to. `-c region=NAME` names another for one command.',
    example: 'us-east-1',
    otherwise: 'the region of your own AWS settings',
  },
  'settings.operator': {
    means: 'The address that gets a mail when an alarm goes on. AWS asks it once to confirm.',
    example: 'it@hudson-lakes.example.org',
    otherwise: 'nobody is told',
  },
  'settings.monthly-budget': {
    means:
      'US dollars a month for the whole AWS account. `operator` is told when four fifths are spent, and when the month is likely to exceed it.',
    example: 100,
    otherwise: 'no budget is set',
  },
  'settings.tags': {
    means: 'Tags for everything in the stack that can have them.',
    example: { project: 'reference-desk' },
  },
  'settings.domains': {
    means: 'Names of your own for the APIs. The outputs have the `CNAME` record of each.',
    otherwise: 'the names that API Gateway gives',
  },
  'settings.domains.certificate': {
    means: 'The certificate of Certificate Manager that covers all of them, in the region of the desk.',
    example: 'arn:aws:acm:us-east-1:123456789012:certificate/12345678-1234-1234-1234-123456789012',
  },
  'settings.domains.http': { means: 'For the HTTP API.', example: 'chat.hudson-lakes.example.org' },
  'settings.domains.socket': {
    means: 'For the WebSocket API, which cannot share a name with the HTTP API.',
    example: 'socket.hudson-lakes.example.org',
  },
  'settings.domains.links': {
    means: 'For the links in emails. With it, they still work after the API has been replaced.',
    example: 'ask.hudson-lakes.example.org',
    otherwise: 'the name of the HTTP API',
  },
  'settings.cdn': {
    means:
      'CloudFront before the HTTP API and the pages: [CDN](#cdn). It answers what many ask at once, and has no fixed costs.',
  },
  'settings.cdn.enabled': {
    means:
      'Whether there is one. Without it, pages have to be served in another way, and ask whether somebody is there only when they open.',
    example: true,
  },
  'settings.cdn.domain': {
    means: 'Its name. The outputs have its `CNAME` record.',
    example: 'ask-us.hudson-lakes.example.org',
    otherwise: 'the name that CloudFront gives',
  },
  'settings.cdn.certificate': {
    means: 'The certificate of Certificate Manager for that name, in us-east-1, wherever the desk is.',
    example: 'arn:aws:acm:us-east-1:123456789012:certificate/12345678-1234-1234-1234-123456789012',
  },
  'settings.cdn.origin-shield': {
    means: 'The region in which requests from all over the world meet before they reach the desk.',
    example: 'us-east-1',
    otherwise: 'the region of the desk',
  },
  'settings.sender-identity': {
    means:
      'What SES is asked to verify: the `domain` of `sender`, that one `address`, or nothing because it is verified already (`existing`).',
    example: 'domain',
  },
  'settings.mail-from': {
    means: "The domain of the envelope, within that of `sender`: bounces go there instead of to SES's own domain.",
    example: 'bounces.hudson-lakes.example.org',
    otherwise: "SES's own domain",
  },
  'settings.sender': {
    means: 'The address that all email is sent from. SES has to be allowed to send for it.',
    example: 'desk@hudson-lakes.example.org',
  },
  'settings.retention-days': {
    means: 'How many days names, addresses and words are kept after they were written (R38).',
    example: 90,
  },
  'settings.librarian-facts-days': {
    means:
      'For how many days the facts of a session say which librarian served. After that, only their library is known. The default is 13 months. A shorter time applies to what is forgotten from then on; `npm run facts -- forget` takes care of the rest.',
    example: 90,
  },
  'settings.reread-days': {
    means:
      'For how many days after its end a librarian may read again what was said in a session that they served, at every library that does not say otherwise. A librarian who owes the answer reads it as long as they do; the staff of the patron’s library read its follow-ups as long as words are kept.',
    otherwise: '7',
    example: 14,
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
      'Whether the desk sets the role with which API Gateway writes logs. There is one for each account and region: `existing` leaves it alone, `create` overwrites it.',
    example: 'create',
  },
  'settings.timing': {
    means: 'How long things may take at libraries that do not set their own times: [timing](#timing).',
    otherwise: 'the defaults below',
  },
  'settings.question-limits': {
    means:
      'How many questions are taken at every library that does not say otherwise: [question limits](#question-limits).',
    otherwise: 'the defaults below',
  },
  'question-limits.in-turn': {
    means:
      'Of the questions that one source (an IPv4 address, or the /64 of an IPv6 one) asks in ten minutes, this many wait in turn. The others come after everybody else’s, and alert nobody (R2).',
    example: 8,
  },
  'question-limits.taken': {
    means: 'Of the questions that one source asks in ten minutes, no more than this many are taken.',
    example: 60,
  },
  'question-limits.waiting': {
    means:
      'No more patrons than this wait at one library. The last fifth of the places is for sources that have asked nothing else. A patron who finds no place can leave an email address instead.',
    example: 500,
  },
  'question-limits.waiting-everywhere': {
    means: 'The same for all who have reached the cooperative.',
    example: 2000,
  },
  'question-limits.proof-of-work': {
    means:
      'Whether the device of a patron has to do about a second of work before a question is taken, unless it is in a network of the library. There is nothing to see or to click. It makes a flood dear for its sender; a slow telephone works for some seconds.',
    example: true,
  },
  'question-limits.sockets': {
    means:
      'The most sockets that one session has at the same time. A patron needs one; after a lost line others may stay open for a while. With one more, the oldest ends.',
    example: 5,
  },
  'question-limits.frames-at-once': {
    means:
      'The most frames that the patron of a session sends at once, over all of its sockets. Whatever is beyond is asked to be sent again later, before it costs anything. A patron who comes back after a lost line sends several at once.',
    example: 50,
  },
  'question-limits.frames-per-second': {
    means: 'The frames that may follow in each second, in the long run. Nobody types ten messages in a second.',
    example: 10,
  },
  'question-limits.notices': {
    means:
      'The most notices (reminders, news of mail that came back, answers that wait) that are mailed to the library’s mailbox in a day. The others of that day come in one mail that sums them up. A follow-up always has a mail of its own.',
    example: 100,
  },
  'question-limits.patron-mails': {
    means:
      'The most mails to one address of a patron in a day: receipts, transcripts and codes. Answers are not counted.',
    example: 10,
  },
  'settings.question-classes': {
    means:
      'The classes that librarians may give a question at the end of a session, thirty at most. Reports count them. Each counts from a date to a date, so the list can change without changing what was counted before.',
    otherwise: 'questions are not classed',
  },
  'settings.question-classes[].id': {
    means: 'Its id, which stays the same for as long as it is counted.',
    example: 'known-item',
  },
  'settings.question-classes[].label': { means: 'What librarians read.', example: 'A known book or article' },
  'settings.question-classes[].reference': {
    means: 'Whether it counts as a reference question.',
    example: true,
  },
  'settings.question-classes[].effort': {
    means: 'The effort that it takes, on a scale like READ, from 1 to 6.',
    example: 2,
    otherwise: 'not on the scale',
  },
  'settings.question-classes[].words': {
    means: 'A question that contains one of these words or phrases has the class suggested.',
    example: ['renew', 'due date'],
    otherwise: 'it is never suggested',
  },
  'settings.question-classes[].from': {
    means: 'The first date on which it may be given, where the patron’s library is.',
    example: '2026-09-01',
    otherwise: 'no first date',
  },
  'settings.question-classes[].until': {
    means: 'The last one.',
    example: '2027-08-31',
    otherwise: 'no last date',
  },
  'settings.replies': {
    means: "Lets people answer the desk's emails by replying to them.",
    otherwise: 'the desk receives no mail',
  },
  'settings.replies.domain': {
    means:
      'Where such replies go. SES receives all mail for it, so it must be used for nothing else, and no address in this file may be in it.',
    example: 'replies.hudson-lakes.example.org',
  },
  'settings.replies.identity': {
    means: 'Whether the stack makes the SES identity of this domain (`create`), or SES has it already (`existing`).',
    example: 'create',
  },
  'settings.replies.rule-set': {
    means:
      'Your own receipt rule set, to which the rule for replies is added. Only one is active in an account and region.',
    example: 'inbound',
    otherwise: 'the stack makes one',
  },
  'settings.follow-ups': {
    means: 'How follow-ups are handled at libraries that do not set their own policy: [follow-ups](#follow-ups).',
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
    means: 'A librarian whose connection is down this long has vanished, and their patrons wait again (R34).',
    example: 60,
  },
  'timing.transfer-limit': { means: 'A transfer that nobody has answered for this long returns (R35).', example: 30 },
  'timing.silence-warning': {
    means: 'A librarian is warned when the patron has heard nothing from them for this long (R16).',
    example: 150,
  },
  'timing.silence-limit': {
    means: 'After this long a breach is recorded, and again each time this long has passed (R16).',
    example: 180,
  },
  'timing.idle-limit': { means: 'A session in which nobody has said anything for this long ends (R24).', example: 900 },
  'timing.address-offer': {
    means: 'A patron who has waited this long is invited to leave an email address instead (R6).',
    example: 120,
  },
  'timing.wait-limit': { means: 'A wait that nobody ends is over after this long (R6).', example: 1800 },
  'timing.alert-every': {
    means: 'The number of alerted librarians doubles each time this long passes without a pick-up (R45).',
    example: 15,
  },
  'timing.duty-limit': {
    means: 'A librarian without a session, who has given no sign for this long, is asked whether they are there (R40).',
    example: 1800,
  },
  'follow-ups.escalation': {
    means: 'The address that is told if a follow-up is late or email does not reach its owner.',
    example: 'coordinator@hudson-lakes.example.org',
    otherwise: 'nobody is told',
  },
  'follow-ups.answers-from': {
    means: 'Domains (including subdomains) and addresses whose replies count as answers of the library.',
    example: ['state-college.example.org', 'library.state-college.example.org'],
    otherwise: 'the domain of `mailbox`; `mailbox` alone where anybody may have an address in that domain',
  },
  'follow-ups.answers-to': {
    means:
      'The address that the mailbox answers when somebody there presses Reply. Roundup answers `from`. Its mails then come from the reply address of each follow-up instead of `sender`, which requires a domain for replies.',
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
    means: 'How many opening days there are to answer if the session set no deadline.',
    example: 5,
  },
}

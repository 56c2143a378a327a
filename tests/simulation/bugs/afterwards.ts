import type { Bug } from './bug.ts'

/** Mistakes with what follows a session: its mails, what comes back, what is owed. */
export const afterwards: readonly Bug[] = [
  {
    name: 'a follow-up whose start was lost is forgotten',
    in: 'ticked',
    find: '  if (!until) await startFollowUpAgain(ports, after, at)\n',
    replace: '',
  },
  {
    name: 'a mail is recorded before it is sent',
    in: 'sendOne',
    find: '  const first = await send({})',
    replace:
      "  await runFollowUp(ports, session.id, { type: 'RecordMail', at: context.at, n, kind, mail: 'unknown' })\n  const first = await send({})",
    imports: ['runFollowUp'],
  },
  {
    name: 'a mail that is too long is given up',
    in: 'sendOne',
    find: "first === 'refused' && tellsConversation(kind)",
    replace: "first === 'refused' && n < 0",
  },
  {
    name: 'a mail that was sent is not recorded',
    in: 'sendAll',
    find: "if (result?.status === 'fulfilled') after",
    replace: "if (result?.status === 'pending') after",
  },
  {
    name: 'a second timer sends what the first is sending',
    in: 'runFollowUpTimer',
    find: "ticked.events.flatMap(event => (event.type === 'MailsBegun' ? event.mails : []))",
    replace: 'ticked.session.mails.outbox.map(({ n }) => n)',
  },
  {
    name: 'the start of sending is not recorded',
    in: 'freeAt',
    find: 'return begunAt === undefined ? 0 : begunAt + Math.min',
    replace: 'return begunAt === undefined ? 0 : Math.min',
  },
  {
    name: 'a mail is not tried again after its sender died',
    in: 'nextFollowUpDue',
    find: 'const mailsDue = mails.outbox.map(mail => Math.max(now, freeAt(mail)))',
    replace: 'const mailsDue = mails.outbox.filter(mail => !mail.begunAt).map(mail => Math.max(now, freeAt(mail)))',
  },
  {
    name: 'a mail that the service refuses is forgotten',
    in: 'dropped',
    find: 'if (isLost) return bounced(now, { at, n, kind, recipient })',
    replace: '',
  },
  {
    name: 'an answer is sent in the words of another',
    in: 'letterDataOf',
    find: "answerIn(events.filter(isFollowUpEvent), kind === 'answer' ? about : undefined)",
    replace: 'answerIn(events.filter(isFollowUpEvent))',
  },
  {
    name: 'a second bounce is reported to nobody',
    in: 'bounced',
    find: 'return isNewest ? owedAgain(noted, at) : unheard(noted, recipient)',
    replace: 'return isNewest ? owedAgain(noted, at) : bounced.length > 0 ? noted : unheard(noted, recipient)',
  },
  {
    name: 'a follow-up that is handed over late is late at once',
    in: 'due',
    find: '  const { remindAt, dueAt, escalateAt } = timesOf(followUp, calendar, policy)',
    replace:
      '  const { remindAt, dueAt, escalateAt } = timesOf({ ...followUp, since: session.closedAt }, calendar, policy)',
  },
  {
    name: 'a person who complained gets more mail',
    in: 'sendOne',
    find: "if (session.mails.unwanted?.includes(recipient)) return { dropped: 'unwanted' }",
    replace: '',
  },
  {
    name: 'the former owner keeps getting mail',
    in: 'handingOver',
    find: "withdrawn(mails, event.at, 'handed-over', ({ kind }) => recipientByKind[kind] === 'owner')",
    replace: "withdrawn(mails, event.at, 'handed-over', ({ n }) => n > 999)",
  },
  {
    name: 'an owner who has answered is reminded all the same',
    in: 'ending',
    find: "kind === 'held' ? about === confirmed : staffNotices.includes(kind)",
    replace: "kind === 'held' && about === confirmed",
  },
  {
    name: 'an answer that is delivered twice is taken twice',
    in: 'isKnown',
    find: 'return fingerprint !== undefined && known.includes(fingerprint)',
    replace: 'return fingerprint === undefined && known.length > 9',
  },
  {
    name: 'an out-of-office notice is an answer',
    in: 'receiveReply',
    find: "if (isMachines) return unread('automatic')",
    replace: '',
  },
  {
    name: 'a stranger’s mail is an answer',
    in: 'doubtsAboutSender',
    find: "if (!isKnownSender) return ['stranger']",
    replace: '',
  },
  {
    name: 'a promised follow-up is never handed over',
    in: 'due',
    find: "if (owner !== 'library' && (isDeserted || isLate))",
    replace: "if (owner !== 'library' && isDeserted)",
  },
  {
    name: 'nobody is told of an overdue follow-up',
    in: 'noticesDueOf',
    find: "...(notices.includes('escalated') || escalateAt === undefined ? [] : [escalateAt]),",
    replace: '',
  },
  {
    name: 'a follow-up goes to the address that the patron typed',
    in: 'addressFor',
    find: "    case 'library':\n      return library.mailbox",
    replace: "    case 'library':\n      return followUp?.email",
  },
  {
    name: 'a mail has another reference each time',
    in: 'sendOne',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is code.
    find: 'reference: `${session.id}.${n}` }',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is code.
    replace: 'reference: `${session.id}.${n}${Math.random()}` }',
  },
  {
    name: 'an answer is written before its mail has a clock',
    in: 'runStartingMail',
    find: 'if (planned.mail) await ports.timers',
    replace: 'if (planned.mail && command.at < 0) await ports.timers',
  },
  {
    name: 'an answer leaves when the timer that was started before it wakes',
    in: 'runStartingMail',
    find: "if ('events' in outcome && hasMoreMail(outcome.before, outcome.session)) await sendNow(ports, outcome.session, reason)",
    replace: '',
  },
  {
    name: 'an answer that came back is forgotten',
    in: 'owedAgain',
    find: "return mailed({ ...now, followUp }, 'unreachable')",
    replace: 'return { ...now, followUp }',
  },
  {
    name: 'a library is told of as many mistakes on its policy page as anybody likes to report',
    in: 'reportPolicy',
    find: "if (reports.length >= reportsMax) return refuse('enough-reports')",
    replace: '',
  },
  {
    name: 'a report that is sent again is another one',
    in: 'reportPolicy',
    find: 'if (reports.includes(fingerprint)) return nothing',
    replace: '',
  },
  {
    name: 'what was reported is forgotten when the patron goes back to the queue',
    in: 'whoAndWhat',
    find: '...(reports && { reports }),',
    replace: '',
  },
  {
    name: 'a report is kept and never mailed',
    in: 'mailsAtTheEnd',
    find: "...Array.from({ length: reports }, () => 'policy-report' as const),",
    replace: '',
  },
  {
    name: 'a patron who is owed an answer is not told who has their question',
    in: 'withReceipt',
    find: 'receipt: true as const',
    replace: '',
  },
  {
    name: 'a patron who is sent the conversation gets a receipt too',
    in: 'withReceipt',
    find: ' && !getsTranscript(patron)',
    replace: '',
  },
  {
    name: 'an address that was only mentioned gets a receipt',
    in: 'withReceipt',
    find: 'patron.email && ',
    replace: '',
  },
  {
    name: 'a conversation that was requested while they talked is never sent',
    in: 'mailsAtTheEnd',
    find: "...(getsTranscript(patron) && because !== 'stepped-back' ? (['transcript'] as const) : []),",
    replace: '',
  },
  {
    name: 'a conversation that is requested twice is sent twice',
    in: 'requestTranscript',
    find: 'session.patron.transcript ? nothing : ',
    replace: '',
  },
  {
    name: 'a conversation is promised at an address that no code confirmed',
    in: 'requestTranscript',
    find: "if (session.patron.verified !== 'confirmed') return refuse('not-confirmed')",
    replace: '',
  },
  {
    name: 'a wrong code confirms an address',
    in: 'enterCode',
    find: "if (code.digest !== digest) return { events: [{ type: 'CodeMistyped', at }] }",
    replace: '',
  },
  {
    name: 'a code works for ever',
    in: 'enterCode',
    find: "if (at >= code.until) return refuse('code-expired')",
    replace: '',
  },
  {
    name: 'a code confirms the address that an answer is owed at, whichever it is',
    in: 'confirmedAfterwards',
    find: 'followUp && isSameAddress(followUp.email, email)',
    replace: 'followUp && email.length > 0',
  },
  {
    name: 'what is answered goes on standing in the list',
    in: 'listings',
    find: "    ...(former.length > 0 ? [{ type: 'Unlist', owners: former, session: after.id } as const] : []),\n",
    replace: '',
  },
  {
    name: 'a follow-up is never listed',
    in: 'listings',
    find: "    ...(is ? [{ type: 'List', owners, entry: is } as const] : []),\n",
    replace: '',
  },
]

import type { Bug } from './bug.ts'

/** Mistakes with what follows a session: its mails, what comes back, what is owed. */
export const afterwards: readonly Bug[] = [
  {
    name: 'a follow-up whose start was lost is forgotten',
    file: 'lib/session/timing.ts',
    find: 'return mails.outbox.some(({ begunAt }) => begunAt === undefined)',
    replace: 'return mails.outbox.length > 9',
  },
  {
    name: 'a mail is recorded before it is sent',
    file: 'lib/mail/outgoing/send.ts',
    find: '  const first = await send({})',
    replace:
      "  await runFollowUp(ports, session.id, { type: 'RecordMail', at: occasion.at, n, kind, mail: 'unknown' })\n  const first = await send({})",
    also: {
      find: "import { addressOf, type ClosedSession } from '../../session/state.ts'",
      replace:
        "import { runFollowUp } from '../../desk/run.ts'\nimport { addressOf, type ClosedSession } from '../../session/state.ts'",
    },
  },
  {
    name: 'a mail that is too long is given up',
    file: 'lib/mail/outgoing/send.ts',
    find: "first === 'refused' && tellsConversation(kind)",
    replace: "first === 'refused' && n < 0",
  },
  {
    name: 'a mail that was sent is not recorded',
    file: 'lib/mail/outgoing/follow-up-timer.ts',
    find: "if (result?.status === 'fulfilled') after",
    replace: "if (result?.status === 'pending') after",
  },
  {
    name: 'whoever wakes sends what somebody else is sending',
    file: 'lib/mail/outgoing/follow-up-timer.ts',
    find: "ticked.events.flatMap(event => (event.type === 'MailsBegun' ? event.mails : []))",
    replace: 'ticked.session.mails.outbox.map(({ n }) => n)',
  },
  {
    name: 'who has begun with a mail is not remembered',
    file: 'lib/follow-up/outbox.ts',
    find: 'return begunAt === undefined ? 0 : begunAt + Math.min',
    replace: 'return begunAt === undefined ? 0 : Math.min',
  },
  {
    name: 'a mail that somebody died with is nobody’s',
    file: 'lib/follow-up/due-dates.ts',
    find: 'const mailsDue = mails.outbox.map(mail => Math.max(now, freeAt(mail)))',
    replace: 'const mailsDue = mails.outbox.filter(mail => !mail.begunAt).map(mail => Math.max(now, freeAt(mail)))',
  },
  {
    name: 'a mail that the service refuses is forgotten',
    file: 'lib/follow-up/evolve.ts',
    find: 'if (isLost) return bounced(now, { at, n, kind, recipient })',
    replace: '',
  },
  {
    name: 'an answer is sent in the words of another',
    file: 'lib/mail/outgoing/send.ts',
    find: "answerIn(events.filter(isFollowUpEvent), kind === 'answer' ? about : undefined)",
    replace: 'answerIn(events.filter(isFollowUpEvent))',
  },
  {
    name: 'what came back once may come back unheard',
    file: 'lib/follow-up/evolve.ts',
    find: 'return isNewest ? owedAgain(noted, at) : unheard(noted, recipient)',
    replace: 'return isNewest ? owedAgain(noted, at) : bounced.length > 0 ? noted : unheard(noted, recipient)',
  },
  {
    name: 'what is handed over late is late already',
    file: 'lib/follow-up/decide.ts',
    find: '  const { remindAt, dueAt, escalateAt } = timesOf(followUp, calendar, policy)',
    replace:
      '  const { remindAt, dueAt, escalateAt } = timesOf({ ...followUp, since: session.closedAt }, calendar, policy)',
  },
  {
    name: 'whoever complained is mailed again',
    file: 'lib/mail/outgoing/send.ts',
    find: "if (session.mails.unwanted?.includes(recipient)) return { dropped: 'unwanted' }",
    replace: '',
  },
  {
    name: 'whoever handed it over is told on and on',
    file: 'lib/follow-up/decide.ts',
    find: "withdrawn(mails, event.at, 'handed-over', ({ kind }) => recipientByKind[kind] === 'owner')",
    replace: "withdrawn(mails, event.at, 'handed-over', ({ n }) => n > 999)",
  },
  {
    name: 'whoever has answered is reminded all the same',
    file: 'lib/follow-up/decide.ts',
    find: "kind === 'held' ? about === confirmed : staffNotices.includes(kind)",
    replace: "kind === 'held' && about === confirmed",
  },
  {
    name: 'an answer that is delivered twice is taken twice',
    file: 'lib/follow-up/decide.ts',
    find: 'return fingerprint !== undefined && known.includes(fingerprint)',
    replace: 'return fingerprint === undefined && known.length > 9',
  },
  {
    name: 'an out-of-office notice is an answer',
    file: 'lib/mail/incoming/receive-reply.ts',
    find: "if (isNobodys === true || (isNobodys && sender)) return 'automatic'",
    replace: '',
  },
  {
    name: 'a stranger’s mail is an answer',
    file: 'lib/mail/incoming/receive-reply.ts',
    find: "if (!isKnownSender) return 'stranger'",
    replace: '',
  },
  {
    name: 'what a librarian owes is theirs for ever',
    file: 'lib/follow-up/decide.ts',
    find: "if (owner !== 'library' && (isDeserted || at >= dueAt))",
    replace: "if (owner !== 'library' && isDeserted)",
  },
  {
    name: 'nobody is told of what stays undone',
    file: 'lib/follow-up/due-dates.ts',
    find: "...(notices.includes('escalated') || escalateAt === undefined ? [] : [escalateAt]),",
    replace: '',
  },
  {
    name: 'a follow-up goes to the address that the patron typed',
    file: 'lib/mail/outgoing/send.ts',
    find: "    case 'library':\n      return library.mailbox",
    replace: "    case 'library':\n      return followUp?.email",
  },
  {
    name: 'a mail has another reference each time',
    file: 'lib/mail/outgoing/send.ts',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is code.
    find: 'reference: `${session.id}.${n}` }',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is code.
    replace: 'reference: `${session.id}.${n}${Math.random()}` }',
  },
  {
    name: 'an answer is written before its mail has a clock',
    file: 'lib/mail/outgoing/run-and-mail.ts',
    find: 'if (bringsMail(newest?.session, command))',
    replace: 'if (bringsMail(newest?.session, command) && command.at < 0)',
  },
  {
    name: 'an answer that came back is forgotten',
    file: 'lib/follow-up/evolve.ts',
    find: "return mailed({ ...now, followUp }, 'unreachable')",
    replace: 'return { ...session, followUp }',
  },
  {
    name: 'what is answered goes on standing in the list',
    file: 'lib/session/joint-writes.ts',
    find: "    ...(former.length > 0 ? [{ type: 'Unlist', owners: former, session: after.id } as const] : []),\n",
    replace: '',
  },
  {
    name: 'a follow-up is never listed',
    file: 'lib/session/joint-writes.ts',
    find: "    ...(is ? [{ type: 'List', owners, entry: is } as const] : []),\n",
    replace: '',
  },
]

import type { Survivors } from './survivors.ts'

export const socket: readonly Survivors[] = [
  {
    because: 'One of two roles, and the code asks for the other; a patron has no id of a librarian.',
    mutants: {
      briefed: [`'librarian' → ""`],
      libraryActions: [`'librarian' → ""`],
      messageActions: [`who.role === 'librarian' → true`],
      othersIn: [`who.role === 'patron' → false`, `'patron' → ""`],
    },
  },
  {
    because:
      'Whether a read may be stale, or is done again where it was: the memory twin has one kind of read, which is never stale.',
    mutants: {
      withQuestion: ['true → false'],
      onDutyAt: [
        'true → false',
        'mayBeStale.duty?.connection === connection → false',
        'found.duty?.connection === connection → false',
      ],
      onDutyHere: ['true → false'],
    },
  },
  {
    because:
      'What the compiler asks for: it is there whenever this is reached, or is of another kind and has none of these fields.',
    mutants: {
      withQuestion: ['steps?.[0] → steps[0]', `event.type === 'Asked' → true`],
      othersIn: [`session.status === 'active' → true`, 'one?.id → one.id', '[] → ["Stryker was here"]'],
      counter: ['known.get(session)?.perSecond → known.get(session).perSecond'],
      closingActions: [`'' → "Stryker was here!"`, `'' → "Stryker was here!"`],
    },
  },
  {
    because:
      'A session that has been quiet may keep the pace of its library or not: the next time it sends much, it is looked up again.',
    mutants: {
      counter: ['count > 0 → true', 'count > 0 → count >= 0'],
    },
  },
  {
    because: 'The words of a refusal or of the log, whose code or ids the specifications ask for.',
    mutants: {
      closingActions: [`'Say in "text" what is wrong, or name a "statement".' → ""`],
      connect: [`'close a socket' → ""`],
    },
  },
  {
    because:
      'No specification notices it yet: a statement of a library that has left or has none, a typing librarian who has just gone, and a call for help in a session that is not there.',
    mutants: {
      aboutStatement: [
        '(await directory.library(about.library))?.policy?.find → (await directory.library(about.library))?.policy.find',
        '(await directory.library(about.library))?.policy → (await directory.library(about.library)).policy',
      ],
      messageActions: ['librarianHere(session, who.id)?.name → librarianHere(session, who.id).name'],
      staffRoomActions: ['[] → ["Stryker was here"]', '[] → ["Stryker was here"]', 'newest?.session → newest.session'],
      firstAsked: ['[] → ["Stryker was here"]'],
    },
  },
  {
    because:
      'No specification of this folder notices it yet: the library of who comes on duty, by name and with its times, and how many of the queue are shown at first.',
    mutants: {
      queueActions: [
        'own?.timing → own.timing',
        'own && { libraryName: own.name } → true',
        'own && { libraryName: own.name } → false',
        '{ libraryName: own.name } → {}',
        '{ at, most: 25 } → {}',
      ],
    },
  },
  {
    because:
      'No specification notices it yet: what is shared once more, or later with the next message, writes nothing wrong.',
    mutants: {
      messageActions: ['said.address → true'],
      withBriefing: [`outcome.before?.status === 'active' → false`],
    },
  },
  {
    because: 'One of two roles, and the code asks for the other.',
    mutants: {
      closingActions: ['\'librarian\' → ""'],
    },
  },
  {
    because: 'Whoever closes a session has closed it: the compiler alone asks, and so for a refusal.',
    mutants: {
      closingActions: ['\'not-yours\' → ""'],
    },
  },
  {
    because: 'No specification notices it yet: of a librarian who is back on another connection no rung is looked at.',
    mutants: {
      disconnect: ['duty?.connection === connection → true'],
    },
  },
  {
    because: 'A text that fits is found to be its own beginning by counting, too: this is the short way.',
    mutants: {
      beginningOf: ['bytesOf(text) <= bytes → false', 'bytesOf(text) <= bytes → bytesOf(text) < bytes'],
    },
  },
  {
    because:
      'An entry of the directory has an id and a library, or there is none. An answer that was refused for another reason than its end is no answer of this librarian, and so no repeat.',
    mutants: {
      followUpActions: [
        '!id || !library → !id && !library',
        "reply.type === 'refused' && reply.code === 'follow-up-over' → true",
        "reply.type === 'refused' && reply.code === 'follow-up-over' → reply.type === 'refused' || reply.code === 'follow-up-over'",
        "reply.code === 'follow-up-over' → true",
      ],
    },
  },
  {
    because:
      'What reads the history of a follow-up asks for its own kinds of events, and so leaves out the conversation.',
    mutants: {
      sinceTheEnd: ['(await sessions.history(id, last)).filter(isFollowUpEvent) → await sessions.history(id, last)'],
    },
  },
  {
    because: 'An answer that still waits to be confirmed stands in the history; the compiler cannot know that.',
    mutants: {
      isAltered: ['held !== undefined → true'],
    },
  },
  {
    because: 'The session itself is over by then, and so does not wait: this saves reading it.',
    mutants: {
      stepBackFromAll: ['other === session → false'],
    },
  },
  {
    because:
      'Forgetting a quiet connection changes no answer: with few connections it is only work, and one more than a thousand is as good.',
    mutants: {
      counter: ['known.size >= rememberedMax → true', 'known.size >= rememberedMax → known.size > rememberedMax'],
    },
  },
  {
    because: 'What acts on a follow-up has one afterwards.',
    mutants: {
      changed: ['\'no-follow-up\' → ""'],
    },
  },
  {
    because: 'It is asked only of a follow-up that is over, and compares the words of the newest answer besides.',
    mutants: {
      answeredSo: [
        "session?.status !== 'closed' || session.followUp?.status !== 'answered' → session?.status !== 'closed' && session.followUp?.status !== 'answered'",
      ],
    },
  },
  {
    because: 'No specification notices it yet: what is shared once more writes nothing.',
    mutants: {
      messageActions: ['\'no-such-session\' → ""'],
    },
  },
  {
    because: 'Whoever has gone home holds no session.',
    mutants: {
      queueActions: ['[...before.sessions] → []'],
    },
  },
  {
    because: 'A page that is awake is woken without an effect.',
    mutants: {
      dutyOf: ['found.asleep → true'],
    },
  },
  {
    because:
      'Not noticed by a specification: the librarian who served before minds one patron less from the next message on.',
    mutants: {
      withBriefing: ['\'active\' → ""'],
    },
  },
  {
    because:
      'What the compiler asks for before it lets the fields of one kind be read: what is of another kind has none of them, or never comes here.',
    mutants: {
      closingActions: ["outcome.session.status !== 'closed' → false"],
      followUpActions: [
        "outcome.session.status === 'closed' → true",
        "session.status !== 'closed' → false",
        "reply.type === 'refused' → true",
      ],
      answeredSo: [
        "session?.status !== 'closed' || session.followUp?.status !== 'answered' → false",
        "session?.status !== 'closed' → false",
        "session.followUp?.status !== 'answered' → false",
        "type === 'FollowUpAnswered' → true",
        "newest?.type === 'FollowUpAnswered' → true",
      ],

      withBriefing: ["before?.status === 'active' → false"],
    },
  },
  {
    because: 'It is there whenever this is reached; the compiler cannot know that.',
    mutants: {
      closingActions: ['newest?.session → newest.session'],
      disconnect: ['duty?.connection → duty.connection'],
      changed: ['session?.followUp → session.followUp'],
      answeredSo: [
        '(await sessions.load(id))?.session → (await sessions.load(id)).session',
        'session?.status → session.status',
        'session.followUp?.status → session.followUp.status',
        'newest?.type → newest.type',
      ],
      messageActions: ['said?.type → said.type', 'noted?.type → noted.type'],
      firstInLine: ['line?.next → line.next'],
    },
  },
  {
    because:
      'A default where there is nothing. Nothing has the name that stands in its place, so it is as good as nothing to what reads it.',
    mutants: {
      followUpActions: ['[] → ["Stryker was here"]', '\'\' → "Stryker was here!"'],
      fitting: ['\'\' → "Stryker was here!"'],
      firstInLine: ['[] → ["Stryker was here"]'],
      isThere: ['\'\' → "Stryker was here!"'],
    },
  },
  {
    because:
      'Whether a read may be stale, which costs half: the memory twin has one kind of read. The tests of the whole desk count capacity units.',
    mutants: {
      classesFor: ['true → false'],
      whoWaits: ['true → false', 'true → false'],
      queueActions: ['true → false', 'true → false'],
    },
  },
  {
    because: 'It is there whenever this is reached; the compiler cannot know that.',
    mutants: {
      closingActions: [`'' → "Stryker was here!"`, `'' → "Stryker was here!"`],
      classesFor: [
        'first?.events → first.events',
        'asked?.question → asked.question',
        `'' → "Stryker was here!"`,
        "event.type === 'Asked' → true",
      ],
      administeredBy: ['directory?.librarian → directory.librarian'],
    },
  },
]

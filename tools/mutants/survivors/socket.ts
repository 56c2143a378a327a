import type { Survivors } from './survivors.ts'

export const socket: readonly Survivors[] = [
  {
    because: 'One of two roles, and the code asks for the other.',
    mutants: {
      closingActions: ['\'librarian\' → ""', '\'librarian\' → ""'],
    },
  },
  {
    because: 'TODO',
    mutants: {
      closingActions: ['\'no-such-session\' → ""', '\'The mail service refuses a report to this library.\' → ""', '\'not-yours\' → ""', '\'no-such-session\' → ""'],
      whoWaits: ['!found.duty → false'],
      minded: ['session.status !== \'waiting\' && session.librarian → true', 'session.status !== \'waiting\' && session.librarian → session.status !== \'waiting\' || session.librarian', '\'waiting\' → ""'],
      disconnect: ['duty?.connection === connection → true'],
      beginningOf: ['bytesOf(text) <= bytes → false', 'bytesOf(text) <= bytes → bytesOf(text) < bytes'],
      followUpActions: ['!id || !library → !id && !library', '(await sessions.history(id)).filter(isFollowUpEvent) → await sessions.history(id)', 'reply.type === \'refused\' && reply.code === \'follow-up-over\' → true', 'reply.type === \'refused\' && reply.code === \'follow-up-over\' → reply.type === \'refused\' || reply.code === \'follow-up-over\'', 'reply.code === \'follow-up-over\' → true'],
      changed: ['\'no-follow-up\' → ""'],
      isAltered: ['(await ports.sessions.history(id)).filter(isFollowUpEvent) → await ports.sessions.history(id)'],
      answeredSo: ['session?.status !== \'closed\' || session.followUp?.status !== \'answered\' → session?.status !== \'closed\' && session.followUp?.status !== \'answered\''],
      messageActions: ['said.address && outcome.session.status === \'active\' → said.address || outcome.session.status === \'active\'', '\'no-such-session\' → ""'],
      queueActions: ['[...before.sessions] → []', '{ most: 25 } → {}'],
      dutyOf: ['found.asleep → true'],
      page: ['more && last → true', 'more && last → more || last'],
      isThere: ['duty !== undefined && !asleep → true', 'duty !== undefined && !asleep → duty !== undefined || !asleep'],
      withBriefing: ['\'active\' → ""'],
    },
  },
  {
    because: 'What the compiler asks for before it lets the fields of one kind be read: what is of another kind has none of them, or never comes here.',
    mutants: {
      closingActions: ['session.status === \'active\' → true', 'outcome.session.status !== \'closed\' → false', 'session.status === \'active\' → true'],
      minded: ['session.status !== \'waiting\' → true'],
      followUpActions: ['outcome.session.status === \'closed\' → true', 'session.status !== \'closed\' → false', 'reply.type === \'refused\' → true'],
      answeredSo: ['session?.status !== \'closed\' || session.followUp?.status !== \'answered\' → false', 'session?.status !== \'closed\' → false', 'session.followUp?.status !== \'answered\' → false', 'type === \'FollowUpAnswered\' → true', 'newest?.type === \'FollowUpAnswered\' → true'],
      messageActions: ['said.address && outcome.session.status === \'active\' → true', 'outcome.session.status === \'active\' → true'],
      withBriefing: ['before?.status === \'active\' → false'],
    },
  },
  {
    because: 'It is there whenever this is reached; the compiler cannot know that.',
    mutants: {
      closingActions: ['newest?.session → newest.session'],
      disconnect: ['duty?.connection → duty.connection'],
      changed: ['session?.followUp → session.followUp'],
      answeredSo: ['(await sessions.load(id))?.session → (await sessions.load(id)).session', 'session?.status → session.status', 'session.followUp?.status → session.followUp.status', 'newest?.type → newest.type'],
      messageActions: ['said?.type → said.type', 'noted?.type → noted.type'],
      queueActions: ['(await directory.library(library))?.timing → (await directory.library(library)).timing'],
      firstInLine: ['line?.next → line.next'],
    },
  },
  {
    because: 'A default where there is nothing. Nothing has the name that stands in its place, so it is as good as nothing to what reads it.',
    mutants: {
      closingActions: ['[] → ["Stryker was here"]'],
      followUpActions: ['[] → ["Stryker was here"]'],
      fitting: ['\'\' → "Stryker was here!"'],
      placeIn: ['[] → ["Stryker was here"]'],
      firstInLine: ['[] → ["Stryker was here"]'],
      isThere: ['\'\' → "Stryker was here!"'],
    },
  },
  {
    because: 'An outcome without a refusal is read as one, and has the same reply.',
    mutants: {
      closingActions: ['\'refusal\' → ""'],
      followUpActions: ['\'refusal\' → ""'],
    },
  },
  {
    because: 'Whether a read may be stale, which costs half: the memory twin has one kind of read. The tests of the whole desk count capacity units.',
    mutants: {
      whoWaits: ['true → false', 'true → false'],
      queueActions: ['true → false', 'true → false'],
    },
  },
  {
    because: 'What is absent is neither more nor less than anything, and a spread of nothing adds nothing; the compiler asks for the comparison.',
    mutants: {
      isThere: ['duty !== undefined → true'],
    },
  },
]

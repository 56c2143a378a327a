import { bestPractices, beyond, type Chapter } from './rule.ts'

/** The end of a session, follow-ups, and what keeps the desk honest. */
export const afterwards: readonly Chapter[] = [
  {
    title: 'Concluding',
    rules: [
      {
        id: 'R21',
        rule: 'Closing a session before the patron was asked whether the question is completely answered is softly refused (`not-asked`), unless the patron has gone.',
        source: bestPractices('Concluding the session', 'ask before closing.'),
      },
      {
        id: 'R22',
        rule: "A Follow Up needs the patron's email address, verified in the session (the patron confirms it in a form that the librarian sends, or the librarian attests it), and a deadline: a date in the library's time zone, or “none”. The patron is told that it may take several days. If the patron has gone but left an address anywhere, it is allowed and marked `unverified`. Without any address it is refused (`no-contact`).",
        source: bestPractices('Concluding the session', 'verify address and deadline before coding Follow Up.'),
      },
      {
        id: 'R23',
        rule: "The goodbye is the script of the patron's library. A library without one gets a generic thank-you and an invitation to come back, never the script of the librarian's own library.",
        source: bestPractices('Concluding the session', 'the Goodbye script of the patron’s library.'),
      },
    ],
  },
  {
    title: 'Resolution codes',
    rules: [
      {
        id: 'R24',
        rule: 'A session that ends without a code, and is not followed up by R6 or R39, is `answered`, marked `by-default`. The reason why nobody chose a code is kept with it (`librarian-spoke-last`, `patron-gone`, `waited-out`), and such sessions are listed for review, `waited-out` first. Reports count `waited-out` as unanswered.',
        source: bestPractices('Resolution Codes', 'the default is Answered. The reasons go beyond them.'),
        toCome: { missing: 'the list for review, and the reports' },
      },
      {
        id: 'R25',
        rule: 'Whenever a follow-up is needed, the desk suggests `follow-up-by-patrons-library`.',
        source: bestPractices('Resolution Codes', 'in most cases the patron’s own library follows up.'),
      },
      {
        id: 'R26',
        rule: "`follow-up-by-me` needs the librarian's word that they have at hand what will thoroughly answer the question. For a patron of another library it is softly refused (`not-your-patron`), and R25 is offered.",
        source: bestPractices('Resolution Codes'),
      },
      {
        id: 'R27',
        rule: '`lost-call` is for a patron who sent nothing after the librarian joined, left no email address in the form, and none in anything they wrote, the question included. Each condition that fails has its own refusal: `patron-spoke`, `patron-left-address`.',
        source: bestPractices('Resolution Codes', 'when not to use Lost Call.'),
      },
      {
        id: 'R28',
        rule: "The desk suggests the code that fits the session. Patron silent, no address: lost call. Patron silent, address: by patron's library. Patron spoke, question open, address: by patron's library. Patron spoke, question open, no address: answered, with the sub-reason `no-contact` and a note.",
        source: beyond(
          'the best practices point to a flow chart of resolution codes; the desk follows it automatically.',
        ),
      },
    ],
  },
  {
    title: 'After the session',
    rules: [
      {
        id: 'R29',
        rule: "A Follow Up by Patron's Library is emailed to that library: question, the patron's name and address and whether it was verified, the deadline, the librarian, and the whole transcript. Staff notes are behind a link in it that expires, so a forwarded mail does not carry them. It stays in the library's list as new until somebody there marks it as done or answers through the desk.",
        source: bestPractices('Resolution Codes', 'what the patron’s library has to know in order to follow up.'),
      },
      {
        id: 'R30',
        rule: "The librarian who chose Follow Up by Me owes the answer. It ends only with an answer sent through the desk, or with a note that it was done. There is a reminder before the deadline; after it, the follow-up is handed over to the patron's library.",
        source: bestPractices(
          'Resolution Codes',
          'respond through the desk, or note that the follow-up has been done. Reminder and hand-over go beyond them.',
        ),
      },
      {
        id: 'R31',
        rule: "A library's answer is emailed to the patron and kept with the session. Bounces and complaints reach the owner of the follow-up.",
        source: beyond('an answer that never arrived does not help, and only the sender’s mail service knows of it.'),
      },
      {
        id: 'R32',
        rule: 'The patron may have the transcript by email. Staff notes are never in it.',
        source: beyond('patrons want to keep what they were told; staff notes are not meant for them.'),
      },
    ],
  },
  {
    title: 'Nobody is lost',
    rules: [
      {
        id: 'R33',
        rule: 'A patron whose connection drops comes back to the same session and gets exactly the messages they missed; the librarian sees that they are away. When the patron is there but silent, the librarian is prompted to ask, then to warn, then, five minutes later, to close with the code that R28 suggests. A session left alone ends by R24.',
        source: beyond('phones lose their connection and people walk away; Lost Call is meant to be rare.'),
      },
      {
        id: 'R34',
        rule: 'When a librarian has vanished for 60 seconds, their patrons are told, go back into the queue with their original wait, and are offered to others (R45).',
        source: beyond('a patron must not depend on one laptop or one line.'),
      },
      {
        id: 'R35',
        rule: 'A transfer is offered, and accepted or declined; without an answer for 30 seconds it returns. The patron is told. No session ever hangs between two librarians.',
        source: beyond('a session sent to somebody who is not looking would lose the patron.'),
      },
      {
        id: 'R36',
        rule: 'An acknowledged message is in the transcript exactly once, in one order that both sides see, even if frames are retried, repeated, reordered or cut off.',
        source: beyond('networks repeat and reorder, and a transcript that a library answers from has to be right.'),
      },
    ],
  },
  {
    title: 'Counting and keeping',
    rules: [
      {
        id: 'R37',
        rule: 'Each session leaves one row of facts without personal data: at which library it was asked and by which it was answered, waiting time, time to the greeting, longest silence, breaches, the code and how it was chosen, follow-up met or missed, what was overridden. Both ledgers follow from it: what the patrons of a library received, and what its librarians gave.',
        source: beyond('members of a cooperative owe each other hours, and ask what they gave and got.'),
        toCome: { missing: 'the reports' },
      },
      {
        id: 'R38',
        rule: "The desk keeps no network addresses and no visited pages. A digest of the address, made with a key that is destroyed after two days, is kept for at most a day, in one table, only for R42 and limits. Names, addresses and words of a session are deleted when the library's retention ends (90 days by default; follow-ups keep theirs until done). The facts of R37 stay.",
        source: beyond('libraries keep what their patrons read and ask confidential.'),
        toCome: { missing: 'words that outlast the retention while a follow-up is open' },
      },
    ],
  },
  {
    title: 'What trying the desk taught',
    rules: [
      {
        id: 'R39',
        rule: 'Rescue. A librarian can be connected and silent: a sleeping tab, a closed laptop. At the second breach (6:00) the session is offered (R45) to those on duty on the rungs it reached, with the wait and the name of the librarian. The first to accept takes over, and both the patron and the silent librarian are told. If nobody accepts, then at the idle limit a session whose patron is there and has the last word goes back into the queue with its original wait, as in R34, once. A patron who has gone is followed up if there is an address (R6); otherwise the session ends by R24.',
        source: beyond(
          'in trials of the desk, breaches were recorded while the patron of a sleeping laptop kept waiting.',
        ),
      },
      {
        id: 'R40',
        rule: "Duty proves itself. An alert is acknowledged by the librarian's page within 10 seconds, without a click; otherwise that librarian is *asleep*: shown as such to all, not counted on any rung, alerted again when the page wakes. A person who gives no sign for some time (30 minutes without a session by default) is asked, then taken off duty. A lost connection is restored automatically, and nothing that a client does automatically is a sign of a person.",
        source: beyond('in trials, a client whose librarian had gone home came back on duty automatically.'),
      },
      {
        id: 'R41',
        rule: "Staff room. Librarians on duty can talk, call for help, and join a colleague's session; the patron is told who is there. A transfer is a choice among those on duty.",
        source: beyond(
          'a reference desk has colleagues at it; a librarian who is alone at night should have some too.',
        ),
      },
      {
        id: 'R42',
        rule: 'Step back. One command ends an abusive session: no emails, its words blurred for later readers, filed for the coordinator, `answered` with the sub-reason `stepped-back` (counted separately), and one sentence to the patron. Its source is refused for a day; a source within a network that a library has listed as its own is slowed down, never refused.',
        source: beyond(
          'in trials, forty questions from one address had to be picked up and coded one by one. A library’s public machines share one address.',
        ),
      },
      {
        id: 'R43',
        rule: 'No black hole. The librarian who sent a follow-up on learns whether and when it was answered. The patron can see who has it and by when, without signing in, by a link that shows none of its words.',
        source: beyond(
          'librarians who pass questions on, and patrons who wait for days, want to know whether anything happened.',
        ),
      },
      {
        id: 'R44',
        rule: "Today card. Every session comes with today's facts about the patron's library: open or closed, the next change, a holiday, the local time, and the facts that patrons ask for, each with its age and one key for “this is wrong” (R11).",
        source: beyond('much of what patrons ask a stranger is about today at their own library.'),
      },
      {
        id: 'R45',
        rule: 'Few, calm alerts. First comes the librarian whose turn it is (awake, below their limit, idle the longest). Then the circle doubles every 15 seconds (1, 2, 4, 8 …) up the rungs that are reached. A librarian at their limit is not alerted. The others see the queue with their next reply; a page that shows the list asks for it every 30 seconds.',
        source: beyond(
          'an alert that goes to everyone for every question is soon ignored, and costs as much as there are people.',
        ),
      },
    ],
  },
]

import { bestPractices, beyond, type Chapter } from './rule.ts'

/** From the question to the goodbye. */
export const conversation: readonly Chapter[] = [
  {
    title: 'Picking up',
    rules: [
      {
        id: 'R1',
        rule: 'The wait begins when the patron submits the question and is never reset: not when more pools are reached, not by a transfer, not when a librarian vanishes.',
        source: bestPractices('Pick up the Patron', '“who has waited longest” needs one wait that nothing resets.'),
      },
      {
        id: 'R2',
        rule: 'Picking up gives a librarian the patron who has waited longest in the pools that they serve. Librarians who pick up at the same moment get different patrons, the longest-waiting ones; when nobody is left, the answer is `nobody-waiting`. Taking a particular patron out of turn needs a reason, which is recorded and reported. Questions beyond the limit of their source come after all others.',
        source: bestPractices('Pick up the Patron', 'the longest-waiting patron first.'),
        toCome: { missing: 'the report of patrons taken out of turn' },
      },
      {
        id: 'R3',
        rule: 'A librarian who comes on duty sees everyone who is already waiting, and for how long.',
        source: beyond(
          'a shift begins with the patrons of the shift before; an alert for newcomers alone would leave them unseen.',
        ),
      },
      {
        id: 'R4',
        rule: 'Each library has a routing ladder: by default its own librarians at once, its groups after 30 seconds, the whole cooperative after 60. A rung with nobody on duty is skipped at once. Everyone on duty on a rung that the patron has reached can see them and pick them up from that moment. R45 says whom the desk alerts, and when. The alert is withdrawn when somebody else picks up.',
        source: beyond(
          'in a cooperative, academic and public libraries staff their own queues and back each other up.',
        ),
      },
      {
        id: 'R5',
        rule: 'A librarian never serves more sessions at once than their limit (3 by default), even if their requests race each other.',
        source: beyond(
          'the best practices speak of several patrons at once; R16 cannot be kept for any number of them.',
        ),
      },
      {
        id: 'R6',
        rule: "A waiting patron sees that they are waiting, and whom they are waiting for. After 120 seconds, or at once if no rung has anyone on duty, the desk offers to take an email address instead; the question then becomes a Follow Up by Patron's Library. No patron is dropped without a word.",
        source: beyond('patrons who give up while they wait leave no question that a library could answer.'),
      },
    ],
  },
  {
    title: 'Greeting',
    rules: [
      {
        id: 'R7',
        rule: 'On pick-up the librarian gets a greeting with all names filled in, ready to send. Without a message 30 seconds after pick-up they are reminded. The time to the first message is recorded.',
        source: bestPractices('Greet the Patron', 'a personal greeting right after joining; a script may help.'),
      },
      {
        id: 'R8',
        rule: "Scripts have four merge fields: the librarian's screen name, the patron's name, the patron's library, the librarian's library. If a name is missing, the text stays clean: “Hi, I'm Rob”, never “Hi , I'm Rob”.",
        source: bestPractices(
          'Greet the Patron',
          'both names make a greeting personal, and not every patron gives one.',
        ),
      },
      {
        id: 'R9',
        rule: "Advice on the first message: it names the librarian, says that they are ready to help, and has at most 240 characters; a first question of the reference interview is welcome in it. Whether it may name the librarian's own institution is a setting of the patron's library.",
        source: bestPractices(
          'Greet the Patron',
          'short, friendly, with a name, and ready to help. The setting goes beyond them.',
        ),
      },
    ],
  },
  {
    title: 'The reference conversation',
    rules: [
      {
        id: 'R10',
        rule: 'Advice `clarify-first`: a link or another resource is sent before the librarian has asked anything.',
        source: bestPractices('Reference Conversation/Resource Selection', 'clarify the question before searching.'),
      },
      {
        id: 'R11',
        rule: "The librarian gets the policy page and the scripts of the patron's library with the session. Patrons never get a policy page. A mistake on the page can be reported to that library from the chat.",
        source: bestPractices(
          'Reference Conversation/Resource Selection',
          'the home library’s policy page is where to look. Reporting goes beyond them.',
        ),
      },
      {
        id: 'R12',
        rule: 'A resource carries a citation: a URL, a title, or “policy page”. A bare link gets the advice `explain-the-link`: name the links to click, so that the patron can find it again.',
        source: bestPractices(
          'Reference Conversation/Resource Selection',
          'cite the source; the click path is from “Provide professional-level search assistance”.',
        ),
      },
      {
        id: 'R13',
        rule: 'A link that will die (session ids, search state or result sets in its parameters, proxy hosts) gets the advice `link-may-expire` before anyone relies on it. The transcript marks it and prints the click path beside it.',
        source: bestPractices(
          'Provide professional-level search assistance',
          'links to search results may be dead in the transcript.',
        ),
      },
      {
        id: 'R14',
        rule: 'A search statement such as `(pond* or "still water") and frogs` arrives byte for byte: in the chat, the transcript, the email, any export. No asterisk or quotation mark in it ever turns into formatting.',
        source: bestPractices(
          'Provide professional-level search assistance',
          'the practices recommend statements to be typed exactly as given.',
        ),
      },
      {
        id: 'R15',
        rule: 'Advice at closing: a resource was sent, and the patron was never asked whether it helps.',
        source: bestPractices('Provide professional-level search assistance', 'ask for feedback on what was sent.'),
      },
    ],
  },
  {
    title: 'Talking with the patron',
    rules: [
      {
        id: 'R16',
        rule: 'In each open session, at most three minutes pass without a message that the patron can see. Notes and typing do not count, and the time runs from pick-up. At 2:30 the librarian is warned and offered scripts (“Still searching …”) to send with one press; at 3:00, and every three minutes after, a breach is recorded and shown. The desk never writes to the patron in the librarian’s name.',
        source: bestPractices('Interpersonal skills', 'no more than three minutes for each patron in session.'),
        toCome: { missing: 'the scripts beside the warning' },
      },
      {
        id: 'R17',
        rule: 'Advice `positive-phrasing`: a message says what cannot, does not or will not be done. A wording with what is possible is offered.',
        source: bestPractices('Interpersonal skills', 'positive phrasing.'),
      },
      {
        id: 'R18',
        rule: "Scripts come in separate lists: the librarian's own, those of their library, those of the patron's library. A message that was sent from a script is marked as such.",
        source: bestPractices('Interpersonal skills', 'scripts, used appropriately.'),
      },
      {
        id: 'R19',
        rule: 'Advice `long-paste`: a message has more than 500 characters.',
        source: bestPractices('Interpersonal skills', 'small excerpts instead of long blocks of text.'),
      },
      {
        id: 'R20',
        rule: 'Every message names its session and is refused from a librarian who does not serve it. A text that holds the name or email address of another patron whom the same librarian is serving is softly refused (`another-patron`).',
        source: bestPractices('Interpersonal skills', 'the right chat to the right patron.'),
      },
    ],
  },
]

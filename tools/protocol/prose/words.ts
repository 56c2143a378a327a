/** The meanings of fields that several frames share. */

export const verified =
  'How the address was verified: `confirmed` by a code that was mailed there, `typed-twice` by the patron, or `attested` by the librarian.'
export const session = 'The session that this is about.'
export const at = 'When it happened, ms since 1970.'
export const email = "The patron's email address."
export const patronName = "The patron's name, if they gave one."
export const newName = "The patron's name; surrounding space is removed."
export const library = "Id of the patron's library."
export const libraryName = "The name of the patron's library."
export const administered =
  "Id of the library. Without it, the sender's own. An administrator of a library may name no other."
export const askedAt = 'When the patron asked, ms since 1970.'
export const afterOthers =
  'Its source has asked more than its share. It waits behind everybody whose source has not, however long the wait.'
export const language = 'The language in which the patron reads the page, a BCP 47 tag, if the form said so.'
export const pools = 'The pools whose librarians can pick the session up.'
export const screenName = "The librarian's screen name."
export const servingLibrary = "Id of the librarian's own library."
export const ownCounter = "The sender's own counter in this session; messages and notes share it."
export const counter = "The sender's own counter."
export const place = 'Its place in the session: 1, 2, 3 … for both sides.'
export const text = 'The text. It is kept unchanged, and nothing in it is formatting.'
export const words = 'The text, exactly as it was sent.'
export const status = 'Whether the patron waits, is served, or the session is over.'
export const newestMessage = 'The number of the newest message.'
export const position = 'The `number` of the last message that the client has; 0 if it has none.'
export const lastNote = 'A last note for the staff; the patron never sees it.'
export const despite = 'Codes of the soft refusals that are overridden.'
export const since = 'Since when the patron has heard nothing, ms since 1970.'
export const present = 'Whether they are connected now.'
export const code = 'The resolution code.'

export const advice = {
  advice: 'What could be done better. The message has been sent all the same.',
  'advice[].rule': 'The practice that it is about.',
  'advice[].hint': 'A sentence for the librarian.',
}

export const suggested = {
  code,
  because: 'Set if there is no address to write to.',
  reason: 'Why, in a sentence.',
}

const here = 'Whether they are connected. Once the session is closed, whether they were.'

/** The state of a session and its messages. */
export const conversation = {
  session,
  library,
  status,
  askedAt,
  last: newestMessage,
  patron: 'The person who asked.',
  'patron.name': patronName,
  'patron.here': here,
  'patron.left': 'Whether they have ended the conversation.',
  'patron.email': 'Their email address; never to a patron.',
  'patron.verified': verified,
  librarian: 'The current or last librarian; absent while the patron waits.',
  'librarian.name': screenName,
  'librarian.library': servingLibrary,
  'librarian.here': here,
  second: 'A colleague who has joined the librarian. Both write to the patron.',
  'second.name': screenName,
  'second.library': servingLibrary,
  'second.here': here,
  joined: 'Whether the librarian who asks is the one who has joined.',
  helpCalled: 'Whether the librarian who asks has called for help, and nobody has joined yet.',
  pools,
  offered: 'Whether the patron has been offered to leave an address instead of waiting.',
  code: 'The resolution code, once closed; never to a patron.',
  steppedBack:
    'A librarian ended this session as abusive: a client blurs its words until its user asks to see them. Never to a patron.',
  unrated: 'The patron is not asked how it went; only to a patron.',
  n: 'The newest counter of the client that asks; 0 before the first.',
  messages: 'The messages, in order.',
  'messages[].number': place,
  'messages[].from': 'The side that wrote it.',
  'messages[].name': "The patron's name, if they gave one, or the librarian's screen name.",
  'messages[].at': at,
  'messages[].text': words,
  'messages[].kind': 'The kind of message, if it is not running text.',
  'messages[].resource': 'The citation of a resource, and how to find it again.',
  'messages[].resource.url': 'Its URL.',
  'messages[].resource.title': 'Its title.',
  'messages[].resource.policyPage': 'Whether it is from the policy page.',
  'messages[].resource.path': 'The links to click to get there again.',
  'messages[].mayExpire': 'Whether a link in it will probably stop working.',
  notes: 'Notes of the staff; never to a patron.',
  'notes[].name': screenName,
  'notes[].at': at,
  'notes[].text': words,
  language,
  answers: 'What else the patron filled in, with the question; never to a patron.',
  'answers[].field': "The id of the library's field.",
  'answers[].label': "The field's label, in the first language of the library.",
  'answers[].text': 'What they wrote, or the label of their choice.',
  more: 'Whether there are more messages. Resume again after the last of these.',
  earlier:
    'Others stand before these, apart from the question: `resume` with `before` brings them, when somebody wants to read them.',
}

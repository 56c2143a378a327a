/** What fields mean that several frames have. */

export const session = 'The session that this is about.'
export const at = 'When it happened, ms since 1970.'
export const email = "The patron's e-mail address."
export const patronName = "The patron's name, if they gave one."
export const newName = "The patron's name; space around it is cut off."
export const library = "Id of the patron's library."
export const askedAt = 'When the patron asked, ms since 1970.'
export const pools = 'The pools whose librarians can pick the session up.'
export const screenName = "The librarian's screen name."
export const servingLibrary = "Id of the librarian's own library."
export const ownCounter = "The sender's own counter in this session; messages and notes share it."
export const counter = "The sender's own counter."
export const place = 'Its place in the session: 1, 2, 3 … for both sides.'
export const text = 'The words. They are kept as they are; nothing in them is formatting.'
export const words = 'The words, exactly as they were sent.'
export const status = 'Waits, is served, or is over.'
export const newestMessage = 'The number of the newest message.'
export const position = 'The `number` of the last message that the client has; 0 if it has none.'
export const lastNote = 'A last note for the staff; the patron never sees it.'
export const despite = 'Codes of the soft refusals that are overridden.'
export const since = 'Since when the patron has heard nothing, ms since 1970.'
export const present = 'Whether they are connected now.'
export const code = 'The resolution code.'

export const advice = {
  advice: 'What could be done better; the message has gone out as it is.',
  'advice[].rule': 'Which practice it is about.',
  'advice[].hint': 'A sentence for the librarian.',
}

export const suggested = {
  code,
  because: 'Nobody can be written to.',
  reason: 'Why, in a sentence.',
}

const here = 'Whether they are connected. Once the session is closed, whether they were.'

/** How a session stands, and what was said in it. */
export const conversation = {
  session,
  library,
  status,
  askedAt,
  last: newestMessage,
  patron: 'Who asked.',
  'patron.name': patronName,
  'patron.here': here,
  'patron.left': 'They have ended the conversation.',
  'patron.email': 'Their e-mail address; never to a patron.',
  'patron.verified': 'Who verified it; never to a patron.',
  librarian: 'Who serves or served; absent while the patron waits.',
  'librarian.name': screenName,
  'librarian.library': servingLibrary,
  'librarian.here': here,
  pools,
  offered: 'The patron may leave an address instead of waiting.',
  code: 'The resolution code, once closed; never to a patron.',
  n: "The newest of the asker's own counters; 0 before the first.",
  messages: 'What was said, in order.',
  'messages[].number': place,
  'messages[].from': 'Whose words they are.',
  'messages[].name': "The patron's name, if they gave one, or the librarian's screen name.",
  'messages[].at': at,
  'messages[].text': words,
  'messages[].kind': 'What it is, if not running text.',
  'messages[].resource': 'The citation of a resource, and how to find it again.',
  'messages[].resource.url': 'Where it is.',
  'messages[].resource.title': 'What it is called.',
  'messages[].resource.policyPage': 'It is from the policy page.',
  'messages[].resource.path': 'The links to press to get there again.',
  'messages[].mayExpire': 'A link in it will probably stop working.',
  notes: 'Notes of the staff; never to a patron.',
  'notes[].name': screenName,
  'notes[].at': at,
  'notes[].text': words,
  more: 'There are further messages: resume again after the last one of these.',
  earlier:
    'Others stand before these, apart from the question: `resume` with `before` brings them, when somebody wants to read them.',
}

/** Why a command was not carried out: a code for programs, a sentence for the person who reads it. */
export interface Refusal {
  readonly code: RefusalCode
  readonly reason: string
  /** The librarian can override it by naming the code in `despite`. */
  readonly soft?: true
  /** What to choose instead: a resolution code, or an email address. */
  readonly offer?: string
}

const sentences = {
  'no-such-session': 'There is no such session.',
  'not-picked-up': 'No librarian has picked this session up yet.',
  'already-picked-up': 'This session has been picked up already.',
  'already-yours': 'You are serving this patron already.',
  closed: 'This session is closed. Ask a new question to begin another.',
  'not-yours': 'This session is not yours.',
  'out-of-order': 'An earlier message has not arrived yet. Send that one first.',
  'other-question': 'This form was already sent with a different question. Send this one as a new form.',
  'other-words': 'A different message was already sent with this counter.',
  'nobody-waiting': 'Nobody is waiting.',
  'not-on-duty': 'You are not on duty.',
  'at-your-limit': 'You are already serving as many patrons as your limit allows.',
  'no-reason': 'Others have waited longer. Give a reason for taking this patron first.',
  'not-in-your-pools': 'This patron is not waiting in a pool that you serve.',
  'no-citation': 'A resource needs a citation: a URL, a title, or "policy page".',
  'another-patron': 'This names another patron whom you are serving. Is it meant for them?',
  'names-a-patron':
    'This names a patron whom you are serving. Leave it out: everybody on duty can read the staff room.',
  'said-before': 'A different message was already sent to the staff room with this `once`.',
  'only-joined': 'You have joined a colleague here: only the librarian who serves this patron can do this.',
  'already-two': 'Two librarians are in this session already.',
  'help-pending': 'You have called for help in this session already.',
  'nobody-to-help': 'Nobody on duty could join you right now. Call a colleague by name, or ask in the staff room.',
  'cannot-come': 'This colleague is not on duty any more, or their page is asleep. Call somebody else.',
  'not-invited': 'You are not asked to join this session, or not any more.',
  'nobody-stays': 'No other librarian is there to stay with this patron. Transfer the session, or close it.',
  'not-asked': 'Ask first whether this completely answers the question.',
  'nobody-there': 'Nobody is available to take this session over.',
  'transfer-pending': 'This session has already been offered to somebody.',
  'no-transfer': 'This session is not offered to you, or not any more.',
  'enough-reports':
    'Three mistakes have been reported in this session already. Tell the library of others in another way.',
  'unknown-statement': 'The library has no such statement in its policy, or not any more.',
  'no-rescue': 'This session is not offered on to you, or not any more.',
  'no-note': 'Say in a note what could not be answered.',
  'nothing-asked': 'No librarian has asked for your address in this session.',
  'no-contact': 'There is no email address to answer to. Ask the patron for one, or choose another code.',
  'likely-slip': 'This address looks mistyped.',
  'not-verified': "Verify the patron's email address first: send them the form, or attest the address yourself.",
  'no-deadline': 'A follow-up needs a deadline: a date, or "none".',
  'deadline-past': "The deadline has passed already in the time zone of the patron's library.",
  'not-at-hand':
    'Choose “Follow-up by me” only when you have at hand what will thoroughly answer the question, and say so.',
  'not-your-patron': "This is another library's patron: their own library should follow up.",
  'patron-spoke': 'The patron has written since you joined, so this is not a lost call.',
  'patron-left-address': 'The patron left an email address, so this is not a lost call.',
  'deadline-too-far': 'The deadline is later than sessions are kept here: choose an earlier one, or "none".',
  'no-follow-up': 'This session has no follow-up.',
  'not-closed': 'This session has not ended yet.',
  'unknown-class': 'One of these classes is not on today’s list of the consortium.',
  'not-your-follow-up': "This follow-up is somebody else's to answer.",
  'follow-up-over': 'This follow-up is already over.',
  'already-taken': 'Somebody else is already handling this follow-up.',
  'not-said-how': 'Say in a note how it was done.',
  'no-mail-wanted':
    'The patron does not want mail from here, or it does not arrive. Answer in another way, and mark the follow-up as done.',
  'library-owes': "The patron's library is already responsible for this follow-up.",
  'too-many-held': 'Too many answers to this follow-up have come by email already.',
  'no-such-answer': 'There is no such answer to confirm.',
  'not-its-lines': 'An answer can be shortened by leaving out lines; nothing else in it can be changed.',
  'mail-came-back': 'Mail to this address came back, so nothing more is sent there.',
  'stepped-back': 'The librarian ended this conversation, so its transcript is not sent.',
  'no-address': 'There is no email address in this session to write to.',
  'not-confirmed': 'Confirm your email address first: have a code mailed there, and type it here.',
  'no-code': 'No code is waiting to be typed. Have one mailed first.',
  'wrong-code': 'This is not the code that was mailed. Please look at the newest mail.',
  'code-expired': 'This code has expired. Have another one mailed.',
  'code-used-up': 'This code was mistyped too often. Have another one mailed.',
  'enough-mails': 'This address has had enough mails from here today. Try again tomorrow, or give another one.',
  'enough-codes': 'No more codes are mailed in this conversation.',
  disowned: 'The reader of this address says that it is not yours. Give another one.',
} as const

export type RefusalCode = keyof typeof sentences

/** A refusal that cannot be overridden. */
export function refuse(code: RefusalCode): { readonly refusal: Refusal } {
  return { refusal: { code, reason: sentences[code] } }
}

/** A refusal that the librarian may override, with an alternative to offer if there is one. */
export function refuseSoftly(code: RefusalCode, offer?: string): { readonly refusal: Refusal } {
  return { refusal: { code, reason: sentences[code], soft: true, ...(offer && { offer }) } }
}

/** Every code of the desk with its sentence, for the documentation of the protocol. */
export const refusalSentences: Readonly<Record<RefusalCode, string>> = sentences

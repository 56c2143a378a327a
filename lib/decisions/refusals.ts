/** Why a command was not carried out: a code for programs, a sentence for the person who reads it. */
export interface Refusal {
  readonly code: RefusalCode
  readonly reason: string
  /** Can be overridden by naming the code in `despite`. */
  readonly soft?: true
  /** The resolution code to take instead. */
  readonly offer?: string
}

const sentences = {
  'no-such-session': 'There is no such session.',
  'not-picked-up': 'No librarian has picked this session up yet.',
  'already-picked-up': 'This session has been picked up already.',
  closed: 'This session is closed; ask a new question to begin another.',
  'not-yours': 'This session is not yours.',
  'out-of-order': 'A message before this one has not arrived yet; send that one first.',
  'other-question': 'This form was sent before with another question; send this one as a new form.',
  'other-words': 'A message with this counter was sent before, with other words.',
  'nobody-waiting': 'Nobody is waiting.',
  'not-on-duty': 'You are not on duty.',
  'at-your-limit': 'You already serve as many patrons as your limit allows.',
  'no-reason': 'Others have waited longer; taking this patron first needs a reason.',
  'not-in-your-pools': 'This patron does not wait in a pool that you serve.',
  'no-citation': 'A resource needs a citation: a URL, a title, or "policy page".',
  'another-patron': 'This names another patron whom you are serving; is it meant for them?',
  'not-asked': 'Ask first whether this completely answers the question.',
  'nobody-there': 'Nobody is there who could take this session over.',
  'transfer-pending': 'This session is offered to somebody already.',
  'no-transfer': 'This session is not offered to you, or no longer.',
  'no-note': 'Say in a note what could not be answered.',
  'nothing-asked': 'No librarian has asked for your address in this session.',
  'no-contact': 'There is no e-mail address to answer to; ask the patron for one, or choose another code.',
  'not-verified': "Verify the patron's e-mail address first: send them the form, or attest the address yourself.",
  'no-deadline': 'A follow-up needs a deadline: a date, or "none".',
  'deadline-past': "The deadline has passed already in the time zone of the patron's library.",
  'not-at-hand':
    'Choose Follow Up by Me only when you have at hand what will thoroughly answer the question, and say so.',
  'not-your-patron': "This is another library's patron: their own library should follow up.",
  'patron-spoke': 'The patron has written since you joined, so this is not a lost call.',
  'patron-left-address': 'The patron left an e-mail address, so this is not a lost call.',
  'deadline-too-far': 'The deadline is later than sessions are kept here: choose an earlier one, or "none".',
  'no-follow-up': 'This session owes no follow-up.',
  'not-closed': 'This session is still going on.',
  'not-your-follow-up': 'This follow-up is for somebody else to answer.',
  'follow-up-over': 'This follow-up is over already.',
  'already-taken': 'Somebody else has taken this follow-up.',
  'not-said-how': 'Say in a note how it was done.',
  'no-mail-wanted':
    'The patron wants no more mail from here, or gets none: answer in another way, and say that it is done.',
  'library-owes': "The patron's library owes this follow-up already.",
  'too-many-held': 'Too many answers to this follow-up wait to be confirmed already.',
  'no-such-answer': 'There is no such answer to confirm.',
  'no-address': 'There is no e-mail address in this session to send the transcript to.',
} as const

export type RefusalCode = keyof typeof sentences

/** A final no. */
export function refuse(code: RefusalCode): { readonly refusal: Refusal } {
  return { refusal: { code, reason: sentences[code] } }
}

/** A no that the librarian may override, with what to choose instead where there is something. */
export function refuseSoftly(code: RefusalCode, offer?: string): { readonly refusal: Refusal } {
  return { refusal: { code, reason: sentences[code], soft: true, ...(offer && { offer }) } }
}

/** Every code of the desk with its sentence: for the protocol's documentation. */
export const refusalSentences: Readonly<Record<RefusalCode, string>> = sentences

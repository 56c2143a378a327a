import type { RefusalCode } from '../decisions/refusals.ts'

/** Reasons why a frame or a request did not reach a session. */
export const protocolRefusals = {
  'form-incomplete': 'The library asks for something that is not filled in.',
  'not-json': 'This is not a JSON object.',
  'unknown-action': 'There is no such action.',
  'bad-frame': 'A field is missing or wrong.',
  'not-for-you': 'This action is not for your role.',
  'too-large': 'This frame is too large.',
  'no-such-library': 'There is no such library.',
  'wrong-origin': "This page is not on the library's list of pages that may open the desk.",
  'bad-ticket': 'This ticket is not valid. Get a new one.',
  'no-sign-in': 'This request carries no sign-in.',
  'unreadable-sign-in': 'What came as your sign-in is not an id token.',
  'unsigned-sign-in': 'Your sign-in is not signed, so nobody vouches for it.',
  'unknown-signature': 'Your sign-in is signed in a way that the desk cannot check.',
  'bad-signature': 'Your sign-in is not signed by the provider that it names.',
  'foreign-sign-in': 'Your sign-in comes from a provider that this desk does not know.',
  'sign-in-for-another': 'Your sign-in was made for another program than this desk.',
  'sign-in-expired': 'Your sign-in has run out. Sign in again.',
  'sign-in-not-yet': 'Your sign-in is not valid yet: the clock of its provider is ahead.',
  'provider-silent': 'The provider of your sign-in does not answer the desk. Please try again in a minute.',
  'no-second-factor': 'This desk wants a second factor, and your sign-in does not say that you used one.',
  'sign-in-without-address': 'Your sign-in says no e-mail address, and librarians are known by theirs.',
  'address-not-verified': 'Your provider does not say that your e-mail address has been verified.',
  'several-librarians': 'Your sign-in names the addresses of several librarians, so the desk cannot tell who you are.',
  'not-their-provider': 'You have to sign in with the provider of your own library.',
  'unknown-librarian': 'Your sign-in belongs to no librarian of this consortium.',
  'administrators-only': 'Only an administrator of the library or of the consortium may do this.',
  'consortium-administrators-only':
    'This is not in your own library, so only an administrator of the consortium may do it.',
  'no-such-person': 'There is no such person in this consortium.',
  'settings-wrong': 'This was not changed, because the settings would be wrong.',
  'settings-changed': 'Somebody has changed this since you read it, so yours was not written.',
  'last-administrator': 'The consortium would have no administrator any more, so this was not changed.',
  'left-consortium': 'You are not in the directory of this consortium any more.',
  'own-address': 'This address belongs to the desk. Give one where you read your mail.',
  'staff-name': 'Somebody who answers here uses this name. Give another name, or none.',
  'source-refused': 'No questions are taken from your connection today. You can still write to your library.',
  'too-many-questions': 'Too many questions have come from your connection. Please wait a few minutes.',
  'proof-missing':
    'This library asks the device of a patron to do a little work before it takes a question. Send the result with the question.',
  'proof-wrong': 'What was sent as the result of the work is not what the desk asked for.',
  'proof-expired': 'The work was done for a question that came too late. Please send your question again.',
  'proof-used': 'The result of the work was sent with another question before. Please send your question again.',
  'desk-full': 'Too many people are waiting. Leave your email address, and your library will answer you.',
  'too-long-ago': 'This session ended too long ago for its librarian to read it again.',
  'not-your-pool': 'You can come on duty only for your own pools.',
  'unknown-version': 'The desk speaks none of the versions of the protocol that this client does.',
  unreadable:
    'The desk cannot read what it has kept of this. Trying again will not help; please tell those who run it.',
  'try-again': 'The desk is busy and has not taken this in. Please send it again unchanged.',
} as const

export type ProtocolRefusal = keyof typeof protocolRefusals

/** Every code that a client may receive. */
export type AnyRefusal = RefusalCode | ProtocolRefusal

/** Refusals of actions that only the session's librarians may take: the one who serves, and one who has joined (R41). */
export const ofItsLibrarians = ['no-such-session', 'not-picked-up', 'not-yours', 'closed'] as const

/** … and of those that only the librarian who serves may take: asking for an address, closing. */
export const ofItsLibrarian = [...ofItsLibrarians, 'only-joined'] as const

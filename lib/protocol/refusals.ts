import type { RefusalCode } from '../decisions/refusals.ts'

/** Reasons why a frame or a request did not reach a session. */
export const protocolRefusals = {
  'not-json': 'This is not a JSON object.',
  'unknown-action': 'There is no such action.',
  'bad-frame': 'A field is missing or wrong.',
  'not-for-you': 'This action is not for your role.',
  'too-large': 'This frame is too large.',
  'no-such-library': 'There is no such library.',
  'wrong-origin': "This page is not on the library's list of pages that may open the desk.",
  'bad-ticket': 'This ticket is not valid. Get a new one.',
  'unknown-librarian': 'Your sign-in belongs to no librarian of this consortium.',
  'own-address': 'This address belongs to the desk. Give one where you read your mail.',
  'staff-name': 'Somebody who answers here uses this name. Give another name, or none.',
  'source-refused': 'No questions are taken from your connection today. You can still write to your library.',
  'too-many-questions': 'Too many questions have come from your connection. Please wait a few minutes.',
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

/** Refusals of actions that only the session's librarian may take: writing, asking for an address, closing. */
export const ofItsLibrarian = ['no-such-session', 'not-picked-up', 'not-yours', 'closed'] as const

import type { RefusalCode } from '../decisions/refusals.ts'

/** Why a frame or a request did not even reach a session. */
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
  'own-address': 'This is an address of the desk itself. Give one where you read your mail.',
  'staff-name': 'Somebody who answers here goes by this name. Give another one, or none.',
  'too-long-ago': 'This session ended too long ago to be read again by the librarian who served.',
  'not-your-pool': 'You can come on duty only for your own pools.',
  'unknown-version': 'The desk speaks none of the versions of the protocol that this client does.',
  unreadable:
    'The desk cannot read what it has kept of this. Trying again will not help; please tell those who run it.',
  'try-again': 'The desk is busy and has not taken this in. Please send it again unchanged.',
} as const

export type ProtocolRefusal = keyof typeof protocolRefusals

/** Every code that a client may hear. */
export type AnyRefusal = RefusalCode | ProtocolRefusal

/** What a session answers to whoever may act on it only while its librarian: to write, to ask for an address, to close. */
export const ofItsLibrarian = ['no-such-session', 'not-picked-up', 'not-yours', 'closed'] as const

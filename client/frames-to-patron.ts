import * as v from 'valibot'
import {
  addressConfirmed,
  addressLeft,
  closingPushes,
  codeRequested,
  contactVerified,
  left,
  rated,
} from '../lib/protocol/out/closing.ts'
import { messagePushes, said, typed } from '../lib/protocol/out/messages.ts'
import { queuePushes } from '../lib/protocol/out/queue.ts'
import { pong, refused } from '../lib/protocol/out/refused.ts'
import { place, resumed, sessionPushes } from '../lib/protocol/out/session.ts'
import { transcriptRequested } from '../lib/protocol/out/transcript.ts'
import { frameReader } from './wire.ts'

/** The replies to what a patron may send. */
export const repliesToPatron = [
  ...([resumed, place, said, typed, contactVerified, addressLeft, rated, left] as const),
  ...([codeRequested, addressConfirmed, transcriptRequested, refused, pong] as const),
] as const

/** Reads what the desk sends to patrons. A page for patrons then carries no schema of what only librarians get. */
export const frameToPatron = frameReader(
  v.variant('type', repliesToPatron),
  v.variant('type', [
    messagePushes.message,
    messagePushes.typing,
    queuePushes['waiting-for'],
    queuePushes['address-offer'],
    queuePushes['librarian-joined'],
    queuePushes['back-in-queue'],
    sessionPushes['librarian-here'],
    sessionPushes['colleague-joined'],
    sessionPushes['colleague-left'],
    sessionPushes.replaced,
    sessionPushes.standing,
    closingPushes['contact-form'],
    closingPushes['address-verified'],
    closingPushes['transcript-returned'],
    closingPushes['code-returned'],
    closingPushes['address-disowned'],
    closingPushes.ended,
  ]),
)

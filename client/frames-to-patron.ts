import * as v from 'valibot'
import { pong, refused } from '../lib/protocol/out/refused.ts'
import {
  addressConfirmed,
  addressLeft,
  closingToPatrons,
  codeRequested,
  contactVerified,
  left,
  messagesToPatrons,
  place,
  queueToPatrons,
  rated,
  resumed,
  said,
  sessionToPatrons,
  typed,
} from '../lib/protocol/out/to-patrons.ts'
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
    messagesToPatrons.message,
    messagesToPatrons.typing,
    queueToPatrons['waiting-for'],
    queueToPatrons['address-offer'],
    queueToPatrons['librarian-joined'],
    queueToPatrons['back-in-queue'],
    sessionToPatrons['librarian-here'],
    sessionToPatrons['colleague-joined'],
    sessionToPatrons['colleague-left'],
    sessionToPatrons.replaced,
    sessionToPatrons.standing,
    closingToPatrons['contact-form'],
    closingToPatrons['address-verified'],
    closingToPatrons['transcript-returned'],
    closingToPatrons['code-returned'],
    closingToPatrons['address-disowned'],
    closingToPatrons.ended,
  ]),
)

import type { Availability } from '../client/availability.ts'
import type { Reply } from '../lib/protocol/frames-out.ts'

/** Who would answer now, and how long others wait, for a patron who has not asked yet. */
export function availabilityInWords({ staffed, answers, waiting, waitingMore, expectedWait }: Availability): string {
  if (!staffed) return 'Nobody is on duty now. You may ask all the same, and leave an email address for the answer.'
  const who =
    answers === 'own'
      ? 'A librarian of this library is there'
      : 'A librarian of another library in the cooperative is there'
  const crowd =
    waiting === 0
      ? `${waitingMore ? '; others may wait' : ''}`
      : `; ${waitingMore ? 'at least ' : ''}${waiting} ${waiting === 1 ? 'waits' : 'wait'}`
  return `${who}${crowd}${expectedWait === undefined ? '' : `; the wait is about ${minutes(expectedWait)}`}.`
}

/** How many are served before a waiting patron, and how much longer that will probably take. */
export function placeInWords({ before, more, expectedWait }: Extract<Reply, { type: 'place' }>): string {
  const place = before === 0 ? 'you are next' : `${more ? 'more than ' : ''}${before} before you`
  return `${place}${expectedWait === undefined ? '' : `, about ${minutes(expectedWait)} more`}`
}

function minutes(seconds: number): string {
  const whole = Math.ceil(seconds / 60)
  return whole === 1 ? 'a minute' : `${whole} minutes`
}

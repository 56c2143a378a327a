import * as v from 'valibot'
import { session as about, at, out } from './shared.ts'
import { place, resumed, sessionToPatrons } from './to-patrons.ts'

/** The state of a session for somebody who comes back, and who is present. */

const here = { session: about, here: v.boolean(), at }

export const sessionReplies = [resumed, place] as const

export const sessionPushes = {
  ...sessionToPatrons,
  'patron-here': out('patron-here', here),
  'patron-left': out('patron-left', { session: about, at }),
  'colleague-here': out('colleague-here', here),
}

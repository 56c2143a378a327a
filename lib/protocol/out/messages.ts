import * as v from 'valibot'
import { session as about, at, out, suggested } from './shared.ts'
import { messagesToPatrons, said, typed } from './to-patrons.ts'

/** The messages of a session, and the frames about a silent session. */

const silence = { session: about, since: v.number(), at }

export const noted = out('noted', { session: about, n: v.number(), at })

export const messageReplies = [said, noted, typed] as const

export const messagePushes = {
  ...messagesToPatrons,
  'greeting-nudge': out('greeting-nudge', { session: about, at }),
  'patron-silent': out('patron-silent', {
    ...silence,
    prompt: v.picklist(['ask', 'warn', 'close']),
    suggestion: v.optional(v.object(suggested)),
  }),
  'silence-warning': out('silence-warning', silence),
  'silence-breach': out('silence-breach', { ...silence, breach: v.number() }),
}

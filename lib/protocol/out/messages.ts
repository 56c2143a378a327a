import * as v from 'valibot'
import { session as about, advice, at, message, out, suggested } from './shared.ts'

/** The messages of a session, and the frames about a silent session. */

const silence = { session: about, since: v.number(), at }

export const said = out('said', { session: about, n: v.number(), number: v.number(), at, advice: v.optional(advice) })

export const noted = out('noted', { session: about, n: v.number(), at })

export const typed = out('typed', { session: about })

export const messageReplies = [said, noted, typed] as const

export const messagePushes = {
  message: out('message', { session: about, ...message.entries }),
  typing: out('typing', { session: about, from: message.entries.from, name: v.optional(v.string()) }),
  'greeting-nudge': out('greeting-nudge', { session: about, at }),
  'patron-silent': out('patron-silent', {
    ...silence,
    prompt: v.picklist(['ask', 'warn', 'close']),
    suggestion: v.optional(v.object(suggested)),
  }),
  'silence-warning': out('silence-warning', silence),
  'silence-breach': out('silence-breach', { ...silence, breach: v.number() }),
}

import type { Advice } from './message.ts'

/** R15: a resource was sent, and nobody asked the patron what they make of it. */
export function askFeedback(flags: {
  readonly resourceSent: boolean
  readonly feedbackAsked: boolean
}): Advice | undefined {
  if (!flags.resourceSent || flags.feedbackAsked) return undefined
  return {
    rule: 'ask-feedback',
    hint: 'Before you close, ask how the resources fit, e.g. “Is that what you were looking for?”',
  }
}

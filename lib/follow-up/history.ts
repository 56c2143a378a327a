import type { FollowUpEvent, HeldBecause } from './events.ts'
import type { MailKind } from './state.ts'

/** One event after the session: who did it, when, and how. */
export interface Change {
  readonly at: number
  readonly what:
    | 'taken'
    | 'answered'
    | 'done'
    | 'handed-over'
    | 'held'
    | 'rejected'
    | 'sent'
    | 'dropped'
    | 'bounced'
    | 'unwanted'
    | 'disowned'
  /** Missing if it was the desk itself or the mail service. */
  readonly by?: string
  readonly via?: 'desk' | 'mail' | 'link'
  readonly mail?: MailKind
  readonly note?: string
}

/** The history of a follow-up, in order. */
export function changesIn(events: readonly FollowUpEvent[]): readonly Change[] {
  return events.flatMap((event): Change[] => {
    const what = kinds[event.type]
    if (!what) return []
    const by = 'by' in event && typeof event.by === 'object' ? event.by : undefined
    const note = 'note' in event ? event.note : undefined
    return [
      {
        at: event.at,
        what,
        ...(by && { by: by.name, via: by.via }),
        ...mailOf(event),
        ...(note && { note }),
      },
    ]
  })
}

const kinds: { readonly [T in FollowUpEvent['type']]?: Change['what'] } = {
  FollowUpTaken: 'taken',
  FollowUpAnswered: 'answered',
  FollowUpDone: 'done',
  FollowUpHandedOver: 'handed-over',
  AnswerHeld: 'held',
  AnswerRejected: 'rejected',
  MailSent: 'sent',
  MailDropped: 'dropped',
  MailBounced: 'bounced',
  MailComplained: 'unwanted',
  AddressDisowned: 'disowned',
}

function mailOf(event: FollowUpEvent): { readonly mail?: MailKind } {
  switch (event.type) {
    case 'MailSent':
    case 'MailDropped':
    case 'MailBounced':
    case 'MailComplained':
      return { mail: event.kind }
    default:
      return {}
  }
}

/** An answer that came by email and waits to be confirmed. */
export interface HeldAnswer {
  readonly answer: number
  readonly from: string
  readonly at: number
  readonly text: string
  readonly because: readonly HeldBecause[]
}

/** The held answers among these events that are still waiting. */
export function heldIn(events: readonly FollowUpEvent[], waiting: readonly number[]): readonly HeldAnswer[] {
  return events.flatMap(event => {
    if (event.type !== 'AnswerHeld' || !waiting.includes(event.n)) return []
    const { n, from, at, text, because } = event
    return [{ answer: n, from, at, text, because }]
  })
}

/**
 * The newest answer that was given, or the one with a number. The text of one that came by email and was confirmed is in the
 * event that held it.
 */
export function answerIn(
  events: readonly FollowUpEvent[],
  which?: number,
): { readonly text: string; readonly by: string } | undefined {
  const given = events.findLast(
    event => event.type === 'FollowUpAnswered' && (which === undefined || event.n === which),
  )
  if (given?.type !== 'FollowUpAnswered') return undefined
  const held = events.find(event => event.type === 'AnswerHeld' && event.n === given.held)
  const text = given.text ?? (held?.type === 'AnswerHeld' ? held.text : undefined)
  return text === undefined ? undefined : { text, by: given.by.name }
}

import type { Event } from '../session/events.ts'
import type { HeldBecause } from './events.ts'
import type { MailKind } from './state.ts'

/** One thing that happened after the session: by whom, when, and how. */
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
  /** Nobody: the desk itself, or the mail service. */
  readonly by?: string
  readonly via?: 'desk' | 'mail' | 'link'
  readonly mail?: MailKind
  readonly note?: string
}

/** What became of a follow-up, in order. */
export function changesIn(events: readonly Event[]): readonly Change[] {
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

const kinds: { readonly [T in Event['type']]?: Change['what'] } = {
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
}

function mailOf(event: Event): { readonly mail?: MailKind } {
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

/** An answer that came by e-mail and waits for somebody to confirm it. */
export interface HeldAnswer {
  readonly answer: number
  readonly from: string
  readonly at: number
  readonly text: string
  readonly because: readonly HeldBecause[]
}

/** The answers among these events that still wait. */
export function heldIn(events: readonly Event[], waiting: readonly number[]): readonly HeldAnswer[] {
  return events.flatMap(event => {
    if (event.type !== 'AnswerHeld' || !waiting.includes(event.n)) return []
    const { n, from, at, text, because } = event
    return [{ answer: n, from, at, text, because }]
  })
}

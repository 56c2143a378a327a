import { mayExpire } from '../practice/expiring-links.ts'
import type { Kind, Resource } from '../practice/message.ts'
import { holdsLink } from '../practice/signs.ts'
import type { Event } from './events.ts'

/** One message as both sides see it. */
export interface Message {
  readonly number: number
  readonly from: 'patron' | 'librarian'
  /** The patron's name if they gave one, the librarian's screen name. */
  readonly name?: string
  readonly at: number
  readonly text: string
  readonly kind?: Exclude<Kind, 'text'>
  readonly resource?: Resource
  /** Whether a link in it will probably stop working (R13). */
  readonly mayExpire?: true
}

/** A staff note: for librarians only. */
export interface StaffNote {
  readonly name?: string
  readonly at: number
  readonly text: string
}

/** The messages among these events, in their one order; `patron` is the name that the patron gave, if they gave one. */
export function messages(events: readonly Event[], patron?: string): readonly Message[] {
  return events.flatMap((event): Message[] => {
    if (event.type === 'Asked')
      return [{ number: 1, from: 'patron', at: event.at, text: event.question, ...(patron && { name: patron }) }]
    if (event.type !== 'Said') return []
    const { number, from, at, text } = event
    const { kind, resource } = event
    const name = from.role === 'patron' ? patron : event.name
    const expires = [...holdsLink(text), ...(resource?.url ? [resource.url] : [])].some(mayExpire)
    return [
      {
        number,
        from: from.role,
        at,
        text,
        ...(name && { name }),
        ...(kind && { kind }),
        ...(resource && { resource }),
        ...(expires && { mayExpire: true as const }),
      },
    ]
  })
}

/** The staff notes among these events, and those with which the session was offered to others, closed, or its follow-up handed over. */
export function notes(events: readonly Event[]): readonly StaffNote[] {
  return events.flatMap((event): StaffNote[] => {
    if (event.type === 'FollowUpHandedOver')
      return event.note && event.by ? [{ at: event.at, text: event.note, name: event.by.name }] : []
    if (event.type !== 'Noted' && event.type !== 'Closed' && event.type !== 'TransferOffered') return []
    const text = event.type === 'Noted' ? event.text : event.note
    return text ? [{ at: event.at, text, ...(event.name && { name: event.name }) }] : []
  })
}

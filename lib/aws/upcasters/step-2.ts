import { type Fields, fieldsOf, isFields, type Upcaster } from '../stored/shape.ts'

/** To version 2: it says what was done to verify an address, and not only who did it. */
export const verifiedOfVersion2: Upcaster = item => {
  const state = fieldsOf(item.state)
  return {
    ...item,
    state: { ...state, ...within(state, 'patron'), ...within(state, 'followUp') },
    events: Array.isArray(item.events) ? item.events.map(event => ended(fieldsOf(event))) : item.events,
  }
}

const names = new Map<unknown, string>([
  ['by-patron', 'typed-twice'],
  ['by-librarian', 'attested'],
])

function within(fields: Fields, name: string): Fields {
  const inner = fields[name]
  if (!isFields(inner)) return {}
  const verified = names.get(inner.verified)
  return verified === undefined ? {} : { [name]: { ...inner, verified } }
}

/** Only the end of a session says how an address was verified, if an answer is owed there. */
function ended(event: Fields): Fields {
  return event.type === 'Closed' ? { ...event, ...within(event, 'followUp') } : event
}

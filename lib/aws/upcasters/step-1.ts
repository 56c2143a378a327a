import { type Fields, fieldsOf, isFields, type Upcaster } from '../stored/shape.ts'
import { followUpOfVersion1, recipientOfVersion1 } from './follow-up-1.ts'
import { renamed } from './renamed.ts'

/** To version 1: each idea has one word, both in the events and in the session after them. */
export const wordsOfVersion1: Upcaster = item => ({
  ...item,
  state: stateOfVersion1(fieldsOf(item.state)),
  events: Array.isArray(item.events) ? item.events.map(event => eventOfVersion1(fieldsOf(event))) : item.events,
})

function stateOfVersion1(state: Fields): Fields {
  const { librarian, followUp, mails } = state
  return {
    ...state,
    ...(isFields(librarian) && { librarian: renamed(servingOfVersion1(librarian), 'others', 'otherPatrons') }),
    ...(isFields(followUp) && { followUp: followUpOfVersion1(followUp) }),
    ...(isFields(mails) && { mails: mailsOfVersion1(mails) }),
  }
}

function servingOfVersion1(librarian: Fields): Fields {
  return renamed(librarian, 'unnamed', 'unnamedInstitution')
}

function mailsOfVersion1(mails: Fields): Fields {
  const { unwanted } = mails
  return Array.isArray(unwanted) ? { ...mails, unwanted: unwanted.map(recipientOfVersion1) } : mails
}

function eventOfVersion1(event: Fields): Fields {
  switch (event.type) {
    case 'OthersNoted':
      return renamed({ ...event, type: 'OtherPatronsRecorded' }, 'others', 'otherPatrons')
    case 'TranscriptWished':
      return { ...event, type: 'TranscriptRequested' }
    case 'AnswerHeld':
      return typeof event.because === 'string' ? { ...event, because: [doubtOfVersion1(event.because)] } : event
    case 'PickedUp':
    case 'TransferAccepted':
      return { ...event, librarian: servingOfVersion1(fieldsOf(event.librarian)) }
    case 'Closed':
      return isFields(event.followUp) ? { ...event, followUp: followUpOfVersion1(event.followUp) } : event
    case 'MailBounced':
    case 'MailComplained': {
      const named = renamed(event, 'party', 'recipient')
      return { ...named, recipient: recipientOfVersion1(named.recipient) }
    }
    default:
      return event
  }
}

/** It was not recorded why the words of an answer were unclear. */
function doubtOfVersion1(because: string): string {
  return because === 'unclear' ? 'other-mail' : because
}

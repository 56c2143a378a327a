import { useTalk, useView } from '../in-view.ts'
import { AddressForm } from './address-form.tsx'

/** The librarian asks where the library can write to (R22). */
export function ContactForm() {
  const { says, conversation } = useView()
  const contact = useTalk(talk => talk.contact)
  const librarian = useTalk(talk => talk.librarian)
  return (
    <section class="contact">
      <h3>{says('contact.title')}</h3>
      <p>{says('contact.text', { name: librarian ?? says('talk.librarian') })}</p>
      <AddressForm known={contact?.email} button={says('contact.confirm')} send={conversation.confirmAddress}>
        <button type="button" class="link" onClick={conversation.declineAddress}>
          {says('contact.decline')}
        </button>
      </AddressForm>
    </section>
  )
}

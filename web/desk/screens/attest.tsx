import { useState } from 'react'
import { useDesk, usePatronName, useServing } from '../in-desk.ts'
import { focusFirst } from '../state/dialogue.ts'
import { DialogueForm } from './dialogue-form.tsx'

/** The librarian says that they have made sure of an address in the conversation (R22). */
export function Attest({ session }: { readonly session: string }) {
  const { desk, says } = useDesk()
  const name = usePatronName(session)
  const known = useServing(session, serving => serving.email)
  const [email, setEmail] = useState(known ?? '')
  return (
    <DialogueForm
      title={says('attest.title', { name })}
      go={says('attest.go')}
      act={despite => desk.talks.attestContact(session, email.trim(), despite)}
      mayInsist
      offer={({ offer }) => (offer === undefined ? undefined : { label: offer, take: () => setEmail(offer) })}
    >
      <p className="fine">{says('attest.text', { name })}</p>
      <label className="field">
        <span className="label">{says('contact.email')}</span>
        <input
          type="email"
          dir="ltr"
          value={email}
          onChange={({ target }) => setEmail(target.value)}
          required
          ref={focusFirst}
        />
      </label>
    </DialogueForm>
  )
}

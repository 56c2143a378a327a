import { useState } from 'react'
import { Button } from 'react-aria-components'
import type { Refused } from '../../../lib/protocol/frames-out.ts'
import { useDesk, usePatronName, useServing } from '../in-desk.ts'
import { closeDialogue, focusFirst } from '../state/dialogue.ts'
import { Refusal } from './refusal.tsx'
import { Title } from './title.tsx'

/** The librarian says that they have made sure of an address in the conversation (R22). */
export function Attest({ session }: { readonly session: string }) {
  const { desk, says } = useDesk()
  const name = usePatronName(session)
  const known = useServing(session, serving => serving.email)
  const [email, setEmail] = useState(known ?? '')
  const [refused, setRefused] = useState<Refused>()
  const submit = async (despite: readonly string[] = []) => {
    const why = await desk.talks.attestContact(session, email.trim(), despite)
    setRefused(why)
    if (!why) closeDialogue()
  }
  return (
    <form
      className="form"
      onSubmit={event => {
        event.preventDefault()
        void submit()
      }}
    >
      <Title>{says('attest.title', { name })}</Title>
      <p className="fine">{says('attest.text')}</p>
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
      <Refusal
        refused={refused}
        insist={() => refused && void submit([refused.code])}
        offer={
          refused?.offer === undefined
            ? undefined
            : { label: refused.offer, take: () => setEmail(refused.offer ?? email) }
        }
      />
      <div className="row ends">
        <Button className="plain" slot="close">
          {says('back')}
        </Button>
        <Button className="main" type="submit">
          {says('attest.go')}
        </Button>
      </div>
    </form>
  )
}

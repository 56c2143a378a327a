import { useState } from 'react'
import { Button } from 'react-aria-components'
import type { Refused } from '../../../lib/protocol/frames-out.ts'
import { useDesk, usePatronName } from '../in-desk.ts'
import { closeDialogue } from '../state/dialogue.ts'
import { Refusal } from './refusal.tsx'
import { Title } from './title.tsx'

/** Ends an abusive session (R42). What it does is said before it is done, since it cannot be undone. */
export function StepBack({ session }: { readonly session: string }) {
  const { desk, says } = useDesk()
  const name = usePatronName(session)
  const [note, setNote] = useState('')
  const [all, setAll] = useState(false)
  const [refused, setRefused] = useState<Refused>()
  const submit = async () => {
    const why = await desk.talks.stepBack(session, note.trim(), all)
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
      <Title>{says('step-back.title', { name })}</Title>
      <p>{says('step-back.text', { name })}</p>
      <label className="field">
        <span className="label">{says('step-back.note')}</span>
        <textarea rows={2} value={note} onChange={({ target }) => setNote(target.value)} />
      </label>
      <label className="tick">
        <input type="checkbox" checked={all} onChange={({ target }) => setAll(target.checked)} />
        {says('step-back.all')}
      </label>
      <Refusal refused={refused} />
      <div className="row ends">
        <Button className="plain" slot="close">
          {says('back')}
        </Button>
        <Button className="main danger" type="submit" autoFocus>
          {says('step-back.go')}
        </Button>
      </div>
    </form>
  )
}

import { useState } from 'react'
import { useDesk, usePatronName } from '../in-desk.ts'
import { useBegun } from '../state/dialogue.ts'
import { DialogueForm } from './dialogue-form.tsx'

/** Ends an abusive session (R42). What it does is said before it is done, since it cannot be undone. */
export function StepBack({ session }: { readonly session: string }) {
  const { desk, says } = useDesk()
  const name = usePatronName(session)
  const [note, setNote] = useBegun()
  const [all, setAll] = useState(false)
  return (
    <DialogueForm
      title={says('step-back.title', { name })}
      go={says('step-back.go')}
      act={() => desk.talks.stepBack(session, note.trim(), all)}
      isDanger
    >
      <p>{says('step-back.text', { name })}</p>
      <label className="field">
        <span className="label">{says('step-back.note')}</span>
        <textarea rows={2} value={note} onChange={({ target }) => setNote(target.value)} />
      </label>
      <label className="tick">
        <input type="checkbox" checked={all} onChange={({ target }) => setAll(target.checked)} />
        {says('step-back.all')}
      </label>
    </DialogueForm>
  )
}

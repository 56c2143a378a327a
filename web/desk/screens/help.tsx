import { useState } from 'react'
import { Label, Radio, RadioGroup } from 'react-aria-components'
import { useDesk, usePatronName } from '../in-desk.ts'
import { useBegun } from '../state/dialogue.ts'
import { DialogueForm } from './dialogue-form.tsx'
import { PeopleHere, usePeopleHere } from './people-here.tsx'

const anybody = 'anybody'

/** Calls for a second librarian, who joins the session: whoever’s turn it is, or a colleague (R41). */
export function Help({ session }: { readonly session: string }) {
  const { desk, says } = useDesk()
  const name = usePatronName(session)
  const here = usePeopleHere()
  const [from, setFrom] = useState(anybody)
  const [note, setNote] = useBegun()
  const call = () =>
    desk.talks.callForHelp(
      session,
      here.people?.find(({ librarian }) => librarian === from),
      note.trim(),
    )
  return (
    <DialogueForm
      title={says('help.title', { name })}
      go={says('help.go')}
      act={call}
      isDisabled={here.people?.length === 0}
    >
      <p className="fine">{says('help.text', { name })}</p>
      <RadioGroup className="choices" value={from} onChange={setFrom}>
        <Label>{says('help.from')}</Label>
        <Radio value={anybody} className="choice">
          <span className="dot" aria-hidden="true" />
          <span>
            {says('help.anybody')}
            <span className="why">{says('help.anybody.why')}</span>
          </span>
        </Radio>
        <PeopleHere here={here} choiceOf={({ librarian }) => librarian} />
      </RadioGroup>
      <label className="field">
        <span className="label">{says('help.note')}</span>
        <textarea rows={2} dir="auto" value={note} onChange={({ target }) => setNote(target.value)} />
      </label>
    </DialogueForm>
  )
}

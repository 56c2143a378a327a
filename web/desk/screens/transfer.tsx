import { useState } from 'react'
import { Label, Radio, RadioGroup } from 'react-aria-components'
import { useDesk, usePatronName, useServing, useShift } from '../in-desk.ts'
import { useBegun } from '../state/dialogue.ts'
import { DialogueForm } from './dialogue-form.tsx'
import { PeopleHere, usePeopleHere } from './people-here.tsx'
import { PoolName } from './pool-name.tsx'

/** Offers a session to a colleague, or to everybody in a pool. It stays with its librarian until somebody accepts (R35). */
export function Transfer({ session }: { readonly session: string }) {
  const { desk, says } = useDesk()
  const name = usePatronName(session)
  const library = useServing(session, serving => serving.library) ?? ''
  const own = useShift(shift => shift.ownPools)
  const here = usePeopleHere()
  const [to, setTo] = useState<string>()
  const [note, setNote] = useBegun()
  const pools = [
    ...new Set([`library:${library}`, ...own.filter(each => each.startsWith('group:')), 'cooperative', ...own]),
  ]
  const labelOf = (of: string): string => {
    const [kind, id = ''] = of.split(':')
    const { libraries, libraryNames, groupNames } = desk.libraries.known.get()
    if (kind === 'library') return libraries[id]?.name ?? libraryNames[id] ?? id
    return kind === 'group' ? (groupNames[id] ?? says('pool.group', { group: id })) : says('pool.cooperative')
  }
  const offerIt = async () => {
    const person = here.people?.find(each => choiceOf(each) === to)
    if (person) return desk.talks.transfer(session, { librarian: person.librarian }, person.name, note.trim())
    return to === undefined ? undefined : desk.talks.transfer(session, { pool: to }, labelOf(to), note.trim())
  }
  return (
    <DialogueForm
      title={says('transfer.title', { name })}
      go={says('transfer.offer')}
      act={offerIt}
      isDisabled={to === undefined}
    >
      <p className="fine">{says('transfer.text', { name })}</p>
      <RadioGroup className="choices" value={to ?? null} onChange={setTo}>
        <Label>{says('transfer.to')}</Label>
        <PeopleHere here={here} choiceOf={choiceOf} />
        <p className="label">{says('transfer.to-pool')}</p>
        {pools.map(each => (
          <Radio key={each} value={each} className="choice">
            <span className="dot" aria-hidden="true" />
            <PoolName pool={each} />
          </Radio>
        ))}
      </RadioGroup>
      <label className="field">
        <span className="label">{says('transfer.note')}</span>
        <textarea rows={2} dir="auto" value={note} onChange={({ target }) => setNote(target.value)} />
      </label>
    </DialogueForm>
  )
}

function choiceOf({ librarian }: { readonly librarian: string }): string {
  return `person:${librarian}`
}

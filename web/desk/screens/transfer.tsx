import { useState } from 'react'
import { Label, Radio, RadioGroup } from 'react-aria-components'
import { useDesk, usePatronName, useServing, useShift } from '../in-desk.ts'
import { DialogueForm } from './dialogue-form.tsx'
import { PoolName } from './pool-name.tsx'

/** Offers a session to others. It stays with its librarian until somebody accepts (R35). */
export function Transfer({ session }: { readonly session: string }) {
  const { desk, says } = useDesk()
  const name = usePatronName(session)
  const library = useServing(session, serving => serving.library) ?? ''
  const own = useShift(shift => shift.ownPools)
  const [pool, setPool] = useState<string>()
  const [note, setNote] = useState('')
  const pools = [
    ...new Set([`library:${library}`, ...own.filter(each => each.startsWith('group:')), 'cooperative', ...own]),
  ]
  const labelOf = (of: string): string => {
    const [kind, id = ''] = of.split(':')
    if (kind === 'library') return desk.libraries.known.get().libraries[id]?.name ?? id
    return kind === 'group' ? says('pool.group', { group: id }) : says('pool.cooperative')
  }
  const offerIt = async () =>
    pool === undefined ? undefined : desk.talks.transfer(session, { pool }, labelOf(pool), note.trim())
  return (
    <DialogueForm
      title={says('transfer.title', { name })}
      go={says('transfer.offer')}
      act={offerIt}
      isDisabled={pool === undefined}
    >
      <p className="fine">{says('transfer.text', { name })}</p>
      <RadioGroup className="choices" value={pool ?? null} onChange={setPool}>
        <Label>{says('transfer.to')}</Label>
        {pools.map(each => (
          <Radio key={each} value={each} className="choice">
            <span className="dot" aria-hidden="true" />
            <PoolName pool={each} />
          </Radio>
        ))}
      </RadioGroup>
      <label className="field">
        <span className="label">{says('transfer.note')}</span>
        <textarea rows={2} value={note} onChange={({ target }) => setNote(target.value)} />
      </label>
    </DialogueForm>
  )
}

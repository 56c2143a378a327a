import { useState } from 'react'
import { Button, Label, Radio, RadioGroup } from 'react-aria-components'
import type { Refused } from '../../../lib/protocol/frames-out.ts'
import { useDesk, usePatronName, useServing, useShift } from '../in-desk.ts'
import { closeDialogue } from '../state/dialogue.ts'
import { PoolName } from './pool-name.tsx'
import { Refusal } from './refusal.tsx'
import { Title } from './title.tsx'

/** Offers a session to others. It stays with its librarian until somebody accepts (R35). */
export function Transfer({ session }: { readonly session: string }) {
  const { desk, says } = useDesk()
  const name = usePatronName(session)
  const library = useServing(session, serving => serving.library) ?? ''
  const own = useShift(shift => shift.ownPools)
  const [pool, setPool] = useState<string>()
  const [note, setNote] = useState('')
  const [refused, setRefused] = useState<Refused>()
  const pools = [
    ...new Set([`library:${library}`, ...own.filter(each => each.startsWith('group:')), 'cooperative', ...own]),
  ]
  const labelOf = (of: string): string => {
    const [kind, id = ''] = of.split(':')
    if (kind === 'library') return desk.libraries.known.get().libraries[id]?.name ?? id
    return kind === 'group' ? says('pool.group', { group: id }) : says('pool.cooperative')
  }
  const submit = async () => {
    if (pool === undefined) return
    const why = await desk.talks.transfer(session, { pool }, labelOf(pool), note.trim())
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
      <Title>{says('transfer.title', { name })}</Title>
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
      <Refusal refused={refused} />
      <div className="row ends">
        <Button className="plain" slot="close">
          {says('back')}
        </Button>
        <Button className="main" type="submit" isDisabled={pool === undefined}>
          {says('transfer.offer')}
        </Button>
      </div>
    </form>
  )
}

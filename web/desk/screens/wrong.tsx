import { useState } from 'react'
import { Button } from 'react-aria-components'
import type { Refused } from '../../../lib/protocol/frames-out.ts'
import { useDesk, useLibraryName, useServing } from '../in-desk.ts'
import { closeDialogue, focusFirst } from '../state/dialogue.ts'
import { Refusal } from './refusal.tsx'
import { Title } from './title.tsx'

/** Tells the patron's library that something on its page is wrong (R11). */
export function Wrong({ session }: { readonly session: string }) {
  const { desk, says } = useDesk()
  const library = useLibraryName(useServing(session, serving => serving.library) ?? '')
  const [text, setText] = useState('')
  const [refused, setRefused] = useState<Refused>()
  const submit = async () => {
    const why = await desk.talks.reportPolicy(session, text)
    setRefused(why)
    if (why) return
    desk.notice({ key: 'notice.reported', values: { library } })
    closeDialogue()
  }
  return (
    <form
      className="form"
      onSubmit={event => {
        event.preventDefault()
        void submit()
      }}
    >
      <Title>{says('wrong.title', { library })}</Title>
      <label className="field">
        <span className="label">{says('wrong.what')}</span>
        <textarea rows={3} value={text} onChange={({ target }) => setText(target.value)} required ref={focusFirst} />
      </label>
      <p className="fine">{says('wrong.text', { library })}</p>
      <Refusal refused={refused} />
      <div className="row ends">
        <Button className="plain" slot="close">
          {says('back')}
        </Button>
        <Button className="main" type="submit">
          {says('wrong.go')}
        </Button>
      </div>
    </form>
  )
}

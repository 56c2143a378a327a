import { useDesk, useLibraryName, useServing } from '../in-desk.ts'
import { focusFirst, useBegun } from '../state/dialogue.ts'
import { DialogueForm } from './dialogue-form.tsx'

/** Tells the patron's library that something on its page is wrong (R11). */
export function Wrong({ session }: { readonly session: string }) {
  const { desk, says } = useDesk()
  const library = useLibraryName(useServing(session, serving => serving.library) ?? '')
  const [text, setText] = useBegun()
  const report = async () => {
    const why = await desk.talks.reportPolicy(session, text)
    if (!why) desk.notice({ key: 'notice.reported', values: { library } })
    return why
  }
  return (
    <DialogueForm title={says('wrong.title', { library })} go={says('wrong.go')} act={report}>
      <label className="field">
        <span className="label">{says('wrong.what')}</span>
        <textarea rows={3} value={text} onChange={({ target }) => setText(target.value)} required ref={focusFirst} />
      </label>
      <p className="fine">{says('wrong.text', { library })}</p>
    </DialogueForm>
  )
}

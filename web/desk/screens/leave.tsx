import { useDesk, usePatronName, useServing } from '../in-desk.ts'
import { DialogueForm } from './dialogue-form.tsx'

/** Leaves a session to the other one of two librarians (R41). */
export function Leave({ session }: { readonly session: string }) {
  const { desk, says } = useDesk()
  const name = usePatronName(session)
  const colleague = useServing(session, serving => serving.colleague?.name) ?? ''
  const joined = useServing(session, serving => serving.joined) ?? false
  return (
    <DialogueForm title={says('leave.title', { name })} go={says('leave.go')} act={() => desk.talks.leave(session)}>
      <p>{says(joined ? 'leave.text.joined' : 'leave.text.serving', { name, colleague })}</p>
    </DialogueForm>
  )
}

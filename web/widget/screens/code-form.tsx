import { useRef, useState } from 'preact/hooks'
import { useTalk, useView } from '../in-view.ts'
import { Field } from './field.tsx'
import { useProblem } from './problem.ts'

/** Asks for the code that was mailed to the patron's address (R22). */
export function CodeForm({ confirmed }: { readonly confirmed: () => void }) {
  const { says, conversation } = useView()
  const email = useTalk(talk => talk.email)
  const inWords = useProblem()
  const form = useRef<HTMLFormElement>(null)
  const [wrong, setWrong] = useState<string>()
  const [isAgain, setAgain] = useState(false)

  const enter = async (event: Event) => {
    event.preventDefault()
    setAgain(false)
    const problem = await conversation.enterCode(String(new FormData(form.current ?? undefined).get('code')))
    if (problem) setWrong(inWords(problem))
    else confirmed()
  }
  const sendAgain = async () => {
    const problem = await conversation.requestCode()
    setWrong(problem && inWords(problem))
    setAgain(!problem)
  }
  return (
    <form ref={form} class="form" noValidate onSubmit={event => void enter(event)}>
      <Field name="code" label={says('code.label')} hint={says('code.hint', { email: email ?? '' })} wrong={wrong}>
        {about => <input {...about} inputMode="numeric" autocomplete="one-time-code" dir="ltr" />}
      </Field>
      <p class="row">
        <button type="submit" class="main">
          {says('contact.confirm')}
        </button>
        <button type="button" class="link" onClick={() => void sendAgain()}>
          {says('talk.again')}
        </button>
      </p>
      <p class="fine" role="status">
        {isAgain && says('talk.sending')}
      </p>
    </form>
  )
}

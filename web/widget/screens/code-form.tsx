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
    const digits = String(new FormData(form.current ?? undefined).get('code') ?? '')
    setAgain(false)
    if (!/^(?:\d[\s-]*){6}$/.test(digits.trim())) return setWrong(says('code.bad'))
    const problem = await conversation.enterCode(digits.trim())
    if (problem) return setWrong(inWords(problem))
    confirmed()
  }
  const sendAgain = async () => {
    const problem = await conversation.requestCode()
    setWrong(problem && inWords(problem))
    setAgain(!problem)
  }
  return (
    <form ref={form} class="form code" noValidate onSubmit={event => void enter(event)}>
      <Field name="code" label={says('code.label')} hint={says('code.hint', { email: email ?? '' })} wrong={wrong}>
        {about => <input {...about} inputMode="numeric" autocomplete="one-time-code" dir="ltr" autofocus />}
      </Field>
      <p class="row">
        <button type="submit" class="main">
          {says('code.confirm')}
        </button>
        <button type="button" class="link" onClick={() => void sendAgain()}>
          {says('code.again')}
        </button>
      </p>
      <p class="fine" role="status">
        {isAgain && says('code.sent')}
      </p>
    </form>
  )
}

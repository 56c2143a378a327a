import { useRef, useState } from 'preact/hooks'
import { useTalk, useView } from '../in-view.ts'
import { Field } from './field.tsx'
import { useProblem } from './problem.ts'

/** Asks for the code that was mailed to the patron's address (R22). `ask` tries again what needed it, and has the code mailed if it still does. */
export function CodeForm({ ask }: { readonly ask: () => Promise<void> }) {
  const { says, conversation } = useView()
  const email = useTalk(talk => talk.email)
  const inWords = useProblem()
  const form = useRef<HTMLFormElement>(null)
  const [wrong, setWrong] = useState<string>()

  const enter = async (event: Event) => {
    event.preventDefault()
    const problem = await conversation.enterCode(String(new FormData(form.current ?? undefined).get('code')))
    if (problem) setWrong(inWords(problem))
    else await ask()
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
        <button type="button" class="link" onClick={() => void ask()}>
          {says('talk.again')}
        </button>
      </p>
    </form>
  )
}

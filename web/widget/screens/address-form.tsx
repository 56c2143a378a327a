import type { ComponentChildren } from 'preact'
import { useRef, useState } from 'preact/hooks'
import { useView } from '../in-view.ts'
import type { Problem } from '../talk.ts'
import { Field } from './field.tsx'
import { useProblem } from './problem.ts'

interface AddressFormProps {
  readonly known: string | undefined
  /** Has the focus from the start. */
  readonly isFirst?: boolean
  readonly button: string
  readonly send: (email: string, despite: readonly string[]) => Promise<Problem | undefined>
  readonly children?: ComponentChildren
}

/** Asks for an email address. One that looks like a slip is asked for again, and then taken as it is. */
export function AddressForm({ known, isFirst = false, button, send, children }: AddressFormProps) {
  const { says } = useView()
  const inWords = useProblem()
  const form = useRef<HTMLFormElement>(null)
  const [wrong, setWrong] = useState<string>()
  const [slip, setSlip] = useState<string>()

  const submit = async (event: Event) => {
    event.preventDefault()
    const email = String(new FormData(form.current ?? undefined).get('address') ?? '').trim()
    if (!email.includes('@')) return setWrong(says(email ? 'form.bad-email' : 'form.missing'))
    const problem = await send(email, email === slip ? ['likely-slip'] : [])
    setSlip(problem?.code === 'likely-slip' ? email : undefined)
    setWrong(problem && inWords(problem))
  }
  return (
    <form ref={form} class="form" noValidate onSubmit={event => void submit(event)}>
      <Field name="address" label={says('form.email')} wrong={wrong}>
        {about => (
          <input {...about} type="email" autocomplete="email" dir="ltr" defaultValue={known} autofocus={isFirst} />
        )}
      </Field>
      <p class="row">
        <button type="submit" class="main">
          {slip ? says('form.insist') : button}
        </button>
        {children}
      </p>
    </form>
  )
}

import type { ComponentChildren, InputHTMLAttributes } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import type { Problem } from '../talk.ts'
import { Field } from './field.tsx'
import { useProblem } from './problem.ts'

interface OneFieldProps {
  readonly name: string
  readonly label: string
  readonly hint?: string | undefined
  /** How it is typed. */
  readonly input: InputHTMLAttributes<HTMLInputElement>
  readonly button: string
  /** It stands where the button was that had the focus. */
  readonly takesFocus?: boolean | undefined
  /** Returns what is wrong with the entry. */
  readonly send: (entry: string) => Promise<Problem | undefined>
  readonly children?: ComponentChildren
}

/** A form of one field. What is wrong with it stands below it, and the focus goes back there. */
export function OneField({ name, label, hint, input, button, takesFocus, send, children }: OneFieldProps) {
  const inWords = useProblem()
  const field = useRef<HTMLInputElement>(null)
  const [wrong, setWrong] = useState<string>()
  useEffect(() => {
    if (takesFocus) field.current?.focus()
  }, [takesFocus])

  const submit = async (event: Event) => {
    event.preventDefault()
    // The same fault again is said again.
    setWrong(undefined)
    const problem = await send(field.current?.value.trim() ?? '')
    setWrong(problem && inWords(problem))
    if (problem) field.current?.focus()
  }
  return (
    <form class="form" noValidate onSubmit={event => void submit(event)}>
      <Field name={name} label={label} hint={hint} wrong={wrong}>
        {about => <input {...about} {...input} ref={field} dir="ltr" />}
      </Field>
      <p class="row">
        <button type="submit" class="main">
          {button}
        </button>
        {children}
      </p>
    </form>
  )
}

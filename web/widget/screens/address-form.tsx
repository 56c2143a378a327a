import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import { useView } from '../in-view.ts'
import type { Problem } from '../talk.ts'
import { OneField } from './one-field.tsx'

interface AddressFormProps {
  readonly known?: string | undefined
  readonly hint?: string
  readonly takesFocus?: boolean
  readonly button: string
  readonly send: (email: string, despite: readonly string[]) => Promise<Problem | undefined>
  readonly children?: ComponentChildren
}

/** Asks for an email address. One that looks like a slip is asked for again, and then taken as it is. */
export function AddressForm({ known, hint, takesFocus, button, send, children }: AddressFormProps) {
  const { says } = useView()
  const [slip, setSlip] = useState<string>()

  const check = async (email: string) => {
    if (!email.includes('@')) return { code: '', reason: says(email ? 'form.bad-email' : 'form.missing') }
    const problem = await send(email, email === slip ? ['likely-slip'] : [])
    setSlip(problem?.code === 'likely-slip' ? email : undefined)
    return problem
  }
  return (
    <OneField
      name="address"
      label={says('form.email')}
      hint={hint}
      input={{ type: 'email', autocomplete: 'email', defaultValue: known }}
      button={slip ? says('form.insist') : button}
      takesFocus={takesFocus}
      send={check}
    >
      {children}
    </OneField>
  )
}

import type { ComponentChildren } from 'preact'
import { useView } from '../in-view.ts'

/** What ties an input to its label, its hint and what is wrong with it. */
export interface About {
  readonly id: string
  readonly name: string
  readonly 'aria-describedby': string | undefined
  readonly 'aria-invalid': boolean
}

interface FieldProps {
  readonly name: string
  readonly label: string
  readonly hint?: string | undefined
  readonly isOptional?: boolean
  /** The question of the page, and not one of its details. */
  readonly isLead?: boolean
  readonly wrong?: string | undefined
  readonly children: (about: About) => ComponentChildren
}

/** An input with its label above it. Browsers say what is wrong in their own language, so the desk says it. */
export function Field({ name, label, hint, isOptional, isLead, wrong, children }: FieldProps) {
  const { says } = useView()
  const described = [hint && `${name}-hint`, wrong && `${name}-wrong`].filter(Boolean).join(' ')
  return (
    <div class={isLead ? 'field lead' : 'field'}>
      <label for={name}>
        {label}
        {isOptional && <span class="optional"> ({says('optional')})</span>}
      </label>
      {hint && (
        <p class="hint" id={`${name}-hint`}>
          {hint}
        </p>
      )}
      {children({ id: name, name, 'aria-describedby': described || undefined, 'aria-invalid': wrong !== undefined })}
      {wrong && (
        <p class="wrong" id={`${name}-wrong`}>
          {wrong}
        </p>
      )}
    </div>
  )
}

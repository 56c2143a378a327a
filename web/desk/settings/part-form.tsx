import { type FormEvent, type ReactNode, type RefObject, useEffect, useId, useRef } from 'react'
import { Button } from 'react-aria-components'
import type { Settings } from '../../../client/settings.ts'
import { useDesk } from '../in-desk.ts'
import { momentOf } from '../times.ts'
import { says } from './in-library.ts'
import { type Attempt, faultsAt, type Part } from './use-part.ts'

interface PartFormProps<F> {
  readonly part: Part<F>
  readonly children: ReactNode
  /** The places whose faults stand beside their fields. The others stand beside the button. */
  readonly beside: readonly (readonly (string | number)[])[]
}

/** Fields that are saved together, and what became of it. */
export function PartForm<F>({ part, children, beside }: PartFormProps<F>) {
  const { attempt, isChanged, save, drop } = part
  const form = useFocusAtFault(attempt)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void save()
  }
  return (
    <form ref={form} className="form part" onSubmit={submit}>
      {children}
      <NotDone attempt={attempt} beside={beside} />
      <div className="row saving">
        <Button className="main" type="submit" isDisabled={!isChanged || attempt.state === 'sending'}>
          {says(attempt.no?.code === 'settings-changed' ? 'save.mine' : 'save')}
        </Button>
        {isChanged && (
          <Button className="link" onPress={drop}>
            {says(attempt.no?.code === 'settings-changed' ? 'save.theirs' : 'save.drop')}
          </Button>
        )}
        <p role="status">{attempt.state === 'saved' ? says('save.done') : ''}</p>
      </div>
    </form>
  )
}

/** Whoever saves something wrong goes on in the first field that needs another look. It may be far above the button. */
export function useFocusAtFault({ no }: Attempt): RefObject<HTMLFormElement | null> {
  const form = useRef<HTMLFormElement>(null)
  useEffect(() => {
    if (no?.faults?.length) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }, [no])
  return form
}

interface NotDoneProps {
  readonly attempt: Attempt
  readonly beside: PartFormProps<unknown>['beside']
}

/** Why nothing was changed: who was faster, and what is wrong that no field shows. */
export function NotDone({ attempt: { no, differences }, beside }: NotDoneProps) {
  if (!no) return null
  const shown = faultsAt(no, ...beside)
  const rest = (no.faults ?? []).filter(({ sentence }) => !shown.includes(sentence))
  if (no.code === 'settings-changed')
    return (
      <div className="problem stale" role="alert">
        <p className="label">{says('stale.title')}</p>
        <Changes changes={no.changes ?? []} />
        <Differences differences={differences} />
        <p>{says('stale.text')}</p>
      </div>
    )
  return (
    <div className="problem" role="alert">
      {shown.length > 0 && <p>{says('save.faults', { count: shown.length })}</p>}
      {rest.map(({ sentence }) => (
        <p key={sentence}>{sentence}</p>
      ))}
      {!no.faults?.length && <p>{no.reason || says('no-answer')}</p>}
    </div>
  )
}

/** What others have changed: what stood there, and what stands there now. */
function Differences({ differences }: Pick<Attempt, 'differences'>) {
  if (differences.length === 0) return null
  return (
    <dl className="differences">
      {differences.map(({ person, key, was, now }) => (
        <div key={`${person} ${key}`}>
          <dt>
            {person !== undefined && <bdi>{person} · </bdi>}
            {keyName(key)}
          </dt>
          <dd dir="auto">
            {was && <del>{was}</del>} {now && <ins>{now}</ins>}
          </dd>
        </div>
      ))}
    </dl>
  )
}

/** A key of the consortium file, as these pages call it. */
function keyName(key: string): string {
  const name = says(`key.${key}`)
  return name === `key.${key}` ? key : name
}

/** Who changed what, and when. */
export function Changes({ changes }: { readonly changes: Settings['changes'] }) {
  const { language } = useDesk()
  return (
    <ol className="changes">
      {changes.map(({ at, by, subject, what, fields, through }) => (
        <li key={`${at} ${subject} ${fields.join()}`}>
          <time dateTime={at}>{momentOf(language, Date.parse(at))}</time>
          <p>
            <bdi className="label">{by}</bdi>{' '}
            {says(subject.startsWith('librarian:') ? `change.person.${what}` : `change.library.${what}`, {
              person: subject.replace(/^librarian:/, ''),
            })}
            {fields.length > 0 && <span className="fields">{fields.map(keyName).join(', ')}</span>}
            {through === 'file' && <span className="fine"> {says('change.file')}</span>}
          </p>
        </li>
      ))}
    </ol>
  )
}

interface FieldProps {
  readonly label: ReactNode
  readonly faults?: readonly string[]
  readonly hint?: ReactNode
  readonly children: (attributes: {
    readonly id: string
    readonly 'aria-invalid': boolean
    readonly 'aria-describedby'?: string
  }) => ReactNode
}

/** A field with its name above, and below what is wrong with it. */
export function Field({ label, faults = [], hint, children }: FieldProps) {
  const id = useId()
  const isDescribed = faults.length > 0 || hint !== undefined
  return (
    <div className="field">
      <label className="label" htmlFor={id}>
        {label}
      </label>
      {children({ id, 'aria-invalid': faults.length > 0, ...(isDescribed && { 'aria-describedby': `${id}-about` }) })}
      {isDescribed && (
        <div id={`${id}-about`}>
          {faults.map(fault => (
            <p key={fault} className="fault">
              {fault}
            </p>
          ))}
          {hint !== undefined && <p className="fine">{hint}</p>}
        </div>
      )}
    </div>
  )
}

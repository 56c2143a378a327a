import { Button } from 'react-aria-components'
import { isWebLink } from '../../../lib/protocol/link.ts'
import { useDesk, useShift } from '../in-desk.ts'
import { dateThere } from '../times.ts'
import { idFor, type LibraryInFile } from './as-in-file.ts'
import { says, useLibrary } from './in-library.ts'
import { Field, PartForm } from './part-form.tsx'
import { type Drafts, faultsAt, usePart } from './use-part.ts'

type Statement = LibraryInFile['policy'][number]

interface PolicyForm {
  readonly page: string
  readonly policy: readonly Statement[]
}

const read = (library: LibraryInFile): PolicyForm => ({ page: library['policy-page'], policy: library.policy })

const write = ({ page, policy }: PolicyForm) => ({
  'policy-page': page.trim() || null,
  policy:
    policy.length > 0 ? policy.map(({ source, ...rest }) => ({ ...rest, ...(source.trim() && { source }) })) : null,
})

const drafts: Drafts<PolicyForm> = new Map()

/** What librarians elsewhere read of this library (R11): each statement with its source, its age, and who vouches for it. */
export function Policy() {
  const { desk } = useDesk()
  const { library } = useLibrary()
  const me = useShift(shift => shift.me.name)
  const part = usePart(drafts, read, write)
  const { form, set, attempt } = part
  const today = dateThere(desk.now(), library['time-zone'])
  const change = (at: number, to: Partial<Statement>) =>
    set({ policy: form.policy.map((each, index) => (index === at ? { ...each, ...to } : each)) })
  const add = () => {
    const id = idFor(
      says('policy.new'),
      form.policy.map(each => each.id),
    )
    set({
      policy: [
        ...form.policy,
        { id, topic: '', text: '', source: '', 'vouched-by': me, checked: today, 'on-card': false },
      ],
    })
  }
  return (
    <PartForm part={part} beside={[['policy'], ['policy-page']]}>
      <p className="lead">{says('policy.text')}</p>
      <Field label={says('policy.page')} faults={faultsAt(attempt.no, ['policy-page'])} hint={says('policy.page.hint')}>
        {field => <input {...field} value={form.page} onChange={({ target }) => set({ page: target.value })} />}
      </Field>
      <ol className="statements-edited">
        {form.policy.map((statement, at) => (
          <li key={statement.id}>
            <OneStatement
              statement={statement}
              today={today}
              faults={key => faultsAt(attempt.no, ['policy', at, key])}
              change={to => change(at, to)}
              remove={() => set({ policy: form.policy.filter((_, index) => index !== at) })}
            />
          </li>
        ))}
      </ol>
      <div>
        <Button className="plain" onPress={add}>
          {says('policy.add')}
        </Button>
      </div>
    </PartForm>
  )
}

interface OneStatementProps {
  readonly statement: Statement
  readonly today: string
  readonly faults: (key: string) => readonly string[]
  readonly change: (to: Partial<Statement>) => void
  readonly remove: () => void
}

const dayMs = 86_400_000
/** Policies change with a year. What nobody looked at for this long looks old, days. */
const oldAfter = 180

function OneStatement({ statement, today, faults, change, remove }: OneStatementProps) {
  const { topic, text, source, checked } = statement
  const days = Math.max(0, Math.round((Date.parse(today) - Date.parse(checked)) / dayMs))
  const isWrong = ['topic', 'text', 'source', 'vouched-by', 'checked'].some(key => faults(key).length > 0)
  const line = (key: 'topic' | 'source' | 'vouched-by', type = 'text') => (
    <Field label={says(`policy.${key}`)} faults={faults(key)}>
      {field => (
        <input
          {...field}
          type={type}
          dir="auto"
          value={statement[key]}
          onChange={({ target }) => change({ [key]: target.value })}
        />
      )}
    </Field>
  )
  return (
    <>
      <details open={topic === '' || isWrong || undefined}>
        <summary>
          <strong dir="auto">{topic || says('policy.new')}</strong>
          <span className="text" dir="auto">
            {text}
          </span>
        </summary>
        <div className="form">
          {line('topic')}
          <Field label={says('policy.words')} faults={faults('text')}>
            {field => (
              <textarea
                {...field}
                rows={2}
                dir="auto"
                value={text}
                onChange={({ target }) => change({ text: target.value })}
              />
            )}
          </Field>
          <div className="pair">
            {line('source', 'url')}
            {line('vouched-by')}
          </div>
          <label className="tick">
            <input
              type="checkbox"
              checked={statement['on-card']}
              onChange={({ target }) => change({ 'on-card': target.checked })}
            />
            <span>{says('policy.on-card')}</span>
          </label>
          <div>
            <Button className="link" onPress={remove}>
              {says('policy.remove')}
            </Button>
          </div>
        </div>
      </details>
      <p className="row vouched">
        <span className={days > oldAfter ? 'old' : 'fine'}>
          {says('policy.age', { name: statement['vouched-by'], days: Number.isNaN(days) ? 0 : days })}
        </span>
        {isWebLink(source) && (
          <a href={source} target="_blank" rel="noopener noreferrer">
            {new URL(source).host}
          </a>
        )}
        {checked !== today && (
          <Button
            className="link"
            aria-label={says('policy.still-right.label', { topic })}
            onPress={() => change({ checked: today })}
          >
            {says('policy.still-right')}
          </Button>
        )}
      </p>
    </>
  )
}

import { Label, Radio, RadioGroup } from 'react-aria-components'
import type { LibraryInFile } from './as-in-file.ts'
import { says } from './in-library.ts'
import { Field, PartForm } from './part-form.tsx'
import { type Drafts, faultsAt, usePart } from './use-part.ts'

interface RulesForm {
  readonly timeZone: string
  /** Whether librarians of other libraries may name their own. */
  readonly names: boolean
  /** As it is typed. Empty leaves it to the consortium. */
  readonly rereadDays: string
}

function read({ 'time-zone': timeZone, 'names-institution': names, 'reread-days': days }: LibraryInFile): RulesForm {
  return { timeZone, names, rereadDays: days === undefined ? '' : String(days) }
}

function write({ timeZone, names, rereadDays }: RulesForm) {
  return {
    'time-zone': timeZone.trim(),
    'names-institution': names ? null : false,
    'reread-days': /\S/.test(rereadDays) ? Number(rereadDays) : null,
  }
}

const drafts: Drafts<RulesForm> = new Map()

/** Where the library is in time, what patrons read of librarians elsewhere, and how long these may read again what they said. */
export function Rules() {
  const part = usePart(drafts, read, write)
  const { form, set, attempt } = part
  return (
    <PartForm part={part} beside={[['time-zone'], ['names-institution'], ['reread-days']]}>
      <Field label={says('rules.zone')} faults={faultsAt(attempt.no, ['time-zone'])} hint={says('rules.zone.hint')}>
        {field => (
          <input
            {...field}
            list="time-zones"
            value={form.timeZone}
            onChange={({ target }) => set({ timeZone: target.value })}
            required
          />
        )}
      </Field>
      <datalist id="time-zones">
        {Intl.supportedValuesOf('timeZone').map(zone => (
          <option key={zone} value={zone} />
        ))}
      </datalist>
      <RadioGroup
        className="choices"
        value={form.names ? 'named' : 'unnamed'}
        onChange={value => set({ names: value === 'named' })}
      >
        <Label>{says('rules.names')}</Label>
        {(['named', 'unnamed'] as const).map(each => (
          <Radio key={each} value={each} className="choice">
            <span className="dot" aria-hidden="true" />
            <span>
              {says(`rules.names.${each}`)}
              <span className="why">{says(`rules.names.${each}.why`)}</span>
            </span>
          </Radio>
        ))}
      </RadioGroup>
      <Field
        label={says('rules.reread')}
        faults={faultsAt(attempt.no, ['reread-days'])}
        hint={says('rules.reread.hint')}
      >
        {field => (
          <input
            {...field}
            className="days-typed"
            inputMode="numeric"
            value={form.rereadDays}
            placeholder={says('rules.reread.usual')}
            onChange={({ target }) => set({ rereadDays: target.value })}
          />
        )}
      </Field>
    </PartForm>
  )
}

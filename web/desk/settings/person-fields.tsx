import { Checkbox, CheckboxGroup, Label } from 'react-aria-components'
import { useShift } from '../in-desk.ts'
import { PoolName } from '../screens/pool-name.tsx'
import type { Member } from './as-in-file.ts'
import { says, useLibrary } from './in-library.ts'
import { Field } from './part-form.tsx'

const sessionsMax = 20

/** The keys of a person that stand in fields, and the id, which is made of them. */
export const personKeys = ['name', 'email', 'role', 'limit', 'pools', 'id'] as const

interface PersonFieldsProps extends Pick<Member['person'], 'name' | 'email' | 'role' | 'limit' | 'pools'> {
  readonly faults: (key: string) => readonly string[]
  readonly set: (parts: Partial<Member['person']>) => void
  /** Their role is the consortium's to change. */
  readonly isOfConsortium?: boolean
}

/** What the desk knows of somebody who answers. */
export function PersonFields({
  name,
  email,
  role,
  limit,
  pools,
  faults,
  set,
  isOfConsortium = false,
}: PersonFieldsProps) {
  const mine = useShift(shift => shift.me.role)
  const roles = [
    'librarian',
    'library-administrator',
    ...(mine === 'consortium-administrator' || isOfConsortium ? ['consortium-administrator'] : []),
  ]
  return (
    <div className="pair">
      <Field label={says('people.name')} faults={faults('name')} hint={says('people.name.hint')}>
        {field => (
          <input {...field} dir="auto" value={name} onChange={({ target }) => set({ name: target.value })} required />
        )}
      </Field>
      <Field label={says('people.email')} faults={faults('email')}>
        {field => (
          <input
            {...field}
            inputMode="email"
            value={email}
            onChange={({ target }) => set({ email: target.value })}
            required
          />
        )}
      </Field>
      <Field label={says('people.role')} faults={faults('role')}>
        {field => (
          <select {...field} value={role} onChange={({ target }) => set({ role: target.value })}>
            {roles.map(each => (
              <option key={each} value={each}>
                {says(`role.${each}`)}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field label={says('people.limit')} faults={faults('limit')}>
        {field => (
          <input
            {...field}
            type="number"
            min={1}
            max={sessionsMax}
            value={Number.isNaN(limit) ? '' : limit}
            onChange={({ target }) => set({ limit: target.valueAsNumber })}
            required
          />
        )}
      </Field>
      <PoolsOfPerson pools={pools} faults={faults('pools')} set={changed => set({ pools: changed })} />
    </div>
  )
}

interface PoolsOfPersonProps {
  readonly pools: Member['person']['pools']
  readonly faults: readonly string[]
  readonly set: (pools: Member['person']['pools']) => void
}

/** For whom somebody answers. All that are usual for the library are left to the file’s default, so that new groups count, too. */
function PoolsOfPerson({ pools, faults, set }: PoolsOfPersonProps) {
  const { settings, library } = useLibrary()
  const usual = [`library:${settings.library}`, ...library.groups.map(group => `group:${group}`), 'cooperative']
  const all = [...new Set([...usual, ...(pools ?? [])])]
  const change = (chosen: readonly string[]) => {
    const kept = all.filter(pool => chosen.includes(pool))
    set(String(kept) === String(usual) ? undefined : kept)
  }
  return (
    <div className="pools-of-person">
      <CheckboxGroup className="checks" value={[...(pools ?? usual)]} onChange={change}>
        <Label className="label">{says('people.pools')}</Label>
        {all.map(pool => (
          <Checkbox key={pool} value={pool} className="check">
            <span className="box" aria-hidden="true" />
            <PoolName pool={pool} />
          </Checkbox>
        ))}
      </CheckboxGroup>
      {faults.map(fault => (
        <p key={fault} className="fault">
          {fault}
        </p>
      ))}
    </div>
  )
}

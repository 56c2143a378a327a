import { useState } from 'react'
import { Button, Checkbox, CheckboxGroup, Dialog, DialogTrigger, Popover } from 'react-aria-components'
import { useDesk, useShift } from '../in-desk.ts'
import { allowSound } from '../state/sound.ts'
import { Icon } from './icon.tsx'
import { PoolName } from './pool-name.tsx'

/** Whether one is on duty, and for which pools. */
export function Duty() {
  const { says } = useDesk()
  const duty = useShift(shift => shift.duty)
  const isAsleep = useShift(shift => shift.isAsleep)
  const state = duty === 'on' && isAsleep ? 'asleep' : duty
  return (
    <div className="duty">
      <DialogTrigger>
        <Button className={`state ${state}`}>
          <span className="lamp" aria-hidden="true" />
          {says(`duty.${state}`)}
          <Icon of="more" />
        </Button>
        <Popover className="drop" placement="bottom end">
          <Dialog aria-label={says('duty.label')}>{({ close }) => <DutyForm close={close} />}</Dialog>
        </Popover>
      </DialogTrigger>
    </div>
  )
}

function DutyForm({ close }: { readonly close: () => void }) {
  const { desk, says } = useDesk()
  const duty = useShift(shift => shift.duty)
  return (
    <div className="form">
      <Pools done={close} />
      {duty === 'on' && (
        <Button
          className="plain"
          onPress={() => {
            void desk.goOffDuty()
            close()
          }}
        >
          {says('duty.leave')}
        </Button>
      )}
    </div>
  )
}

/** For whom one comes on duty. The pools are known after the first time; until then, all are meant. */
export function Pools({ done }: { readonly done: () => void }) {
  const { desk, says } = useDesk()
  const own = useShift(shift => shift.ownPools)
  const now = useShift(shift => shift.pools)
  const duty = useShift(shift => shift.duty)
  const [changed, setChanged] = useState<readonly string[]>()
  // What the desk confirms may come while the form is open.
  const chosen = changed ?? (now.length > 0 ? now : own)
  const come = () => {
    allowSound()
    void desk.comeOnDuty(chosen.length === own.length ? [] : chosen)
    done()
  }
  return (
    <>
      {own.length > 1 && (
        <CheckboxGroup className="checks" value={[...chosen]} onChange={setChanged} aria-label={says('duty.pools')}>
          <span className="label" aria-hidden="true">
            {says('duty.pools')}
          </span>
          {own.map(pool => (
            <Checkbox key={pool} value={pool} className="check">
              <span className="box" aria-hidden="true" />
              <PoolName pool={pool} />
            </Checkbox>
          ))}
        </CheckboxGroup>
      )}
      <Button className="main" isDisabled={own.length > 0 && chosen.length === 0} onPress={come}>
        {says(duty === 'on' ? 'duty.change' : 'duty.come')}
      </Button>
    </>
  )
}

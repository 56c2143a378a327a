import { Button } from 'react-aria-components'
import { useDesk, useShift } from '../in-desk.ts'
import { timeOf } from '../times.ts'

/** Whether the desk hears this page, and whether it believes that somebody sits in front of it. */
export function LineStrip() {
  const { desk, says, language } = useDesk()
  const line = useShift(shift => shift.line)
  const because = useShift(shift => shift.endedBecause)
  const offDutyAt = useShift(shift => shift.offDutyAt)
  const isAsleep = useShift(shift => shift.isAsleep)
  if (line === 'ended')
    return (
      <div className="strip wrong" role="alert">
        <p>
          {because} {says('line.ended')}
        </p>
        <Button className="plain" onPress={() => location.reload()}>
          {says('line.again')}
        </Button>
      </div>
    )
  if (line !== 'up')
    return (
      <div className="strip" role="status">
        <p>{says(`line.${line}`)}</p>
      </div>
    )
  if (offDutyAt !== undefined)
    return (
      <div className="strip" role="alert">
        <p>{says('line.still-there', { at: timeOf(language, offDutyAt) })}</p>
        <Button className="plain" onPress={() => void desk.stillHere()}>
          {says('line.here')}
        </Button>
      </div>
    )
  if (isAsleep)
    return (
      <div className="strip" role="status">
        <p>{says('line.asleep')}</p>
        <Button className="plain" onPress={() => void desk.stillHere()}>
          {says('line.awake')}
        </Button>
      </div>
    )
  return null
}

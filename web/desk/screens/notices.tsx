import { useEffect } from 'react'
import { Button } from 'react-aria-components'
import { useDesk, useShift } from '../in-desk.ts'
import type { Notice } from '../state/shift.ts'
import { Icon } from './icon.tsx'
import { said } from './said.ts'

/** What went well goes away by itself after this long, ms. What went wrong stays. */
const shownFor = 8_000

export function Notices() {
  const notices = useShift(shift => shift.notices)
  return (
    <div className="notices" role="status">
      {notices.map(notice => (
        <One key={notice.id} notice={notice} />
      ))}
    </div>
  )
}

function One({ notice: { id, saying, isWrong } }: { readonly notice: Notice }) {
  const { desk, says } = useDesk()
  useEffect(() => {
    if (isWrong) return
    const timer = setTimeout(() => desk.dismiss(id), shownFor)
    return () => clearTimeout(timer)
  }, [desk, id, isWrong])
  return (
    <div className={isWrong ? 'notice wrong' : 'notice'}>
      <p>{said(says, saying)}</p>
      <Button className="round" aria-label={says('notice.dismiss')} onPress={() => desk.dismiss(id)}>
        <Icon of="close" />
      </Button>
    </div>
  )
}

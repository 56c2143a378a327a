import { useDesk, useShift } from '../in-desk.ts'
import { said } from './said.ts'

/** What happens, read out once by a screen reader. */
export function News() {
  const { says } = useDesk()
  const news = useShift(shift => shift.news)
  return (
    <div className="unseen" aria-live="polite">
      {news && <p key={news.count}>{said(says, news)}</p>}
    </div>
  )
}

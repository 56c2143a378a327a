import { useStore } from '../../shared/use-store.ts'
import { useTalk, useView } from '../in-view.ts'
import { momentIn } from '../times.ts'
import { AskForm } from './ask-form.tsx'
import { Busy } from './busy.tsx'
import { ByMail } from './by-mail.tsx'
import { Ways } from './ways.tsx'

/** Before there is a conversation: whether somebody is here, and the form. */
export function Ask() {
  const { now } = useView()
  const phase = useTalk(talk => talk.phase)
  const isFull = useTalk(talk => talk.problem?.code === 'desk-full')
  const availability = useStore(now, ({ availability }) => availability)
  const isNobody = isFull || availability?.staffed === false
  if (phase === 'over') return <ByMail />
  return (
    <div class="scroll">
      {phase === 'form' ? <Truth /> : <Busy />}
      {availability === undefined && <Ways isAway />}
      {/* The form stays as it was filled in, for the way back. */}
      <div hidden={phase !== 'form'}>
        <AskForm isNobody={isNobody} />
      </div>
      {availability !== undefined && <Ways isAway={false} />}
    </div>
  )
}

/** What is true at the desk now. */
function Truth() {
  const { now, card, says, language } = useView()
  const availability = useStore(now, ({ availability }) => availability)
  const library = card.name
  if (!availability) return <p class="truth away">{says('now.unknown', { library })}</p>
  const { staffed, answers, expectedWait = 0, opensAt } = availability
  if (!staffed)
    return (
      <p class="truth nobody">
        {says('now.nobody', { library })}
        {opensAt !== undefined && ` ${says('now.opens', { when: momentIn(card, language, opensAt) })}`}
      </p>
    )
  const minutes = Math.ceil(expectedWait / 60)
  return (
    <p class="truth">
      {answers === 'group' || answers === 'cooperative' ? says(`now.${answers}`, { library }) : says('now.staffed')}
      {minutes > 1 && ` ${says('now.wait', { minutes })}`}
    </p>
  )
}

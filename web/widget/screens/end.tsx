import { useState } from 'preact/hooks'
import { useTalk, useView } from '../in-view.ts'
import { dayIn } from '../times.ts'
import { Done } from './done.tsx'
import { SaveTranscript, TranscriptByMail } from './menu.tsx'
import { Notice } from './notice.tsx'

/** The end: the library's goodbye (R23), who owes an answer and by when (R22, R43), and what there is to take away. */
export function End() {
  const { says, card, language, conversation } = useView()
  const end = useTalk(talk => talk.end)
  const hasWords = useTalk(talk => talk.lines.length > 0)
  const library = card.name
  if (!end) return null
  const { why, goodbye, owed, email } = end
  return (
    <Notice title={says(why === 'left' ? 'over.left' : 'over.title')}>
      <p class="goodbye" dir="auto">
        {goodbye ?? says('over.thanks')}
      </p>
      {owed && (
        <p>
          {email ? says('over.owed', { library, email }) : says('over.owed-plain', { library })}
          {owed.deadline && ` ${says('over.by', { date: dayIn(language, owed.deadline) })}`}
        </p>
      )}
      {owed && <p>{says('over.link')}</p>}
      {why === 'over' && <Rating />}
      {hasWords && (
        <div class="items">
          {why === 'over' && <TranscriptByMail />}
          <SaveTranscript />
        </div>
      )}
      <p class="row">
        <button type="button" class="main" onClick={conversation.startAnew}>
          {says('over.anew')}
        </button>
      </p>
    </Notice>
  )
}

/** The one question after the end. Whoever does not answer it is not asked again. */
function Rating() {
  const { says, conversation } = useView()
  const [isDone, setDone] = useState(false)
  if (isDone) return <Done text={says('rate.thanks')} />
  return (
    <fieldset class="rate">
      <legend>{says('rate.question')}</legend>
      {(['yes', 'partly', 'no'] as const).map(rating => (
        <button
          key={rating}
          type="button"
          class="choice"
          onClick={async () => setDone((await conversation.rate(rating)) === undefined)}
        >
          {says(`rate.${rating}`)}
        </button>
      ))}
    </fieldset>
  )
}

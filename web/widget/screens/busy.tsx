import { useEffect, useState } from 'preact/hooks'
import { useTalk, useView } from '../in-view.ts'
import { Notice } from './notice.tsx'
import { useProblem } from './problem.ts'

/** The question is on its way, or the desk is busy and the next try is counted down. */
export function Busy() {
  const { says, conversation } = useView()
  const phase = useTalk(talk => talk.phase)
  const retryAt = useTalk(talk => talk.retryAt)
  const question = useTalk(talk => talk.question)
  const problem = useTalk(talk => talk.problem)
  const inWords = useProblem()
  const [left, setLeft] = useState(0)
  useEffect(() => {
    const count = () => setLeft(Math.max(1, Math.ceil((retryAt - Date.now()) / 1000)))
    count()
    const counting = setInterval(count, 1000)
    return () => clearInterval(counting)
  }, [retryAt])
  const minutes = Math.round(left / 60)
  if (phase === 'sending')
    return (
      <Notice title={says('sending')} isQuiet>
        <blockquote dir="auto">{question}</blockquote>
      </Notice>
    )
  return (
    <Notice title={says('busy.title')}>
      <blockquote dir="auto">{question}</blockquote>
      {problem && <p>{inWords(problem)}</p>}
      <p>{left > 90 ? says('busy.later', { minutes }) : says('busy.text', { seconds: left })}</p>
      <p class="row">
        {/* Where the desk has said when, an earlier try is refused again. */}
        {!problem && (
          <button type="button" class="main" onClick={conversation.tryNow}>
            {says('busy.now')}
          </button>
        )}
        <button type="button" class={problem ? 'main' : 'link'} onClick={conversation.cancel}>
          {says('busy.cancel')}
        </button>
      </p>
    </Notice>
  )
}

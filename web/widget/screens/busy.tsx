import { useEffect, useState } from 'preact/hooks'
import { useTalk, useView } from '../in-view.ts'
import { Notice } from './notice.tsx'

/** The question is on its way, or the desk is busy and the next try is counted down. */
export function Busy() {
  const { says, conversation } = useView()
  const phase = useTalk(talk => talk.phase)
  const retryAt = useTalk(talk => talk.retryAt)
  const question = useTalk(talk => talk.question)
  const [left, setLeft] = useState(0)
  useEffect(() => {
    const count = () => setLeft(Math.max(1, Math.ceil((retryAt - Date.now()) / 1000)))
    count()
    const counting = setInterval(count, 1000)
    return () => clearInterval(counting)
  }, [retryAt])
  if (phase === 'sending')
    return (
      <Notice title={says('sending')} isQuiet>
        <blockquote dir="auto">{question}</blockquote>
      </Notice>
    )
  return (
    <Notice title={says('busy.title')}>
      <blockquote dir="auto">{question}</blockquote>
      <p>{says('busy.text', { seconds: left })}</p>
      <p class="row">
        <button type="button" class="main" onClick={conversation.tryNow}>
          {says('busy.now')}
        </button>
        <button type="button" class="link" onClick={conversation.cancel}>
          {says('busy.cancel')}
        </button>
      </p>
    </Notice>
  )
}

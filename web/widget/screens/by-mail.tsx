import { useTalk, useView } from '../in-view.ts'
import { Notice } from './notice.tsx'

/** The question went to the library, which answers by email. */
export function ByMail() {
  const { says, card, conversation } = useView()
  const email = useTalk(talk => talk.end?.email)
  const question = useTalk(talk => talk.question)
  const library = card.name
  return (
    <div class="scroll">
      <Notice title={says('over.by-mail')}>
        <blockquote dir="auto">{question}</blockquote>
        <p>{email ? says('over.owed', { library, email }) : says('over.owed-plain', { library })}</p>
        <p>{says('over.link')}</p>
        <button type="button" class="main" onClick={conversation.startAnew}>
          {says('over.anew')}
        </button>
      </Notice>
    </div>
  )
}

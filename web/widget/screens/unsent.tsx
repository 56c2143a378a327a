import { useTalk, useView } from '../in-view.ts'
import type { Unsent } from '../talk.ts'

/** Words that the desk has not taken yet, and that look so. */
export function UnsentWords({ words: { id, text, isStatement, refused } }: { readonly words: Unsent }) {
  const { says, conversation } = useView()
  const isUp = useTalk(talk => talk.line === 'up')
  const isRefused = refused !== undefined
  return (
    <li class={`words patron unsent${isRefused ? ' refused' : ''}`}>
      {isStatement ? (
        <pre dir="ltr">{text}</pre>
      ) : (
        <p class="text" dir="auto">
          {text}
        </p>
      )}
      <p class="state">
        {isRefused ? `${says('talk.not-sent')} ${refused}` : says(isUp ? 'talk.sending' : 'talk.kept')}
        {isRefused && (
          <button type="button" class="link" onClick={() => conversation.sendAgain(id)}>
            {says('talk.again')}
          </button>
        )}
      </p>
    </li>
  )
}

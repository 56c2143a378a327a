import { useEffect, useRef, useState } from 'preact/hooks'
import { limits } from '../../../lib/protocol/limits.ts'
import { Icon } from '../../shared/icon.tsx'
import { useTalk, useView } from '../in-view.ts'

/** From here on the characters that are left are counted aloud. */
const nearLimit = 200

/** Rendered once, and not with every keystroke. */
const arrow = <Icon of="send" />

/** Where the patron writes. A keystroke renders this and nothing else. */
export function Composer({ draft }: { readonly draft: string }) {
  const { says, conversation } = useView()
  const isWaiting = useTalk(talk => talk.phase === 'waiting')
  const [text, setText] = useState(draft)
  const field = useRef<HTMLTextAreaElement>(null)
  const left = limits.text - text.length

  // What had the focus before is gone, and this is where to go on.
  useEffect(() => field.current?.focus(), [])

  const change = (words: string) => {
    setText(words)
    conversation.typed(words)
  }
  const send = () => {
    if (!text.trim() || left < 0) return
    conversation.say(text.trim())
    setText('')
  }
  const key = (event: KeyboardEvent) => {
    // On a phone, Enter is how a new line begins. While a word is being composed, Enter chooses it.
    const isSend =
      event.key === 'Enter' && !event.shiftKey && !event.isComposing && !matchMedia('(pointer: coarse)').matches
    if (!isSend) return
    event.preventDefault()
    send()
  }
  return (
    <form
      class="composer"
      onSubmit={event => {
        event.preventDefault()
        send()
      }}
    >
      <label class="unseen" for="say">
        {says(isWaiting ? 'waiting.add' : 'talk.message')}
      </label>
      <textarea
        ref={field}
        id="say"
        rows={1}
        dir="auto"
        value={text}
        placeholder={says(isWaiting ? 'waiting.add' : 'talk.message')}
        aria-describedby="say-hint"
        aria-invalid={left < 0}
        onInput={({ currentTarget }) => change(currentTarget.value)}
        onKeyDown={key}
      />
      <button type="submit" class="send" aria-label={says('talk.send')} disabled={left < 0}>
        {arrow}
      </button>
      <p id="say-hint" class={left < nearLimit ? 'hint' : 'hint unseen'}>
        {left < 0
          ? says('talk.too-long', { count: -left })
          : left < nearLimit
            ? says('talk.left', { count: left })
            : says('talk.enter')}
      </p>
    </form>
  )
}

import { useState } from 'preact/hooks'
import type { Message } from '../../../client/transcript.ts'
import { useView } from '../in-view.ts'
import { piecesOf } from '../links.ts'
import type { Saying } from '../talk.ts'
import { timeOf } from '../times.ts'
import { Resource } from './resource.tsx'

/** What happened between the messages, in a sentence. */
export function EventLine({ saying: { key, values } }: { readonly saying: Saying }) {
  const { says } = useView()
  return <li class="event">{says(key, values)}</li>
}

/** One message. `goesOn` means that the same person said the one before it. */
export function Words({ message, goesOn }: { readonly message: Message; readonly goesOn: boolean }) {
  const { says, language } = useView()
  const { from, name, at, text, kind } = message
  const who = from === 'patron' ? says('talk.you') : (name ?? says('talk.librarian'))
  return (
    <li class={`words ${from}${goesOn ? ' on' : ''}`}>
      <p class={goesOn ? 'who unseen' : 'who'}>
        <bdi>{who}</bdi> <time dateTime={new Date(at).toISOString()}>{timeOf(language, at)}</time>
      </p>
      {kind === 'statement' ? (
        <Statement text={text} />
      ) : (
        <p class="text" dir="auto">
          <Linked text={text} />
        </p>
      )}
      {kind === 'resource' && <Resource message={message} />}
    </li>
  )
}

/** A text whose web addresses can be followed. */
function Linked({ text }: { readonly text: string }) {
  return (
    <>
      {piecesOf(text).map(({ text: piece, link }, at) =>
        link ? (
          <a key={at} href={link} target="_blank" rel="noopener noreferrer" dir="ltr">
            {piece}
          </a>
        ) : (
          piece
        ),
      )}
    </>
  )
}

/** A search statement, byte for byte (R14): nothing in it is a link, and it can be copied as it is. */
function Statement({ text }: { readonly text: string }) {
  const { says } = useView()
  const [isCopied, setCopied] = useState(false)
  const copy = async () => {
    // Only a secure page may write to the clipboard. Elsewhere people select the text, which is on its own.
    await navigator.clipboard?.writeText(text)
    setCopied(true)
  }
  return (
    <div class="statement">
      <pre dir="ltr">{text}</pre>
      {isSecureContext && (
        <button type="button" class="link" onClick={() => void copy()}>
          {says(isCopied ? 'talk.copied' : 'talk.copy')}
        </button>
      )}
    </div>
  )
}

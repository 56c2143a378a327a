import { useState } from 'react'
import { Button } from 'react-aria-components'
import type { Reply } from '../../../lib/protocol/frames-out.ts'
import { useDesk } from '../in-desk.ts'
import { momentOf } from '../times.ts'

type Held = Extract<Reply, { type: 'follow-up' }>['held'][number]

interface HeldAnswerProps {
  readonly held: Held
  /** The patron. */
  readonly name: string
  /** Sends it, or only these lines of it. */
  readonly confirm: (text: string | undefined) => Promise<boolean>
  readonly reject: () => Promise<boolean>
}

/** An answer that waits for somebody to look at it: every doubt, and exactly the text that would go out. Lines can be left out. */
export function HeldAnswer({ held, name, confirm, reject }: HeldAnswerProps) {
  const { says, language } = useDesk()
  const { answer, from, at, because, text, cut } = held
  const lines = text.split('\n')
  const [left, setLeft] = useState<ReadonlySet<number>>(new Set())
  const kept = lines.filter((_, index) => !left.has(index)).join('\n')
  const turn = (index: number) => {
    const next = new Set(left)
    if (!next.delete(index)) next.add(index)
    setLeft(next)
  }
  return (
    <section className="held" aria-label={says('held.title', { number: answer })}>
      <h2>{says('held.title', { number: answer })}</h2>
      <p className="fine">{says('held.from', { from, at: momentOf(language, at) })}</p>
      <ul className="doubts">
        {because.map(each => (
          <li key={each}>{says(`held.because.${each}`)}</li>
        ))}
      </ul>
      <p className="label">{says('held.text', { name })}</p>
      <ol className="held-lines">
        {lines.map((line, index) => (
          <li key={index}>
            <button
              type="button"
              aria-pressed={!left.has(index)}
              aria-label={says(left.has(index) ? 'held.keep' : 'held.leave', { line: line || says('held.empty') })}
              onClick={() => turn(index)}
            >
              {line || '\u00a0'}
            </button>
          </li>
        ))}
      </ol>
      {cut && <p className="fine">{says('owed.cut')}</p>}
      <p className="fine">{says('held.shorten')}</p>
      <div className="row ends">
        <Button className="plain" onPress={() => void reject()}>
          {says('held.reject')}
        </Button>
        <Button
          className="main"
          isDisabled={!/\S/.test(kept)}
          onPress={() => void confirm(left.size > 0 ? kept : undefined)}
        >
          {says(left.size > 0 ? 'held.confirm-some' : 'held.confirm', { name })}
        </Button>
      </div>
    </section>
  )
}

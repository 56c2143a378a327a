import { type ReactNode, useState } from 'react'
import { Button } from 'react-aria-components'
import type { Refused } from '../../../lib/protocol/frames-out.ts'
import { useDesk } from '../in-desk.ts'
import { dialogue, endDialogue } from '../state/dialogue.ts'
import { Refusal } from './refusal.tsx'
import { Title } from './title.tsx'

/** What the desk offers instead of what it refused. */
interface Offer {
  readonly label: string
  readonly take: () => void
}

interface DialogueFormProps {
  readonly title: string
  /** What the button that does it says. */
  readonly go: string
  /** Does it, despite what was insisted on, and tells why the desk did not. The dialogue closes if it did. */
  readonly act: (despite: readonly string[]) => Promise<Refused | undefined>
  /** Whether a soft refusal may be overridden. @default false */
  readonly mayInsist?: boolean
  /** @default - nothing is offered instead */
  readonly offer?: (refused: Refused) => Offer | undefined
  /** Whether something is missing that the act needs. @default false */
  readonly isDisabled?: boolean
  /** Whether it cannot be undone. Its button has the focus then, since nothing needs to be filled in. @default false */
  readonly isDanger?: boolean
  readonly children: ReactNode
}

/** A dialogue that does one thing, or says why not. */
export function DialogueForm(props: DialogueFormProps) {
  const { title, go, act, mayInsist = false, offer, isDisabled = false, isDanger = false, children } = props
  const { says } = useDesk()
  const [refused, setRefused] = useState<Refused>()
  const [insisted, setInsisted] = useState<readonly string[]>([])
  const submit = async (despite: readonly string[]) => {
    const mine = dialogue.get().open
    const why = await act(despite)
    setRefused(why)
    if (!why) endDialogue(mine)
  }
  const insist = (code: string) => {
    const despite = [...insisted, code]
    setInsisted(despite)
    void submit(despite)
  }
  const offered = refused && offer?.(refused)
  const take = () => {
    offered?.take()
    setRefused(undefined)
  }
  return (
    <form
      className="form"
      onSubmit={event => {
        event.preventDefault()
        void submit(insisted)
      }}
    >
      <Title>{title}</Title>
      {children}
      <div className="foot">
        <Refusal
          refused={refused}
          insist={refused && mayInsist ? () => insist(refused.code) : undefined}
          offer={offered && { label: offered.label, take }}
        />
        <div className="row ends">
          <Button className="plain" slot="close">
            {says('back')}
          </Button>
          <Button
            className={isDanger ? 'main danger' : 'main'}
            type="submit"
            isDisabled={isDisabled}
            autoFocus={isDanger}
          >
            {go}
          </Button>
        </div>
      </div>
    </form>
  )
}

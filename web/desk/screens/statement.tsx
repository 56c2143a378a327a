import { useState } from 'react'
import { Button } from 'react-aria-components'
import { isWebLink } from '../../../lib/protocol/link.ts'
import { useDesk } from '../in-desk.ts'
import type { Briefing } from '../state/shift.ts'

type OneStatement = Briefing['today']['facts'][number]

/** One thing that a library says, who vouches for it and how old it is, and one key to say that it is wrong (R44). */
export function Statement({ session, statement }: { readonly session: string; readonly statement: OneStatement }) {
  const { desk, says } = useDesk()
  const { id, topic, text, source, vouchedBy, days } = statement
  const [state, setState] = useState<string>()
  const report = async () => {
    const reply = await desk.send({ action: 'report-policy', session, statement: id })
    setState(reply.type === 'refused' ? reply.reason : says('statement.reported'))
  }
  return (
    <li className="statement-of">
      <p className="label" dir="auto">
        {topic}
      </p>
      <p className="text" dir="auto">
        {text}
      </p>
      <p className="fine">
        {says('statement.age', { name: vouchedBy, days })}
        {source && isWebLink(source) && (
          <>
            {' · '}
            <a href={source} target="_blank" rel="noopener noreferrer">
              {new URL(source).host}
            </a>
          </>
        )}
        {' · '}
        {state === undefined ? (
          <Button className="link" onPress={() => void report()}>
            {says('statement.wrong')}
          </Button>
        ) : (
          <span role="status">{state}</span>
        )}
      </p>
    </li>
  )
}
